"""An editor who goes on working while processes are killed, and remembers what the admin said was done."""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import TypeVar

from tests.reliability.content import Content, Example
from tests.reliability.editor import Editor
from tests.reliability.hub import Hub

GONE, OK = 410, 200
Answer = TypeVar("Answer")
PAUSE = 0.1


@dataclass
class Memory:
    """What one page, or the theme, may be called: as last answered, or as sent since without an answer."""

    answered: str
    unanswered: list[str] = field(default_factory=list)

    def allows(self, name: str) -> bool:
        return name == self.answered or name in self.unanswered


class BusyEditor(threading.Thread):
    """Publishes, withdraws and renames in its own pages until it is told to stop."""

    def __init__(self, hub: Hub, examples: list[Example], content: Content | None, seed: int) -> None:
        super().__init__(daemon=True)
        self.titles = {example.id: Memory(hub.document(example.id)["title"]) for example in examples}
        self.theme = Memory("Short breaks")
        self.sequences: list[tuple[str, int]] = []
        self.done = self.unanswered = 0
        self.fault: BaseException | None = None
        self._hub = hub
        self._examples = examples
        self._content = content
        self._editor = Editor(hub.port)
        self._stopped = threading.Event()
        self._random = random.Random(seed)  # noqa: S311 - which page comes next is no secret.

    def stop(self) -> None:
        self._stopped.set()
        self.join(timeout=120)
        assert not self.is_alive()
        if self.fault:
            raise self.fault

    def run(self) -> None:
        try:
            self._until_answered(self._editor.sign_in)
            while not self._stopped.is_set():
                chosen = self._random.random()
                if self._content and chosen < 0.2:
                    self._rename(self._content.theme)
                elif chosen < 0.3:
                    self._withdraw_and_publish(self._random.choice(self._examples))
                else:
                    self._publish(self._random.choice(self._examples))
        except BaseException as fault:
            self.fault = fault

    def _publish(self, example: Example) -> None:
        title = f"{example.page} at {time.time_ns()}"
        memory = self.titles[example.id]
        if self._answered(lambda: self._editor.publish(example.page, title=title), memory, title):
            document = self._until_answered(lambda: self._hub.document(example.id))
            assert document["title"] == title
            self.sequences.append((example.id, document["sequence"]))

    def _withdraw_and_publish(self, example: Example) -> None:
        path = f"/api/v1/content/{example.id}"
        try:
            self._editor.unpublish(example.page)
            self.done += 1
            assert self._until_answered(lambda: self._hub.ask(path))[0] == GONE
        except (OSError, HTTPException):
            self.unanswered += 1
        # Until it is answered, so that the page is public at the end.
        while self._until_answered(lambda: self._hub.ask(path))[0] != OK:
            self._publish(example)

    def _rename(self, theme: int) -> None:
        name = f"Short breaks {time.time_ns()}"
        self._answered(lambda: self._editor.rename_theme(theme, name), self.theme, name)

    def _answered(self, change: Callable[[], None], memory: Memory, name: str) -> bool:
        """Try a change once and note what is known of it; return whether the admin answered."""
        try:
            change()
        except (OSError, HTTPException):
            memory.unanswered.append(name)
            self.unanswered += 1
            self._stopped.wait(PAUSE)
            return False
        memory.answered, memory.unanswered = name, []
        self.done += 1
        return True

    def _until_answered(self, ask: Callable[[], Answer]) -> Answer:
        until = time.monotonic() + 60
        while True:
            try:
                return ask()
            except (OSError, HTTPException):
                assert time.monotonic() < until, "the hub does not come back"
                time.sleep(PAUSE)
