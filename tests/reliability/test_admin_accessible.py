"""Every view that the hub adds to the admin breaks no rule of axe that Wagtail's own does not break."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.reliability.browsing import expect_accessible, signed_in
from tests.reliability.content import PASSWORD
from tests.reliability.hub import Hub
from tests.servers.browser import chromium

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.timeout(400)]

# A page with a wrong date and a broken link, so that each list has a row.
MAKE = f"""
from django.utils import timezone
from cms.checks.live import check_live_pages
from cms.links.following import follow
from cms.links.models import Link
from tests.factories import EventFactory, UserFactory
user = UserFactory(username="admin", group="Administrators")
user.set_password({PASSWORD!r})
user.save()
event = EventFactory(summary="Bring your EHCP.", booking_url="https://a.example/")
follow(timezone.now())
Link.objects.update(state="broken", reason="It answered 404.")
while check_live_pages(timezone.now()):
    pass

print(event.pk, Link.objects.get().pk)
"""


def test_lists_reports_and_the_guide(hub: Hub) -> None:
    event, link = hub.script(MAKE).split()[-2:]
    hub.start_all("web")
    with chromium() as browser:
        view = signed_in(browser, hub, "/admin/upkeep/", "admin")
        expect(view.get_by_text("The abbreviation “EHCP” is not explained.")).to_be_visible()
        expect_accessible(view, ".upkeep-list", ".guide-corner")
        for path, *ours in [
            ("/admin/", ".upkeep-panel", ".guide-corner"),
            ("/admin/links/", ".guide-corner"),
            (f"/admin/links/inspect/{link}/",),
            ("/admin/pre-election-periods/",),
            ("/admin/pre-election-periods/create/",),
            ("/admin/reports/pictures-taken-back/",),
            ("/admin/reports/content/",),
            ("/admin/guide/editors/", ".guide"),
            (f"/admin/bulk/wagtailcore/page/publish/?id={event}", ".help-block"),
        ]:
            answer = view.goto(f"{hub.address}{path}")
            assert answer is not None
            assert answer.status == 200, path
            expect_accessible(view, *ours)
