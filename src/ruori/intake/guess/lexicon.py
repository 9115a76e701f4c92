"""Word lists as they are read best: one string, words apart (pure)."""


def lexicon(listed: str, between: str | None = None) -> frozenset[str]:
    """The entries of a list, parted by spaces or by `between` when entries hold spaces."""
    return frozenset(listed.split(between))
