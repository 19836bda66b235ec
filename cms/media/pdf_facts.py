"""Whether a PDF can be read aloud, as a process of its own finds, so that no other loads its reader."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from typing import IO

from cms.children import ENVIRONMENT, ROOT

# Of waiting; it may use half of it of a processor.
SECONDS = 40


@dataclass(frozen=True)
class PdfFacts:
    """What a screen reader needs of a PDF, None where the file can not be read."""

    tagged: bool | None
    language: str


def facts_of(file: IO[bytes]) -> PdfFacts:
    """Return the facts of a PDF from a child process that may die without harm."""
    with tempfile.TemporaryFile() as copy:
        # What comes from another server has no descriptor that a process could read.
        shutil.copyfileobj(file, copy)
        copy.seek(0)
        try:
            ended = subprocess.run(
                [sys.executable, "-m", "cms.media.pdf_reading"],
                stdin=copy,
                capture_output=True,
                cwd=ROOT,
                env=ENVIRONMENT,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return PdfFacts(None, "")
    if ended.returncode:
        return PdfFacts(None, "")
    return PdfFacts(**json.loads(ended.stdout))
