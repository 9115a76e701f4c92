"""A picture is kept without what it tells of its maker."""

from io import BytesIO

import pytest
from PIL import Image, ImageCms

from ruori.files.rules import KINDS, clean_picture
from ruori.kernel.problems import Refused
from tests.rules.files import samples


def refused(content: bytes, code: str) -> str:
    """The code of the refusal."""
    with pytest.raises(Refused) as refusal:
        clean_picture(content, KINDS[code])
    return refusal.value.problem.code


def test_the_place_the_maker_and_the_comment_are_gone() -> None:
    given = samples.photo_with_place()
    assert b"Esimerkki Aino" in given
    kept = clean_picture(given, KINDS["JPEG"])
    image = Image.open(BytesIO(kept.content))
    assert not image.getexif()
    assert "comment" not in image.info
    assert b"Esimerkki Aino" not in kept.content
    assert b"kotona" not in kept.content


def test_a_photo_on_its_side_is_turned_upright() -> None:
    kept = clean_picture(samples.photo_with_place(orientation=6), KINDS["JPEG"])
    assert (kept.width, kept.height) == (20, 40)


@pytest.mark.parametrize("code", ["PNG", "JPEG", "WEBP"])
def test_what_hangs_after_the_end_is_cut_off(code: str) -> None:
    given = samples.picture(code) + b"<script>alert(1)</script>" + samples.package({"a": b"b"})
    kept = clean_picture(given, KINDS[code])
    assert b"script" not in kept.content
    assert b"PK\x03\x04" not in kept.content
    assert (kept.width, kept.height) == (40, 20)


@pytest.mark.parametrize("code", ["PNG", "JPEG", "WEBP"])
def test_cleaning_twice_gives_the_same_size(code: str) -> None:
    once = clean_picture(samples.picture(code), KINDS[code])
    twice = clean_picture(once.content, KINDS[code])
    assert (twice.width, twice.height) == (once.width, once.height)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_a_png_keeps_its_own_colours(mode: str) -> None:
    kept = clean_picture(samples.picture("PNG", mode=mode), KINDS["PNG"])
    assert Image.open(BytesIO(kept.content)).mode == mode


def test_see_through_colours_stay_see_through() -> None:
    image = Image.new("P", (4, 4))
    image.putpalette([0, 0, 0, 255, 255, 255])
    out = BytesIO()
    image.save(out, format="PNG", transparency=0)
    kept = clean_picture(out.getvalue(), KINDS["PNG"])
    assert Image.open(BytesIO(kept.content)).convert("RGBA").getpixel((0, 0)) == (0, 0, 0, 0)


def test_print_colours_become_screen_colours() -> None:
    out = BytesIO()
    Image.new("CMYK", (8, 8), (0, 255, 255, 0)).save(out, format="JPEG")
    kept = clean_picture(out.getvalue(), KINDS["JPEG"])
    assert Image.open(BytesIO(kept.content)).mode == "RGB"


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_the_colours_of_another_space_are_turned_into_srgb(mode: str) -> None:
    out = BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    Image.new(mode, (8, 8), (10, 200, 30)).save(out, format="PNG", icc_profile=profile.tobytes())
    kept = clean_picture(out.getvalue(), KINDS["PNG"])
    image = Image.open(BytesIO(kept.content))
    assert image.mode == mode
    assert "icc_profile" not in image.info


def test_a_broken_colour_profile_is_left_out() -> None:
    out = BytesIO()
    Image.new("RGB", (8, 8), (10, 200, 30)).save(out, format="PNG", icc_profile=b"not a profile")
    kept = clean_picture(out.getvalue(), KINDS["PNG"])
    assert Image.open(BytesIO(kept.content)).getpixel((0, 0)) == (10, 200, 30)


@pytest.mark.parametrize("side", [8_000, 12_000, 30_000])
def test_a_picture_of_too_many_pixels_is_not_unpacked(side: int) -> None:
    assert refused(samples.huge_png(side, side), "PNG") == "PICTURE_TOO_LARGE"


def test_a_moving_picture_is_refused() -> None:
    out = BytesIO()
    frames = [Image.new("RGB", (4, 4), (shade, 0, 0)) for shade in (0, 120, 250)]
    frames[0].save(out, format="WEBP", save_all=True, append_images=frames[1:])
    assert refused(out.getvalue(), "WEBP") == "MOVING_PICTURE"


@pytest.mark.parametrize(
    "content", [samples.picture("PNG")[:60], samples.PDF, b"\x89PNG\r\n\x1a\n", samples.HEIC]
)
def test_a_broken_picture_is_told_to_be_broken(content: bytes) -> None:
    assert refused(content, "PNG") == "DAMAGED_FILE"
