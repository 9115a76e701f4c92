"""How the city's plain values are stored: texts in languages, dated rows, rows never changed.

Owns no tables.
"""
