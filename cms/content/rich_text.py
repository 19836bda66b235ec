"""An editor's rich text as the clean HTML of the contract."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import nh3
from django.conf import settings
from django.utils.html import escape
from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail.rich_text.rewriters import LinkRewriter

if TYPE_CHECKING:
    from cms.content.builder import DocumentBuilder

FEATURES = ["h2", "h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link", "blockquote"]
TAGS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "a", "strong", "em", "br", "blockquote"}
SCHEMES = {"http", "https", "mailto", "tel"}
# Wagtail stores bold and italic by their looks; the contract names what they mean.
BOLD_OR_ITALIC = re.compile(r"<(/?)([bi])>")
TYPED_PATH = re.compile(r'<a href="/(?!/)')
DEAD_LINK = re.compile(r"<a>(.*?)</a>", re.DOTALL)


def public_html(source: str, build: DocumentBuilder) -> str:
    """Return clean HTML; a link to what is not public becomes plain text."""

    def page_links(links: list[dict[str, str]]) -> list[str]:
        pages = Page.objects.in_bulk(_ids(links))
        related = [build.related(pages.get(_id(link))) for link in links]
        return [_opening_tag(settings.PUBLIC_SITE_URL + page.path if page else None) for page in related]

    def file_links(links: list[dict[str, str]]) -> list[str]:
        files = get_document_model().objects.in_bulk(_ids(links))
        found = [files.get(_id(link)) for link in links]
        return [_opening_tag(build.file(file).url if file else None) for file in found]

    html = LinkRewriter(bulk_rules={"page": page_links, "document": file_links})(source)
    html = BOLD_OR_ITALIC.sub(lambda tag: f"<{tag[1]}{'strong' if tag[2] == 'b' else 'em'}>", html)
    html = nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel=None)
    # A path that an editor typed: the HTML is shown on other sites as well.
    html = TYPED_PATH.sub(f'<a href="{escape(settings.PUBLIC_SITE_URL)}/', html)
    return DEAD_LINK.sub(r"\1", html)


def _id(link: dict[str, str]) -> int:
    return int(link["id"]) if link.get("id", "").isdecimal() else 0


def _ids(links: list[dict[str, str]]) -> set[int]:
    return {_id(link) for link in links}


def _opening_tag(url: str | None) -> str:
    return f'<a href="{escape(url)}">' if url else "<a>"
