"""Write to whoever is responsible, once, 60 days before the consent for a picture ends."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from cms.content.models import ContentDependency
from cms.dates import day, local
from cms.media.consent.upkeep import WARNED_BEFORE
from cms.media.models import HubImage
from cms.reminders.sending import Reminded, Reminder, post
from cms.upkeep.due import kept_right_models, lateness

KIND = "consent"


def send_warnings(clock: Callable[[], dt.datetime]) -> Reminded:
    """Write once about each picture whose consent ends within 60 days, to each who keeps a page with it."""
    now = clock()
    today = local(now).date()
    ending = HubImage.objects.filter(
        withdrawn_at=None,
        consent_expires_on__gte=today,
        consent_expires_on__lte=today + WARNED_BEFORE,
    )
    images = list(ending.select_related("uploaded_by_user").order_by("consent_expires_on", "pk"))
    pages = _pages_with(images)
    with post(clock) as reminders:
        reminders.send(
            _warning(image, image.consent_expires_on, address, shown, today)
            for image in images
            if image.consent_expires_on
            for address, shown in _addressed(image, pages[image.content_key]).items()
        )
    return reminders.run


def _pages_with(images: list[HubImage]) -> dict[str, list[Any]]:
    """Return the live pages that show each image, by its content key; one query for each kind of page."""
    keys = [image.content_key for image in images]
    shown = list(ContentDependency.objects.filter(key__in=keys).values_list("key", "item_id"))
    items = {item for _, item in shown}
    found = {
        page.translation_key: page
        for model in (kept_right_models() if items else [])
        for page in model.objects.filter(translation_key__in=items, live=True).select_related("responsible")
    }
    pages: dict[str, list[Any]] = defaultdict(list)
    for key, item in shown:
        if item in found:
            pages[key].append(found[item])
    return pages


def _addressed(image: HubImage, pages: list[Any]) -> dict[str, list[Any]]:
    """Return who is written to, each with the pages that are theirs; its uploader where no page has it."""
    mine: dict[str, list[Any]] = defaultdict(list)
    for page in pages:
        mine[page.reminder_address].append(page)
    if not mine:
        person = image.uploaded_by_user
        own = person.email if person and person.is_active else ""
        mine[own or settings.EDITORS_MAILBOX] = []
    return mine


def _warning(image: HubImage, ends_on: dt.date, address: str, pages: list[Any], today: dt.date) -> Reminder:
    return Reminder(
        kind=KIND,
        # A renewed consent ends on another day, of which they are warned again.
        key=f"{KIND}:{image.uuid}:{ends_on}:{address.lower()}",
        due_on=ends_on - WARNED_BEFORE,
        recipient=address,
        subject=f"Consent for a picture ends on {day(ends_on)}: {image.title}",
        body=lambda: _text(image, ends_on, pages, today),
    )


def _text(image: HubImage, ends_on: dt.date, pages: list[Any], today: dt.date) -> str:
    host = settings.WAGTAILADMIN_BASE_URL
    rows = [
        {"title": page.title, "edit_url": host + reverse("wagtailadmin_pages:edit", args=[page.pk])}
        for page in pages
    ]
    return render_to_string(
        "cms/media/mail/consent_ending.txt",
        {
            "title": image.title,
            "ends_on": day(ends_on),
            "how_soon": lateness(ends_on, today),
            "reference": image.consent_reference,
            "pages": rows,
            "image_url": host + reverse("wagtailimages:edit", args=[image.pk]),
        },
    )
