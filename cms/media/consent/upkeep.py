"""Consent that ends soon or is missing, among what needs doing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from wagtail.permissions import policy_registry

from cms.dates import day, local
from cms.media.consent.models import ImageWithdrawal
from cms.media.models import HubImage
from cms.upkeep.due import lateness
from cms.upkeep.registry import Harm, UpkeepAction, UpkeepRow, UpkeepSource

WARNED_BEFORE = dt.timedelta(days=60)
# Longer than a withdrawal takes: what is unfinished by then hangs.
HANGS_AFTER = dt.timedelta(minutes=5)


def consent_ending(user: Any, now: dt.datetime) -> Iterator[UpkeepRow]:
    """Yield the pictures whose consent ends within 60 days, or that show people without any."""
    today = local(now).date()
    policy = policy_registry.get_by_type(HubImage)
    missing = Q(shows_people=True) & (Q(consent_reference="") | Q(consent_expires_on=None))
    ending = Q(consent_expires_on__lte=today + WARNED_BEFORE)
    allowed = policy.instances_user_has_any_permission_for(user, ["add", "change"])
    images = allowed.filter(missing | ending, withdrawn_at=None).order_by("consent_expires_on", "pk")
    for image in images:
        edit = reverse("wagtailimages:edit", args=[image.pk])
        ends_on = image.consent_expires_on
        if ends_on:
            reason = f"Consent ends on {day(ends_on)}, {lateness(ends_on, today)}. Then it is taken back."
        else:
            reason = "Somebody can be recognised in it, and nothing says that they have agreed."
        yield UpkeepRow(
            key=f"consent:{image.uuid}:{ends_on}",
            title=image.title,
            url=edit,
            reason=reason,
            harm=Harm.EXPOSED,
            day=ends_on,
            action=UpkeepAction("Renew the consent or take it back", edit),
        )


def unfinished_withdrawals(user: Any, now: dt.datetime) -> Iterator[UpkeepRow]:
    """Yield the pictures that were taken back and are not gone yet."""
    if not user.has_perm("cms.view_imagewithdrawal"):
        return
    unfinished = Q(files_gone_at=None) | Q(documents_changed_at=None)
    for record in ImageWithdrawal.objects.filter(unfinished, at__lte=now - HANGS_AFTER):
        url = reverse("image_withdrawal", args=[record.pk])
        yield UpkeepRow(
            key=f"withdrawal:{record.pk}",
            title=record.title,
            url=url,
            reason=f"It was taken back and is not gone everywhere yet. {record.fault}".strip(),
            harm=Harm.EXPOSED,
            day=local(record.at).date(),
            action=UpkeepAction("See what is left", url),
        )


SOURCES = [
    UpkeepSource("consent", "Consent ending", "image", consent_ending),
    UpkeepSource("failed", "Failed jobs", "warning", unfinished_withdrawals),
]
