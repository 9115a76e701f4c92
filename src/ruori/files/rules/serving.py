"""How the bytes of a file are handed to a browser, so that they can do nothing there."""

from typing import Final
from urllib.parse import quote

_TEXT: Final = "text/"


def serving_headers(*, media_type: str, name: str, size: int, sha256: str) -> dict[str, str]:
    """The headers of a response that carries a stored file.

    Always a download: the browser neither guesses the type nor runs anything. A picture shown
    by `<img>` is not hindered by this. Who may get the file is decided by the object showing it.
    """
    charset = "; charset=utf-8" if media_type.startswith(_TEXT) else ""
    return {
        "Content-Type": f"{media_type}{charset}",
        "Content-Length": str(size),
        "Content-Disposition": _attachment(name),
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-cache",
        "ETag": f'"{sha256}"',
    }


def _attachment(name: str) -> str:
    # RFC 6266: an ASCII name for old readers, the true one percent-encoded beside it.
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    plain = "".join("_" if sign in '"\\%' or ord(sign) < 32 else sign for sign in plain)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
