"""The public site: the strategy as residents, councillors and journalists read it.

Shows only what is public, field by field; a new column is invisible until a page lists it.
Not to be mixed with `organisation.Site`, a place with a street address.
"""
