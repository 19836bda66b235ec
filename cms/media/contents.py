"""Tell by its first bytes what a file holds, whatever its name says."""

from __future__ import annotations

import re

HEAD_SIZE = 1024

SIGNATURES = [
    (b"\x7fELF", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"#!", "a script"),
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office file"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an older or password-protected Office file"),
    (b"{\\rtf", "a rich text file"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"\xff\xfe", "text stored as UTF-16"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"8BPS", "a Photoshop picture"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x1f\x8b", "a gzip archive"),
]
# These two letters start words as well, such as BMI: only with NUL bytes is it the real thing.
BINARY_SIGNATURES = [(b"MZ", "a Windows program"), (b"BM", "a BMP picture")]
# What may stand before the first tag of a drawing or a web page.
MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<\?xml.*?\?>|<!--.*?-->|<!doctype[^>]*>)*<(svg|html|script)\b",
    re.DOTALL | re.IGNORECASE,
)


def describe(head: bytes) -> str:
    """Return what a file is that starts with `head`, as `a Windows program`, or nothing for text."""
    if head[4:8] == b"ftyp":
        return _describe_media(head[8:12])
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "a WebP picture"
    markup = MARKUP.match(head)
    if markup:
        return "an SVG drawing" if markup[1].lower() == b"svg" else "a web page"
    signatures = SIGNATURES + (BINARY_SIGNATURES if b"\0" in head else [])
    return next((words for signature, words in signatures if head.startswith(signature)), "")


def _describe_media(brand: bytes) -> str:
    if brand in {b"heic", b"heix", b"hevc", b"mif1", b"msf1"}:
        return "a HEIC photo"
    return "an AVIF picture" if brand in {b"avif", b"avis"} else "a film"
