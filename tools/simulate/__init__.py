"""A made city lived through a whole year: `make simulate-year` (docs/simulation.md)."""
