"""Keep the reasons of a form that was saved, in whichever way."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from cms.checks.overrides import has_unused, keep_reasons, reasons_in, record_use
from cms.checks.registry import findings_of
from cms.page_form import asks_to_publish


def keep_reasons_of_form(request: HttpRequest, page: Any) -> None:
    """Keep a draft's reasons with it, and record those of a page that goes out; after Wagtail's own save."""
    if request.method != "POST":
        return
    given, goes_out = reasons_in(request.POST), asks_to_publish(request.POST)
    if not given and not (goes_out and has_unused(page)):
        # Most publishes: what the form has checked is not checked again.
        return
    now = timezone.now()
    # A live page that was scheduled comes here as it is live, and its reasons are for what was written.
    found = findings_of(page.get_latest_revision_as_object(), now)
    keep_reasons(page, found, given, request.user, now)
    if goes_out:
        record_use(page, found, request.user, now)
