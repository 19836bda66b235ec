"""A throwaway PostgreSQL: `python -m tests.servers.postgres -- command` runs it with DATABASE_URL set."""

import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from tests.servers.throwaway import ServerMissingError, free_port, run_with, stop, wait_until

# Nothing of a throwaway server outlives it, so it need not reach the disk.
FAST = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


def programs() -> Path:
    """Return the folder of PostgreSQL's newest programs; Debian keeps them off the PATH."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    found = shutil.which("initdb")
    if not folders and found:
        return Path(found).resolve().parent
    if not folders:
        raise ServerMissingError("PostgreSQL", "apt-get install postgresql")
    return max(folders, key=lambda folder: int(re.sub(r"\D", "", folder.parent.name) or 0))


def unprivileged() -> dict[str, Any]:
    """Return subprocess arguments that drop root, which PostgreSQL refuses to run as."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam("nobody")
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


@contextmanager
def postgres() -> Iterator[str]:
    """Start PostgreSQL with an empty database and yield its address; raises ServerMissingError."""
    bin_folder, account = programs(), unprivileged()
    with tempfile.TemporaryDirectory(prefix="hub-postgres-") as folder:
        if account:
            os.chown(folder, account["user"], account["group"])
        data, log = f"{folder}/data", f"{folder}/log"
        cluster = ["-D", data, "-U", "hub", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"]
        initdb = [str(bin_folder / "initdb"), *cluster]
        subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, cwd=folder, **account)
        port = str(free_port())
        address = f"postgresql://hub@127.0.0.1:{port}/postgres"
        listen = ["-p", port, "-k", folder, "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=200"]
        with open(log, "wb") as output:
            server = subprocess.Popen(
                [bin_folder / "postgres", "-D", data, *listen, *FAST],
                stdout=output,
                stderr=output,
                cwd=folder,
                **account,
            )
        try:
            wait_until(lambda: _answers(address), server, log)
            yield address
        finally:
            # SIGINT is PostgreSQL's fast stop: it does not wait for clients to leave.
            stop(server, signal.SIGINT)


def _answers(address: str) -> bool:
    try:
        psycopg.connect(address, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


if __name__ == "__main__":
    run_with(postgres, "DATABASE_URL")
