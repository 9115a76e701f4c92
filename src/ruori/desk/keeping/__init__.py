"""Keeping the organisation: units, posts, who holds them, and roles (W11)."""
