"""The pack's past consultations are archived as they are loaded, and no longer when their days move."""

import datetime as dt

import pytest

from cms.content.models import ContentChange
from cms.content.verification import differences
from events import archive
from events.models import ConsultationPage
from tests.demo.loading import LOAD_DAY, NOON, load_demo
from tests.demo.stored import state_of_everything

pytestmark = [pytest.mark.long, pytest.mark.timeout(400), pytest.mark.usefixtures("undone")]


def archived() -> set[str]:
    return set(ConsultationPage.objects.filter(archived_at__isnull=False).values_list("slug", flat=True))


def test_what_is_due_is_archived_and_stands_as_its_documents_last_word():
    assert archived()
    assert not archive.due(NOON).exists()
    assert archived() == {
        page.slug for page in ConsultationPage.objects.live() if page.actions.filter(kind="archived").exists()
    }
    for page in ConsultationPage.objects.filter(archived_at__isnull=False):
        last = ContentChange.objects.filter(item=page.content_id).last()
        assert last is not None
        assert last.event == "archived"
    assert list(differences(NOON)) == []


def test_the_same_day_again_changes_nothing():
    before, facts = state_of_everything(), list(ConsultationPage.objects.values_list("pk", "archived_sha256"))
    assert "nothing was changed" in load_demo(at=NOON + dt.timedelta(hours=3))
    assert state_of_everything() == before
    assert list(ConsultationPage.objects.values_list("pk", "archived_sha256")) == facts


def test_another_day_takes_out_of_the_archive_what_is_not_due_by_it():
    before = archived()
    load_demo(day=LOAD_DAY - dt.timedelta(days=200))
    assert archived() > before
    assert list(differences(NOON)) == []
    load_demo()
    assert archived() == before
    assert not ConsultationPage.objects.exclude(archived_sha256="").filter(archived_at=None).exists()
    assert list(differences(NOON)) == []
