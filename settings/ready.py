"""Ask the running hub whether it answers: `python -m settings.ready /healthz`; `--announce` waits."""

import os
import sys
import time
from http.client import HTTPConnection, HTTPException

from settings.env import Environment, read_environment

ANSWERING = ["/healthz", "/admin/login/", "/api/v1/content?limit=1", "/api/v1/docs", "/readyz"]
SECONDS_TO_WAIT = 120


def status(env: Environment, path: str) -> int:
    """Return the status that the hub answers with on this machine, or 0 where nothing answers."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(env["BIND"], env["BIND"])  # noqa: S104
    connection = HTTPConnection(host, env["PORT"], timeout=10)
    try:
        # As the proxy would ask: under the public name, and over TLS.
        headers = {"Host": env["ALLOWED_HOSTS"][0], "X-Forwarded-Proto": "https"}
        connection.request("GET", path, headers=headers)
        return connection.getresponse().status
    except (OSError, HTTPException):
        return 0
    finally:
        connection.close()


def announcement(env: Environment, demonstration: bool) -> str:
    """Return the addresses to open, with the sign-in where it is the demonstration's."""
    website = f"  Website {env['HUB_URL']}/\n" if env["WEBSITE"] else ""
    sign_in = "   (sign in as admin, password demonstration)" if demonstration else ""
    return (
        "\nThe hub is ready.\n"
        f"{website}"
        f"  Admin   {env['HUB_URL']}/admin/{sign_in}\n"
        f"  API     {env['HUB_URL']}/api/v1/content\n"
        f"  Docs    {env['HUB_URL']}/api/v1/docs\n"
        "Ctrl-C stops it.\n"
    )


def announce(env: Environment, demonstration: bool) -> None:
    """Wait until everything answers, then print the addresses; end with the process that started this one."""
    parent = os.getppid()
    deadline = time.monotonic() + SECONDS_TO_WAIT
    waiting = list(ANSWERING)
    while waiting and time.monotonic() < deadline and os.getppid() == parent:
        if status(env, waiting[0]) == 200:
            waiting.pop(0)
        else:
            time.sleep(0.2)
    if not waiting:
        print(announcement(env, demonstration), flush=True)
    elif os.getppid() == parent:
        print(f"\nNot ready after {SECONDS_TO_WAIT} s: {waiting[0]} does not answer with 200.\n", flush=True)


def main() -> None:
    env = read_environment()
    if "--announce" in sys.argv:
        announce(env, os.environ.get("DJANGO_SETTINGS_MODULE") == "settings.dev")
    else:
        sys.exit(0 if status(env, sys.argv[1]) == 200 else 1)


if __name__ == "__main__":
    main()
