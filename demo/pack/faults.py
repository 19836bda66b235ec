"""What is wrong with a pack, named so that its writer finds it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pydantic
from django.core.exceptions import ValidationError


@dataclass(frozen=True)
class Fault:
    """One fault: the file, the slug or code of the entry (empty for the file as a whole), the field."""

    file: str
    entry: str
    field: str
    message: str

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.file, self.entry, self.field) if part)
        return f"{place}: {self.message}"


class PackError(Exception):
    """A pack with faults, all of them; nothing of it was loaded."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        lines = "\n".join(f"  {fault}" for fault in self.faults)
        count = f"{len(self.faults)} fault{'' if len(self.faults) == 1 else 's'}"
        super().__init__(f"The pack has {count}; nothing was loaded.\n{lines}")


def faults_of_shape(file: str, raw: Any, refused: pydantic.ValidationError) -> list[Fault]:
    """Return a file's departures from its schema, each at the entry in which it stands."""
    faults = []
    for error in refused.errors(include_url=False):
        entry, field = _place(raw, error["loc"])
        faults.append(Fault(file, entry, field, error["msg"].removeprefix("Value error, ")))
    return faults


def faults_of_model(file: str, entry: str, refused: ValidationError) -> list[Fault]:
    """Return what a model refused, field by field."""
    if not hasattr(refused, "error_dict"):
        return [Fault(file, entry, "", " ".join(refused.messages))]
    return [Fault(file, entry, field, " ".join(messages)) for field, messages in refused.message_dict.items()]


def _place(raw: Any, location: tuple[int | str, ...]) -> tuple[str, str]:
    """Return the slug or code of the innermost entry on the way, and the field within that entry."""
    entry, field = "", list(location)
    value = raw
    for depth, step in enumerate(location, 1):
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(value, dict) and depth < len(location):
            name = value.get("slug", value.get("code"))
            if isinstance(name, str):
                entry, field = name, list(location[depth:])
    return entry, ".".join(str(step) for step in field)
