"""Text and HTML of other systems as the hub's rich text, and what was dropped on the way."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import nh3
from bs4 import BeautifulSoup, Tag
from django.utils.html import escape, linebreaks

from cms.content.rich_text import SCHEMES, TAGS
from cms.importing.rows import RowRefused

LONGEST_TEXT = 200_000
DEEPEST = 60
RENAMED = {"b": "strong", "i": "em", "h1": "h2", "h5": "h4", "h6": "h4"}
# They only group or label what stands in them.
HARMLESS = {
    "div",
    "span",
    "section",
    "article",
    "abbr",
    "time",
    "main",
    "header",
    "footer",
    "html",
    "body",
    "small",
}
PARTS_OF_TABLES = {"thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup", "col"}
LOOKS_LIKE_HTML = re.compile(r"</?[a-z][a-z0-9]*(\s[^<>]*)?/?>", re.IGNORECASE)
BLOCKS = re.compile(r"<(p|h2|h3|h4|ul|ol|blockquote)>")


@dataclass(frozen=True)
class Cleaned:
    """Rich text, and such as `a table` that did not fit into it."""

    html: str
    dropped: tuple[str, ...] = ()


def rich_text(source: str) -> Cleaned:
    """Return plain text as paragraphs, or HTML cleaned."""
    if LOOKS_LIKE_HTML.search(source):
        return clean_html(source)
    return Cleaned(linebreaks(escape(source.strip()))) if source.strip() else Cleaned("")


def clean_html(source: str, base_url: str = "") -> Cleaned:
    """Return HTML by the hub's rules; relative links are made whole by the base address."""
    if len(source) > LONGEST_TEXT:
        raise RowRefused(f"A text has {len(source):,} characters; at most {LONGEST_TEXT:,} are read.")
    soup = BeautifulSoup(source, "html.parser")
    dropped: Counter[str] = Counter()
    for tag in soup.find_all(True):
        if sum(1 for _ in zip(tag.parents, range(DEEPEST + 1), strict=False)) > DEEPEST:
            raise RowRefused(f"A text is nested deeper than {DEEPEST} levels. Is it HTML of a page?")
        _fit(tag, base_url, dropped)
    html = nh3.clean(str(soup), tags=TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel=None)
    html = html.strip()
    if html and not BLOCKS.search(html):
        html = f"<p>{html}</p>"
    return Cleaned(html, tuple(f"{count} × {name}" if count > 1 else name for name, count in dropped.items()))


def _fit(tag: Tag, base_url: str, dropped: Counter[str]) -> None:
    name = tag.name.lower()
    if name in RENAMED:
        tag.name = RENAMED[name]
    elif name == "a":
        _whole_link(tag, base_url, dropped)
    elif name in {"td", "th", "tr"}:
        # Without their table, cells would run together.
        tag.append("\n" if name == "tr" else " ")
    elif name not in TAGS | HARMLESS | PARTS_OF_TABLES:
        dropped[name] += 1


def _whole_link(tag: Tag, base_url: str, dropped: Counter[str]) -> None:
    href = str(tag.get("href", ""))
    try:
        whole = urljoin(base_url, href)
        scheme = urlsplit(whole).scheme
    except ValueError:
        whole, scheme = "", ""
    if href and not href.startswith("#") and scheme in SCHEMES:
        tag["href"] = whole
        return
    if href and not href.startswith("#"):
        dropped["a link that leads nowhere"] += 1
    tag.unwrap()


def plain_text(html: str) -> str:
    """Return the words of HTML on one line."""
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


def summary_of(html: str, longest: int = 400) -> str:
    """Return the first sentences of a text that fit."""
    text = plain_text(html)
    if len(text) <= longest:
        return text
    cut = text[:longest]
    sentence = max(cut.rfind(end) for end in (". ", "! ", "? "))
    return cut[: sentence + 1] if sentence > 0 else cut[: cut.rfind(" ")] + " …"
