"""A throwaway Elasticsearch: `python -m tests.servers.elasticsearch -- command` sets SEARCH_URL to it."""

from __future__ import annotations

import http.client
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers.elasticsearch_files import SOURCES, files, java
from tests.servers.throwaway import free_port, run_with, stop, wait_until

MEMORY = ["-Xms512m", "-Xmx512m"]
READY = "/_cluster/health?wait_for_status=yellow&timeout=1s"


class ElasticsearchNode:
    """A node in a folder that outlives it, so that it can be killed and started again with its data."""

    def __init__(self, folder: Path) -> None:
        self._java, self._files = java(), files()
        self._folder, self._port = folder, free_port()
        (folder / "config").mkdir()
        shutil.copy(SOURCES / "elasticsearch.yml", folder / "config")
        (folder / "modules").symlink_to(self._files / "modules")
        for name in ["plugins", "lib", "logs", "temporary"]:
            (folder / name).mkdir()
        with (folder / "config" / "elasticsearch.yml").open("a") as settings:
            settings.write(f"http.port: {self._port}\n")
        self.address = f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        # A node that was killed leaves its lock behind.
        (self._folder / "data" / "node.lock").unlink(missing_ok=True)
        log = f"{self._folder}/log"
        with open(log, "wb") as output:
            self._server = subprocess.Popen(self._command(), stdout=output, stderr=output, cwd=self._folder)
        wait_until(lambda: _answers(self._port), self._server, log)

    def kill(self) -> None:
        """End it as a power cut would."""
        self._server.kill()
        self._server.wait()

    def stop(self) -> None:
        """End it, where it has not ended."""
        if self._server.poll() is None:
            stop(self._server, signal.SIGTERM)

    def _command(self) -> list[str]:
        classes = f"{self._files}/classes:{self._files}/lib/*"
        return [
            self._java, *MEMORY, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED", "--add-modules", "jdk.incubator.vector",
            f"-Des.path.home={self._folder}", f"-Djava.io.tmpdir={self._folder}/temporary",
            "-classpath", classes, "ThrowawayNode", str(self._folder),
        ]  # fmt: skip


@contextmanager
def elasticsearch_node() -> Iterator[ElasticsearchNode]:
    """Start an empty node and yield it; raises ServerMissingError."""
    with tempfile.TemporaryDirectory(prefix="hub-elasticsearch-") as folder:
        node = ElasticsearchNode(Path(folder))
        node.start()
        try:
            yield node
        finally:
            node.stop()


@contextmanager
def elasticsearch() -> Iterator[str]:
    """Start an empty Elasticsearch and yield its address; raises ServerMissingError."""
    with elasticsearch_node() as node:
        yield node.address


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", READY)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    run_with(elasticsearch, "SEARCH_URL")
