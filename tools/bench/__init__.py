"""`make bench`: how fast and how large the city is when it is a whole city (docs/bench.md).

A tool of the makers: it fills a database of its own with a made city and measures pages on it.
Rows are written in bulk, past the actions, so that building takes seconds; the tables' own
constraints and `ruori check` still hold of them.
"""
