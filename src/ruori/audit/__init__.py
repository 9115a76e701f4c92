"""Who did what, when, and what was before: the trail, and the one clock that orders dated deeds.

Terms owned: lokimerkintä (TrailEntry). Not to be mixed with an audit of a management system.
"""
