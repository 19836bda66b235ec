"""Why an address could not be read."""

from __future__ import annotations

import enum


class Kind(enum.StrEnum):
    """Kinds of faults, as far as they are treated differently."""

    ADDRESS = "address"
    NAME = "name"
    INSIDE = "inside"
    CONNECTION = "connection"
    TIMEOUT = "timeout"
    TLS = "tls"
    ANSWER = "answer"
    LOOP = "loop"
    ROBOTS = "robots"


class Fault(Exception):  # noqa: N818, it is what an editor reads and not an error of ours
    """What was found instead of a page, in an editor's words."""

    def __init__(self, kind: Kind, words: str) -> None:
        super().__init__(words)
        self.kind = kind
        self.words = words
