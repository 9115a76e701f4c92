"""Intake (tuonti): one document in, one draft out, and a person between the draft and the city.

A reader turns the bytes of a strategy page into a Draft (draft.py) in which every line of the
source is either placed or waits for a person in `needs_review`. Nothing here becomes a plan by
itself.
Terms owned: draft (luonnos), reader (lukija), certainty (varmuus).
"""
