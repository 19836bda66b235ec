"""Write a PDF by Typst, from standard input to standard output: `python -m cms.printing.typesetting`.

Runs in a process of its own: Typst and its fonts take some fifty megabytes with the first document and never
give them back. Reads an `Order` as JSON. What Typst refuses ends it with Typst's words on standard error.
"""

from __future__ import annotations

import json
import sys
from importlib.resources import files
from typing import TypedDict

import typst

FONTS = str(files("font_lato") / "files")


class Order(TypedDict):
    """What to print: a Typst source, the JSON that it reads, its date (seconds since 1970) and the fonts."""

    template: str
    document: str
    changed_at: int
    own_fonts_only: bool


def typeset(order: Order) -> bytes:
    """Return the PDF, which claims PDF/UA-1 where the fonts are the hub's own; raises typst.TypstError."""
    own_fonts_only = order["own_fonts_only"]
    return typst.compile(
        order["template"].encode(),
        format="pdf",
        pdf_standards="ua-1" if own_fonts_only else "1.7",
        font_paths=typst.Fonts(include_system_fonts=not own_fonts_only, font_paths=[FONTS]),
        sys_inputs={"document": order["document"]},
        timestamp=order["changed_at"],
    )


def main() -> None:
    try:
        pdf = typeset(json.load(sys.stdin))
    except typst.TypstError as error:
        sys.exit(str(error))
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    main()
