"""Who must hear what: everything that is due and everything that is wrong, from one place.

A page, a mail and the nightly check read the same functions, so they cannot disagree. Owns no
tables yet; terms used: määräaika (Due), huomautus (Problem).
"""
