"""Which pages somebody has to look at again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Q, QuerySet

from cms.content.models import ContentItem
from cms.content.publishing import publishable_models
from cms.upkeep.fields import KeptRight

# Months differ by up to three days in length; what this takes in too many is left out by the page itself.
LEEWAY = dt.timedelta(days=3)
NEEDED = [
    *("title", "draft_title", "translation_key", "content_type", "url_path", "path", "depth", "live"),
    *("last_published_at", "review_by", "reviewed_on", "shared_mailbox", "responsible"),
]


def kept_right_models() -> list[type[KeptRight]]:
    """Return the kinds of pages that somebody has to keep right."""
    return [model for model in publishable_models().values() if issubclass(model, KeptRight)]


def due_for_review(day: dt.date, now: dt.datetime) -> list[Any]:
    """Return the live pages to be looked at by a day, the latest first; one query for each kind of page.

    What is archived stays as it was, and a copy that follows its original is looked at there.
    """
    pages = [
        page for model in kept_right_models() for page in _candidates(model, day, now) if _is_due(page, day)
    ]
    return sorted(pages, key=lambda page: (page.review_due_on, page.title, page.pk))


def _candidates(model: type[Any], day: dt.date, now: dt.datetime) -> QuerySet[Any]:
    seen = day - relativedelta(months=model.review_months) + LEEWAY
    unset = Q(review_by=None) & (
        Q(reviewed_on__lte=seen) | Q(reviewed_on=None, last_published_at__date__lte=seen)
    )
    archived = ContentItem.objects.filter(archived_from__lte=now)
    pages: QuerySet[Any] = model.objects.filter(Q(review_by__lte=day) | unset, live=True, alias_of=None)
    return (
        pages.exclude(translation_key__in=archived.values("id"))
        .select_related("responsible")
        .only(*NEEDED, "responsible__email", "responsible__is_active")
    )


def _is_due(page: KeptRight, day: dt.date) -> bool:
    return page.review_due_on is not None and page.review_due_on <= day


def lateness(due_on: dt.date, today: dt.date) -> str:
    """Return such as `in 4 weeks`, `today` or `9 days ago`."""
    days = (due_on - today).days
    if days == 0:
        return "today"
    weeks, rest = divmod(abs(days), 7)
    number, unit = (abs(days), "day") if rest else (weeks, "week")
    span = f"{number} {unit}{'' if number == 1 else 's'}"
    return f"in {span}" if days > 0 else f"{span} ago"
