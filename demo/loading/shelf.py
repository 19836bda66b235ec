"""What drafts refer to: words, images, files, pages that exist already, dates and the person in charge."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from wagtail.models import Page

from demo.loading.calendar import Calendar
from demo.loading.words import Words

A_YEAR = 365


@dataclass
class Shelf:
    """All that a draft may point at; `pages` by the kind and slug of the pack."""

    calendar: Calendar
    words: Words
    images: dict[str, int]
    files: dict[str, int]
    responsible_id: int | None
    shared_mailbox: str
    pages: dict[tuple[str, str], Page] = field(default_factory=dict)

    def upkeep(self) -> dict[str, Any]:
        """Return who looks after a page, and when it is checked again."""
        return {
            "responsible_id": self.responsible_id,
            "shared_mailbox": self.shared_mailbox,
            "review_by": self.calendar.day(A_YEAR),
        }

    def theme_image(self, themes: list[str]) -> dict[str, int | None]:
        """Return the drawing of the first theme that has one."""
        return {"image_id": next((self.images[theme] for theme in themes if theme in self.images), None)}

    def terms(self, entry: Any) -> dict[str, list[Model]]:
        """Return the words that an entry carries, of all kinds that it has."""
        kinds = ["audiences", "themes", "areas", "age_ranges", "organisations", "indicators"]
        return {kind: self.words.all(kind, getattr(entry, kind, [])) for kind in kinds}

    def level_id(self, name: str) -> Any:
        """Return the id of a level of involvement."""
        return self.words.get("involvement_levels", name).pk

    def page_id(self, kind: str, slug: str) -> Any:
        """Return the id of a page of the pack."""
        return self.pages[kind, slug].pk
