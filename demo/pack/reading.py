"""Read a pack from its folder: every file checked, every fault named, before anything is loaded."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pydantic

from demo.pack.consultations import ConsultationEntry
from demo.pack.events import EventEntry
from demo.pack.faults import Fault, PackError, faults_of_shape
from demo.pack.pages import HOME, PageEntry
from demo.pack.practice import ExampleEntry, ToolkitEntry
from demo.pack.register import ServiceEntry
from demo.pack.synonyms import SynonymsFile
from demo.pack.vocabulary import StandardFile, TaxonomiesFile, TermDatesFile

CONTENT = Path(__file__).resolve().parent.parent / "content"

SHAPES: dict[str, Any] = {
    "taxonomies.json": TaxonomiesFile,
    "standard.json": StandardFile,
    "term_dates.json": TermDatesFile,
    "synonyms.json": SynonymsFile,
    "toolkits.json": list[ToolkitEntry],
    "practice_examples.json": list[ExampleEntry],
    "events.json": list[EventEntry],
    "consultations.json": list[ConsultationEntry],
    "pages.json": list[PageEntry],
    "register.json": list[ServiceEntry],
}
# The evaluation of search reads it; it holds nothing that is loaded.
OF_SEARCH = {"search_queries.json"}

TAXONOMY_KINDS = ["audiences", "themes", "areas", "age_ranges", "involvement_levels", "organisations"]
FILES_OF_KINDS = {
    "toolkits": "toolkits.json",
    "examples": "practice_examples.json",
    "events": "events.json",
    "consultations": "consultations.json",
    "pages": "pages.json",
}


@dataclass(frozen=True)
class Pack:
    """A pack without faults."""

    taxonomies: TaxonomiesFile
    standard: StandardFile
    term_dates: TermDatesFile
    synonyms: SynonymsFile
    toolkits: list[ToolkitEntry]
    examples: list[ExampleEntry]
    events: list[EventEntry]
    consultations: list[ConsultationEntry]
    pages: list[PageEntry]
    services: list[ServiceEntry]

    @property
    def home(self) -> PageEntry:
        """Return what the home page says."""
        return next(page for page in self.pages if page.slug == HOME)

    @property
    def information_pages(self) -> list[PageEntry]:
        """Return the pages below the home page."""
        return [page for page in self.pages if page.slug != HOME]


def read_pack(folder: Path = CONTENT) -> Pack:
    """Return the pack of a folder; raises PackError with all its faults."""
    faults = [
        Fault(path.name, "", "", "Nothing uses this file.")
        for path in sorted(folder.glob("*.json"))
        if path.name not in SHAPES and path.name not in OF_SEARCH
    ]
    raw: dict[str, Any] = {}
    for name in SHAPES:
        try:
            raw[name] = _read_json(folder / name)
        except (OSError, ValueError) as error:
            faults.append(Fault(name, "", "", f"It can not be read: {error}"))
    names = _names(raw)
    faults.extend(_names_used_twice(names))
    known = {kind: set(found) for kind, found in names.items()}
    checked = {}
    for name, values in raw.items():
        try:
            text = json.dumps(values)
            checked[name] = pydantic.TypeAdapter(SHAPES[name]).validate_json(text, strict=True, context=known)
        except pydantic.ValidationError as refused:
            faults.extend(faults_of_shape(name, values, refused))
    if HOME not in known["pages"]:
        faults.append(Fault("pages.json", HOME, "", "The home page is missing."))
    if faults:
        raise PackError(faults)
    return Pack(
        taxonomies=checked["taxonomies.json"],
        standard=checked["standard.json"],
        term_dates=checked["term_dates.json"],
        synonyms=checked["synonyms.json"],
        toolkits=checked["toolkits.json"],
        examples=checked["practice_examples.json"],
        events=checked["events.json"],
        consultations=checked["consultations.json"],
        pages=checked["pages.json"],
        services=checked["register.json"],
    )


def _read_json(path: Path) -> Any:
    """Return a file's JSON; raises ValueError for a key given twice, of which JSON would drop one."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        twice = [key for key, count in Counter(key for key, _ in pairs).items() if count > 1]
        if twice:
            raise ValueError(f"the key {', '.join(twice)} stands twice in one place.")
        return dict(pairs)

    return json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=once)


def _names(raw: dict[str, Any]) -> dict[str, list[str]]:
    """Return the slugs and codes of the pack by kind, whatever else is wrong with their entries."""
    taxonomies, standard = raw.get("taxonomies.json"), raw.get("standard.json")
    names = {kind: list(_each(_part(taxonomies, kind), "slug")) for kind in TAXONOMY_KINDS}
    names |= {kind: list(_each(raw.get(file), "slug")) for kind, file in FILES_OF_KINDS.items()}
    dimensions = _part(standard, "dimensions")
    names["dimensions"] = list(_each(dimensions, "slug"))
    names["indicators"] = [
        code for dimension in dimensions for code in _each(_part(dimension, "indicators"), "code")
    ]
    return names


def _part(value: Any, key: str) -> list[Any]:
    part = value.get(key) if isinstance(value, dict) else None
    return part if isinstance(part, list) else []


def _each(entries: Any, key: str) -> Iterator[str]:
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, dict) and isinstance(entry.get(key), str):
            yield entry[key]


def _names_used_twice(names: dict[str, list[str]]) -> Iterator[Fault]:
    for kind, found in names.items():
        file = FILES_OF_KINDS.get(kind, "taxonomies.json" if kind in TAXONOMY_KINDS else "standard.json")
        for name, count in Counter(found).items():
            if count > 1:
                field = "code" if kind == "indicators" else "slug"
                yield Fault(file, name, field, f"It stands {count} times among the {kind}.")
