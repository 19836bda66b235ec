"""The small site of the API's tests, with all that a page of the website can show."""

from __future__ import annotations

import datetime as dt
from typing import Any

from cms.media.renditions import make_renditions
from events.models import ConsultationIndexPage
from home.site_settings import HubSettings, Navigation
from tests.api.world import make_world
from tests.events.past import past
from tests.factories import ArchiveIndexFactory, ImageFactory, InformationFactory, ServicesIndexFactory

CHECKED = dt.date(2030, 5, 1)
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänsverantwortung"
PATHS = {
    "home": "/",
    "events": "/events/",
    "narrowed": "/events/?area=harborough&provision=childcare&attendance=in_person",
    "nothing": "/events/?from=2031-01-01&to=2031-02-01",
    "wrong": "/events/?area=nowhere&from=2030-02-30",
    "event": "/events/a-drop-in/",
    "consultations": "/consultations/",
    "consultation": "/consultations/getting-to-school/",
    "reported": "/consultations/the-bus-at-night/",
    "archive": "/previous-consultations/",
    "examples": "/examples/",
    "example": "/examples/a-parents-panel/",
    "toolkits": "/toolkits/",
    "toolkit": "/toolkits/a-checklist/",
    "services": "/services/",
    "organisation": "/services/mender/",
    "standard": "/the-standard/",
    "whole": "/the-standard/?whole=1",
    "dimension": "/the-standard/asking-well/",
    "page": "/privacy/",
    "long": "/long/",
    "calendar": "/calendar/",
    "month": "/calendar/?view=month&month=2030-06",
    "search": "/search/",
    "found": "/search/?q=school+harborough",
    "unknown": "/search/?q=xylophone",
    "missing": "/nowhere/",
    "gone": "/gone/",
    "components": "/components/",
}


def complete() -> dict[str, Any]:
    """Return the pages of the world by a short name, with pictures, lists, results and navigation."""
    world = make_world()
    image = ImageFactory(file__width=700, file__height=400)
    make_renditions(image)
    for name in ["home", "event", "example", "standard"]:
        # As it is now: what was published below it since has changed its row.
        page = type(world[name]).objects.get(pk=world[name].pk)
        page.image, page.reviewed_on = image, CHECKED
        page.save_revision().publish()
    ServicesIndexFactory()
    ArchiveIndexFactory()
    world["reported"] = past(
        title="The bus at night", slug="the-bus-at-night", parent=ConsultationIndexPage.objects.get()
    )
    InformationFactory(title=LONG_WORD, slug="long", summary=f"<b>{LONG_WORD}</b> & more")
    HubSettings.objects.create(contact_email="fis@example.org", contact_phone="0116 496 0143")
    Navigation.objects.create(
        main=[("link", {"page": world["event"].get_parent(), "title": "Events", "children": []})],
        footer=[("link", {"page": world["page"], "title": ""})],
    )
    return world
