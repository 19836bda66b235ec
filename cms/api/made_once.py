"""Answers over the whole store: made once for each change and address, then given from memory."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from cms.api import kept
from cms.api.answers import JSON, answer
from cms.content.clock import Edition, edition
from cms.content.log import latest_sequence

Make = Callable[[dt.datetime, Edition], bytes]


def answer_once(
    request: HttpRequest,
    make: Make,
    *,
    store: kept.Answers = kept.answers,
    content_type: str = JSON,
    until: Callable[[dt.datetime], dt.datetime] | None = None,
) -> HttpResponse:
    """Return what `make` gives for the present instant and edition, made anew only where either asks for it.

    `until` names an instant at which the answer changes although nothing in the store does.
    """
    now = timezone.now()
    address = kept.address(request.META)
    found = store.get(address)
    # Whether a kept answer holds is seen from the number alone; until when a new one will takes more looking.
    if found is None or not found.edition.lasts(now) or found.edition.sequence != latest_sequence():
        at = edition(now)
        body = make(now, at)
        if until is not None:
            at = replace(at, until=min(until(now), at.until or until(now)))
        found = kept.KeptAnswer(body, hashlib.sha256(body).hexdigest()[:32], at)
        store.keep(address, found)
    return answer(
        request,
        found.body,
        etag=found.etag,
        valid_until=found.edition.until,
        now=now,
        content_type=content_type,
    )
