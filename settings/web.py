"""Start the web server: `python -m settings.web`; with `--check` only say whether it could start."""

import ctypes
import gc
import os
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import closing
from contextvars import copy_context
from importlib import import_module
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from granian import Granian
from granian.constants import HTTPModes, Interfaces

from settings.env import Environment, read_environment
from settings.logs import logging_settings
from settings.memory import give_back_memory, leave_out, let_go_of_libraries

# One slow page of the admin must not hold up the public reads of the same process. More threads than
# these only wait for each other in Python, and each keeps a connection to the database.
THREADS = 2
SECONDS_THAT_A_THREAD_MAY_IDLE = 600
SECONDS_TO_STOP = 5
PR_SET_PDEATHSIG = 1
# Between them they bring in most of what answers need; neither reads the content.
WARMING_UP = ["/admin/login/", "/api/v1/openapi.json"]


def fault(env: Environment) -> str | None:
    """Return why nothing can listen on BIND and PORT, or None."""
    family = socket.AF_INET6 if ":" in env["BIND"] else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        # As the server does: connections of an earlier run that are still closing do not matter.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((env["BIND"], env["PORT"]))
        except OSError as error:
            return (
                f"Port {env['PORT']} on {env['BIND']} cannot be used: {error.strerror}. "
                f"Stop what uses it, or choose another, such as PORT={env['PORT'] % 65535 + 1}."
            )
    return None


def preload(env: Environment) -> None:
    """Load the application before the web processes split off, so that they share its memory."""
    leave_out(env)
    application = import_module("settings.wsgi").application
    for path in WARMING_UP:
        # In a context of its own, so that the request's id does not stay for what is logged later.
        copy_context().run(ask, application, env["ALLOWED_HOSTS"][0], path)
    # Each process would unpack it for itself, with the first search for a word that no item has.
    import_module("search.understanding.dictionary").english()
    # A connection must not be used by two processes.
    connections.close_all()
    # Else what the start has thrown away would be kept for good.
    gc.collect()
    give_back_memory()
    let_go_of_libraries()
    # What the garbage collector touches is no longer shared.
    gc.freeze()


def ask(application: Callable[..., Any], host: str, path: str) -> None:
    """Let the application answer as it would behind the proxy; the answer does not matter."""
    request: dict[str, Any] = {"PATH_INFO": path, "QUERY_STRING": "", "REMOTE_ADDR": "127.0.0.1"}
    request |= {"HTTP_HOST": host, "HTTP_X_FORWARDED_PROTO": "https"}
    setup_testing_defaults(request)
    with closing(application(request, lambda status, headers, exception=None: None)) as answer:
        b"".join(answer)


def die_with_parent() -> None:
    """Ask Linux to kill a web process whose server was killed: it would hold the port for ever."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def options(env: Environment) -> dict[str, Any]:
    """Return Granian's arguments."""
    return {
        "address": env["BIND"],
        "port": env["PORT"],
        "interface": Interfaces.WSGI,
        "http": HTTPModes.http1,
        "websockets": False,
        "workers": env["WEB_WORKERS"],
        "blocking_threads": THREADS,
        "blocking_threads_idle_timeout": SECONDS_THAT_A_THREAD_MAY_IDLE,
        "respawn_failed_workers": True,
        "respawn_interval": 1,
        # A browser that keeps its connection open must not keep a stopping process alive.
        "workers_kill_timeout": SECONDS_TO_STOP,
        "log_dictconfig": logging_settings(env["LOG_FORMAT"]),
    }


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings.base")
    try:
        env = read_environment()
        found = fault(env)
        if found:
            sys.exit(found)
        if "--check" not in sys.argv:
            preload(env)
            os.register_at_fork(after_in_child=die_with_parent)
            Granian("settings.wsgi:application", **options(env)).serve()
    except ImproperlyConfigured as error:
        sys.exit(f"Settings: {error}")


if __name__ == "__main__":
    main()
