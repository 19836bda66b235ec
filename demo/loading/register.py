"""Services that have assessed themselves, and those of them that are on the register."""

from __future__ import annotations

import datetime as dt
from typing import Any

from cms.dates import local
from cms.taxonomies import Area
from demo.accounts import ADMIN
from demo.pack import Pack
from demo.pack.register import ServiceEntry
from standard.assessments.models import Answer, Assessment, Evidence
from standard.register import moderation
from users.models import User


def load_register(pack: Pack, now: dt.datetime) -> int:
    """Make the assessments that are missing and have the register accept them; return how many.

    No link opens them. What is there already stays as it is: a day on a public register is not moved.
    """
    codes = [one.code for dimension in pack.standard.dimensions for one in dimension.indicators]
    missing = [entry for entry in pack.services if not _ours(entry).exists()]
    for entry in missing:
        assessment = _assess(entry, pack.standard.version, codes, now)
        assessment.areas.set(Area.objects.filter(slug__in=entry.areas))
        if entry.recognition:
            application = moderation.send(assessment, entry.recognition, "", now)
            moderation.accept(application, User.objects.filter(username=ADMIN).first(), now)
    return len(missing)


def _ours(entry: ServiceEntry) -> Any:
    """Return the assessments of this name that nobody can open, as none but ours are."""
    return Assessment.objects.filter(service_name=entry.name, links=None)


def _assess(entry: ServiceEntry, version: str, codes: list[str], now: dt.datetime) -> Assessment:
    """Return a finished assessment, with dated evidence and a parent's view of each statement."""
    today = local(now).date()
    assessment = Assessment.objects.create(
        service_name=entry.name,
        service_kind=entry.kind,
        version=version,
        started_at=now,
        changed_at=now,
        finished_on=today,
    )
    about = {"assessment": assessment}
    Answer.objects.bulk_create(
        Answer(
            code=code,
            dimension=code.partition(".")[0],
            level=entry.others.get(code, entry.level),
            changed_at=now,
            changed_by="owner",
            **about,
        )
        for code in codes
    )
    Evidence.objects.bulk_create(
        Evidence(
            code=code, kind="text", day=today, text="Notes.", is_parents_view=True, added_at=now, **about
        )
        for code in codes
    )
    return assessment
