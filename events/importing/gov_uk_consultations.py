"""Consultations and calls for evidence of GOV.UK's content API."""

from __future__ import annotations

import datetime as dt
from typing import Any

from bs4 import BeautifulSoup

from cms.importing import gov_uk
from cms.importing.gov_uk import GOV_UK, GovUkImporter, Item, body, files_as_html, first_published, text
from cms.importing.markup import clean_html, plain_text, rich_text, summary_of
from cms.importing.moments import read_instant
from cms.importing.rows import Choices, Row, RowRefused
from events.consultations import ConsultationPage
from events.importing.consultation_sheets import period, window
from events.recurrence import LONDON

DOCUMENT_TYPES = frozenset(
    state.format(kind=kind)
    for kind in ("consultation", "call_for_evidence")
    for state in ("{kind}", "open_{kind}", "closed_{kind}", "{kind}_outcome")
)
LONGEST_NOTICE = 400
LONGEST_POST = 250


def read(item: Item, choices: Choices) -> Row:
    """Return the row of a consultation; raises RowRefused."""
    details = item["details"]
    opens, closes = _instant(details, "opening_date"), _instant(details, "closing_date")
    asked, said, decided = (
        body(item, name) for name in ("body", "public_feedback_detail", "final_outcome_detail")
    )
    # GOV.UK does not say whether what was decided has been done, so it can not be our list of deeds.
    outcome = f"<h2>What was decided</h2>{decided.html}" if decided.html else ""
    voices = [["voice", one] for one in _points(said.html)]
    slugs, unknown = gov_uk.organisations(item, choices)
    withdrawn, notices, explanation = _withdrawn(item)
    summary = text(item, "description")
    values: dict[str, Any] = {
        "title": text(item, "title"),
        "summary": summary_of(rich_text(summary).html) or summary_of(asked.html) or text(item, "title"),
        "description": asked.html + explanation + outcome + _form(details) + files_as_html(item),
        "windows": [window(opens, closes)],
        "withdrawn_at": withdrawn,
        "notices": notices,
        "we_asked": summary if voices or outcome else "",
        "you_said": voices,
        "feedback_published_on": _feedback_day(details),
        "organisations": slugs,
        **_ways(details),
    }
    dropped = [*asked.dropped, *said.dropped, *decided.dropped]
    notes = [f"Dropped from the text: {', '.join(dropped)}."] if dropped else []
    notes += [f"The organisation “{name}” is not known here and is left out." for name in unknown]
    if values["feedback_published_on"] is None and (voices or outcome):
        notes.append("It has an outcome, and does not say on which day that was published.")
    notes += _time_notes(details)
    return Row(
        where="",
        source_id=text(item, "content_id"),
        values=values,
        when=period(opens, closes),
        notes=tuple(notes),
        holds=("The outcome says what was decided and not what was done: fill in “we did”.",)
        if voices or outcome
        else (),
        first_published_at=first_published(item),
    )


GOV_UK_CONSULTATIONS = GovUkImporter(
    "gov-uk-consultations", "Consultations from GOV.UK (JSON)", ConsultationPage, DOCUMENT_TYPES, read
)


def _instant(details: Item, name: str) -> dt.datetime:
    given = text(details, name)
    if not given:
        raise RowRefused(f"It has no {name}.")
    try:
        return read_instant(given, LONDON)
    except RowRefused as refused:
        raise RowRefused(*(f"{name}: {fault}" for fault in refused.faults)) from refused


def _time_notes(details: Item) -> list[str]:
    """Say where a time is told in UTC while London's clocks are an hour ahead."""
    return [
        f"{name} is told in UTC; in London that is {local:%H:%M}."
        for name in ("opening_date", "closing_date")
        if text(details, name).endswith(("Z", "+00:00", "+0000"))
        and (local := _instant(details, name).astimezone(LONDON)).utcoffset()
    ]


def _ways(details: Item) -> dict[str, str]:
    ways = details.get("ways_to_respond")
    ways = ways if isinstance(ways, dict) else {}
    post = ", ".join(filter(None, (line.strip(" ,") for line in text(ways, "postal_address").splitlines())))
    if len(post) > LONGEST_POST:
        raise RowRefused(f"The postal address has {len(post)} characters; at most {LONGEST_POST} fit.")
    return {
        "online_url": text(ways, "link_url") or text(details, "held_on_another_website_url"),
        "response_email": text(ways, "email"),
        "response_post": post,
    }


def _form(details: Item) -> str:
    ways = details.get("ways_to_respond")
    url = text(ways, "attachment_url") if isinstance(ways, dict) else ""
    return clean_html(f'<p><a href="{url}">Form for answers</a></p>', GOV_UK).html if url else ""


def _withdrawn(item: Item) -> tuple[str | None, list[dict[str, str]], str]:
    """Return when it was withdrawn, its notice, and the explanation where that is too long for one."""
    notice = item.get("withdrawn_notice")
    if not isinstance(notice, dict) or not text(notice, "withdrawn_at"):
        return None, [], ""
    at = read_instant(text(notice, "withdrawn_at"), LONDON)
    cleaned = clean_html(text(notice, "explanation"), GOV_UK).html
    words = plain_text(cleaned) or "This consultation was withdrawn."
    is_short = len(words) <= LONGEST_NOTICE
    told = words if is_short else "This consultation was withdrawn. The text says why."
    notices = [{"on": at.astimezone(LONDON).date().isoformat(), "text": told}]
    return at.isoformat(), notices, "" if is_short else f"<h2>Why it was withdrawn</h2>{cleaned}"


def _feedback_day(details: Item) -> str | None:
    given = [text(details, f"{kind}_publication_date") for kind in ("public_feedback", "final_outcome")]
    days = [read_instant(one, None).astimezone(LONDON).date().isoformat() for one in given if one]
    return max(days, default=None)


def _points(html: str) -> list[str]:
    """Return paragraphs and points of a text, one by one."""
    soup = BeautifulSoup(html, "html.parser")
    tags = [tag for tag in soup.find_all(["p", "li"]) if not tag.find(["p", "li"])]
    return [words for tag in tags if (words := " ".join(tag.get_text(" ").split()))]
