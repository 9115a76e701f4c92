"""The plan editor of the desk (W4): the outline, one row at a time, and what serves what."""
