"""Read the text of one file from standard input: `python -m search.files.reading docx`.

Runs in a process of its own with little memory and time, as files come from anywhere. Prints JSON with
either `paragraphs` and `is_cut`, or `fault`, a key of `search.files.faults.FAULTS`.
"""

from __future__ import annotations

import json
import logging
import resource
import sys
import unicodedata
from collections.abc import Iterator
from typing import IO, Any

from search.files.extensions import EXTENSIONS
from search.files.faults import BROKEN, EMPTY, TOO_LARGE, Unreadable
from search.files.office import read_office
from search.files.pdf import read_pdf

MEMORY_BYTES = 400_000_000
CPU_SECONDS = 20
# Of what is printed.
OUTPUT_BYTES = 8_000_000
# About a hundred pages: more of one file would push everything else out of search.
MOST_CHARACTERS = 250_000


def read(file: IO[bytes], extension: str) -> dict[str, Any]:
    """Return what a file says, or why that can not be read."""
    found: list[str] = []
    length = 0
    try:
        for paragraph in read_pdf(file) if extension == "pdf" else read_office(file, extension):
            text = _sound(paragraph)
            if length + len(text) > MOST_CHARACTERS:
                return {"paragraphs": [*found, text[: MOST_CHARACTERS - length]], "is_cut": True}
            found.append(text)
            length += len(text)
    except Unreadable as unreadable:
        return {"fault": str(unreadable)}
    except MemoryError:
        return {"fault": TOO_LARGE}
    if not any(character.isalnum() for text in found for character in text):
        return {"fault": EMPTY}
    return {"paragraphs": found, "is_cut": False}


def _sound(text: str) -> str:
    """Return a text without what databases choke on, such as NUL and half characters."""
    kept: Iterator[str] = (" " if unicodedata.category(one) in {"Cc", "Cs", "Co"} else one for one in text)
    return unicodedata.normalize("NFC", "".join(kept))


def limit() -> None:
    """Bound what this process may use."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT_BYTES, OUTPUT_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    limit()
    # It has much to say of each damaged file.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    extension = sys.argv[1]
    answer = read(sys.stdin.buffer, extension) if extension in EXTENSIONS else {"fault": BROKEN}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
