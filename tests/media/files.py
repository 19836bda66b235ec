"""Small real files, and some that pretend to be."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Any

from PIL import Image, ImageCms

EXE = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(300) + b"This program cannot be run in DOS mode."
SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(100)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
WORD = "word/document.xml"
ODT = "application/vnd.oasis.opendocument.text"


def drawing(width: int = 40, height: int = 30, mode: str = "RGB") -> Image.Image:
    """Return a picture whose top left quarter is red, the rest blue."""
    image = Image.new("RGB", (width, height), (20, 40, 200))
    image.paste((200, 30, 20), (0, 0, width // 2, height // 2))
    return image.convert(mode)


def picture(
    file_format: str = "PNG", width: int = 40, height: int = 30, mode: str = "RGB", **options: Any
) -> bytes:
    """Return a drawing as the bytes of a file."""
    output = io.BytesIO()
    drawing(width, height, mode).save(output, format=file_format, **options)
    return output.getvalue()


def photo(width: int = 40, height: int = 30) -> bytes:
    """Return a JPEG as a phone writes it: held upright, with the place, the camera and a comment."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Phonemaker"
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 0.0), 3: "W", 4: (0.0, 7.0, 39.0)})
    return picture(
        "JPEG", width, height, exif=exif, comment=b"Secret comment", xmp=b"<x:xmpmeta>Secret xmp</x:xmpmeta>"
    )


def odd_profile_photo() -> bytes:
    """Return a JPEG whose colour profile has red and blue the other way round."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"----", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"----", b"bXYZ", 1)
    return picture("JPEG", icc_profile=swapped)


def moving_picture(file_format: str) -> bytes:
    output = io.BytesIO()
    frames = [drawing(), drawing().rotate(90)]
    frames[0].save(output, format=file_format, save_all=True, append_images=frames[1:], duration=200)
    return output.getvalue()


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """Return a tiny PNG that says it has thousands of millions of pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(10)))
        + chunk(b"IEND", b"")
    )


def archive(**members: str) -> bytes:
    """Return a ZIP archive; in the names of members `__` stands for a slash and `_` for a dot."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as file:
        for name, content in members.items():
            # Dated, so that it has the same bytes in every process that collects the tests.
            member = zipfile.ZipInfo(name.replace("__", "/").replace("_", "."), (2026, 1, 1, 0, 0, 0))
            file.writestr(member, content)
    return output.getvalue()


DOCX = archive(word__document_xml="<w:document/>")
SOUND_FILES = {
    "names.csv": "Name,Café\nJo,“yes”\n".encode(),
    "windows.csv": "Name,Café\n".encode("cp1252"),
    "letter.docx": DOCX,
    "letter.odt": archive(mimetype=ODT, content_xml="<x/>"),
    "sums.ods": archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
    "leaflet.pdf": PDF,
    "scanned.pdf": b"\r\n\r\n" + PDF,
    "LEAFLET.PDF": PDF,
    "talk.pptx": archive(ppt__presentation_xml="<p/>"),
    "notes.txt": b"BMI and MZ start no program here.\n",
    "sums.xlsx": archive(xl__workbook_xml="<w/>"),
    "all.zip": archive(a_txt="a"),
}
