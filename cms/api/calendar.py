"""`/calendar`, `/calendar.ics` and `/content/{id}.ics`: what happens and what is open, by date."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from ninja import Router
from pydantic import Field

from cms.api import kept, parameters
from cms.api.answers import answer
from cms.api.cursors import calendar_place, read_cursor, write_cursor
from cms.api.filters import AnyTypeQuery, PagedQuery, list_parameters
from cms.api.items import ERRORS, ContentId, item_of
from cms.api.lists import next_page, page_of, total_of
from cms.api.made_once import answer_once
from cms.api.media_types import gives
from cms.api.problems import Problem, ProblemDetails
from cms.api.schema import CalendarList
from cms.content.builder import to_json
from cms.content.calendar import CalendarRow, calendar_page
from cms.content.clock import Edition, last_turn
from cms.content.models import ContentItem, ContentPeriod
from cms.content.reading import CurrentDocument, contents, current
from cms.content.schemas import write_instant
from cms.content.selection import Selection, day_start
from cms.content.tree import PageTree
from cms.dates import local
from cms.feeds.calendar_entries import calendar_types
from cms.feeds.calendars import CALENDAR, write_calendar, write_entries

router = Router(tags=["Calendar"])
# A date that a family still talks about; older ones leave a feed that nobody asked for by date.
FEED_REACHES_BACK = dt.timedelta(days=92)
MOST_IN_A_FEED = 2_000
AT_ONCE = 100


class CalendarQuery(PagedQuery):
    """A page of a calendar."""

    from_: parameters.Day | None = Field(
        default=None, alias="from", description="From this day on, in the council's zone. Without it: today."
    )


class CalendarFeedQuery(AnyTypeQuery):
    """A calendar to subscribe to."""

    from_: parameters.Day | None = Field(
        default=None,
        alias="from",
        description="Items with a date on this day or later. Without it: those with one in the last 92 days.",
    )


@router.get(
    "/calendar",
    response={200: CalendarList, 422: ProblemDetails},
    operation_id="list_calendar",
    summary="List what happens by date",
    openapi_extra={"parameters": list_parameters(CalendarQuery)},
)
def list_calendar(request: HttpRequest) -> HttpResponse:
    """Return occurrences of events and windows of consultations that overlap the days, by `starts_at`.

    Without `from` it begins today; ask with `from` for the past. Its days say what is past, so a date of an
    event that is over is there whatever `archived` says; the window of an archived consultation only with
    `include` or `only`.
    """

    def make(now: dt.datetime, at: Edition) -> bytes:
        query = parameters.read(request, CalendarQuery)
        started, after = read_cursor(query, calendar_place) if query.cursor else (last_turn(now), None)
        selection = _since(query.selection(), local(started).date())
        rows = calendar_page(selection, started, query.limit + 1, after)
        shown = rows[: query.limit]
        following = None
        if len(rows) > len(shown):
            starts_at, item, ends_at, status, note = shown[-1].place
            place = [starts_at.isoformat(), item.hex, ends_at.isoformat(), status, note]
            following = next_page(request, write_cursor(query, started, place))
        total = total_of(b"calendar" + selection.fingerprint(), at, lambda: selection.periods(now).count())
        cards = contents(shown, "card", now)
        lines = [_line(row, card, now) for row, card in zip(shown, cards, strict=True)]
        return page_of(lines, total, following)

    return answer_once(request, make, store=kept.feeds, until=_next_midnight)


@router.get(
    "/calendar.ics",
    response={200: None, 422: ProblemDetails},
    operation_id="get_calendar_feed",
    summary="Subscribe to a calendar",
    openapi_extra={"parameters": list_parameters(CalendarFeedQuery), **gives(CALENDAR)},
)
def get_calendar_feed(request: HttpRequest) -> HttpResponse:
    """Return an iCalendar file for calendar programs, with the filters of lists: one feed for each audience.

    An item that has a date between the days comes with all its dates; a consultation as the days on which it
    closes.
    """

    def make(now: dt.datetime, at: Edition) -> bytes:
        query = parameters.read(request, CalendarFeedQuery)
        selection = _since(query.selection(), local(now - FEED_REACHES_BACK).date())
        return write_calendar(_name(selection), _components(selection, now))

    response = answer_once(request, make, store=kept.feeds, content_type=CALENDAR, until=_next_midnight)
    return _named(response, "calendar.ics")


@router.get(
    "/content/{any_uuid:content_id}.ics",
    response={200: None, **ERRORS},
    operation_id="get_content_calendar",
    summary="Put one item into a calendar",
    openapi_extra=gives(CALENDAR),
)
def get_content_calendar(request: HttpRequest, content_id: ContentId) -> HttpResponse:
    """Return an event with all its dates, or the days on which a consultation closes, as iCalendar."""
    parameters.read(request, parameters.NoQuery)
    now = timezone.now()
    item = item_of(content_id)
    document = current([item], now)[item.id]
    entries = _entries(document)
    if not entries:
        raise Problem(404, f"There are no dates in the item {content_id}: it is of type {item.type}.")
    response = answer(
        request,
        write_calendar(item.title, [entries]),
        changed_at=document.updated_at,
        valid_until=document.valid_until,
        surrogate_keys=document.surrogate_keys,
        now=now,
        content_type=CALENDAR,
    )
    return _named(response, f"{item.path.rstrip('/').rpartition('/')[2]}.ics")


def _line(row: CalendarRow, card: bytes, now: dt.datetime) -> bytes:
    place = row.place
    values = {
        "kind": row.kind,
        "starts_at": write_instant(place.starts_at),
        "ends_at": write_instant(place.ends_at),
        "when": row.when,
        "status": place.status or _window_status(row, now),
        "note": place.note,
    }
    return to_json(values)[:-1] + b',"card":' + card + b"}"


def _window_status(row: CalendarRow, now: dt.datetime) -> str:
    """Return what the clock says of a window that is stored without a status."""
    if row.kind != ContentPeriod.Kind.WINDOW:
        return ""
    if now < row.place.starts_at:
        return "upcoming"
    return "open" if now < row.place.ends_at else "closed"


def _components(selection: Selection, now: dt.datetime) -> Iterator[bytes]:
    """Yield the components of a selection's items, soonest first, reading only what is not in memory."""
    stored = ContentItem.objects.filter(
        id__in=selection.periods(now).values("item"), type__in=calendar_types()
    )
    items = list(stored.only("id", "etag", "valid_until").order_by("starts_at", "id")[: MOST_IN_A_FEED + 1])
    if len(items) > MOST_IN_A_FEED:
        raise Problem(422, f"More than {MOST_IN_A_FEED} items: narrow the feed by audience, area or theme.")
    texts: dict[object, bytes] = {}
    for item in items:
        holds = item.valid_until is None or item.valid_until > now
        text = kept.components.get(item.etag) if holds else None
        if text is not None:
            texts[item.id] = text
    missing = [item.id for item in items if item.id not in texts]
    for start in range(0, len(missing), AT_ONCE):
        documents = current(ContentItem.objects.filter(id__in=missing[start : start + AT_ONCE]), now)
        texts.update({id: _entries(document) for id, document in documents.items()})
    # One that was withdrawn since its id was read is left out.
    return (texts[item.id] for item in items if item.id in texts)


def _entries(document: CurrentDocument) -> bytes:
    text = kept.components.get(document.etag)
    if text is None:
        text = write_entries(json.loads(document.body))
        kept.components.keep(document.etag, text)
    return text


def _since(selection: Selection, day: dt.date) -> Selection:
    return selection if selection.first_day else replace(selection, first_day=day)


def _next_midnight(now: dt.datetime) -> dt.datetime:
    return day_start(local(now).date() + dt.timedelta(days=1))


def _name(selection: Selection) -> str:
    """Return what a calendar program calls the feed: the site, and the words that it was narrowed by."""
    words = ", ".join(selection.words())
    name = PageTree().site.site_name
    return f"{name}: {words}" if words else str(name)


def _named(response: HttpResponse, filename: str) -> HttpResponse:
    response["Content-Disposition"] = content_disposition_header(False, filename) or "inline"
    return response
