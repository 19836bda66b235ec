"""Remind people once a week of the pages that they have to look at again, all of theirs in one e-mail."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from cms.content.builder import public_url
from cms.dates import day, local
from cms.reminders.sending import Reminded, Reminder, post
from cms.upkeep.due import due_for_review, lateness

KIND = "reviews"
# Two digests name a page before its day comes.
AHEAD = dt.timedelta(days=14)


def send_digests(clock: Callable[[], dt.datetime]) -> Reminded:
    """Send this week's digest to everybody who has pages to look at, unless they have it already."""
    now = clock()
    today = local(now).date()
    pages_of: dict[str, list[Any]] = defaultdict(list)
    for page in due_for_review(today + AHEAD, now):
        pages_of[page.reminder_address].append(page)
    with post(clock) as reminders:
        reminders.run.nobody = len(pages_of.pop("", []))
        reminders.send(_digest(address, pages, today) for address, pages in sorted(pages_of.items()))
    return reminders.run


def _digest(address: str, pages: list[Any], today: dt.date) -> Reminder:
    monday = today - dt.timedelta(days=today.weekday())
    count = "1 page" if len(pages) == 1 else f"{len(pages)} pages"
    return Reminder(
        kind=KIND,
        key=f"{KIND}:{address.lower()}:{monday}",
        due_on=monday,
        recipient=address,
        subject=f"{count} to look at: still right?",
        body=lambda: _text(pages, today),
    )


def _text(pages: list[Any], today: dt.date) -> str:
    host = settings.WAGTAILADMIN_BASE_URL
    rows = [
        {
            "title": page.title,
            "due": day(page.review_due_on),
            "how_late": lateness(page.review_due_on, today),
            "public_url": public_url(page.content_path),
            "still_right_url": host + reverse("still_right", args=[page.pk]),
        }
        for page in pages
    ]
    return render_to_string(
        "cms/upkeep/mail/reviews.txt",
        {"pages": rows, "list_url": f"{host}{reverse('wagtailadmin_home')}"},
    )
