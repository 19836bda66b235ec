"""What people should find: queries whose items were graded by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pydantic

from cms.content.models import ContentItem

# Types that judgements call otherwise than content does.
TYPES = {"example": "practice-example"}
HOME = "home"
DEMONSTRATION = Path(__file__).resolve().parent.parent / "demo" / "content" / "search_queries.json"
JUST_RIGHT = 3


class JudgementsError(Exception):
    """Judgements can not be used; says why."""


class Entry(pydantic.BaseModel):
    """One query in a file of judgements."""

    id: str
    query: str
    category: str = ""
    relevant: dict[str, int] = {}
    # Nothing should be offered as an answer.
    none: bool = False


class Judgements(pydantic.BaseModel):
    """A file of judgements."""

    queries: list[Entry]


@dataclass(frozen=True)
class Judged:
    """One query with the grades of items: 3 is just what was wanted, 2 useful, 1 slightly useful."""

    id: str
    text: str
    category: str
    grades: Mapping[UUID, int]
    none: bool


def read_judgements(path: Path) -> list[Judged]:
    """Return the queries of a file, with the ids of items here; raises JudgementsError."""
    try:
        entries = Judgements.model_validate_json(path.read_bytes()).queries
    except OSError as error:
        raise JudgementsError(f"{path} can not be read: {error.strerror}.") from error
    except pydantic.ValidationError as error:
        raise JudgementsError(f"{path} is no file of judgements: {error}") from error
    ids = _ids()
    missing = sorted({name for entry in entries for name in entry.relevant if name not in ids})
    if missing:
        raise JudgementsError(
            f"{len(missing)} judged items are not public here, such as {', '.join(missing[:5])}."
            " Load the content that was judged first, such as by `manage.py load_demo`."
        )
    return [
        Judged(
            entry.id,
            entry.query,
            entry.category,
            {ids[name]: grade for name, grade in entry.relevant.items()},
            entry.none,
        )
        for entry in entries
    ]


def _ids() -> dict[str, UUID]:
    """Return the ids of all items by type and slug, the last part of their path."""
    short = {type_name: name for name, type_name in TYPES.items()}
    found: dict[str, UUID] = {}
    for item, type_name, path in ContentItem.objects.values_list("id", "type", "path"):
        slug = path.rstrip("/").rpartition("/")[2] or HOME
        kind = "page" if slug == HOME else short.get(type_name, type_name)
        found[f"{kind}/{slug}"] = item
    return found
