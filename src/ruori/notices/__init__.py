"""Who must hear: what each post must do by which day, and what does not hold in the city's data.

The page "Minun vuoroni", reminders and the nightly check read one function and cannot disagree.
Terms owned: eräpäivä (Due), havaittu puute (Problem).
"""
