"""Refreshing: coalesced, in bounded batches, and right whenever it ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms import tasks
from cms.content import store
from cms.content.addresses import rebuild_after_new_addresses
from cms.content.dependents import mark_all_stale, mark_stale, wake_worker
from cms.content.models import ContentItem
from cms.content.refresh import RETRY_AFTER, refresh_batch
from cms.taxonomies import Theme
from events.models import EventPage
from tests.cms.test_publishing import faults
from tests.factories import EventFactory, InformationFactory, ThemeFactory, ToolkitFactory
from tests.stored import document, log_of, stale_paths, stored


def renamed(theme: Theme, name: str) -> None:
    theme.name = name
    theme.save()


def test_two_changes_before_the_worker_comes_are_one(site, refresh) -> None:
    theme = ThemeFactory()
    page = ToolkitFactory(themes=[theme])
    renamed(theme, "Second name")
    renamed(theme, "Third name")
    assert refresh() == 1
    assert document(page)["themes"][0]["name"] == "Third name"
    assert log_of(page.content_id) == ["published", "updated"]


def test_one_transaction_wakes_the_worker_once(
    site, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    theme = ThemeFactory()
    ToolkitFactory(themes=[theme])
    with django_capture_on_commit_callbacks() as callbacks:
        renamed(theme, "Second name")
        renamed(theme, "Third name")
    assert callbacks.count(wake_worker) == 1


def test_what_nothing_depends_on_wakes_nobody(
    site, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        ThemeFactory()
    assert wake_worker not in callbacks


def test_a_batch_is_bounded_and_the_next_goes_on(site) -> None:
    theme = ThemeFactory()
    for _ in range(3):
        ToolkitFactory(themes=[theme])
    renamed(theme, "Another name")
    now = timezone.now()
    assert refresh_batch(now, limit=2) == 2
    assert len(stale_paths()) == 1
    assert refresh_batch(now, limit=2) == 1
    assert refresh_batch(now, limit=2) == 0
    assert faults() == []


def test_a_batch_reads_its_sources_with_the_same_number_of_queries_for_two_as_for_six(site) -> None:
    theme = ThemeFactory()
    for _ in range(6):
        ToolkitFactory(themes=[theme])
    reads = []
    for limit in (2, 6):
        renamed(theme, f"Name of {limit}")
        with CaptureQueriesContext(connection) as queries:
            refresh_batch(timezone.now(), limit=limit)
        reads.append(sum("practice_toolkitpage" in query["sql"] for query in queries))
        refresh_batch(timezone.now())
    assert reads[0] == reads[1]


def test_a_worker_that_dies_between_batches_loses_nothing(site, monkeypatch) -> None:
    theme = ThemeFactory()
    pages = [ToolkitFactory(themes=[theme]) for _ in range(3)]
    renamed(theme, "Another name")
    write = store.write
    written: list[Any] = []

    def die_at_the_third(source: Any, *args: Any) -> Any:
        if len(written) == 2:
            raise KeyboardInterrupt
        written.append(source)
        return write(source, *args)

    monkeypatch.setattr(store, "write", die_at_the_third)
    now = timezone.now()
    assert refresh_batch(now, limit=1) == 1
    with pytest.raises(KeyboardInterrupt):
        refresh_batch(now, limit=2)
    assert len(stale_paths()) == 2, "the batch that died is as if it had never begun"
    monkeypatch.undo()
    refresh_batch(now)
    assert {document(page)["themes"][0]["name"] for page in pages} == {"Another name"}
    assert faults() == []


def test_a_document_that_can_not_be_built_is_set_aside_and_tried_again(site) -> None:
    theme = ThemeFactory()
    poison, good = EventFactory(themes=[theme]), ToolkitFactory(themes=[theme])
    before = stored(poison)
    EventPage.objects.filter(pk=poison.pk).update(duration_minutes=None)
    renamed(theme, "Another name")
    now = timezone.now()
    assert refresh_batch(now) == 2
    assert document(good)["themes"][0]["name"] == "Another name"
    aside = stored(poison)
    assert before is not None
    assert aside is not None
    assert "Say how long the event takes" in aside.fault
    assert bytes(aside.body) == bytes(before.body)
    assert refresh_batch(now + RETRY_AFTER / 2) == 0

    EventPage.objects.filter(pk=poison.pk).update(duration_minutes=60)
    assert refresh_batch(now + RETRY_AFTER) == 1
    mended = stored(poison)
    assert mended is not None
    assert (mended.fault, mended.stale_since) == ("", None)
    assert document(poison)["themes"][0]["name"] == "Another name"


def test_a_document_set_aside_is_tried_at_once_when_a_source_changes(site) -> None:
    theme = ThemeFactory()
    poison = EventFactory(themes=[theme])
    EventPage.objects.filter(pk=poison.pk).update(duration_minutes=None)
    renamed(theme, "Second name")
    now = timezone.now()
    refresh_batch(now)
    EventPage.objects.filter(pk=poison.pk).update(duration_minutes=60)
    renamed(theme, "Third name")
    assert refresh_batch(now) == 1
    assert document(poison)["themes"][0]["name"] == "Third name"


def test_a_lost_message_is_found_by_the_sweep(site) -> None:
    theme = ThemeFactory()
    page = ToolkitFactory(themes=[theme])
    renamed(theme, "Another name")
    assert tasks.refresh_content() == 1
    assert document(page)["themes"][0]["name"] == "Another name"
    assert tasks.refresh_content() == 0


def test_a_change_marks_what_the_worker_is_just_about_to_build(site, refresh) -> None:
    """A mark that comes after a build stays, whoever built last."""
    theme = ThemeFactory()
    page = ToolkitFactory(themes=[theme])
    page.save_revision().publish()
    mark_stale([theme.content_key], timezone.now())
    assert stale_paths() == [page.content_path]
    refresh()
    assert stale_paths() == []


def test_a_stale_page_that_is_not_public_any_more_is_withdrawn(site, refresh) -> None:
    page = InformationFactory()
    type(page).objects.filter(pk=page.pk).update(live=False)
    mark_all_stale(timezone.now())
    refresh()
    assert stored(page) is None
    assert log_of(page.content_id) == ["published", "withdrawn"]


def test_new_addresses_build_every_document_again(site, refresh, settings) -> None:
    page = InformationFactory()
    now = timezone.now()
    assert rebuild_after_new_addresses(now) == 0, "the first time there is nothing to compare with"
    assert rebuild_after_new_addresses(now) == 0
    settings.PUBLIC_SITE_URL = "https://www.example.gov.uk"
    assert rebuild_after_new_addresses(now) == ContentItem.objects.count()
    refresh()
    assert document(page)["url"] == f"https://www.example.gov.uk{page.content_path}"
    assert faults() == []


def test_the_first_of_two_marks_stays(site) -> None:
    stale_since = timezone.now() - dt.timedelta(days=1)
    page = InformationFactory()
    ContentItem.objects.filter(id=page.content_id).update(stale_since=stale_since)
    mark_all_stale(timezone.now())
    item = stored(page)
    assert item is not None
    assert item.stale_since == stale_since, "the first mark stays: it says how far the worker is behind"
