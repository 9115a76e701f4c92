"""The city's year: what happens when, and the rounds in which the city reports to itself.

Cycle knows no measures: it says which units report on which days. Terms owned: vuosikello (Cycle),
vuosikellon tapahtuma (CycleEvent), seurantakierros (Round, RoundUnit).
"""
