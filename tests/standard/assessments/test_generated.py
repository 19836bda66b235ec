"""Requests that schemathesis makes up for the private operations, with a link that opens something."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from settings.wsgi import application
from standard.assessments import limits
from tests.api.conftest import one_connection
from tests.standard.assessments.test_api import put

__all__ = ["one_connection"]
pytestmark = pytest.mark.long

SNAPSHOT = Path(__file__).parents[2] / "api/__snapshots__/test_description"
DESCRIPTION = json.loads((SNAPSHOT / "test_a_change_of_the_contract_is_seen.json").read_text())
PRIVATE = ("/api/v1/assessments", "/api/v1/parent-views")
OPERATIONS = {
    operation["operationId"]: (path, method.upper())
    for path, methods in DESCRIPTION["paths"].items()
    if path.startswith(PRIVATE)
    for method, operation in methods.items()
}
# Where the link is all that is given, nothing can have the wrong form.
TAKE_MORE = [
    name
    for name, (path, method) in OPERATIONS.items()
    if path.count("{") > 1 or "requestBody" in DESCRIPTION["paths"][path][method.lower()]
]
# What has the right form may still be refused, such as a day in the future.
REFUSED = [403, 404, 405, 406, 409, 410, 412, 413, 415, 422, 429]
CONFIG = {
    "checks": {
        "positive_data_acceptance": {"expected-statuses": [200, 201, 204, *REFUSED]},
        "negative_data_rejection": {"expected-statuses": REFUSED},
    }
}
CHECKED = [HealthCheck.filter_too_much, HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
EXAMPLES = 12


@pytest.fixture
def schema(token: str, one_connection: None, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return the description; what is asked is not counted, as every limit would soon be reached."""
    for name in ["check", "count", "note"]:
        monkeypatch.setattr(limits, name, lambda *_: None)
    config = schemathesis.Config.from_dict(CONFIG)
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application, config=config)


@pytest.fixture
def planted(token: str, ask: Any) -> dict[str, str]:
    """Return what the parts of an address can be, so that it leads to something."""
    put(ask, token, "1.1", level=2, note="Ours")
    base = f"/assessments/{token}"
    file = {"code": "1.1", "day": "2026-06-01", "text": "Minutes"}
    parents = ask("POST", f"{base}/parent-links", {"label": "Hall"}).json()
    view = ask("PUT", f"/parent-views/{parents['token']}", {"ratings": {"1.1": 2}}).json()
    return {
        "token": token,
        "parents_token": parents["token"],
        "code": "1.1",
        "evidence_id": ask("POST", f"{base}/evidence", file).json()["id"],
        "action_id": ask("POST", f"{base}/plan", {"what": "Write it"}).json()["id"],
        "link_id": ask("POST", f"{base}/links", {"kind": "reader"}).json()["id"],
        "view_id": view["id"],
    }


@pytest.mark.parametrize("name", OPERATIONS)
def test_what_the_description_allows(schema: Any, planted: dict[str, str], name: str) -> None:
    make_up(schema, planted, name, GenerationMode.POSITIVE)


@pytest.mark.parametrize("name", TAKE_MORE)
def test_what_the_description_forbids(schema: Any, planted: dict[str, str], name: str) -> None:
    make_up(schema, planted, name, GenerationMode.NEGATIVE)


def make_up(schema: Any, planted: dict[str, str], name: str, mode: GenerationMode) -> None:
    """Ask an operation for what its description allows or forbids, and check every answer."""
    path, method = OPERATIONS[name]
    operation = schema[path][method]
    known = dict(planted)
    if path.startswith("/api/v1/parent-views"):
        known["token"] = known.pop("parents_token")
    if "/parent-links/" in path:
        known.pop("link_id")
    if mode is GenerationMode.NEGATIVE:
        # All else is what has the wrong form.
        known = {"token": known["token"]}

    @settings(max_examples=EXAMPLES, suppress_health_check=CHECKED, database=None)
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        case.path_parameters |= {key: known[key] for key in case.path_parameters if key in known}
        # What one request changes, the next one finds as it was.
        with transaction.atomic():
            case.call_and_validate()
            transaction.set_rollback(True)

    ask()
