"""Checks of what a page is made of: headings, tables, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images.blocks import ImageChooserBlock

from cms.blocks.text import HeadingBlock
from cms.checks.draft import Draft, Passage
from cms.checks.findings import Finding

Heading = tuple[str, int, str]
HEADINGS = re.compile(r"h[2-4]")
# What cameras, phones and editors call a file, and words that say no more than that there is a picture.
BOLD = re.compile(r"<(b|strong)\b")
NO_DESCRIPTION = re.compile(
    r"\S+\.(jpe?g|png|gif|webp|heic)|(img|dsc|dscn|pxl|image|photo|picture|screenshot)[\W_\d]*"
    r"|(image|photo|picture|graphic|logo)( of)?",
    re.IGNORECASE,
)


def headings_in_order(draft: Draft) -> Iterator[Finding]:
    """Find headings that leave a level out, say nothing, or are bold words that only look like one."""
    flows = _flows(draft)
    for headings in flows:
        # Where a page has several texts, the website puts a heading above each.
        before = 2 if len(flows) > 1 else 1
        for place, level, words in headings:
            if not words:
                yield Finding(place, "A heading is empty.", "Write its words, or take it out.")
                continue
            if level > before + 1:
                yield Finding(
                    place,
                    f"The heading “{words}” leaves a level out.",
                    f"Make it heading {before + 1}. Screen readers read the levels as an outline.",
                )
            before = level
    for passage in draft.passages:
        yield from _bold_for_headings(passage)


def _flows(draft: Draft) -> list[list[Heading]]:
    """Return the headings of each field that can have some, in order; fields without text are left out."""
    marked = [
        *((part.place, part.value) for part in draft.parts if isinstance(part.block, HeadingBlock)),
        *((passage.place, passage) for passage in draft.passages if passage.kind == "rich"),
    ]
    # Parts and passages of one stream come apart above; the stream itself says what comes first.
    order = {part.place: number for number, part in enumerate(draft.parts)}
    marked.sort(key=lambda one: (one[0].partition(".")[0], order.get(one[0], 0)))
    return [
        [heading for place, source in flow for heading in _headings(place, source)]
        for _, flow in groupby(marked, key=lambda one: one[0].partition(".")[0])
    ]


def _headings(place: str, source: Any) -> Iterable[Heading]:
    if isinstance(source, Passage):
        for tag in source.soup.find_all(HEADINGS) if "<h" in source.source else []:
            yield place, int(tag.name[1]), " ".join(tag.get_text().split())
    elif source:
        yield place, int(source["level"] or 2), (source["text"] or "").strip()


def _bold_for_headings(passage: Passage) -> Iterator[Finding]:
    if passage.kind != "rich" or not BOLD.search(passage.source):
        return
    for paragraph in passage.soup.find_all("p"):
        bold = paragraph.find(["b", "strong"])
        words = " ".join(paragraph.get_text().split())
        whole = bold is not None and words and words == " ".join(bold.get_text().split())
        if whole and paragraph.find_next_sibling() is not None and not words.endswith((".", "!", "?")):
            yield Finding(
                passage.place,
                f"“{words}” is bold and stands alone, so it looks like a heading but is none.",
                "Choose a heading in the toolbar instead. Screen readers jump from heading to heading.",
            )


def tables_with_headings(draft: Draft) -> Iterator[Finding]:
    """Find tables whose columns do not all say what is in them."""
    for part in draft.parts:
        if not isinstance(part.block, TypedTableBlock) or not part.value:
            continue
        for number, column in enumerate(part.value.columns, start=1):
            if not column["heading"].strip():
                yield Finding(
                    part.place,
                    f"Column {number} of the table has no heading.",
                    "Say above it what the column holds, such as “Day”.",
                )


def pictures_described(draft: Draft) -> Iterator[Finding]:
    """Find pictures whose alternative text is missing or says nothing."""
    shown = [("image", getattr(draft.page, "image", None))]
    shown += [(part.place, part.value) for part in draft.parts if isinstance(part.block, ImageChooserBlock)]
    for place, image in shown:
        if image is None or image.is_decorative:
            continue
        alt = image.description.strip()
        if not alt:
            yield Finding(
                place,
                f"The picture “{image.title}” has no alternative text.",
                "Open the picture under Images and say what it shows, or tick that it is decorative.",
            )
        elif NO_DESCRIPTION.fullmatch(alt):
            yield Finding(
                place,
                f"The alternative text of a picture is “{alt}”, which does not say what it shows.",
                "Open the picture under Images and describe it: “Two dads mend a bike outside a café.”",
            )
