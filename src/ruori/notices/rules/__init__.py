"""When somebody is reminded, and what becomes of a letter; plain values, no tables."""
