"""The shape of `register.json`: services that have assessed themselves, some of them on the register."""

from __future__ import annotations

from typing import Annotated, Literal

from demo.pack.values import ONCE, Entry, fits, refers_to
from standard.assessments.models import Assessment


class ServiceEntry(Entry):
    """A service whose assessment is finished, at one level but for some statements."""

    name: Annotated[str, fits(Assessment, "service_name")]
    kind: Annotated[str, fits(Assessment, "service_kind")]
    areas: Annotated[list[Annotated[str, refers_to("areas")]], ONCE]
    # What it is called on the register; null for one that is not there.
    recognition: Literal["working_to", "meets"] | None
    level: Literal[0, 1, 2, 3]
    others: dict[Annotated[str, refers_to("indicators")], Literal[0, 1, 2, 3]]
