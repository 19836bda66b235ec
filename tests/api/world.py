"""A small site with one page of each kind, whose ids and times are always the same."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from wagtail.contrib.redirects.models import Redirect

from cms.organisations import Organisation
from tests.factories import (
    AgeRangeFactory,
    AreaFactory,
    AudienceFactory,
    ConsultationFactory,
    ConsultationIndexFactory,
    DimensionFactory,
    EventFactory,
    EventIndexFactory,
    HomeFactory,
    IndicatorFactory,
    InformationFactory,
    InvolvementLevelFactory,
    OrganisationFactory,
    PracticeExampleFactory,
    PracticeIndexFactory,
    StandardIndexFactory,
    ThemeFactory,
    ToolkitFactory,
    ToolkitIndexFactory,
    consultation_windows,
)

NOW = dt.datetime(2030, 6, 3, 9, tzinfo=dt.UTC)


def uuid(number: int) -> UUID:
    """Return the id of the world's page of this number."""
    return UUID(int=number)


def block(number: int, type: str, value: Any) -> dict[str, Any]:
    return {"id": str(uuid(900 + number)), "type": type, "value": value}


BODY = [
    block(1, "rich_text", "<p>Come along, <b>all</b> of you.</p>"),
    block(2, "heading", {"text": "What to bring", "level": "3"}),
    block(3, "callout", {"kind": "important", "title": "Not for emergencies", "text": "<p>Ring 999.</p>"}),
    block(4, "video", {"title": "How it works", "url": "https://example.org/film", "transcript_url": ""}),
    block(5, "quotation", {"text": "They asked first.", "role": "A foster carer"}),
    block(6, "accordion", {"items": [{"title": "Can I bring my child?", "text": "<p>Yes.</p>"}]}),
    block(
        7,
        "table",
        {
            "caption": "Answers",
            "columns": [{"type": "text", "heading": "Way"}, {"type": "text", "heading": "How many"}],
            "rows": [{"values": ["Post", "12"]}],
        },
    ),
    block(
        8,
        "link_list",
        {
            "title": "More",
            "links": [{"title": "Help", "page": None, "url": "https://example.org", "description": ""}],
        },
    ),
    block(
        9,
        "steps",
        {"steps": [{"title": "Read", "text": "<p>It.</p>"}, {"title": "Say", "text": "<p>So.</p>"}]},
    ),
]
RESOURCE = {
    "title": "A form",
    "kind": "template",
    "file": None,
    "url": "https://example.org/form",
    "format": "HTML",
    "pages": 2,
    "accessible_format_note": "",
}


def make_world() -> dict[str, Any]:
    """Return pages by a short name, published at the present time."""
    world: dict[str, Any] = {"home": HomeFactory(title="Have a say", translation_key=uuid(1))}
    words = make_words()
    OrganisationFactory(
        name="Mender", slug="mender", content_id=uuid(2), contact_is_public=True, phone="0116"
    )
    facets = {
        "audiences": [words["audience"]],
        "themes": [words["theme"]],
        "areas": [words["area"]],
        "age_ranges": [words["age_range"]],
        "organisations": list(Organisation.objects.all()),
        "indicators": [words["indicator"]],
        "involvement_level": words["level"],
    }
    examples = PracticeIndexFactory(translation_key=uuid(3))
    toolkits = ToolkitIndexFactory(translation_key=uuid(6))
    events = EventIndexFactory(translation_key=uuid(11), body=BODY[:1])
    world["page"] = InformationFactory(title="Privacy", translation_key=uuid(4), body=BODY)
    world["toolkit"] = ToolkitFactory(
        title="A checklist",
        translation_key=uuid(5),
        parent=toolkits,
        body=BODY[:1],
        time_needed="20 minutes",
        cost="Free",
        resources=[block(20, "resource", RESOURCE)],
        **facets,
    )
    world["example"] = PracticeExampleFactory(
        title="A parents' panel",
        translation_key=uuid(7),
        parent=examples,
        contact_email="panel@example.org",
        contact_is_public=True,
        **facets,
    )
    world["consultation"] = make_consultation(facets)
    world["event"] = EventFactory(
        title="A drop-in",
        translation_key=uuid(10),
        parent=events,
        rrule="FREQ=WEEKLY;BYDAY=TU",
        repeat_count=3,
        venue_name="Library",
        venue_town="Oadby",
        childcare="on_request",
        online_note="Or ring in.",
        related_consultation=world["consultation"],
        **facets,
    )
    world["standard"] = StandardIndexFactory(translation_key=uuid(12))
    world["dimension"] = DimensionFactory(
        title="Asking well",
        code="5",
        translation_key=uuid(13),
        parent=world["standard"],
    )
    InformationFactory(title="Gone", translation_key=uuid(14)).delete()
    Redirect.add_redirect("/old/", world["page"])
    return world


def make_words() -> dict[str, Any]:
    """Return one word of each taxonomy, and a statement of the standard."""
    return {
        "audience": AudienceFactory(name="Young parents"),
        "theme": ThemeFactory(name="Short breaks"),
        "area": AreaFactory(name="Harborough", places="Oadby\nWigston"),
        "age_range": AgeRangeFactory(name="Under 5"),
        "level": InvolvementLevelFactory(name="Asked"),
        "indicator": IndicatorFactory(code="5.2", title="We ask early"),
    }


def make_consultation(facets: dict[str, Any]) -> Any:
    """Return a consultation that is open for the whole of June 2030."""
    return ConsultationFactory(
        title="Getting to school",
        translation_key=uuid(8),
        parent=ConsultationIndexFactory(translation_key=uuid(9)),
        windows=consultation_windows(
            (dt.datetime(2030, 6, 1, 8, tzinfo=dt.UTC), dt.datetime(2030, 6, 30, 22, 59, tzinfo=dt.UTC))
        ),
        online_url="https://example.org/answer",
        decision_what="Which bus",
        decision_maker="Cabinet",
        **facets,
    )
