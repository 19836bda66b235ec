"""The OpenAPI document is whole for the assessment tool, and its addresses are private."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings

from cms.api.private import private_methods, redact
from tests.standard.conftest import Ask

PRIVATE = ("/api/v1/assessments", "/api/v1/parent-views")
PROBLEM = ["application/problem+json"]


@pytest.fixture
def paths(ask: Ask, db: None) -> dict[str, dict[str, Any]]:
    found = ask("GET", "/openapi.json").json()["paths"]
    return {path: methods for path, methods in found.items() if path.startswith(PRIVATE)}


def test_each_operation_explains_itself_and_its_refusals(paths) -> None:
    ids = []
    for path, methods in paths.items():
        for method, operation in methods.items():
            ids.append(operation["operationId"])
            responses = operation["responses"]
            assert operation["summary"], path
            assert operation["description"], path
            assert {"422", "429", "405", "500"} <= set(responses), path
            assert "304" not in responses, path
            refused = [one for code, one in responses.items() if code >= "400" and "$ref" not in one]
            assert all(list(one["content"]) == PROBLEM for one in refused), path
            takes_body = method in {"put", "patch"} or operation["operationId"] in {"start_assessment"}
            assert ("requestBody" in operation) >= takes_body, (path, method)
    assert len(ids) == len(set(ids)) > 20


def test_what_is_described_is_private_with_these_methods(paths) -> None:
    for path, methods in paths.items():
        address = re.sub(r"{\w+}", "x1", path)
        allowed = set((private_methods(address) or "").split(", "))
        assert {method.upper() for method in methods} == allowed - {"HEAD", "OPTIONS"}, path


def test_secrets_of_all_addresses_are_kept_out_of_texts() -> None:
    for prefix in ["/api/v1/assessments/", "/api/v1/parent-views/", "/assess/", "/assess/parents/"]:
        assert "hush" not in redact(f'"GET {prefix}hush/answers/1.1?x=1" {settings.HUB_URL}{prefix}hush')
