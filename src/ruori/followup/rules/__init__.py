"""Rules of follow-up: progress, goals, proof, counts, entries. No database, no language."""
