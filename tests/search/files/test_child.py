"""The process that reads files: its limits hold, and nothing of the hub's settings reaches it."""

from __future__ import annotations

import tempfile
from typing import Any

import pytest

from search.files import child
from search.files.child import Reading, read_in_child
from search.files.faults import TOO_LARGE
from tests.search.files import making


def read(content: bytes, extension: str, **options: Any) -> Reading:
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        return read_in_child(file, extension, **options)


def test_a_file_is_read() -> None:
    assert read(making.docx("Hello there."), "docx") == Reading(["Hello there."], False, "")


@pytest.mark.long
def test_a_bomb_ends_in_bounded_memory() -> None:
    assert read(making.bomb(), "docx").fault == TOO_LARGE


def test_a_file_that_takes_too_long_is_given_up() -> None:
    assert read(making.pdf("Hello"), "pdf", seconds=0.01).fault == TOO_LARGE


def test_the_child_has_its_limits_and_no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    (tmp_path / "search" / "files").mkdir(parents=True)
    (tmp_path / "search" / "__init__.py").touch()
    (tmp_path / "search" / "files" / "__init__.py").touch()
    (tmp_path / "search" / "files" / "reading.py").write_text(
        "import json, os\nprint(json.dumps({'paragraphs': sorted(os.environ)}))"
    )
    monkeypatch.setenv("SECRET_KEY", "secret")
    monkeypatch.setattr(child, "ROOT", tmp_path)
    assert set(read(b"", "pdf").paragraphs) <= {"LANG", "LC_CTYPE", "PATH", "PYTHONDONTWRITEBYTECODE"}
