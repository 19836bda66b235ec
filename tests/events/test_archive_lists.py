"""An archived consultation in lists, in the log, among previous consultations; and the command."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
import time_machine
from celery import current_app
from django.core.management import call_command
from django.test import Client

from cms.api.vocabulary import vocabulary
from cms.content.models import ContentChange
from cms.content.schedule import publish_scheduled
from events.models import ConsultationPage
from events.tasks import archive_consultations
from tests.events.past import CLOSED, NOW, past, unreported
from tests.factories import ArchiveIndexFactory, AreaFactory, ThemeFactory
from tests.stored import document, log_of


@pytest.fixture(autouse=True)
def _now() -> Any:
    vocabulary.forget()
    with time_machine.travel(NOW, tick=False):
        yield


def titles(**query: Any) -> list[str]:
    answer = Client().get("/api/v1/content", {"type": "consultation"} | query)
    return sorted(card["title"] for card in answer.json()["items"])


def test_it_leaves_the_default_lists_and_keeps_its_state(site) -> None:
    past(title="Old")
    past(title="New", closed=NOW - dt.timedelta(days=30))
    assert titles() == ["New", "Old"]
    archive_consultations()
    assert titles() == ["New"]
    assert titles(archived="only") == ["Old"]
    assert titles(archived="include", state="reported") == ["New", "Old"]
    assert titles(archived="only", state="reported") == ["Old"]
    assert titles(archived="only", state="closed") == []


def test_previous_consultations_are_a_query_by_year_theme_and_area(site) -> None:
    theme, area = ThemeFactory(name="Transport"), AreaFactory(name="Blaby")
    past(title="Buses", themes=[theme], areas=[area])
    past(title="Parks", closed=CLOSED.replace(year=2027))
    archive_consultations()
    index = document(ArchiveIndexFactory())
    everything = Client().get(index["content_query"]).json()["items"]
    assert sorted(card["title"] for card in everything) == ["Buses", "Parks"]
    year = {"from": "2027-01-01", "to": "2027-12-31"}
    assert titles(archived="only", **year) == ["Parks"]
    assert titles(archived="only", theme=theme.slug) == ["Buses"]
    assert titles(archived="only", area=area.slug) == ["Buses"]


def test_the_log_says_so_with_the_keys_of_every_list(site) -> None:
    page = past()
    archive_consultations()
    line = Client().get("/api/v1/changes").json()["changes"][-1]
    assert (line["event"], line["id"]) == ("archived", str(page.content_id))
    assert line["surrogate_keys"] == [f"item:{page.content_id}", "type:consultation", "content"]


def test_the_address_goes_on_answering(site) -> None:
    page = past()
    archive_consultations()
    answer = Client().get("/api/v1/content/by-path", {"path": page.content_path})
    assert (answer.status_code, answer.json()["archived"]) == (200, True)


def command(*arguments: str) -> tuple[str, str]:
    said, complained = io.StringIO(), io.StringIO()
    call_command("archive_consultations", *arguments, verbosity=0, stdout=said, stderr=complained)
    return said.getvalue(), complained.getvalue()


def test_a_dry_run_lists_and_counts_and_changes_nothing(site) -> None:
    page = past(title="Buses", description='<p><a linktype="document" id="99">It</a></p>')
    unreported()
    said, complained = command("--dry-run")
    assert said.splitlines()[:2] == [f"{page.content_path} Buses", "1 are due. Nothing was changed."]
    assert said.splitlines()[2].startswith("1 more closed as long ago, but nobody has told")
    assert complained == f"{page.content_path} links to a deleted file (number 99), which is missing.\n"
    assert not ContentChange.objects.filter(event="archived").exists()


def test_the_command_says_what_it_did_and_fails_where_something_could_not_be(site) -> None:
    past()
    assert command()[0] == "1 archived, 0 could not be, 0 files missing.\n"
    bad = past(title="Bad")
    ConsultationPage.objects.filter(pk=bad.pk).update(
        you_said='[{"type": "voice", "value": null, "id": "1"}]'
    )
    with pytest.raises(SystemExit) as ended:
        command()
    assert ended.value.code == 1


def test_beat_archives_every_night(site) -> None:
    page = past()
    task = current_app.conf.beat_schedule["events.archive_consultations"]["task"]
    assert current_app.tasks[task]() == 1
    assert log_of(page.content_id)[-1] == "archived"


@pytest.mark.parametrize("closed", [NOW - dt.timedelta(days=2), CLOSED], ids=["lately", "long ago"])
def test_one_that_expires_is_archived_and_keeps_its_address(site, closed) -> None:
    page = past(closed=closed)
    ConsultationPage.objects.filter(pk=page.pk).update(expire_at=NOW)
    assert publish_scheduled(NOW).expired == {"archived": 1}
    assert publish_scheduled(NOW).expired == {}
    assert log_of(page.content_id) == ["published", "archived"]


def test_one_that_expires_without_its_outcome_waits_until_it_is_told(site) -> None:
    page = unreported()
    ConsultationPage.objects.filter(pk=page.pk).update(expire_at=NOW)
    assert publish_scheduled(NOW).expired == {}
    assert log_of(page.content_id) == ["published"]
    told = ConsultationPage.objects.get(pk=page.pk)
    told.no_feedback_reason = "Nobody answered."
    told.save_revision().publish()
    assert publish_scheduled(NOW).expired == {"archived": 1}
    assert document(page)["archived"] is True
