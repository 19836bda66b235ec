"""Read from standard input whether a PDF can be read aloud: `python -m cms.media.pdf_reading`.

Runs in a process of its own with little memory and time, as files come from anywhere. Prints JSON with
`tagged` and `language`; ends with an error where the file can not be read.
"""

from __future__ import annotations

import json
import logging
import resource
import sys
from typing import IO, Any

from pypdf import PasswordType, PdfReader

MEMORY_BYTES = 400_000_000
SECONDS = 20


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
