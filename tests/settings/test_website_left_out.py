"""WEBSITE=false leaves the hub's own website out, and nothing else."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from settings.env import ROOT
from tests.settings.test_env import PRODUCTION

ASKED = ["/", "/events/", "/search/", "/sitemap.xml", "/components/", "/api/v1/openapi.json", "/healthz"]
SCRIPT = f"""
import json, django
django.setup()
from django.conf import settings
from django.test import Client
client = Client(HTTP_HOST="hub.example.org", HTTP_X_FORWARDED_PROTO="https")
answers = {{path: client.get(path) for path in {ASKED}}}
found = {{path: [one.status_code, one.headers.get("Location", "")] for path, one in answers.items()}}
print(json.dumps(found | {{"preview": settings.PREVIEW_URL}}))
"""


def answers(state: Path, **environment: str) -> dict[str, Any]:
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "settings.base"}
        | PRODUCTION
        | {"STATE_DIR": str(state), "BEHIND_TLS_PROXY": "true"}
        | environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(ran.stdout))


@pytest.mark.long
def test_without_the_website_its_addresses_are_nobodys_and_the_root_leads_to_the_docs(tmp_path: Path):
    found = answers(tmp_path, WEBSITE="false")
    assert found.pop("/") == [302, "/api/v1/docs"]
    assert found.pop("preview") == ""
    assert {path for path, (status, _) in found.items() if status == 200} == {
        "/api/v1/openapi.json",
        "/healthz",
    }
    assert {status for status, _ in found.values()} == {200, 404}
