"""Import in the admin: upload, preview, confirm, and who may."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cms.importing.forms import LARGEST_UPLOAD, MOST_ROWS
from events.models import EventPage
from tests.factories import UserFactory
from tests.importing.bringing import FIXTURES, draft_of

ADDRESS = "/admin/import-listings/"
CONFIRM = f"{ADDRESS}confirm/"
EVENTS = (
    b"id,title,description,first day,safety lead role,step free\n7,A walk,Come.,2027-03-02,Duty manager,yes\n"
)


def check(client: Client, content: bytes, name: str = "list.csv", **values: str) -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(ADDRESS, {"file": file, "source": "Library", **values})


def checked(response: Any) -> str:
    """Return what the preview sends back when it is confirmed."""
    field = BeautifulSoup(response.content, "html.parser").select_one("input[name=checked]")
    assert field is not None, response.content.decode()[-3000:]
    return str(field["value"])


def words(response: Any) -> str:
    main = BeautifulSoup(response.content, "html.parser").select_one("main")
    assert main is not None
    return " ".join(main.get_text(" ").split())


def test_an_editor_sees_each_row_before_anything_is_written(parents, sign_in) -> None:
    client = sign_in("FIS editors")
    preview = check(client, (FIXTURES / "calendar.ics").read_bytes(), "calendar.ics", source="")
    told = words(preview)
    assert "Events from a calendar (iCalendar, .ics), from “iCalendar”. Nothing has been written yet." in told
    assert "3 new" in told
    assert (
        "line 21, UID coffee@library.example new Coffee and questions Every second Tuesday at 9:30am" in told
    )
    assert not EventPage.objects.exists()
    done = client.post(CONFIRM, {"checked": checked(preview)})
    assert done.status_code == 200
    assert EventPage.objects.filter(live=False).count() == 3
    assert f"/admin/pages/{draft_of('coffee@library.example').pk}/edit/" in done.content.decode()


def test_the_importer_is_the_owner_and_stands_in_the_history(parents) -> None:
    user = UserFactory(group="FIS editors")
    client = Client()
    client.force_login(user)
    client.post(CONFIRM, {"checked": checked(check(client, EVENTS))})
    page = EventPage.objects.get()
    assert (page.owner, page.latest_revision.user) == (user, user)


def test_refused_rows_are_told_and_the_same_file_again_changes_nothing(parents, sign_in) -> None:
    client = sign_in("FIS editors")
    content = EVENTS + b"8,<script>x</script>,Come.,usually,Duty manager,yes\n"
    preview = check(client, content)
    assert "1 new, 1 refused" in words(preview)
    assert "first day: “usually” is not a certain day" in words(preview)
    assert b"<script>x" not in preview.content
    client.post(CONFIRM, {"checked": checked(preview)})
    again = check(client, content)
    assert "1 the same, 1 refused" in words(again)
    assert "There is nothing to import." in words(again)


def test_only_a_publisher_publishes(parents, sign_in) -> None:
    editor = sign_in("FIS editors")
    editor.post(CONFIRM, {"checked": checked(check(editor, EVENTS, publish="on"))})
    assert not EventPage.objects.get().live
    publisher = sign_in("FIS publishers")
    preview = check(publisher, EVENTS.replace(b"A walk", b"A ramble"), publish="on")
    assert "What is complete will be published." in words(preview)
    assert "changed, published" in words(publisher.post(CONFIRM, {"checked": checked(preview)}))
    assert EventPage.objects.get().live


def test_what_one_checked_nobody_else_confirms(parents, sign_in) -> None:
    value = checked(check(sign_in("FIS editors"), EVENTS))
    assert sign_in("FIS publishers").post(CONFIRM, {"checked": value}).status_code != 200
    assert not EventPage.objects.exists()


@pytest.mark.parametrize("value", ["", "made up", None])
def test_what_was_not_checked_is_not_imported(parents, sign_in, value) -> None:
    client = sign_in("FIS editors")
    given = value if value is not None else checked(check(client, EVENTS))[:-1]
    response = client.post(CONFIRM, {"checked": given})
    assert response.status_code == 400
    assert "Choose it again." in words(response)
    assert not EventPage.objects.exists()


def test_a_preview_left_open_for_long_is_not_confirmed(parents, sign_in, time_machine) -> None:
    time_machine.move_to("2026-09-01T10:00:00Z", tick=False)
    client = sign_in("FIS editors")
    value = checked(check(client, EVENTS))
    time_machine.move_to("2026-09-01T12:30:00Z", tick=False)
    assert client.post(CONFIRM, {"checked": value}).status_code == 400


@pytest.mark.parametrize(
    ("content", "values", "reason"),
    [
        (b"", {}, "The submitted file is empty."),
        (b"PK\x03\x04", {}, "It is a workbook or an archive"),
        (b"id,title,first day\n1,Caf\xe9,2027-03-02\n", {}, "Line 2 is not UTF-8"),
        (b"x" * (LARGEST_UPLOAD + 1), {}, "at most 1 MB is read here"),
        (EVENTS, {"source": ""}, "Say whose list it is"),
        (EVENTS, {"kind": "consultations"}, "The heading “opens” is missing."),
        (EVENTS, {"mapping": "nothing"}, "“nothing” maps nothing."),
        (b"id,title,first day\n" + b"1,A,2027-03-02\n" * (MOST_ROWS + 1), {}, f"more than {MOST_ROWS} rows"),
    ],
    ids=["empty", "workbook", "latin-1", "large", "no source", "wrong kind", "no mapping", "many rows"],
)
def test_a_file_that_can_not_be_read_says_why_at_its_field(parents, sign_in, content, values, reason) -> None:
    response = check(sign_in("FIS editors"), content, **values)
    assert response.status_code == 200
    assert reason in words(response)


def test_templates_can_be_had(parents, sign_in) -> None:
    client = sign_in("FIS editors")
    assert f"{ADDRESS}template/events/" in client.get(ADDRESS).content.decode()
    response = client.get(f"{ADDRESS}template/events/")
    assert response.content.decode("utf-8-sig").startswith("id,title,")
    assert check(client, response.content, time_zone="Europe/London").context["count"] == 1
    assert client.get(f"{ADDRESS}template/calendar/").status_code == 404


def test_who_may_make_no_pages_may_not_import(parents, client) -> None:
    assert client.get(ADDRESS).status_code == 302
    reader = UserFactory()
    client.force_login(reader)
    assert client.get(ADDRESS).status_code == 302
    assert client.post(CONFIRM, {"checked": "x"}).status_code == 302


def test_the_menu_leads_there(parents, sign_in) -> None:
    assert ADDRESS in sign_in("FIS editors").get("/admin/").content.decode()
