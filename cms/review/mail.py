"""E-mails of the workflow: sent once the step they tell of is kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction
from wagtail.admin import signal_handlers as wagtails
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected


class AfterCommit:
    """Sends an e-mail of Wagtail's after the commit.

    Reasons are kept with a page after Wagtail has submitted it, and the e-mail names them. Nobody is told
    of a step that was refused in the end, and nobody else's save waits for the mail server.
    """

    def __init__(self, notifier: Callable[..., bool]) -> None:
        self._notifier = notifier

    def __call__(self, instance: Any = None, **kwargs: Any) -> None:
        transaction.on_commit(partial(self._notifier, instance=instance, **kwargs), robust=True)


# By the names under which Wagtail connects its own.
MAILS = [
    (task_submitted, TaskState, "group_approval_task_submitted", wagtails.task_submission_email_notifier),
    (workflow_rejected, WorkflowState, "workflow_state_rejected", wagtails.workflow_rejection_email_notifier),
    (workflow_approved, WorkflowState, "workflow_state_approved", wagtails.workflow_approval_email_notifier),
]


def connect() -> None:
    """Take the place of Wagtail's own, which connects later and finds its name taken."""
    for signal, sender, name, notifier in MAILS:
        signal.connect(
            AfterCommit(notifier), sender=sender, dispatch_uid=f"{name}_email_notification", weak=False
        )
