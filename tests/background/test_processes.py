"""A real worker and a real beat on the embedded queue, with production settings."""

import time
from collections.abc import Iterator

import pytest

from tests.background.deployment import Deployment, wait_for

pytestmark = pytest.mark.long

ENQUEUE = """
from django.db import transaction
from wagtail.tasks import delete_file_from_storage_task
storage = ["django.core.files.storage.FileSystemStorage", [], {{"location": {folder!r}}}]
with transaction.atomic():
    delete_file_from_storage_task.enqueue(storage, "kept.txt")
    transaction.set_rollback(True)
with transaction.atomic():
    delete_file_from_storage_task.enqueue(storage, "old.txt")
print("saved")
"""


@pytest.fixture(scope="module")
def deployment(tmp_path_factory) -> Iterator[Deployment]:
    """A migrated deployment whose processes are stopped after the tests."""
    deployment = Deployment(tmp_path_factory.mktemp("state"))
    deployment.manage("migrate", "--verbosity=0")
    yield deployment
    deployment.stop_all()


@pytest.fixture
def worker(deployment) -> Iterator[Deployment]:
    """The deployment with a running worker."""
    deployment.start("worker")
    try:
        wait_for(lambda: " ready." in deployment.log("worker"))
        yield deployment
    finally:
        deployment.stop_all()
        deployment.log_file("worker").unlink()


def test_wagtails_tasks_run_in_the_worker_after_the_commit_and_not_after_a_rollback(worker, tmp_path):
    kept, old = tmp_path / "kept.txt", tmp_path / "old.txt"
    kept.touch()
    old.touch()
    worker.manage("shell", "-c", ENQUEUE.format(folder=str(tmp_path)))
    wait_for(lambda: not old.exists())
    wait_for(lambda: not list(worker.queue.glob("*.msg")))
    assert kept.exists()


def test_a_corrupt_file_is_set_aside_and_the_worker_lives_on(worker, tmp_path):
    before = worker.child("worker")
    (worker.queue / "00000000000000000001-0-ab.wagtail.msg").write_bytes(b'{"body": "eyJp')
    (tmp_path / "old.txt").touch()
    worker.manage("shell", "-c", ENQUEUE.format(folder=str(tmp_path)))
    wait_for(lambda: not (tmp_path / "old.txt").exists())
    assert worker.child("worker") == before
    assert (worker.queue / "rejected" / "00000000000000000001-0-ab.wagtail.msg").exists()


def test_a_worker_that_was_killed_comes_back_and_takes_what_was_waiting(worker, tmp_path):
    (tmp_path / "old.txt").touch()
    worker.kill_child("worker")
    worker.manage("shell", "-c", ENQUEUE.format(folder=str(tmp_path)))
    wait_for(lambda: not (tmp_path / "old.txt").exists())
    assert "keep: worker ended with exit code -9" in worker.log("worker")


def test_worker_and_beat_show_their_heartbeats_run_the_sweeps_and_stop_cleanly(worker):
    worker.start("beat")
    wait_for(lambda: worker.beaten_at("worker") is not None and worker.beaten_at("beat") is not None)
    first = worker.beaten_at("worker")
    wait_for(lambda: worker.beaten_at("worker") != first)
    assert worker.stop("beat") == 0
    assert worker.stop("worker") == 0
    for name in ("worker", "beat"):
        assert "Traceback" not in worker.log(name)
        assert "keep:" not in worker.log(name)
    assert list(worker.queue.glob(".*")) == []


def test_an_unreachable_broker_is_logged_and_fails_no_save(deployment, tmp_path):
    started = time.monotonic()
    result = deployment.manage(
        "shell", "-c", ENQUEUE.format(folder=str(tmp_path)), CELERY_BROKER_URL="redis://127.0.0.1:1/0"
    )
    assert "saved" in result.stdout
    assert "on_commit()" in result.stderr
    assert time.monotonic() - started < 30


def test_a_heartbeat_that_cannot_be_written_is_logged_and_tried_again(tmp_path):
    deployment = Deployment(tmp_path)
    deployment.start("worker")
    try:
        wait_for(lambda: "The heartbeat of worker was not written" in deployment.log("worker"))
        deployment.manage("migrate", "--verbosity=0")
        wait_for(lambda: deployment.beaten_at("worker") is not None)
    finally:
        deployment.stop_all()
    assert "keep:" not in deployment.log("worker")
