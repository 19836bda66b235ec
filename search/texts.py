"""The words of a stored document: which of its values people read, as plain text in short passages."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from search.analysis import composed

# Passages are shown whole beside a hit.
LONGEST_PASSAGE = 260
HTML = re.compile(r"\s*<\w.*>\s*", re.DOTALL)
HEADING = re.compile(r"<h[2-6][^>]*>(.*?)</h[2-6]>", re.DOTALL)
BLOCK = re.compile(
    r"</?(?:p|h[1-6]|li|ul|ol|blockquote|table|thead|tbody|caption|tr|td|th|br|figure|div)\b[^>]*>"
)
TAG = re.compile(r"<[^>]*>")
SPACE = re.compile(r"\s+")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
# Addresses, instants, days, numbers and words of machines are no text.
NOT_TEXT = re.compile(
    r"(?:https?://|/|#|mailto:)\S*|\d{4}-\d\d-\d\d(?:T[\d:.]+Z?)?|[\d\s.,:+-]*|[^\s@]+@[^\s@]+"
)
# Keys whose words are the machine's, or another item's, or change with the clock.
SKIPPED = {
    "alternative_formats", "attendance", "breadcrumbs", "closes", "content_query", "email", "featured",
    "format", "id", "image", "items_query", "next_occurrence", "occurrences", "path", "phone", "provision",
    "recurrence", "related", "rule", "schedule", "seo", "slug", "state", "status", "structured_data", "type",
    "uid", "url", "version", "when",
}  # fmt: skip
# They stand in fields of their own.
APART = {
    "title", "summary", "audiences", "themes", "areas", "age_ranges", "organisations", "indicators",
    "involvement_level", "resources",
}  # fmt: skip
HEADING_KEYS = {"heading"}


@dataclass
class Texts:
    """What people read of a document beside its title and summary."""

    headings: list[str] = field(default_factory=list)
    passages: list[str] = field(default_factory=list)
    resources: list[str] = field(default_factory=list)


def texts_of(document: dict[str, Any]) -> Texts:
    """Return the text of a stored document."""
    found = Texts()
    for key, value in document.items():
        if key not in SKIPPED | APART:
            _collect(key, value, found)
    for resource in document.get("resources") or []:
        found.resources.extend(_strings(resource))
    return found


def plain(text: str) -> str:
    """Return HTML, or a text with line breaks, as one line of plain text."""
    return SPACE.sub(" ", html.unescape(TAG.sub("", text))).strip()


def passages(text: str) -> Iterator[str]:
    """Yield a paragraph, or its parts where it is long."""
    if len(text) <= LONGEST_PASSAGE:
        yield text
        return
    passage = ""
    for sentence in SENTENCE_END.split(text):
        if passage and len(passage) + len(sentence) >= LONGEST_PASSAGE:
            yield passage
            passage = sentence
        else:
            passage = f"{passage} {sentence}".strip()
    yield passage


def _collect(key: str, value: Any, found: Texts) -> None:
    if isinstance(value, dict):
        if not _is_another_item(value):
            for name, part in value.items():
                if name not in SKIPPED:
                    _collect(name, part, found)
    elif isinstance(value, list):
        for part in value:
            _collect(key, part, found)
    elif isinstance(value, str) and not NOT_TEXT.fullmatch(value):
        _collect_text(key, value, found)


def _collect_text(key: str, value: str, found: Texts) -> None:
    value = composed(value)
    if key in HEADING_KEYS:
        found.headings.append(plain(value))
    elif HTML.fullmatch(value):
        found.headings.extend(plain(heading) for heading in HEADING.findall(value))
        for block in BLOCK.split(HEADING.sub("<p>", value)):
            if text := plain(block):
                found.passages.extend(passages(text))
    elif text := SPACE.sub(" ", value).strip():
        found.passages.extend(passages(text))


def _is_another_item(value: dict[str, Any]) -> bool:
    """Return whether it only names another item, which is found by itself."""
    return {"title", "path"} <= value.keys()


def _strings(resource: dict[str, Any]) -> Iterator[str]:
    for key in ["title", "kind", "description", "accessible_format_note"]:
        value = resource.get(key)
        if isinstance(value, str) and value:
            yield plain(composed(value))
