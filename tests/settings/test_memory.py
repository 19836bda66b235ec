"""What web processes do without, as each of them would take memory for it."""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from settings.env import ROOT, Environment
from settings.memory import NEVER_USED, leave_out
from tests.settings.test_env import PRODUCTION

# The readers of files and the printer, which run in a child, and the client of a cluster.
ONLY_ELSEWHERE = {"pypdf", "cryptography", "typst", "elasticsearch", "elastic_transport"}
# Wagtail's own API, which its apps would make.
NOWHERE = {"wagtail.api.v3.routers", "wagtail.images.api.v3.schemas", "wagtail.snippets.api.v3.schemas"}
LETS_GO = """
import re, ssl, sys
from decimal import Decimal
from pathlib import Path
from PIL import Image
from pydantic import TypeAdapter
from settings.memory import let_go_of_libraries

def of_files():
    return int(re.search(r"RssFile:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])

before = of_files()
let_go_of_libraries()
after = of_files()
Image.new("RGB", (9, 9)).resize((3, 3))
ssl.create_default_context()
print(before, after, TypeAdapter(Decimal).validate_python("1.5"))
"""
SCRIPT = "import sys; from settings.wsgi import application; print(*sys.modules)"


def loaded(state: Path, **environment: str) -> set[str]:
    """Return the modules that the application has loaded when it stands ready."""
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "settings.base"}
        | PRODUCTION
        | {"STATE_DIR": str(state)}
        | environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(ran.stdout.split())


@pytest.mark.long
def test_web_processes_load_only_what_they_need(tmp_path: Path):
    assert not (ONLY_ELSEWHERE | NOWHERE) & loaded(tmp_path)


@pytest.mark.long
def test_on_a_cluster_its_client_is_loaded_before_the_processes_split(tmp_path: Path):
    found = loaded(tmp_path, SEARCH_URL="http://localhost:9200/hub")
    assert ONLY_ELSEWHERE & found == {"elasticsearch", "elastic_transport"}


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux says what a process has mapped.")
def test_pages_of_libraries_are_let_go_of_and_come_back_when_they_are_used() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", LETS_GO], cwd=ROOT, capture_output=True, text=True, check=True
    )
    before, after, number = ran.stdout.split()
    assert int(after) < int(before) / 2
    assert number == "1.5"


def environment(**values: str) -> Environment:
    return Environment(PRODUCTION | values)


def test_on_sqlite_the_server_does_without_the_driver_of_postgresql(monkeypatch: pytest.MonkeyPatch):
    for name in [*NEVER_USED, "psycopg"]:
        monkeypatch.setitem(sys.modules, name, sys)
    leave_out(environment())
    with pytest.raises(ModuleNotFoundError):
        import_module("psycopg")


def test_the_server_does_without_what_is_only_loaded_because_it_is_there(monkeypatch: pytest.MonkeyPatch):
    for name in [*NEVER_USED, "psycopg"]:
        monkeypatch.setitem(sys.modules, name, sys)
    leave_out(environment(DATABASE_URL="postgres://hub:secret@localhost/hub"))
    for name in NEVER_USED:
        with pytest.raises(ModuleNotFoundError):
            import_module(name)


def test_on_postgresql_the_driver_stays(monkeypatch: pytest.MonkeyPatch):
    for name in [*NEVER_USED, "psycopg"]:
        monkeypatch.setitem(sys.modules, name, sys)
    leave_out(environment(DATABASE_URL="postgres://hub:secret@localhost/hub"))
    assert import_module("psycopg") is sys
