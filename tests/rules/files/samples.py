"""Small true files of each kind, and the tricks that are played with them."""

import struct
import zipfile
import zlib
from io import BytesIO

from PIL import Image
from PIL.ExifTags import Base as Tag

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"
WORD_TYPES = (
    b"<Types><Override ContentType='application/vnd.openxmlformats-officedocument"
    b".wordprocessingml.document.main+xml'/></Types>"
)
EXCEL_TYPES = WORD_TYPES.replace(b"wordprocessingml.document", b"spreadsheetml.sheet")


def package(entries: dict[str, bytes], comment: bytes = b"") -> bytes:
    """A zip with these entries, deflated."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(**more: bytes) -> bytes:
    """A Word document reduced to what tells it is one."""
    parts = {"[Content_Types].xml": WORD_TYPES, "word/document.xml": b"<w:document/>"}
    return package(parts | more)


def xlsx() -> bytes:
    """An Excel workbook reduced to what tells it is one."""
    return package({"[Content_Types].xml": EXCEL_TYPES, "xl/workbook.xml": b"<workbook/>"})


def open_document(kind: str, **more: bytes) -> bytes:
    """An ODF document: `text` or `spreadsheet`."""
    mimetype = f"application/vnd.oasis.opendocument.{kind}".encode()
    return package({"mimetype": mimetype, "content.xml": b"<office/>"} | more)


def picture(code: str, size: tuple[int, int] = (40, 20), mode: str = "RGB") -> bytes:
    """A plain picture."""
    out = BytesIO()
    Image.new(mode, size, 90).save(out, format=code)
    return out.getvalue()


def photo_with_place(orientation: int = 1) -> bytes:
    """A JPEG that says who took it and stands on its side when `orientation` is 6."""
    image = Image.new("RGB", (40, 20), (200, 30, 30))
    exif = Image.Exif()
    exif[Tag.Artist] = "Esimerkki Aino"
    exif[Tag.Orientation] = orientation
    exif.get_ifd(0x8825)[2] = (65.0, 44.0, 10.0)
    out = BytesIO()
    image.save(out, format="JPEG", exif=exif, comment=b"kotona")
    return out.getvalue()


def huge_png(width: int = 30_000, height: int = 30_000) -> bytes:
    """A PNG of a few bytes that claims 900 million pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        head = struct.pack(">I", len(body)) + name + body
        return head + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")
