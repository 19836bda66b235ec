"""The hub with the demonstration content, answering on a port of this machine."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import time_machine
from django.core.management import call_command
from django.db import connections, transaction
from django.test import override_settings

from search.engines.chosen import engine
from search.rebuilding import rebuild
from settings.wsgi import application
from tests.servers.throwaway import free_port

# The docs' addresses name days after this one.
DAY = dt.date(2026, 11, 22)
NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Leave the terminal to the tests."""


@contextmanager
def demonstration(folder: Path) -> Iterator[str]:
    """Load and serve the content pack in a transaction, and yield the hub's address; nothing is left."""
    port = free_port()
    address = f"http://localhost:{port}"
    own_settings = override_settings(
        HUB_URL=address, MEDIA_URL=f"{address}/media/", SEARCH_URL=f"tantivy://{folder}/search"
    )
    with ExitStack() as stack:
        stack.enter_context(own_settings)
        stack.enter_context(time_machine.travel(NOON))
        stack.enter_context(transaction.atomic())
        stack.callback(transaction.set_rollback, True)
        call_command("load_demo", day=DAY, verbosity=0)
        rebuild(engine(), lambda: dt.datetime.now(dt.UTC), lambda done, total: None)
        stack.enter_context(served(port))
        yield address


@contextmanager
def served(port: int) -> Iterator[None]:
    """Answer in a thread that shares this one's connection, as nothing is committed."""
    server: WSGIServer = make_server("localhost", port, application, handler_class=Quiet)
    shared = connections["default"]
    shared.inc_thread_sharing()

    def serve() -> None:
        connections["default"] = shared
        server.serve_forever()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        shared.dec_thread_sharing()
