"""Taxonomies, organisations, statements of the standard, school holidays and synonyms."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from cms.models import AgeRange, Area, Audience, Indicator, InvolvementLevel, Organisation, Theme
from demo.loading.calendar import Calendar
from demo.pack import Fault, Pack
from demo.pack.faults import faults_of_model
from demo.pack.synonyms import SynonymsFile
from demo.pack.vocabulary import AreaEntry, IndicatorEntry, OrganisationEntry, TermDatesFile, TermEntry
from events.models import SchoolHoliday
from search.models import SynonymRule

COUNTYWIDE = "countywide"
MODELS: dict[str, type[Model]] = {
    "audiences": Audience,
    "themes": Theme,
    "areas": Area,
    "age_ranges": AgeRange,
    "involvement_levels": InvolvementLevel,
    "organisations": Organisation,
}


class Words:
    """The words that pages refer to, by the kind and name that the pack uses."""

    def __init__(self) -> None:
        self.changed = 0
        self.faults: list[Fault] = []
        self._found: dict[str, dict[str, Model]] = defaultdict(dict)

    def get(self, kind: str, name: str) -> Model:
        """Return one word."""
        return self._found[kind][name]

    def all(self, kind: str, names: list[str]) -> list[Model]:
        """Return several words of a kind."""
        return [self._found[kind][name] for name in names]

    def load(self, pack: Pack) -> None:
        """Write the words that differ from the pack's."""
        for kind, model in MODELS.items():
            for position, entry in enumerate(getattr(pack.taxonomies, kind)):
                self._write("taxonomies.json", kind, model, {"slug": entry.slug}, _values(entry, position))
        for dimension in pack.standard.dimensions:
            for entry in dimension.indicators:
                place = {"version": pack.standard.version, "code": entry.code}
                self._write("standard.json", "indicators", Indicator, place, _indicator_values(entry))

    def load_holidays(self, term_dates: TermDatesFile, calendar: Calendar) -> None:
        """Write the school holidays that differ; of those with one name, the first is the first."""
        present: dict[str, list[SchoolHoliday]] = defaultdict(list)
        for holiday in SchoolHoliday.objects.order_by("first_day"):
            present[holiday.name].append(holiday)
        for entry in term_dates.school_holidays:
            waiting = present[entry.name]
            holiday = waiting.pop(0) if waiting else SchoolHoliday(name=entry.name)
            days = {"first_day": calendar.day(entry.first_day), "last_day": calendar.day(entry.last_day)}
            self._save("term_dates.json", entry.name, holiday, days)

    def load_synonyms(self, synonyms: SynonymsFile) -> None:
        """Write the rules that are missing or differ; a rule is known by what people type."""
        for entry in synonyms.rules:
            values = entry.values
            rule = SynonymRule.objects.filter(words=values["words"]).first() or SynonymRule()
            self._save("synonyms.json", entry.id, rule, values)

    def _write(
        self, file: str, kind: str, model: type[Model], place: dict[str, str], values: dict[str, Any]
    ) -> None:
        name = place.get("slug") or place["code"]
        word = model._default_manager.filter(**place).first() or model(**place)
        self._save(file, name, word, values)
        self._found[kind][name] = word

    def _save(self, file: str, name: str, row: Model, values: dict[str, Any]) -> None:
        if not row._state.adding and all(getattr(row, key) == value for key, value in values.items()):
            return
        for key, value in values.items():
            setattr(row, key, value)
        try:
            row.full_clean()
        except ValidationError as refused:
            self.faults.extend(faults_of_model(file, name, refused))
            return
        row.save()
        self.changed += 1


def _values(entry: TermEntry, position: int) -> dict[str, Any]:
    values: dict[str, Any] = {"name": entry.name, "description": entry.description, "position": position}
    if isinstance(entry, AreaEntry):
        values |= {"places": "\n".join(entry.places), "covers_all": entry.slug == COUNTYWIDE}
    if isinstance(entry, OrganisationEntry):
        values |= {
            "organisation_kind": entry.kind,
            "website": entry.website,
            "email": entry.email,
            "phone": entry.phone,
            "contact_is_public": True,
        }
    return values


def _indicator_values(entry: IndicatorEntry) -> dict[str, Any]:
    return {
        "title": entry.statement,
        **entry.levels.model_dump(),
        "evidence_examples": "\n".join(entry.evidence_examples),
        "quick_win": entry.quick_win,
        "for_parents": entry.for_parents,
    }
