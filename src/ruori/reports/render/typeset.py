"""Asking typst, in a process of its own that ends with the document."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

PROCESS = Path(__file__).with_name("typst_process.py")
WEIGHTS = ("300Light", "400Regular", "400Regular_Italic", "600SemiBold", "700Bold")
SECONDS = 120


class TypesettingError(RuntimeError):
    """Typst refused the document: the reason, for the log of the work."""


def typeset(
    template: Path,
    data: Mapping[str, Any],
    *,
    fonts: Path,
    format_: Literal["pdf", "png"],
    at: int,
) -> list[str]:
    """The pages in base64: one whole PDF, or a PNG of each page. Raises TypesettingError.

    Nothing a person wrote becomes typst source: `data` travels as JSON, and the template prints
    its strings (stack.md, trap 1). `at` is the second since 1970 that the file tells as its time.
    """
    request = {
        "template": str(template),
        "fonts": [str(fonts / weight) for weight in WEIGHTS],
        "document": json.dumps(data),
        "timestamp": at,
        "format": format_,
    }
    done = subprocess.run(  # noqa: S603 - our own interpreter and file
        [sys.executable, "-I", str(PROCESS)],
        input=json.dumps(request).encode(),
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    if done.returncode:
        raise TypesettingError(done.stderr.decode(errors="replace").strip())
    return list(json.loads(done.stdout))
