"""`verify_content` finds every kind of difference, and says so with its exit code."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
from django.core.management import call_command

from cms.content.models import ContentDependency, ContentItem, ContentPeriod, ContentTag
from events.models import ConsultationPage
from tests.factories import ConsultationFactory, InformationFactory, ThemeFactory


@pytest.fixture
def consultation(site) -> ConsultationPage:
    return ConsultationFactory(slug="getting-to-school", themes=[ThemeFactory()])


def verify(capsys: pytest.CaptureFixture[str]) -> str:
    """Return what the command says when it finds something."""
    with pytest.raises(SystemExit) as ended:
        call_command("verify_content")
    assert ended.value.code == 1
    return capsys.readouterr().err


def test_a_store_that_is_right(consultation, capsys) -> None:
    call_command("verify_content")
    assert "3 documents are as their sources say" in capsys.readouterr().out


def tear_body(item: ContentItem) -> None:
    ContentItem.objects.filter(id=item.id).update(body=bytes(item.body)[:-1] + b" ")


def tear_card(item: ContentItem) -> None:
    ContentItem.objects.filter(id=item.id).update(card=b"{}")


def change_source(item: ContentItem) -> None:
    ConsultationPage.objects.update(description="<p>Written past the store.</p>")


def break_source(item: ContentItem) -> None:
    ConsultationPage.objects.get().windows.all().delete()
    page = ConsultationPage.objects.get()
    page.windows = []
    page.save()


PLANTED: dict[str, Callable[[ContentItem], object]] = {
    "its stored bytes or its ETag": tear_body,
    "or its ETag are not those of its document": tear_card,
    "its document differs from what its sources give": change_source,
    "it can not be built": break_source,
    "its facets differ": lambda item: ContentTag.objects.filter(item=item).delete(),
    "its periods differ": lambda item: ContentPeriod.objects.filter(item=item).delete(),
    "what it depends on differs": lambda item: ContentDependency.objects.filter(item=item).first().delete(),  # type: ignore[union-attr]
    "its row has another path": lambda item: ContentItem.objects.filter(id=item.id).update(path="/other/"),
    "its row has another status": lambda item: ContentItem.objects.filter(id=item.id).update(
        status="reported"
    ),
    "its row has another valid_until": lambda item: ContentItem.objects.filter(id=item.id).update(
        valid_until=dt.datetime(2031, 1, 1, tzinfo=dt.UTC)
    ),
    "it is public, but not stored": lambda item: item.delete(),
}


@pytest.mark.parametrize("words", PLANTED)
def test_a_planted_difference_is_found(consultation, capsys, words) -> None:
    PLANTED[words](ContentItem.objects.get(id=consultation.content_id))
    said = verify(capsys)
    assert f"/consultations/getting-to-school/: {words}" in said or words in said
    assert "differences. `manage.py rebuild_content` mends them." in said


def test_an_orphan_is_found(consultation, capsys) -> None:
    item = ContentItem.objects.get(id=consultation.content_id)
    item.id, item.path = uuid.uuid4(), "/orphan/"
    item.save(force_insert=True)
    assert "/orphan/: it is stored, but its source is not public" in verify(capsys)


def test_what_waits_for_the_worker_is_named_as_such(consultation, capsys) -> None:
    theme = consultation.themes.get()
    theme.name = "Another name"
    theme.save()
    assert "(known to be stale)" in verify(capsys)


@pytest.mark.parametrize("words", [words for words in PLANTED if "can not be built" not in words])
def test_rebuilding_mends_what_was_found(consultation, capsys, words) -> None:
    InformationFactory()
    PLANTED[words](ContentItem.objects.get(id=consultation.content_id))
    verify(capsys)
    call_command("rebuild_content", verbosity=0)
    call_command("verify_content")
