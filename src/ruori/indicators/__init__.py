"""What the numbers say: indicators, their series, targets and observations with vintages.

A number is never overwritten: a correction is a later vintage of the same key, so any report can
be read again as it was known. Terms owned: mittari (Indicator), alue (Region), sarja (Series),
aikasarjakatko (Break), tavoitetaso (Target), havainto (Observation), erä (Batch), vertailujoukko
(PeerSet).
"""
