"""Four renderings of one Document: a page, a PDF, a Word file and a spreadsheet.

Each module gives `render(document, language) -> bytes`, and the same document gives the same bytes.
They know the document only, never the report that built it.
"""
