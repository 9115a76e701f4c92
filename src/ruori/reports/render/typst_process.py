"""A short-lived process around typst: a request on standard input, pages on standard output.

Typst's cache grows with every document it sees, so the web process and the worker never load it.
Run as a file, it needs nothing of the city's own code.
"""

import base64
import json
import sys
from typing import Any

import typst

STANDARDS: Any = ["ua-1", "a-2a"]
DOTS_PER_INCH = 144


def main() -> int:
    """Compile one document; 1 with the reason on standard error when typst refuses it."""
    request = json.load(sys.stdin.buffer)
    is_pdf = request["format"] == "pdf"
    try:
        compiled: Any = typst.compile(
            request["template"],
            font_paths=request["fonts"],
            ignore_system_fonts=True,
            sys_inputs={"document": request["document"]},
            format=request["format"],
            ppi=None if is_pdf else DOTS_PER_INCH,
            pdf_standards=STANDARDS if is_pdf else [],
            timestamp=request["timestamp"],
        )
    except (typst.TypstError, OSError) as refused:
        sys.stderr.write(f"{refused}\n{getattr(refused, 'hints', '')}\n")
        return 1
    pages = compiled if isinstance(compiled, list) else [compiled]
    json.dump([base64.b64encode(page).decode() for page in pages], sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
