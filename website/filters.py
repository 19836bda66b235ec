"""The filters of a list as a form that needs no script, and as chips that can be taken off."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from cms.api.parameters import FIRST_DAY, LAST_DAY
from cms.api.problems import Fault, Problem
from website.reading import Values, query_string
from website.wording import KINDS, WORDS, in_words

TAXONOMIES = {
    "audience": "audiences",
    "theme": "themes",
    "area": "areas",
    "age_range": "age_ranges",
    "organisation": "organisations",
    "indicator": "indicators",
    "level": "involvement_levels",
}
DATES = {"from", "to"}
# The list of archived consultations, whose words are other than those of consultations that can be answered.
ARCHIVE = "archive"
YEAR = re.compile(r"\d{4}", re.ASCII)
# Several can be chosen at once; as everywhere in the contract, any of them is enough.
CHECKED = {"provision"}
# By type: what everybody sees first, and what stands behind “More filters”.
OFFERED: dict[str, tuple[list[str], list[str]]] = {
    "event": (["area", "provision"], ["from", "to", "attendance", "audience", "age_range", "theme"]),
    "consultation": (["state", "area"], ["theme", "audience", "age_range", "level", "archived"]),
    "practice-example": (["theme", "audience"], ["age_range", "area", "level", "indicator"]),
    "toolkit": (["theme", "audience"], ["level", "indicator"]),
    "register-entry": (["area", "service_kind"], ["recognition", "archived"]),
    # What previous consultations are looked for by.
    ARCHIVE: (["year", "theme", "area"], ["audience", "age_range", "level", "state"]),
}
STATES_OF = {
    "consultation": ["upcoming", "open", "paused", "closed", "reported", "withdrawn"],
    ARCHIVE: ["closed", "reported", "withdrawn"],
}
Given = dict[str, list[str]]


@dataclass(frozen=True)
class Choice:
    """One word that can be chosen."""

    slug: str
    name: str
    chosen: bool


@dataclass(frozen=True)
class Field:
    """One filter of the form; `others` are further chosen words, which the form carries along."""

    name: str
    label: str
    kind: str
    choices: list[Choice]
    value: str
    others: list[str]
    fault: Fault | None


@dataclass(frozen=True)
class Chip:
    """A filter that is on, and the address without it."""

    kind: str
    name: str
    address: str


@dataclass(frozen=True)
class Form:
    """The filters of a list."""

    first: list[Field]
    more: list[Field]
    chips: list[Chip]

    @property
    def more_in_use(self) -> bool:
        """Return whether something behind “More filters” is on, or wrong."""
        return any(field.fault or field.value or field.others for field in self.more)


def given(query: QueryDict, names: Iterable[str]) -> Given:
    """Return what was chosen; forms send what was left empty too, and links carry what is not ours."""
    chosen = {name: [value for value in query.getlist(name) if value] for name in names}
    return {name: list(dict.fromkeys(values)) for name, values in chosen.items() if values}


def offered(item_type: str) -> tuple[list[str], list[str]]:
    """Return the names of the filters that a list of a type has."""
    return OFFERED.get(item_type, ([], []))


def by_days(chosen: Given) -> Given:
    """Return what was chosen as the API asks for it, a year by its days; raises Problem for another word."""
    if "year" not in chosen:
        return chosen
    year = chosen["year"][0]
    if len(chosen["year"]) > 1 or not (YEAR.fullmatch(year) and FIRST_DAY.year <= int(year) <= LAST_DAY.year):
        message = f"Give one year between {FIRST_DAY.year} and {LAST_DAY.year}."
        value = ", ".join(chosen["year"])[:50]
        raise Problem(
            422, message, [Fault(parameter="year", value=value, message=message, did_you_mean=None)]
        )
    rest = {name: values for name, values in chosen.items() if name != "year"}
    return rest | {"from": [f"{year}-01-01"], "to": [f"{year}-12-31"]}


def form(
    item_type: str,
    chosen: Given,
    taxonomies: Values,
    faults: Iterable[Fault] = (),
    years: Iterable[int] = (),
) -> Form:
    """Return the form of a list with what is chosen, what is wrong with it, and its chips."""
    wrong = {fault.parameter: fault for fault in faults}
    known = taxonomies | {"years": [str(year) for year in years]}
    first, more = (
        [_field(name, item_type, chosen.get(name, []), known, wrong.get(name)) for name in names]
        for names in offered(item_type)
    )
    return Form(first, more, chips(chosen, taxonomies))


def chips(chosen: Given, taxonomies: Values) -> list[Chip]:
    """Return what is on, each with the address of the list without it."""
    return [
        Chip(KINDS.get(kind, in_words(kind)), word(kind, slug, taxonomies), _without(chosen, kind, slug))
        for kind, slugs in chosen.items()
        for slug in slugs
    ]


def word(kind: str, slug: str, taxonomies: Values) -> str:
    """Return how people call a word of a filter."""
    if kind in TAXONOMIES:
        names = {term["slug"]: term["name"] for term in taxonomies[TAXONOMIES[kind]]}
        return str(names.get(slug, slug))
    return WORDS.get(kind, {}).get(slug) or (slug if kind in DATES else in_words(slug))


def _without(chosen: Given, kind: str, slug: str) -> str:
    rest = {name: [one for one in slugs if (name, one) != (kind, slug)] for name, slugs in chosen.items()}
    return f"?{query_string({name: slugs for name, slugs in rest.items() if slugs})}"


def _field(name: str, item_type: str, chosen: list[str], taxonomies: Values, fault: Fault | None) -> Field:
    if name in DATES:
        return Field(name, KINDS[name], "date", [], chosen[0] if chosen else "", chosen[1:], fault)
    if name in CHECKED:
        choices = [Choice(slug, title, slug in chosen) for slug, title in WORDS[name].items()]
        return Field(name, KINDS[name], "checks", choices, "".join(chosen), [], fault)
    value = chosen[0] if chosen else ""
    choices = [Choice(slug, title, slug == value) for slug, title in _words(name, item_type, taxonomies)]
    return Field(name, KINDS[name], "select", choices, value, chosen[1:], fault)


def _words(name: str, item_type: str, taxonomies: Values) -> list[tuple[str, str]]:
    """Return the words of a select that lead to something."""
    if name == "indicator":
        return [(one["code"], f"{one['code']} {one['title']}") for one in taxonomies["indicators"]]
    if name in TAXONOMIES:
        terms = taxonomies[TAXONOMIES[name]]
        return [(term["slug"], term["name"]) for term in terms if term["count"]]
    if name == "year":
        return [(year, year) for year in taxonomies["years"]]
    if name == "state":
        return [(state, WORDS["state"][state]) for state in STATES_OF[item_type]]
    if name == "archived":
        return [("include", WORDS["archived"]["include"])]
    return list(WORDS[name].items())
