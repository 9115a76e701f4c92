"""What happened, who said it, in which round, and how it can be proved.

An entry is written once; a correction is a new entry. Four judgements stand apart and are never
averaged: progress of measures, attainment of goals, direction of indicators, provability. Terms
owned: seurantamerkintä (Entry), teon toteutuminen (DeedReport), merkinnän luonnos
(EntryDraft), merkinnän käsittely (EntryReview), yksikön raportti (UnitReport), todiste (Proof,
ProofUse, ProofApproval), arvio (Judgement), päivityslinkki (UpdateLink), linkkipyyntö
(LinkRequest), siirto (HandOver).
"""
