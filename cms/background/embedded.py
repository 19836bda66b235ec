"""The `embedded://` transport: Celery's queue as files in one folder, for a machine without a broker.

A message is one file. A producer writes it under a name that starts with a dot and renames it, so a consumer
never sees half a file. A consumer reads it and then unlinks it: whoever's unlink succeeds has the message.
See docs/decisions/002-embedded-queue.md.
"""

import logging
import os
import re
import secrets
import time
from collections import defaultdict, deque
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path
from queue import Empty
from typing import Any

from celery.signals import worker_shutting_down
from django.conf import settings
from kombu.transport import virtual
from kombu.utils.json import dumps, loads

logger = logging.getLogger(__name__)

FILE_NAME = re.compile(r"(?P<hidden>\.?)(?P<written>\d+)-(?P<expires>\d+)-[0-9a-f]+\..+\.msg")
SECOND = 1_000_000_000
TIDY_EVERY = 60 * SECOND
UNFINISHED_AFTER = 3600 * SECOND


class Channel(virtual.Channel):
    """Put and get messages as files; no fanout, so Celery switches its remote control off by itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._listed: defaultdict[str, deque[str]] = defaultdict(deque)
        self._tidied_at = 0

    @cached_property
    def folder(self) -> Path:
        """The transport option `folder`, or `queue` in the state folder."""
        given = self.connection.client.transport_options.get("folder")
        folder = Path(given) if given else Path(settings.STATE_DIR) / "queue"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _put(self, queue: str, message: dict[str, Any], **kwargs: Any) -> None:
        self._tidy(time.time_ns())
        expires = _nanoseconds(message["headers"].get("expires"))
        name = f"{time.time_ns():020}-{expires}-{secrets.token_hex(8)}.{queue}.msg"
        hidden = self.folder / f".{name}"
        try:
            hidden.write_bytes(dumps(message).encode())
            hidden.rename(self.folder / name)
        except OSError:
            hidden.unlink(missing_ok=True)
            raise

    def _get(self, queue: str, timeout: float | None = None) -> dict[str, Any]:
        # A listing is used up before the next one is made, or a long queue would be listed once a message.
        listed = self._listed[queue]
        if not listed:
            listed.extend(sorted(self._names(queue)))
        while listed:
            message = self._take(self.folder / listed.popleft())
            if message is not None:
                return message
        raise Empty

    def _take(self, path: Path) -> dict[str, Any] | None:
        """Return the message at `path`, or None where it is unreadable or another consumer has it."""
        try:
            message: dict[str, Any] = loads(path.read_bytes())
            self.Message(message, channel=self)
            path.unlink()
        except FileNotFoundError:
            return None
        except Exception:
            # Whatever is wrong with one file, it must not end the worker, or the worker would meet it again
            # after every restart.
            rejected = path.parent / "rejected"
            logger.exception("Queue: %s is not a message; set aside in %s", path.name, rejected)
            rejected.mkdir(exist_ok=True)
            with suppress(FileNotFoundError):
                path.rename(rejected / path.name)
            return None
        return message

    def _tidy(self, now: int) -> None:
        """Remove messages past their expiry and files whose writer died, at most once a minute.

        Beat goes on publishing while the worker is down, and only a worker would drop what has expired.
        """
        if now < self._tidied_at + TIDY_EVERY:
            return
        self._tidied_at = now
        for name in os.listdir(self.folder):
            if _is_stale(name, now):
                (self.folder / name).unlink(missing_ok=True)

    def _names(self, queue: str) -> list[str]:
        return [name for name in os.listdir(self.folder) if name.partition(".")[2] == f"{queue}.msg"]

    def _size(self, queue: str) -> int:
        return len(self._names(queue))

    def _purge(self, queue: str) -> int:
        names = self._names(queue)
        for name in names:
            (self.folder / name).unlink(missing_ok=True)
        return len(names)


class Transport(virtual.Transport):
    """Poll the folder; exchanges and bindings are declared by each process for itself."""

    Channel = Channel
    polling_interval = 0.3
    driver_type = "embedded"
    driver_name = "embedded"
    # Shared by a process's connections: kombu declares an exchange once an app, not once a connection.
    global_state = virtual.BrokerState()
    is_stopping = False

    def __init__(self, client: Any, **kwargs: Any) -> None:
        super().__init__(client, **kwargs)
        self.state = self.global_state

    @property
    def default_connection_params(self) -> dict[str, Any]:
        """A folder has neither host nor port."""
        return {}

    def driver_version(self) -> str:
        return "1"

    def _drain_channel(self, *args: Any, **kwargs: Any) -> Any:
        # The worker would wait twice for two seconds, taking messages still, before it looks whether to stop.
        if self.is_stopping:
            raise TimeoutError
        return super()._drain_channel(*args, **kwargs)


@worker_shutting_down.connect
def take_no_more_messages(**kwargs: Any) -> None:
    """Let a worker that was told to stop do so at once."""
    Transport.is_stopping = True


def _nanoseconds(expires: str | None) -> int:
    """Return Celery's `expires` header as nanoseconds since 1970; 0 means never."""
    return int(datetime.fromisoformat(expires).timestamp() * SECOND) if expires else 0


def _is_stale(name: str, now: int) -> bool:
    match = FILE_NAME.fullmatch(name)
    if not match:
        return False
    if match["hidden"]:
        return now > int(match["written"]) + UNFINISHED_AFTER
    return 0 < int(match["expires"]) < now
