"""iCalendar files, component by component, so that a large one needs little memory."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from icalendar.parser import Contentline

from cms.importing.files import SourceFile
from cms.importing.rows import FileRefused, RowRefused, quote

LARGEST_COMPONENT = 512 * 1024
MOST_CHANGED_DATES = 20_000
DEEPEST = 10
UNESCAPED = {"n": "\n", "N": "\n"}


@dataclass(frozen=True)
class Property:
    """One property with its parameters."""

    name: str
    parameters: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        """Return its value as text."""
        return re.sub(r"\\(.)", lambda found: UNESCAPED.get(found[1], found[1]), self.value).strip()

    def texts(self) -> list[str]:
        """Return the values of a list, such as of CATEGORIES."""
        parts = re.split(r"(?<!\\),", self.value)
        return [Property(self.name, {}, part).text for part in parts if part.strip()]


@dataclass
class Component:
    """A component with the number of its first line; its properties are read when asked for."""

    name: str
    line: int
    lines: list[str] = field(default_factory=list)
    size: int = 0

    @property
    def where(self) -> str:
        return f"line {self.line}"

    def properties(self) -> dict[str, list[Property]]:
        """Return its properties by name; raises RowRefused for a line that is none."""
        if self.size > LARGEST_COMPONENT:
            raise RowRefused(f"It has more than {LARGEST_COMPONENT // 1024} KB. Leave its attachments out.")
        found: dict[str, list[Property]] = defaultdict(list)
        for line in self.lines:
            try:
                name, parameters, value = Contentline(line).parts()  # type: ignore[no-untyped-call]
            except ValueError as error:
                raise RowRefused(f"{quote(line)} is no line of an iCalendar file.") from error
            plain = {key.upper(): str(given) for key, given in parameters.items()}
            found[name.upper()].append(Property(name.upper(), plain, str(value)))
        return found


@dataclass
class CalendarFacts:
    """What the whole file says: dates that differ by event, the offsets of its zones, its own zone."""

    changed_dates: dict[str, list[Component]] = field(default_factory=lambda: defaultdict(list))
    offsets: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    zone: str = ""


def facts(file: SourceFile) -> CalendarFacts:
    """Read the file once for what stands apart from the events that it concerns."""
    found = CalendarFacts()
    count = 0
    for component in components(file):
        if component.name == "VTIMEZONE":
            _note_offsets(component, found)
        elif component.name == "VCALENDAR":
            found.zone = next(
                (
                    line.partition(":")[2]
                    for line in component.lines
                    if line.upper().startswith("X-WR-TIMEZONE")
                ),
                "",
            )
        elif is_changed_date(component):
            count += 1
            if count > MOST_CHANGED_DATES:
                raise FileRefused(
                    f"More than {MOST_CHANGED_DATES:,} dates differ from their rules. Split the file."
                )
            found.changed_dates[uid(component)].append(component)
    return found


def is_changed_date(component: Component) -> bool:
    """Return whether it changes one date of an event that stands elsewhere in the file."""
    return any(line.upper().startswith("RECURRENCE-ID") for line in component.lines)


def uid(component: Component) -> str:
    """Return the UID of a component, empty where it has none."""
    return next((line[4:].strip() for line in component.lines if line.upper().startswith("UID:")), "")


def components(file: SourceFile) -> Iterator[Component]:
    """Yield each component right below the calendar, and at last the calendar itself for its properties."""
    open_names: list[str] = []
    calendar = Component("VCALENDAR", 1)
    current = calendar
    for number, line in _unfolded(file):
        word, _, name = line.partition(":")
        name = name.strip().upper()
        _check_nesting(open_names, number, line, word.upper(), name)
        if word.upper() == "BEGIN":
            open_names.append(name)
            current = Component(name, number) if len(open_names) == 2 else current
        elif word.upper() != "END":
            _add(current, open_names, line)
        else:
            open_names.pop()
            if len(open_names) == 1:
                yield current
                current = calendar
    if open_names:
        raise FileRefused(f"It ends in the middle of {open_names[-1]}. Is it cut off?")
    yield calendar


def _check_nesting(open_names: list[str], number: int, line: str, word: str, name: str) -> None:
    if not open_names and (word, name) != ("BEGIN", "VCALENDAR"):
        raise FileRefused(f"Line {number} stands outside of a calendar: {quote(line)}.")
    if word == "END" and open_names[-1] != name:
        raise FileRefused(f"Line {number} ends {quote(name)}, but {open_names[-1]} is open. Is it cut off?")
    if len(open_names) > DEEPEST:
        raise FileRefused(f"Line {number}: components stand in each other more than {DEEPEST} deep.")


def _add(component: Component, open_names: list[str], line: str) -> None:
    component.size += len(line)
    inner_zone = len(open_names) > 2 and open_names[1] == "VTIMEZONE"
    if component.size <= LARGEST_COMPONENT and (len(open_names) <= 2 or inner_zone):
        component.lines.append(line)


def _unfolded(file: SourceFile) -> Iterator[tuple[int, str]]:
    """Yield logical lines with the number of their first physical one."""
    begins, parts, size = 0, list[str](), 0
    for number, raw in enumerate(file.lines(), 1):
        line = raw.rstrip("\r\n")
        if line[:1] in {" ", "\t"} and parts:
            size += len(line)
            # What is longer than a component may be need not be kept.
            if size <= LARGEST_COMPONENT:
                parts.append(line[1:])
            continue
        if parts:
            yield begins, "".join(parts)
        begins, parts, size = number, [line] if line.strip() else [], len(line)
    if parts:
        yield begins, "".join(parts)


def _note_offsets(component: Component, found: CalendarFacts) -> None:
    name = next(
        (line.partition(":")[2].strip() for line in component.lines if line.upper().startswith("TZID")), ""
    )
    for line in component.lines:
        word, _, value = line.partition(":")
        if word.upper() == "TZOFFSETTO":
            found.offsets[name].add(value.strip()[:5])
