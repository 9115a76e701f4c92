"""One module per format, each with `NAME`, `TITLE` and a pure `read(content) -> Draft`."""
