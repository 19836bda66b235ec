"""GOV.UK's content API: items of a JSON file, and what all of them have alike."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from cms.importing.files import MEBIBYTE, SourceFile
from cms.importing.markup import Cleaned, clean_html, plain_text
from cms.importing.moments import read_instant
from cms.importing.rows import Choices, FileRefused, Refusal, Row, RowRefused, quote
from cms.pages import BasePage

GOV_UK = "https://www.gov.uk"
# JSON is read as a whole.
LARGEST_JSON = 10 * MEBIBYTE

Item = dict[str, Any]


@dataclass(frozen=True)
class GovUkImporter:
    """Reads items of some document types; `read` makes one into a row."""

    name: str
    title: str
    model: type[BasePage]
    document_types: frozenset[str]
    read: Callable[[Item, Choices], Row]
    source: str = "GOV.UK"
    template: str = ""

    def fits(self, file: SourceFile, choices: Choices) -> int:
        if file.beginning()[0] not in "{[":
            return 0
        return int(any(kind_of(item) in self.document_types for item in items(file)))

    def rows(self, file: SourceFile, choices: Choices) -> Iterator[Row | Refusal]:
        for number, item in enumerate(items(file), 1):
            where = (
                str(item.get("base_path") or f"item {number}") if isinstance(item, dict) else f"item {number}"
            )
            title = item.get("title") if isinstance(item, dict) else ""
            try:
                self._check(item)
                row = self.read(item, choices)
            except RowRefused as refused:
                yield Refusal(where, tuple(refused.faults), title if isinstance(title, str) else "")
            else:
                yield Row(
                    where, row.source_id, row.values, row.when, row.notes, row.holds, row.first_published_at
                )

    def _check(self, item: Any) -> None:
        kind = kind_of(item)
        if kind not in self.document_types:
            told = ", ".join(sorted(self.document_types))
            raise RowRefused(f"Its document_type is {quote(kind)}; these are read together: {told}.")
        if text(item, "locale") not in {"", "en"}:
            raise RowRefused(f"It is in the language {quote(item['locale'])}; the hub holds English.")
        for name in ("content_id", "title"):
            if not text(item, name):
                raise RowRefused(f"It has no {name}.")
        if not isinstance(item.get("details"), dict):
            raise RowRefused("It has no details.")


def items(file: SourceFile) -> list[Any]:
    """Return the items of a file: one, a list, or the `results` of a search."""
    if file.size > LARGEST_JSON:
        raise FileRefused(f"JSON of more than {LARGEST_JSON // MEBIBYTE} MB is not read. Split it.")
    try:
        found = json.loads("".join(file.lines()))
        # JSON can spell half a character, and the zero that no database takes.
        broken = "\\u0000" in json.dumps(found, ensure_ascii=False).encode().decode()
    except (ValueError, RecursionError) as error:
        raise FileRefused(f"It is not JSON: {error}.") from error
    if broken:
        raise FileRefused("It holds zero characters, which are no text.")
    if isinstance(found, dict) and isinstance(found.get("results"), list):
        return list(found["results"])
    return found if isinstance(found, list) else [found]


def kind_of(item: Any) -> str:
    """Return an item's document type; for old ones it is the schema's name."""
    if not isinstance(item, dict):
        return ""
    return text(item, "document_type") or text(item, "schema_name")


def text(item: Item, name: str) -> str:
    """Return a text of an item, empty where there is none; raises RowRefused for another kind of value."""
    value = item.get(name)
    if value is not None and not isinstance(value, str):
        raise RowRefused(f"{name} is no text: {quote(value)}.")
    return (value or "").strip()


def body(item: Item, name: str) -> Cleaned:
    """Return a text of an item's details as rich text."""
    value = item["details"].get(name)
    if isinstance(value, list):
        # Some answers carry both the author's marks and the HTML made of them.
        value = next(
            (
                one.get("content")
                for one in value
                if isinstance(one, dict) and one.get("content_type") == "text/html"
            ),
            None,
        )
        if value is None:
            raise RowRefused(f"{name} has no HTML.")
    if value is not None and not isinstance(value, str):
        raise RowRefused(f"{name} is no text: {quote(value)}.")
    return clean_html(value or "", GOV_UK)


def first_published(item: Item) -> dt.datetime | None:
    """Return when it was first published there, None where it does not say."""
    found = text(item, "first_published_at") or text(item["details"], "first_public_at")
    return read_instant(found, None) if found else None


def files_as_html(item: Item) -> str:
    """Return links to the files of an item, which stay where they are."""
    found: dict[str, str] = {}
    for file in _list(item, "attachments"):
        if isinstance(file, dict) and text(file, "title") and text(file, "url"):
            found[text(file, "url")] = text(file, "title")
    for name in ("documents", "public_feedback_documents", "final_outcome_documents"):
        for section in _list(item, name):
            found |= _links_of(section) if isinstance(section, str) else {}
    if not found:
        return ""
    links = "".join(f'<li><a href="{url}">{plain_text(title)}</a></li>' for url, title in found.items())
    return clean_html(f"<h2>Files</h2><ul>{links}</ul>", GOV_UK).html


def _links_of(section: str) -> dict[str, str]:
    """Return address and title of a file from the HTML that shows it."""
    cleaned = clean_html(section, GOV_UK).html
    start = cleaned.find('<a href="', max(cleaned.find("<h2>"), 0))
    if start < 0:
        return {}
    url, _, rest = cleaned[start + len('<a href="') :].partition('">')
    return {url: plain_text(rest.partition("</a>")[0])}


def _list(item: Item, name: str) -> list[Any]:
    value = item["details"].get(name)
    return value if isinstance(value, list) else []


def organisations(item: Item, choices: Choices) -> tuple[list[str], list[str]]:
    """Return the slugs of the organisations that the hub has, and the names of those it has not."""
    links = item.get("links")
    listed = links.get("organisations") if isinstance(links, dict) else None
    names = (
        [text(one, "title") for one in listed or [] if isinstance(one, dict)]
        if isinstance(listed, list)
        else []
    )
    slugs = {name: choices.terms.slug("organisations", name) for name in names if name}
    return sorted({slug for slug in slugs.values() if slug}), [
        name for name, slug in slugs.items() if not slug
    ]
