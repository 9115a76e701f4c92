"""One module per format. Each has `NAME`, `TITLE`, `suits(source)` and a pure `read(source)`."""
