"""Production's start, each step as its own process with nothing but the environment given."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from settings.env import ROOT
from tests.settings.test_env import PRODUCTION

STEPS = [
    ["-m", "settings.web", "--check"],
    ["-m", "settings.prepare"],
    ["-m", "settings.processes"],
    ["manage.py", "migrate"],
]


def start(arguments: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "settings.base"} | environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("step", STEPS, ids=" ".join)
def test_each_step_names_what_is_missing_and_does_nothing(step: list[str], tmp_path: Path):
    state = tmp_path / "state"
    ran = start(step, **PRODUCTION | {"SECRET_KEY": "", "STATE_DIR": str(state), "PORT": "no"})
    assert ran.returncode == 1
    assert ran.stderr == (
        "Settings: SECRET_KEY must have at least 50 characters; make one with `openssl rand -base64 48`.\n"
        "PORT must be a whole number from 1 to 65535.\n"
    )
    assert not state.exists()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path):
    (tmp_path / "file").touch()
    ran = start(["manage.py", "migrate"], **PRODUCTION | {"STATE_DIR": str(tmp_path / "file/state")})
    assert ran.returncode == 1
    assert ran.stderr.startswith("Settings: STATE_DIR: the folder")


def test_the_settings_may_stand_in_a_file(tmp_path: Path):
    file = tmp_path / "hub.env"
    file.write_text("".join(f"{name}={value}\n" for name, value in PRODUCTION.items()))
    assert start(["-m", "settings.web", "--check"], HUB_ENV=str(file)).returncode == 0
    file.write_text(file.read_text() + "PORT=0\n")
    assert "PORT must be" in start(["-m", "settings.web", "--check"], HUB_ENV=str(file)).stderr


def test_the_deployment_check_finds_nothing(tmp_path: Path):
    ran = start(
        ["manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        **PRODUCTION | {"STATE_DIR": str(tmp_path)},
    )
    assert ran.returncode == 0, ran.stderr
    assert "no issues" in ran.stdout
