"""Everything that must hold (architecture § 11)."""
