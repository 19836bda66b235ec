"""Find what is wrong with a page before anything is saved, and without looking anything up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from cms.content import schemas
from cms.content.builder import DocumentBuilder, document_of
from cms.content.publishing import Publishable

if TYPE_CHECKING:
    from wagtail.models import Page

    from cms.indicators import Indicator
    from cms.media.models import HubImage


def check_fields(source: Publishable, now: dt.datetime) -> None:
    """Raise PublishRefused where a field of the source, saved or not, does not allow a document."""
    document_of(source, FieldCheck(now))


class FieldCheck(DocumentBuilder):
    """Builds from a page's own fields, which alone can be at fault.

    It leaves out what documents say of other pages, pictures and statements: what it builds is never stored.
    """

    def indicators(self, indicators: Iterable[Indicator]) -> list[schemas.IndicatorReference]:
        return []

    def image(self, image: HubImage | None) -> None:
        return None

    def related(self, page: Page | None) -> None:
        return None

    def related_all(self, pages: Iterable[Page | None]) -> list[schemas.Related]:
        return []

    def breadcrumbs(self, page: Page) -> list[schemas.Crumb]:
        return []

    def seo(self, title: str, description: str) -> schemas.Seo:
        return schemas.Seo(title=title, description=description)
