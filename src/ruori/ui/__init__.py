"""How everything looks, everywhere the same: words and shapes of judgements, components, base
layouts, the city's theme, charts with their tables, the strategy picture, numbers and dates.

Nothing here knows a table of the database: every function and template takes plain values.
Class names of the base package (`ds-…`) occur in this folder only.
"""
