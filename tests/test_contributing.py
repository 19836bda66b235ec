"""CONTRIBUTING.md's steps are done here as they stand, in a copy of the project."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STEP = re.compile(r"^```(?:python|sh) (.+?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv", "var", "__pycache__", ".*_cache", ".hypothesis", "node_modules"
)


def do_step(project: Path, instruction: str, content: str) -> None:
    """Write a file, insert lines after a line, or run commands."""
    name, _, value = instruction.partition("=")
    if name == "file":
        path = project / value
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    elif name == "insert":
        [(target, line)] = re.findall(r'^(\S+) after="(.*)"$', value)
        text = (project / target).read_text()
        assert text.count(f"{line}\n") == 1, f"{target} has no such line any more: {line}"
        (project / target).write_text(text.replace(f"{line}\n", f"{line}\n{content}"))
    else:
        run(project, content)


def run(project: Path, commands: str) -> None:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "settings.test", "STATE_DIR": str(project / "var")}
    environment.pop("DATABASE_URL", None)
    done = subprocess.run(
        ["sh", "-ec", commands], cwd=project, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.long
def test_the_steps_to_add_a_page_type_work(tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(ROOT, project, ignore=NOT_COPIED)
    (project / ".venv").symlink_to(ROOT / ".venv")
    steps = STEP.findall((ROOT / "CONTRIBUTING.md").read_text())
    assert [instruction.partition("=")[0] for instruction, _ in steps] == [
        "file",
        "insert",
        "insert",
        "run",
        "file",
        "run",
    ]
    for instruction, content in steps:
        do_step(project, instruction, content)
    run(project, ".venv/bin/python manage.py makemigrations --check --dry-run")
