"""One producer or consumer of its own process: `python -m tests.background.queue_process ROLE FOLDER ...`."""

import sys
from collections.abc import Callable
from pathlib import Path
from queue import Empty
from typing import Any

from settings.celery import app

QUIET_FOR = 3


def queue_connection(folder: str | Path) -> Any:
    """Return a connection to the embedded queue in `folder`; `app` has registered the transport."""
    return app.connection_for_write("embedded://", transport_options={"folder": str(folder)})


def produce(folder: str, label: str, count: str) -> None:
    """Put `count` messages that say `label`-number."""
    with queue_connection(folder) as connection, connection.SimpleQueue("work") as queue:
        for number in range(int(count)):
            queue.put({"is": f"{label}-{number}"})


def consume(folder: str) -> None:
    """Print what each message says, until none has come for a while."""
    with queue_connection(folder) as connection, connection.SimpleQueue("work") as queue:
        while True:
            try:
                message = queue.get(timeout=QUIET_FOR)
            except Empty:
                return
            print(message.payload["is"])
            message.ack()


ROLES: dict[str, Callable[..., None]] = {"produce": produce, "consume": consume}

if __name__ == "__main__":
    ROLES[sys.argv[1]](*sys.argv[2:])
