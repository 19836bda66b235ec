import os
import shutil
import subprocess
from pathlib import Path

import pytest

from settings.env import ROOT


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    (tmp_path / "bin").mkdir()
    shutil.copy(ROOT / "bin/setup", tmp_path / "bin/setup")
    (tmp_path / "uv.lock").touch()
    return tmp_path


def setup(clone: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [clone / "bin/setup", *arguments],
        env={"PATH": "/usr/bin:/bin"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def program(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def test_too_old_a_python_is_told(clone: Path):
    old = program(clone / "old/python3", 'echo "Python 3.9.2"; exit 1')
    ran = setup(clone, "everything", PYTHON=str(old), PATH=f"{old.parent}:/usr/bin:/bin")
    assert ran.returncode == 1
    assert "Python 3.11 or newer is needed; Python 3.9.2 is what python3 is here." in ran.stderr


def test_the_lock_is_installed_once(clone: Path):
    program(clone / ".venv/bin/python", "exit 0")
    uv = program(clone / "tools/uv", 'echo "uv $*"')
    path = f"{uv.parent}:{os.environ['PATH']}"
    first, second = (setup(clone, "everything", PATH=path) for _ in range(2))
    assert "uv sync --frozen --compile-bytecode\n" in first.stdout
    assert (second.returncode, second.stdout) == (0, "")
    os.utime(clone / "uv.lock", (2**31, 2**31))
    assert "uv sync --frozen --compile-bytecode\n" in setup(clone, "everything", PATH=path).stdout


def test_production_leaves_out_what_only_developers_need(clone: Path):
    program(clone / ".venv/bin/python", "exit 0")
    uv = program(clone / "tools/uv", 'echo "uv $*"')
    ran = setup(clone, "production", PATH=f"{uv.parent}:{os.environ['PATH']}")
    assert "uv sync --frozen --compile-bytecode --no-default-groups --inexact\n" in ran.stdout


def test_what_to_install_must_be_said(clone: Path):
    ran = setup(clone)
    assert (ran.returncode, ran.stderr) == (2, "usage: bin/setup everything|production\n")
