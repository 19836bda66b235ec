"""`rebuild_content`: resumable, and without effect where nothing differs."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.utils import timezone

from cms.content import log, rebuilding
from cms.content.models import Checkpoint, ContentChange, ContentItem
from cms.content.rebuilding import rebuild
from events.models import EventPage
from tests.cms.test_publishing import faults
from tests.factories import (
    ConsultationFactory,
    DimensionFactory,
    EventFactory,
    IndicatorFactory,
    InformationFactory,
    OrganisationFactory,
    PracticeExampleFactory,
    ToolkitFactory,
)
from tests.stored import document, log_of, stored


def etags() -> dict[str, str]:
    return dict(ContentItem.objects.values_list("path", "etag"))


def silently(done: int, total: int) -> None:
    """Take progress and show nothing."""


def test_nothing_changes_where_nothing_differs(site, refresh, capsys) -> None:
    PracticeExampleFactory(indicators=[IndicatorFactory(code="5.1")])
    for factory in [DimensionFactory, EventFactory, ConsultationFactory, ToolkitFactory, OrganisationFactory]:
        factory()
    refresh()
    before, newest = etags(), log.latest_sequence()
    call_command("rebuild_content", verbosity=0)
    assert "0 documents changed" in capsys.readouterr().out
    assert etags() == before
    assert log.latest_sequence() == newest


def test_an_emptied_store_is_filled_and_an_orphan_withdrawn(site) -> None:
    page, gone = InformationFactory(), InformationFactory()
    ContentItem.objects.filter(id=page.content_id).delete()
    type(gone).objects.filter(pk=gone.pk).update(live=False)
    assert rebuild(timezone.now(), silently) == 2
    assert document(page)["path"] == page.content_path
    assert stored(gone) is None
    assert log_of(gone.content_id) == ["published", "withdrawn"]
    assert faults() == []


def test_a_run_that_was_stopped_goes_on_where_it_was(site, monkeypatch) -> None:
    for _ in range(4):
        InformationFactory()
    ContentItem.objects.all().delete()
    monkeypatch.setattr(rebuilding, "BATCH", 2)
    batches: list[int] = []

    def stop_at_the_second(done: int, total: int) -> None:
        batches.append(done)
        if len(batches) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(timezone.now(), stop_at_the_second)
    assert ContentItem.objects.count() == 4
    assert Checkpoint.objects.filter(name=rebuilding.PLACE).exists()

    rest: list[int] = []
    rebuild(timezone.now(), lambda done, total: rest.append(done))
    assert rest == [1], "five sources with the home page, four of them done"
    assert not Checkpoint.objects.filter(name=rebuilding.PLACE).exists()
    assert faults() == []


def test_from_the_start_forgets_the_place(site) -> None:
    page = InformationFactory()
    ContentItem.objects.all().delete()
    Checkpoint.objects.create(name=rebuilding.PLACE, value="zzz")
    call_command("rebuild_content", verbosity=0)
    assert stored(page) is None, "it went on behind the last one"
    Checkpoint.objects.create(name=rebuilding.PLACE, value="zzz")
    call_command("rebuild_content", "--from-start", verbosity=0)
    assert stored(page) is not None


def test_one_bad_document_does_not_stop_the_rest(site, caplog) -> None:
    bad, good = EventFactory(title="A drop-in"), InformationFactory()
    EventPage.objects.filter(pk=bad.pk).update(duration_minutes=None)
    ContentItem.objects.filter(id=good.content_id).delete()
    assert rebuild(timezone.now(), silently) == 1
    assert stored(good) is not None
    assert document(bad)["title"] == "A drop-in"
    assert "“A drop-in” was not published. Duration minutes" in caplog.text
    assert not ContentChange.objects.filter(item=bad.content_id, event="withdrawn").exists()
