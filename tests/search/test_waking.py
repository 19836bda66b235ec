"""The index follows what is published at once, and what is built again when all of that is through."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from cms import tasks
from cms.content import refresh
from search import waking
from search.waking import FOLLOW_TASK
from tests.factories import ThemeFactory, ToolkitFactory

Capture = Callable[..., Any]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the tasks that search has asked the worker for."""
    names: list[str] = []
    app = SimpleNamespace(send_task=lambda name, **options: names.append(name))
    monkeypatch.setattr(waking, "current_app", app)
    return names


def test_a_publish_wakes_the_worker_once(
    site, asked: list[str], django_capture_on_commit_callbacks: Capture
) -> None:
    # What made the site waits for the same commit, which never comes in a test.
    connection.run_on_commit.clear()
    with django_capture_on_commit_callbacks(execute=True):
        ToolkitFactory()
        ToolkitFactory()
    assert asked.count(FOLLOW_TASK) == 1


def test_documents_that_are_built_again_wake_it_when_all_are_through(
    site, asked: list[str], django_capture_on_commit_callbacks: Capture
) -> None:
    theme = ThemeFactory()
    for _ in range(3):
        ToolkitFactory(themes=[theme])
    theme.name = "Another name"
    theme.save()
    connection.run_on_commit.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert tasks.refresh_content() == 3
        assert asked == [FOLLOW_TASK]
    assert asked == [FOLLOW_TASK]
    with django_capture_on_commit_callbacks(execute=True):
        assert tasks.refresh_content() == 0
    assert asked == [FOLLOW_TASK]


def test_one_that_is_interrupted_wakes_it_for_what_it_has_done(
    site, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = iter([50])
    monkeypatch.setattr(refresh, "refresh_batch", lambda now: next(counts))
    with pytest.raises(StopIteration):
        tasks.refresh_content()
    assert asked == [FOLLOW_TASK]
    assert not refresh.is_under_way()
