"""Cells of CSV and spreadsheets that no program may take for a formula."""

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_cell(text: str) -> str:
    """The text, led by an apostrophe when a spreadsheet would run it (`=HYPERLINK(…)`).

    Only for texts: a figure is written as a figure, so that −4.2 stays a number.
    """
    bare = text.lstrip(" \u00a0\ufeff")
    return f"'{text}" if bare.startswith(DANGEROUS) or text.startswith(DANGEROUS) else text
