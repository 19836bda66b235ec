"""Run the reader of files in a process of its own, which may die without harm."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from typing import IO

from cms.children import ENVIRONMENT, ROOT
from search.files.faults import BROKEN, TOO_LARGE

SECONDS = 40
# Python's own when a process runs out of memory while it starts or ends.
FAILED = 1


@dataclass(frozen=True)
class Reading:
    """The paragraphs of a file, or a key of `FAULTS`."""

    paragraphs: list[str]
    is_cut: bool
    fault: str


def read_in_child(file: IO[bytes], extension: str, seconds: float = SECONDS) -> Reading:
    """Return the text of a file, which must have a descriptor, within bounds of time and memory."""
    with tempfile.TemporaryFile() as output:
        try:
            ended = subprocess.run(  # noqa: S603, the program is ours, the extension one of ours
                [sys.executable, "-m", "search.files.reading", extension],
                stdin=file,
                stdout=output,
                stderr=subprocess.DEVNULL,
                cwd=ROOT,
                env=ENVIRONMENT,
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Reading([], False, TOO_LARGE)
        if ended.returncode < 0:
            # The system has ended it at a limit.
            return Reading([], False, TOO_LARGE)
        if ended.returncode:
            return Reading([], False, BROKEN)
        output.seek(0)
        answer = json.load(output)
    return Reading(answer.get("paragraphs", []), answer.get("is_cut", False), answer.get("fault", ""))
