"""Read from standard input whether a PDF can be read aloud: `python -m cms.media.pdf_facts`.

Runs in a process of its own with little memory and time, as files come from anywhere. Prints JSON with
`tagged` and `language`; ends with an error where the file can not be read.
"""

from __future__ import annotations

import json
import logging
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from pypdf import PasswordType, PdfReader

ROOT = Path(__file__).parents[2]
MEMORY_BYTES = 400_000_000
SECONDS = 20


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
                [sys.executable, "-m", "cms.media.pdf_facts"],
                stdin=copy,
                capture_output=True,
                cwd=ROOT,
                # Nothing of the hub's own settings, such as its secrets.
                env={"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
                timeout=SECONDS * 2,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return PdfFacts(None, "")
    if ended.returncode:
        return PdfFacts(None, "")
    return PdfFacts(**json.loads(ended.stdout))


def read(file: IO[bytes]) -> dict[str, Any]:
    """Return the facts as JSON values; raises whatever a damaged or locked file makes its reader raise."""
    reader = PdfReader(file, strict=False)
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise ValueError("It is locked.")
    root: Any = reader.trailer["/Root"]
    marked = root.get("/MarkInfo")
    marked = marked.get_object() if marked is not None else {}
    tagged = "/StructTreeRoot" in root and bool(marked.get("/Marked"))
    return {"tagged": tagged, "language": str(root.get("/Lang") or "")[:20]}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    sys.stdout.write(json.dumps(read(sys.stdin.buffer)))


if __name__ == "__main__":
    main()
