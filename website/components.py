"""Every component with its states on one page, while developing."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse, QueryDict

from cms.api.problems import Fault, Problem
from website.around import around
from website.filters import form, given
from website.pages import page, page_view
from website.reading import Reading, Values

TYPES = ["event", "consultation", "practice-example", "toolkit", "organisation"]
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänsverantwortung"
SAMPLE = "area=nowhere&provision=childcare&provision=step_free&from=2026-02-30"
FAULT = Fault(
    parameter="from", value="", message="Give a day that exists, such as 2026-04-08.", did_you_mean=None
)
BLOCKS: list[Values] = [
    {"type": "heading", "value": {"text": "A heading", "level": 3}},
    {"type": "rich_text", "value": {"html": f"<p>Words with <a href='/'>a link</a>. {LONG_WORD}</p>"}},
    *(
        {
            "type": "callout",
            "value": {"kind": kind, "title": kind.capitalize(), "html": "<p>Do not miss it.</p>"},
        }
        for kind in ["information", "important", "success"]
    ),
    {"type": "quotation", "value": {"text": "They asked first.", "role": "A foster carer"}},
    {"type": "accordion", "value": {"items": [{"title": "Can I bring my child?", "html": "<p>Yes.</p>"}]}},
    {
        "type": "table",
        "value": {"caption": "Answers", "headings": ["Way", "How many"], "rows": [["Post", "12"]]},
    },
    {
        "type": "link_list",
        "value": {"title": "More", "links": [{"title": "Help", "url": "/", "description": "For you."}]},
    },
    {"type": "steps", "value": {"steps": [{"title": "Read", "html": "<p>It.</p>"}]}},
    {
        "type": "video",
        "value": {"title": "How it works", "url": "https://example.org/film", "transcript_url": ""},
    },
]


@page_view
def show(reading: Reading) -> HttpResponse:
    """Return the components, filled with what is published now; there is no such page in production."""
    if not settings.DEBUG:
        raise Problem(404, f"There is nothing at {reading.request.path}.")
    query = given(QueryDict(SAMPLE), ["area", "provision", "from"])
    cards = [
        card for kind in TYPES for card in reading.cards(type=kind, archived="include", limit="2")["items"]
    ]
    values = {
        "cards": [*cards, *({**card, "title": LONG_WORD, "summary": LONG_WORD} for card in cards[:1])],
        "blocks": [{"id": f"c{number}", **block} for number, block in enumerate(BLOCKS)],
        "form": form("event", query, around(reading).taxonomies, [FAULT]),
        "tags": ["upcoming", "open", "paused", "closed", "reported", "withdrawn"],
    }
    return page(reading, "website/components.html", values)
