"""Start an assessment, start it again after a year, change what it is about, and delete it for good."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from cms.indicators import Indicator
from cms.taxonomies import Area
from standard.assessments.access import Access
from standard.assessments.answers import locked
from standard.assessments.links import make_link
from standard.assessments.models import (
    OWNER,
    READER,
    SERVICE_KINDS,
    Action,
    Assessment,
    Evidence,
    EvidenceFile,
    touch,
)
from standard.assessments.refusals import Refused
from standard.assessments.statements import current_version

LONGEST_NAME = 150


@dataclass(frozen=True)
class Service:
    """Whose assessment it is."""

    name: str
    kind: str
    areas: Sequence[str]


@dataclass(frozen=True)
class Started:
    """A new assessment with its two secrets, which nobody can be told again."""

    assessment: Assessment
    owner_token: str
    reader_token: str


class NoStandard(Exception):  # noqa: N818, it is told to callers
    """No version of the standard is published as the current one."""


class StartedAgain(Exception):  # noqa: N818
    """The next assessment was started already; its owner's link was shown then."""


def start(service: Service, now: dt.datetime) -> Started:
    """Return a new, empty assessment by the current version; raises Refused and NoStandard."""
    areas = _checked(service)
    version = current_version()
    if version is None:
        raise NoStandard("There is no standard to answer to yet.")
    with transaction.atomic():
        return _made(service, areas, version, now)


def start_again(access: Access, now: dt.datetime) -> Started:
    """Return next year's assessment with this one's evidence and open actions.

    Its answers are not copied: an assessment that nobody has gone through must not count as finished.
    Raises StartedAgain and NoStandard.
    """
    version = current_version()
    if version is None:
        raise NoStandard("There is no standard to answer to yet.")
    with transaction.atomic():
        before = locked(access.assessment)
        if Assessment.objects.filter(previous=before).exists():
            raise StartedAgain("It was started again already. Its link was shown then; use that one.")
        service = Service(before.service_name, before.service_kind, [])
        started = _made(service, list(before.areas.all()), version, now, before)
        codes = set(Indicator.objects.filter(version=version).values_list("code", flat=True))
        _carry_over(before, started.assessment, codes)
    return started


def change_service(
    access: Access, service: Service, reminders_to: str | None, now: dt.datetime
) -> Assessment:
    """Keep another name, kind or areas, and with an address where reminders go; raises Refused."""
    areas = _checked(service)
    with transaction.atomic():
        assessment = locked(access.assessment)
        values = {"service_name": service.name.strip(), "service_kind": service.kind}
        if reminders_to is not None:
            values["reminders_to"] = reminders_to
        assessment.areas.set(areas)
        touch(assessment, now, **values)
    return assessment


def delete(assessment: Assessment, with_years_before: bool = True) -> None:
    """Delete all of an assessment, and of the years before it, at once and for good.

    On SQLite what is freed is overwritten with zeros (`secure_delete` in the settings), and the log that has
    copies is folded.
    """
    gone = with_earlier(assessment) if with_years_before else [assessment]
    with transaction.atomic():
        Assessment.objects.filter(pk__in=[one.pk for one in gone]).delete()
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def with_earlier(assessment: Assessment) -> list[Assessment]:
    """Return an assessment and those of the years before it, newest first."""
    found = [assessment]
    while (previous := found[-1].previous) is not None:
        found.append(previous)
    return found


def _checked(service: Service) -> list[Area]:
    name = service.name.strip()
    if not name or len(name) > LONGEST_NAME:
        raise Refused("service_name", f"Give the service's name, with at most {LONGEST_NAME} characters.")
    if service.kind not in SERVICE_KINDS:
        raise Refused("service_kind", f"Choose one of {', '.join(SERVICE_KINDS)}.", service.kind[:50])
    areas = list(Area.objects.filter(slug__in=service.areas))
    unknown = sorted(set(service.areas) - {area.slug for area in areas})
    if unknown:
        raise Refused("areas", f"There is no area “{unknown[0][:50]}”.", unknown[0][:50])
    return areas


def _made(
    service: Service,
    areas: Sequence[Area],
    version: str,
    now: dt.datetime,
    previous: Assessment | None = None,
) -> Started:
    assessment = Assessment.objects.create(
        service_name=service.name.strip(),
        service_kind=service.kind,
        version=version,
        started_at=now,
        changed_at=now,
        previous=previous,
        reminders_to=previous.reminders_to if previous else "",
    )
    assessment.areas.set(areas)
    return Started(
        assessment,
        make_link(assessment, OWNER, "", now).token,
        make_link(assessment, READER, "", now).token,
    )


def _carry_over(before: Assessment, after: Assessment, codes: set[str]) -> None:
    """Copy evidence and open actions; levels are offered beside each statement, to be given anew."""
    for evidence in Evidence.objects.filter(assessment=before, code__in=codes):
        stored = EvidenceFile.objects.filter(evidence=evidence).first()
        evidence.pk, evidence.assessment, evidence._state.adding = uuid.uuid4(), after, True
        evidence.save()
        if stored:
            EvidenceFile.objects.create(evidence=evidence, content=stored.content)
    for action in Action.objects.filter(assessment=before).exclude(status="done"):
        action.pk, action.assessment, action._state.adding = uuid.uuid4(), after, True
        action.code = action.code if action.code in codes else ""
        action.save()
