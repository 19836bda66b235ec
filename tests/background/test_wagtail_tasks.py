"""Wagtail's own tasks are published at the commit, and tried again a bounded number of times."""

from collections.abc import Iterator
from typing import Any

import pytest
from celery.signals import task_retry
from django.db import transaction
from django_tasks import task
from django_tasks.exceptions import InvalidTaskError
from wagtail.tasks import delete_file_from_storage_task, update_reference_index_task

from cms.background.wagtail_tasks import run_wagtail_task
from settings.celery import app

STORAGE = ["django.core.files.storage.InMemoryStorage", [], {}]


@pytest.fixture
def queue() -> Iterator[Any]:
    """The queue of Wagtail's tasks on this process's memory:// broker, empty."""
    with app.connection_for_read() as connection, connection.SimpleQueue("wagtail") as queue:
        queue.clear()
        yield queue
        queue.clear()


@pytest.fixture
def retries() -> Iterator[list[str]]:
    """The reason of every retry asked for during the test."""
    reasons: list[str] = []

    def remember(reason: Any, **kwargs: Any) -> None:
        reasons.append(str(reason))

    task_retry.connect(remember)
    yield reasons
    task_retry.disconnect(remember)


@pytest.mark.django_db
def test_a_task_is_published_at_the_commit_and_not_before(queue, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        result = delete_file_from_storage_task.enqueue(STORAGE, "old.txt")
        assert queue.qsize() == 0
    message = queue.get(timeout=1)
    arguments, _, _ = message.payload
    assert arguments == ["wagtail.tasks.delete_file_from_storage_task", [STORAGE, "old.txt"], {}]
    assert message.headers["task"] == "cms.run_wagtail_task"
    assert message.headers["id"] == result.id
    assert queue.qsize() == 0


@pytest.mark.django_db
def test_nothing_is_published_after_a_rollback(queue, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as callbacks, transaction.atomic():
        delete_file_from_storage_task.enqueue(STORAGE, "old.txt")
        transaction.set_rollback(True)
    assert callbacks == []
    assert queue.qsize() == 0


@pytest.mark.django_db
def test_what_is_asked_for_twice_is_published_once(queue, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        with transaction.atomic():
            delete_file_from_storage_task.enqueue(STORAGE, "old.txt")
        delete_file_from_storage_task.enqueue(STORAGE, "old.txt")
        delete_file_from_storage_task.enqueue(STORAGE, "other.txt")
    arguments = [queue.get(timeout=1).payload[0] for _ in range(2)]
    assert [one[1][1] for one in arguments] == ["old.txt", "other.txt"]
    assert queue.qsize() == 0


@pytest.mark.django_db
def test_what_was_asked_for_and_rolled_back_can_be_asked_for_again(queue, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        with transaction.atomic():
            delete_file_from_storage_task.enqueue(STORAGE, "old.txt")
            transaction.set_rollback(True)
        assert queue.qsize() == 0
        delete_file_from_storage_task.enqueue(STORAGE, "old.txt")
    assert queue.get(timeout=1).payload[0][1] == [STORAGE, "old.txt"]


@pytest.mark.django_db
def test_a_task_whose_row_was_deleted_counts_as_done(retries):
    path = update_reference_index_task.module_path
    result = run_wagtail_task.apply(args=[path, ["wagtailcore", "page", "999999"], {}])
    assert result.successful()
    assert retries == []


def test_a_failing_task_is_tried_three_more_times_and_then_fails(retries):
    arguments = [["no.such.Storage", [], {}], "old.txt"]
    result = run_wagtail_task.apply(args=[delete_file_from_storage_task.module_path, arguments, {}])
    assert isinstance(result.result, ModuleNotFoundError)
    assert [reason.split(":")[0] for reason in retries] == [
        "Retry in 5s",
        "Retry in 10s",
        "Retry in 20s",
    ]


def wants_context(context: Any) -> None:
    """Stand for a task that asks for its context."""


def test_a_task_that_asks_for_its_context_is_refused():
    with pytest.raises(InvalidTaskError, match="does not pass a context"):
        task(takes_context=True)(wants_context)
