"""The desk (työpöytä): the pages on which the city's staff does its part.

A view opens the gate, loads what this viewer may see, and calls one action. No tables, no rules.
"""
