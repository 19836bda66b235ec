"""Build one item's document and note down all that it was built from."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pydantic
from django.conf import settings
from django.core.exceptions import ValidationError

from cms.content import schemas
from cms.content.publishing import Publishable, PublishRefused
from cms.content.rich_text import public_html
from cms.content.structured_data import structured_data
from cms.content.tree import PageTree, site_path

if TYPE_CHECKING:
    from wagtail.blocks import StreamValue
    from wagtail.models import Page

    from cms.indicators import Indicator
    from cms.media.models import HubDocument, HubImage
    from cms.taxonomies import Taxonomy

# Part of every ETag: raise it when the same sources give other JSON than before.
SERIALIZER_VERSION = "3"


@dataclass(frozen=True)
class Period:
    """A window or an occurrence; `ends_at` is the first instant after it."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    kind: str = "occurrence"
    status: str = ""
    note: str = ""
    when: str = ""
    all_day: bool = False


@dataclass(frozen=True)
class BuiltDocument:
    """A document as JSON values, with what the store keeps beside it."""

    values: dict[str, Any]
    card_schema: type[schemas.Card]
    face: str
    status: str
    archived_from: dt.datetime | None
    valid_until: dt.datetime | None
    tags: frozenset[tuple[str, str]]
    periods: tuple[Period, ...]
    dependencies: frozenset[str]

    @property
    def digest(self) -> str:
        """Return a hash of all but what every write changes."""
        content = {key: value for key, value in self.values.items() if key not in {"updated_at", "sequence"}}
        return sha256(content)

    @property
    def card_values(self) -> dict[str, Any]:
        """Return the part of the document that lists show."""
        values = {key: self.values[key] for key in self.card_schema.model_fields}
        for key, kept in self.card_schema.trimmed.items():
            if values[key] is not None:
                values[key] = {name: value for name, value in values[key].items() if name in kept}
        return values


def sha256(values: Any) -> str:
    """Return a hash of JSON values."""
    return hashlib.sha256(to_json(values)).hexdigest()


