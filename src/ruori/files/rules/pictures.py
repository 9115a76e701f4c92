"""Pictures are drawn anew before they are kept: no place, camera or name travels with them."""

import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image, ImageCms, ImageOps

from ruori.files.rules.kinds import Kind
from ruori.files.rules.packages import damaged
from ruori.kernel.problems import refuse
from ruori.kernel.text import N_

MAX_PIXELS: Final = 40_000_000
_SAVING: Final[dict[str, dict[str, object]]] = {
    "JPEG": {"quality": 90, "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 90},
}
_MODES: Final = {"JPEG": ("L", "RGB"), "PNG": ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture drawn anew: its bytes, and its size in pixels as it is looked at."""

    content: bytes
    width: int
    height: int


def clean_picture(content: bytes, kind: Kind) -> Picture:
    """The same picture turned upright, in sRGB, without metadata or anything after its end.

    Raises Refused when it has more than 40 million pixels, moves, or cannot be read.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=[kind.code]) as opened:
                _check(opened, kind)
                return _drawn_anew(opened, kind.code)
    except Image.DecompressionBombError:
        raise _too_many(Image.MAX_IMAGE_PIXELS or MAX_PIXELS) from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise damaged() from None


def _check(picture: Image.Image, kind: Kind) -> None:
    pixels = picture.width * picture.height
    if pixels > MAX_PIXELS:
        raise _too_many(pixels)
    # A phone's JPEG may hold a second, smaller view of the same scene: the first one is kept.
    if kind.code != "JPEG" and getattr(picture, "n_frames", 1) > 1:
        raise refuse(
            "MOVING_PICTURE",
            N_("Moving pictures are not accepted. Add a still picture or a PDF."),
        )


def _too_many(pixels: int) -> Exception:
    return refuse(
        "PICTURE_TOO_LARGE",
        N_(
            "The picture has %(pixels)s million pixels and the limit is %(limit)s. Make it"
            " smaller and add it again."
        ),
        pixels=-(-pixels // 1_000_000),
        limit=MAX_PIXELS // 1_000_000,
    )


def _drawn_anew(opened: Image.Image, code: str) -> Picture:
    opened.load()
    upright = _in_srgb(ImageOps.exif_transpose(opened))
    if upright.mode not in _MODES.get(code, (upright.mode,)):
        upright = upright.convert("RGB")
    # A copy of the pixels alone: Pillow would write `info` (EXIF, text, profile) back.
    drawn = upright.copy()
    kept = {"transparency": drawn.info["transparency"]} if "transparency" in drawn.info else {}
    drawn.info = {}
    out = BytesIO()
    drawn.save(out, format=code, **_SAVING[code], **(kept if code == "PNG" else {}))
    return Picture(out.getvalue(), drawn.width, drawn.height)


def _in_srgb(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in {"RGB", "RGBA"}:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        turned = ImageCms.profileToProfile(
            picture, source, ImageCms.createProfile("sRGB"), outputMode=picture.mode
        )
    except (ImageCms.PyCMSError, OSError):
        # A broken or unfit profile changes no pixel: the picture is kept as it is.
        return picture
    return turned or picture
