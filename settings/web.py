"""Start the web server: `python -m settings.web`; with `--check` only say whether it could start."""

import os
import socket
import sys
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from granian import Granian
from granian.constants import HTTPModes, Interfaces

from settings.env import Environment, read_environment
from settings.logs import logging_settings

# One slow page of the admin must not hold up the public reads of the same process.
THREADS = 4
SECONDS_TO_STOP = 5


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
            Granian("settings.wsgi:application", **options(env)).serve()
    except ImproperlyConfigured as error:
        sys.exit(f"Settings: {error}")


if __name__ == "__main__":
    main()
