"""Ruori: the helm with which a city steers itself, from a promise to the council's report."""
