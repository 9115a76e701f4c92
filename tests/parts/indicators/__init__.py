"""Deeds of figures, one file for each verb."""
