"""A real mail server on this machine, as small as SMTP allows, that remembers what it was given."""

from __future__ import annotations

import email
import email.policy
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage


class MailServer(socketserver.ThreadingTCPServer):
    """Takes mail for everybody but those in `refused`; calls `on_message` before it says yes."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.messages: list[EmailMessage] = []
        self.refused: set[str] = set()
        self.on_message: Callable[[], None] = lambda: None

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def of(self, address: str) -> list[EmailMessage]:
        """Return what was sent to an address, in order."""
        return [message for message in self.messages if message["To"] == address]


class _Session(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self._say("220 ready")
        for line in self.rfile:
            words = line.decode().strip()
            command = words[:4].upper()
            if command == "DATA":
                self._take()
            elif command == "QUIT":
                return self._say("221 bye")
            elif command == "RCPT" and words.partition("<")[2].partition(">")[0] in self.server.refused:
                self._say("550 nobody of that name")
            else:
                self._say("250 yes")
        return None

    def _take(self) -> None:
        self._say("354 go on")
        lines = list(iter(self.rfile.readline, b".\r\n"))
        self.server.messages.append(email.message_from_bytes(b"".join(lines), policy=email.policy.default))
        self.server.on_message()
        self._say("250 taken")

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Run a server for as long as the block lasts."""
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