def to_json(values: Any) -> bytes:
    """Return compact UTF-8 JSON."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


class DocumentBuilder:
    """Given to `build_document`: turns sources into public values and records dependencies on the way."""

    def __init__(self, now: dt.datetime, tree: PageTree | None = None) -> None:
        self.now = now
        self.tree = tree or PageTree()
        self.status = ""
        self.archived_from: dt.datetime | None = None
        self.periods: list[Period] = []
        self._dependencies: set[str] = set()
        self._tags: set[tuple[str, str]] = set()
        self._changes_at: list[dt.datetime] = []
        self._face: list[str] = []

    def depends_on(self, key: str) -> None:
        """Build this document again when something with this key changes."""
        self._dependencies.add(key)

    def changes_at(self, instant: dt.datetime | None) -> None:
        """Say that the document itself reads differently from this instant on."""
        if instant is not None and instant > self.now:
            self._changes_at.append(instant)

    def shows(self, *values: str) -> None:
        """Say what, beside type, path and title, other documents show of this item."""
        self._face.extend(values)

    def tag(self, kind: str, slug: str) -> None:
        """Let the item be found by this facet."""
        self._tags.add((kind, slug))

    def term(self, term: Taxonomy | None) -> schemas.Term | None:
        """Return a taxonomy value, as a facet of the item."""
        if term is None:
            return None
        self.depends_on(term.content_key)
        self.tag(term.kind, term.slug)
        return schemas.Term(slug=term.slug, name=term.name)

    def terms(self, terms: Iterable[Taxonomy]) -> list[schemas.Term]:
        """Return taxonomy values in their own order, as facets of the item."""
        in_order = sorted(terms, key=lambda term: (term.position, term.name))
        return [value for term in in_order if (value := self.term(term))]

    def indicators(self, indicators: Iterable[Indicator]) -> list[schemas.IndicatorReference]:
        """Return statements of the standard as facets of the item.

        A bare code means the current version: it has that one's words, and no facet where that one lacks it.
        """
        values = []
        for indicator in sorted(indicators, key=by_code):
            self.depends_on(indicator.content_key)
            title = self.tree.current_statement(indicator)
            if title is not None:
                self.tag("indicator", indicator.code)
                values.append(schemas.IndicatorReference(code=indicator.code, title=title))
        return values

    def image(self, image: HubImage | None) -> schemas.Image | None:
        """Return an image with its renditions."""
        if image is None:
            return None
        self.depends_on(image.content_key)
        self.changes_at(image.consent_ends_at)
        return image.public_value(self.now)

    def file(self, document: HubDocument) -> schemas.File:
        """Return a file's address with what people want to know before they open it."""
        self.depends_on(document.content_key)
        return document.as_value()

    def related(self, page: Page | None) -> schemas.Related | None:
        """Return a link to another item, or None while that one is not public."""
        if page is None:
            return None
        self.depends_on(item_key(page.translation_key))
        specific = page.specific_deferred
        if not self.tree.is_public(page) or not hasattr(specific, "document_type"):
            return None
        return schemas.Related(
            id=page.translation_key, type=specific.document_type, title=page.title, path=site_path(page)
        )

    def related_all(self, pages: Iterable[Page | None]) -> list[schemas.Related]:
        """Return links to those of the pages that are public."""
        return [value for page in pages if (value := self.related(page))]

    def breadcrumbs(self, page: Page) -> list[schemas.Crumb]:
        """Return the public pages above, from the home page down."""
        above = self.tree.ancestors(page)
        for ancestor in above:
            self.depends_on(item_key(ancestor.translation_key))
        return [
            schemas.Crumb(title=ancestor.title, path=site_path(ancestor))
            for ancestor in above
            if ancestor.live
        ]

    def seo(self, title: str, description: str) -> schemas.Seo:
        """Return what search engines show."""
        self.depends_on("site")
        return schemas.Seo(title=f"{title} - {self.tree.site.site_name}", description=description)

    def html(self, source: str) -> str:
        """Return an editor's rich text as clean HTML whose links carry public URLs."""
        return public_html(source, self)

    def blocks(self, stream: StreamValue) -> list[dict[str, Any]]:
        """Return the blocks of a body, each stating its own value; one whose file is gone is left out."""
        blocks = []
        for child in stream:
            value = child.block.public_value(child.value, self)
            if value is not None:
                blocks.append({"id": child.id, "type": child.block_type, "value": value})
        return blocks

    def text_block(self, block_id: UUID, source: str) -> dict[str, Any]:
        """Return one rich text as the block of a body."""
        return {"id": str(block_id), "type": "rich_text", "value": {"html": self.html(source)}}

    def finish(self, document: schemas.Document, card: type[schemas.Card]) -> BuiltDocument:
        """Return the document as JSON values with all that was noted."""
        values = document.model_dump(mode="json")
        values["structured_data"] = structured_data(document, values)
        values["sequence"] = values.pop("sequence")
        return BuiltDocument(
            values=values,
            card_schema=card,
            face=sha256([values["type"], values["path"], values["title"], *self._face]),
            status=self.status,
            archived_from=self.archived_from,
            valid_until=min(self._changes_at, default=None),
            tags=frozenset(self._tags),
            periods=tuple(sorted(set(self.periods), key=lambda period: (period.starts_at, period.ends_at))),
            dependencies=frozenset(self._dependencies),
        )


def build(source: Publishable, now: dt.datetime, tree: PageTree | None = None) -> BuiltDocument:
    """Build a source's document as of `now`, and what goes beside it; raises as `document_of`."""
    builder = DocumentBuilder(now, tree)
    return builder.finish(document_of(source, builder), source.card_schema)


def document_of(source: Publishable, builder: DocumentBuilder) -> schemas.Document:
    """Let a source build its document; raises PublishRefused where a field does not allow it."""
    try:
        return source.build_document(builder)
    except pydantic.ValidationError as error:
        faults: dict[str, list[str]] = {}
        for fault in error.errors():
            faults.setdefault(".".join(str(step) for step in fault["loc"]), []).append(fault["msg"])
        raise PublishRefused(source.content_title, faults) from error
    except ValidationError as error:
        raise PublishRefused.because(source.content_title, error) from error


def by_code(indicator: Indicator) -> list[int]:
    """Return what puts statement 1.10 after 1.9."""
    return [int(number) for number in indicator.code.split(".")]


def public_url(path: str) -> str:
    """Return the address on the council's website of a path of the hub."""
    return f"{settings.PUBLIC_SITE_URL}{path}"


def item_key(content_id: UUID) -> str:
    """Return the key of an item, for dependencies and purges."""
    return f"item:{content_id}"
