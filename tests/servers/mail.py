"""A real mail server on this machine, that remembers what it was given."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from tests.servers.throwaway import free_port


class MailServer:
    """Takes mail for everybody but those in `refused`; calls `on_message` before it says yes.

    After `messages_a_connection` it says goodbye in place of taking another one, as some servers do.
    """

    def __init__(self) -> None:
        self.port = free_port()
        self.messages: list[EmailMessage] = []
        self.refused: set[str] = set()
        self.messages_a_connection: int | None = None
        self.on_message: Callable[[], None] = lambda: None

    def of(self, address: str) -> list[EmailMessage]:
        """Return what was sent to an address, in order."""
        return [message for message in self.messages if message["To"] == address]

    # The names are aiosmtpd's own.

    async def handle_MAIL(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.messages_a_connection is not None and session.taken >= self.messages_a_connection:
            server.transport.close()
            return "421 enough"
        envelope.mail_from = address
        return "250 yes"

    async def handle_EHLO(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name, session.taken = hostname, 0
        return responses

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return "550 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 yes"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.messages.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        session.taken += 1
        self.on_message()
        return "250 taken"


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Run a server for as long as the block lasts."""
    server = MailServer()
    controller = Controller(server, hostname="127.0.0.1", port=server.port)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()
