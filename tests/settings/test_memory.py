"""What web processes do without, as each of them would take memory for it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from settings.env import ROOT
from tests.settings.test_env import PRODUCTION

# The readers of files, which run in a child of the worker, and the client of a cluster.
ONLY_ELSEWHERE = {"pypdf", "cryptography", "elasticsearch", "elastic_transport"}
# Wagtail's own API, which its apps would make.
NOWHERE = {"wagtail.api.v3.routers", "wagtail.images.api.v3.schemas", "wagtail.snippets.api.v3.schemas"}
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
