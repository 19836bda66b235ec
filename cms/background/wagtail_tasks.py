"""Wagtail's own tasks (reference index, admin search index, files to delete) on the Celery app."""

import logging
import threading
from typing import Any

from celery import Task as CeleryTask
from celery import shared_task
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.exceptions import InvalidTaskError
from django_tasks.utils import get_random_id

logger = logging.getLogger(__name__)

Told = tuple[str, list[Any], dict[str, Any]]
LONGEST_WAIT = 60
# Two for one object at once, in two threads, would race for its row in the admin's search index.
one_at_a_time = threading.Lock()


@shared_task(bind=True, name="cms.run_wagtail_task", max_retries=3)
def run_wagtail_task(self: CeleryTask, path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Run the django-tasks task at the dotted `path`; a failure is tried again after 5, 10 and 20 seconds."""
    task: Task[Any, Any] = import_string(path)
    try:
        with one_at_a_time:
            task.call(*args, **kwargs)
    except ObjectDoesNotExist as error:
        logger.info("%s has nothing to do, its row was deleted meanwhile: %s", path, error)
    except Exception as error:
        wait = min(5 * 2**self.request.retries, LONGEST_WAIT)
        raise self.retry(exc=error, countdown=wait) from error


def is_waiting(told: Told) -> bool:
    """Return whether the same task is published already if what is being done now is committed.

    One publish saves a page twice, and each time Wagtail asks for the same two tasks. What waits was asked
    for within the savepoints that are open now, or fewer of them: with it, what is done now goes as well.
    """
    waiting = transaction.get_connection().run_on_commit
    return any(getattr(publish, "told", None) == told for _, publish, _ in waiting)


class CeleryBackend(BaseTaskBackend):
    """Publish a task once when the transaction commits; nothing is published for one that is rolled back."""

    def validate_task(self, task: Task[Any, Any]) -> None:
        """Raise InvalidTaskError for a task that asks for what this backend does not give."""
        super().validate_task(task)
        if task.takes_context:
            raise InvalidTaskError("Backend does not pass a context to tasks.")

    def enqueue(self, task: Task[Any, Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        """Return the result to be; an unreachable broker is logged by Django and fails nobody's save."""
        self.validate_task(task)
        result: TaskResult[Any] = TaskResult(
            task=task,
            id=get_random_id(),
            status=TaskResultStatus.READY,
            enqueued_at=None,
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=args,
            kwargs=kwargs,
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )

        told: Told = (task.module_path, result.args, result.kwargs)

        # A function, not a partial: where `publish` fails, Django logs its __qualname__.
        def publish() -> None:
            run_wagtail_task.apply_async(args=list(told), task_id=result.id)

        publish.told = told  # type: ignore[attr-defined]
        if not is_waiting(told):
            transaction.on_commit(publish, robust=True)
        return result
