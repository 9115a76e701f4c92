"""Bytes the city keeps: proofs, adopted documents, pictures; judged by content, never by name.

A file has no address of its own: the object that shows it decides who sees it. Terms owned:
tiedosto (StoredFile).
"""
