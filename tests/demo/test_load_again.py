import datetime as dt

import pytest
from django.core.management import CommandError

from events.models import EventPage
from tests.demo.loading import LOAD_DAY, load_demo
from tests.demo.packs import edit
from tests.demo.stored import document, state_of_everything

pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(400),
    pytest.mark.usefixtures("undone"),
]


def test_an_editors_change_to_a_page_of_the_pack_is_overwritten_and_nothing_else():
    page = EventPage.objects.get(slug="money-morning-earl-shilton")
    page.cost = "Ten pounds"
    page.save_revision().publish()
    before = state_of_everything()

    load_demo()

    after = state_of_everything()
    assert document("/events/money-morning-earl-shilton/")["cost"] == "Free"
    assert after["revisions"] == before["revisions"] + 1
    changed = {path for path, etag in after["etags"].items() if etag != before["etags"][path]}
    assert changed == {"/events/money-morning-earl-shilton/"}


def test_what_models_refuse_is_named_and_nothing_stays(pack_copy):
    edit(pack_copy, "events.json", lambda rows: rows[16]["booking"].update(deadline_day=400))
    edit(pack_copy, "events.json", lambda rows: rows[17]["start"].update(day=19, time="01:30"))
    edit(
        pack_copy,
        "consultations.json",
        lambda rows: rows[0]["windows"].append({"opens": 0, "closes": 60}),
    )
    edit(pack_copy, "toolkits.json", lambda rows: rows[0].update(title="Not to be seen"))
    before = state_of_everything()

    with pytest.raises(CommandError) as refused:
        load_demo("--folder", str(pack_copy))

    message = str(refused.value)
    assert "events.json, school-transport-listening-in-blaby, booking_deadline: " in message
    assert "events.json, school-transport-online-evening, start_time: 1:30am" in message
    assert "consultations.json, getting-to-school-transport-policy, windows: Two windows" in message
    assert state_of_everything() == before


def test_for_another_day_the_dates_move_and_no_page_is_added():
    before = state_of_everything()

    load_demo(day=LOAD_DAY + dt.timedelta(days=7))

    after = state_of_everything()
    assert after["pages"] == before["pages"]
    assert (after["images"], after["files"]) == (before["images"], before["files"])
    body = document("/consultations/getting-to-school-transport-policy/")
    assert (body["opens_at"], body["closes_at"]) == ("2026-02-27T00:00:00Z", "2026-04-10T22:59:59Z")
    assert after["etags"]["/privacy-notice/"] == before["etags"]["/privacy-notice/"]
