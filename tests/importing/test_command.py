"""The command: dry runs, running again, editors' changes, publishing, and files that are refused."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from cms.importing.files import LARGEST_FILE
from cms.importing.models import ImportedListing
from events.models import EventPage
from tests.importing.bringing import FIXTURES, LONDON, bring, draft_of, sheet, table

CALENDAR = FIXTURES / "calendar.ics"
OPTIONS: dict[str, Any] = {"source": "Library", **LONDON}
COMPLETE = {"safety_lead_role": "Duty manager", "step_free": "yes"}


def event(path, **cells: str):
    first = {
        "id": "7",
        "title": "A walk",
        "description": "Come.",
        "first_day": "2027-03-02",
        "start_time": "09:30",
        "end_time": "11:00",
    }
    return sheet(path, **first | cells)


def revisions() -> int:
    return sum(page.revisions.count() for page in EventPage.objects.all())


def test_a_dry_run_tells_all_and_writes_nothing(parents) -> None:
    report = bring(CALENDAR, dry_run=True)
    assert "Rows that would be: 3 new." in report.told
    assert "Every second Tuesday at 9:30am, until 13 July 2027, from Tuesday 2 March 2027." in report.told
    assert not EventPage.objects.exists()
    assert not ImportedListing.objects.exists()


def test_running_again_changes_nothing(parents) -> None:
    bring(CALENDAR)
    before = (EventPage.objects.count(), revisions(), list(ImportedListing.objects.values()))
    assert "Rows that were: 3 the same." in bring(CALENDAR).told
    assert (EventPage.objects.count(), revisions(), list(ImportedListing.objects.values())) == before


def test_a_changed_row_is_a_new_draft_and_the_public_page_stays(parents, tmp_path) -> None:
    report = bring(event(tmp_path, **COMPLETE), publish=True, **OPTIONS)
    assert "new, published" in report.told
    report = bring(event(tmp_path, **COMPLETE | {"title": "A long walk"}), **OPTIONS)
    assert "Title: “A walk” becomes “A long walk”." in report.told
    page = EventPage.objects.get()
    assert (page.title, page.live, page.has_unpublished_changes) == ("A walk", True, True)
    assert draft_of("7").title == "A long walk"
    assert page.slug == "a-walk"


def test_what_an_editor_filled_in_stays_and_the_source_s_change_comes(parents, tmp_path) -> None:
    bring(event(tmp_path), **OPTIONS)
    draft = draft_of("7")
    draft.safety_lead_role = "Duty manager"
    draft.save_revision()
    report = bring(event(tmp_path, start_time="10:00"), **OPTIONS)
    assert "1 changed" in report.told
    assert (draft_of("7").safety_lead_role, draft_of("7").start_time) == ("Duty manager", dt.time(10))


def test_a_field_that_both_changed_is_left_to_the_editor(parents, tmp_path) -> None:
    bring(event(tmp_path), **OPTIONS)
    draft = draft_of("7")
    draft.title = "A walk for all"
    draft.save_revision()
    report = bring(event(tmp_path, title="A ramble"), **OPTIONS)
    assert "edited here “A ramble”. Tuesday 2 March 2027" in report.told
    assert "Changed here and at the source since the last import: Title." in report.told
    assert draft_of("7").title == "A walk for all"
    assert "1 changed" in bring(event(tmp_path, title="A ramble"), overwrite=True, **OPTIONS).told
    assert draft_of("7").title == "A ramble"


def test_an_editor_who_made_the_same_change_is_no_conflict(parents, tmp_path) -> None:
    bring(event(tmp_path), **OPTIONS)
    draft = draft_of("7")
    draft.title = "A ramble"
    draft.save_revision()
    before = revisions()
    assert "1 the same" in bring(event(tmp_path, title="A ramble"), **OPTIONS).told
    assert revisions() == before
    assert "1 changed" in bring(event(tmp_path, title="A stroll"), **OPTIONS).told


def test_a_page_that_an_editor_deleted_is_not_made_again(parents, tmp_path) -> None:
    bring(event(tmp_path), **OPTIONS)
    EventPage.objects.get().delete()
    report = bring(event(tmp_path, title="A ramble"), **OPTIONS)
    assert "An editor deleted the page. It is not made again." in report.told
    assert not EventPage.objects.exists()


def test_what_lacks_safety_facts_is_kept_as_a_draft(parents, tmp_path) -> None:
    report = bring(event(tmp_path), publish=True, **OPTIONS)
    assert "Kept as a draft: “A walk” was not published." in report.told
    assert "Safety lead role" in report.told
    assert not EventPage.objects.get().live
    assert "changed, published" in bring(event(tmp_path, **COMPLETE), publish=True, **OPTIONS).told
    assert EventPage.objects.get().live


def test_publishing_spares_an_editor_s_draft_and_what_an_editor_took_down(parents, tmp_path) -> None:
    bring(event(tmp_path, **COMPLETE), publish=True, **OPTIONS)
    draft = draft_of("7")
    draft.cost = "Five pounds"
    draft.save_revision()
    changed = event(tmp_path, **COMPLETE | {"title": "A ramble"})
    assert (
        "Kept as a draft: An editor's draft waits on the page."
        in bring(changed, publish=True, **OPTIONS).told
    )
    Page.objects.get(pk=draft.pk).specific.unpublish()
    changed = event(tmp_path, **COMPLETE | {"title": "A stroll"})
    assert "Kept as a draft: An editor took the page down." in bring(changed, publish=True, **OPTIONS).told


def test_a_locked_page_is_left_alone(parents, tmp_path) -> None:
    bring(event(tmp_path), **OPTIONS)
    EventPage.objects.update(locked=True)
    assert "The page is locked" in bring(event(tmp_path, title="A ramble"), **OPTIONS).told


def test_the_same_id_of_another_source_is_another_page(parents, tmp_path) -> None:
    bring(event(tmp_path), **OPTIONS)
    assert "1 new" in bring(event(tmp_path), **OPTIONS | {"source": "Museum"}).told
    assert EventPage.objects.count() == 2


def test_a_refused_row_does_not_stop_the_others(parents, tmp_path) -> None:
    file = table(
        tmp_path,
        ["id", "title", "first day"],
        ["1", "A walk", "2027-03-02"],
        ["1", "Another walk", "2027-03-03"],
        ["3", "A third", "usually Tuesdays"],
        ["4", "A fourth", "2027-03-04"],
    )
    report = bring(file, **OPTIONS)
    assert (report.code, EventPage.objects.count()) == (1, 2)
    assert "line 3: refused “Another walk”. The id “1” stands at line 2 already." in report.refused
    assert "line 4: refused “A third”. first day: “usually Tuesdays” is not a certain day." in report.refused
    assert "Rows that were: 2 new, 2 refused." in report.told


def test_csv_needs_to_be_told_whose_it_is(parents, tmp_path) -> None:
    assert "Say whose list it is" in bring(event(tmp_path), **LONDON).refused


FILES = {
    "utf-16": ("id,title\n".encode("utf-16"), "It is encoded as UTF-16. Save it as UTF-8."),
    "utf-16 without mark": ("id,title\n".encode("utf-16-le"), "holds zero bytes: it is UTF-16 or no text"),
    "latin-1": (
        b"id,title,first day\n1,Caf\xe9,2027-03-02\n",
        "Line 2 is not UTF-8 (the byte 0xE9 after “1,Caf”)",
    ),
    "workbook": (b"PK\x03\x04\x14\x00", "It is a workbook or an archive"),
    "pdf": (b"%PDF-1.7", "It is a PDF."),
    "nothing": (b"", "It is empty."),
    "empty lines": (b"\n\n \n", "It holds nothing but empty lines."),
    "binary": (bytes(range(1, 256)), "Line 1 holds control characters"),
    "json of nobody": (b'{"document_type": "guide"}', "It is nothing that is read here"),
    "broken json": (b'{"document_type": ', "It is not JSON"),
    "deep json": (b"[" * 100_000, "It is not JSON"),
    "semicolons": (b"id;title;first day\n1;A;2027-03-02\n", "Its cells are separated by semicolons."),
    "wrong heading": (b"id,titel,first day\n", "The heading “titel” is not known. Did you mean “title”?"),
    "twice": (b"id,title,title,first day\n", "The heading “title” stands twice."),
    "no id": (b"title,first day,start time\n", "The heading “id” is missing."),
    "could be all": (b"id,title\n", "It could be"),
    "open quotation": (b'id,title,first day\n1,"A walk,2027-03-02\n', "From line 2 on it is not CSV"),
    "long line": (b"id,title,first day\n" + b"x" * 2_000_000, "Line 2 is longer than"),
}


@pytest.mark.parametrize(("content", "reason"), list(FILES.values()), ids=list(FILES))
def test_a_file_that_can_not_be_read_says_why(parents, tmp_path, content, reason) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(content)
    report = bring(file, **OPTIONS)
    assert report.code == 1
    assert reason in report.refused
    assert "list.csv: " in report.refused


def test_a_mark_of_utf8_is_taken(parents, tmp_path) -> None:
    file = event(tmp_path)
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert bring(file, **OPTIONS).code == 0


def test_a_huge_file_is_refused_before_it_is_read(parents, tmp_path) -> None:
    file = tmp_path / "huge.csv"
    with file.open("wb") as stream:
        # A hole in the file: reading it would find zero bytes and say so.
        stream.truncate(2 * LARGEST_FILE)
    assert "It has 200.0 MB; at most 100 MB are read. Split it." in bring(file, **OPTIONS).refused


def test_missing_files_and_unknown_names_are_told(parents, tmp_path) -> None:
    assert "There is no file" in bring(tmp_path / "none.csv", **OPTIONS).refused
    with pytest.raises(CommandError, match=r"is no importer\. Did you mean “events”"):
        call_command("import_listings", template="event")
    with pytest.raises(CommandError, match="“Londres” is unknown"):
        bring(CALENDAR, time_zone="Londres")
    with pytest.raises(CommandError, match="Name a file"):
        call_command("import_listings")


def test_without_a_place_for_the_pages_nothing_begins(site) -> None:
    assert "Run `manage.py prepare_site`." in bring(CALENDAR).refused
