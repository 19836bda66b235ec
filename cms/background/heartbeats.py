"""The worker and beat write a row every ten seconds, so that /readyz sees whether they are alive."""

import atexit
import logging
import threading
from datetime import datetime
from typing import Any

from celery.signals import beat_init, worker_ready
from django.db import Error, connection
from django.utils import timezone

from cms.background.models import Heartbeat

logger = logging.getLogger(__name__)

NAMES = ("worker", "beat")
SECONDS_BETWEEN = 10.0


def beat(name: str, now: datetime) -> None:
    """Write down that `name` is alive at `now`."""
    Heartbeat.objects.bulk_create(
        [Heartbeat(name=name, beaten_at=now)],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["beaten_at"],
    )


def heartbeat_ages(now: datetime) -> dict[str, float | None]:
    """Return the seconds since the last heartbeat of `worker` and `beat`, None where there was never one."""
    beaten = dict(Heartbeat.objects.filter(name__in=NAMES).values_list("name", "beaten_at"))
    return {name: (now - beaten[name]).total_seconds() if name in beaten else None for name in NAMES}


class Pulse:
    """A thread that beats for `name` until it is stopped."""

    def __init__(self, name: str, seconds_between: float = SECONDS_BETWEEN) -> None:
        self._name = name
        self._seconds_between = seconds_between
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"{name}-heartbeat", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Stop beating and wait for a write under way."""
        self._stopped.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        while True:
            try:
                beat(self._name, timezone.now())
            except Error:
                logger.exception("The heartbeat of %s was not written; trying again", self._name)
            finally:
                connection.close()
            if self._stopped.wait(self._seconds_between):
                return


def _keep_beating(name: str) -> None:
    pulse = Pulse(name)
    pulse.start()
    # At the very end: a worker that finishes its last tasks is still alive.
    atexit.register(pulse.stop)


@worker_ready.connect
def beat_for_worker(**kwargs: Any) -> None:
    """Start the worker's heartbeat."""
    _keep_beating("worker")


@beat_init.connect
def beat_for_beat(**kwargs: Any) -> None:
    """Start beat's heartbeat."""
    _keep_beating("beat")
