"""What a service types is seen by nobody whom it did not choose."""

from __future__ import annotations

import json
import logging
import re
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.api.private import RedactingFilter
from standard.assessments import access, limits
from standard.assessments.models import RateCount
from standard.assessments.tokens import ALPHABET, LENGTH, hash_of, make_token
from standard.parents import links as parents_links
from tests.standard.conftest import Ask

WRONG = ["x", "a" * LENGTH, "ABC-_.~", "%00", "a" * 300, "ünï"]


def test_a_secret_has_more_than_128_bits_and_survives_a_mail_program() -> None:
    assert len(ALPHABET) ** LENGTH > 2**128
    tokens = {make_token() for _ in range(1_000)}
    assert len(tokens) == 1_000
    assert all(token.isalnum() and token.islower() for token in tokens)
    assert len(hash_of("x" * 10_000)) == 64


@pytest.mark.parametrize(
    "address", ["", "/report", "/report.csv", "/report.pdf", "/plan", "/plan.ics", "/links", "/nowhere"]
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "TRACE"])
def test_every_answer_is_for_its_caller_alone(token, ask, address, method) -> None:
    headers = ask(method, f"/assessments/{token}{address}").headers
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["X-Robots-Tag"] == "noindex"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert not {"Access-Control-Allow-Origin", "Surrogate-Key", "Last-Modified"} & set(headers)


def test_no_origin_may_ask_but_those_that_the_settings_name(token, ask, settings) -> None:
    settings.ASSESSMENT_ORIGINS = ["https://www.example.org"]
    address = f"/assessments/{token}"
    for origin, allowed in [
        ("https://www.example.org", True),
        ("https://evil.example", False),
        ("null", False),
    ]:
        for method in ["GET", "OPTIONS"]:
            headers = ask(method, address, Origin=origin).headers
            assert headers.get("Access-Control-Allow-Origin") == (origin if allowed else None)
            assert "Origin" in headers["Vary"]
            assert "Access-Control-Allow-Credentials" not in headers
    preflight = ask("OPTIONS", f"{address}/answers/1.1", Origin="https://www.example.org").headers
    assert preflight["Access-Control-Allow-Methods"] == "PUT, OPTIONS"
    assert "If-Match" in preflight["Access-Control-Allow-Headers"]
    assert (
        "Access-Control-Allow-Methods" not in ask("OPTIONS", address, Origin="https://evil.example").headers
    )


def test_a_wrong_method_is_told_the_right_ones(token, ask) -> None:
    refused = ask("POST", f"/assessments/{token}/answers/1.1", {"level": 1})
    assert (refused.status_code, refused.headers["Allow"]) == (405, "PUT, OPTIONS")


def answer_to(ask: Ask, token: str, **headers: str) -> tuple[int, dict[str, Any], int]:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = ask("GET", f"/assessments/{token}", **headers)
    values = json.loads(response.content)
    values.pop("request_id")
    return response.status_code, values, len(queries)


def test_wrong_tokens_are_answered_alike_with_as_much_work(start, ask) -> None:
    started = start()
    replaced = started["token"]
    ask("POST", f"/assessments/{replaced}/replacement")
    wrong = [*WRONG, replaced, started["read_url"].split("/")[-3][:-1]]
    seen = {json.dumps(answer_to(ask, one)) for one in wrong}
    assert len(seen) == 1
    status, problem, queries = json.loads(seen.pop())
    assert (status, queries) == (404, 3)
    assert "copied" in problem["detail"]


@pytest.mark.parametrize(
    "address",
    ["/api/v1/assessments/{}/report", "/api/v1/parent-views/{}", "/assess/{}/", "/assess/parents/{}/"],
)
def test_no_wrong_token_costs_more_than_another(
    start, ask, client: Client, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """Count what is done, as a clock would be read amid the noise of the machine."""
    token = start()["token"]
    parents = ask("POST", f"/assessments/{token}/parent-links", {}).json()
    ask("DELETE", f"/assessments/{token}/parent-links/{parents['id']}")
    ask("POST", f"/assessments/{token}/replacement")
    hashed: list[int] = []

    def counted(token: str) -> str:
        hashed.append(len(token))
        return hash_of(token)

    for module in [access, parents_links]:
        monkeypatch.setattr(module, "hash_of", counted)

    def work(one: str) -> tuple[int, int, list[str]]:
        hashed.clear()
        with CaptureQueriesContext(connection) as queries:
            status = client.get(address.format(one.replace("%", "%25"))).status_code
        # All but the values, which differ.
        return status, len(hashed), [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in queries]

    # What a process reads once is read.
    work("x")
    first, *others = [work(one) for one in [*WRONG, token, parents["token"], token[:-1], f"{token}a"]]
    assert (first[0], first[1]) == (404, 1)
    assert [one for one in others if one != first] == []


def test_the_log_has_no_secret(token, ask, caplog: pytest.LogCaptureFixture) -> None:
    caplog.handler.addFilter(RedactingFilter())
    ask("PUT", f"/assessments/{token}/answers/1.1", {"level": 9})
    ask("GET", f"/assessments/{token}/nowhere")
    ask("PATCH", f"/assessments/{token}x", {})
    records = [record for record in caplog.records if record.name == "django.request"]
    assert len(records) == 3
    for record in records:
        assert token not in str(vars(record)), vars(record)
        assert "/api/v1/assessments/..." in record.getMessage()


def test_a_traceback_has_no_secret(token, caplog: pytest.LogCaptureFixture) -> None:
    caplog.handler.addFilter(RedactingFilter())
    try:
        raise ValueError(f"of {{'token': '{token}'}}")
    except ValueError:
        logging.getLogger("hub").exception("It broke")
    assert "It broke" in caplog.text
    assert "of {'token': '...'}" in caplog.text
    assert token not in caplog.text


def test_every_handler_of_the_log_takes_secrets_out(settings) -> None:
    for handler in settings.LOGGING["handlers"].values():
        assert "no_secrets" in handler["filters"]
    assert logging.getLogger("django.request").handlers == []


def test_ten_starts_an_hour_from_one_address(start, ask) -> None:
    service = {"service_name": "Sunny", "service_kind": "childcare", "areas": []}
    with time_machine.travel("2026-11-28T10:55:00Z", tick=False) as clock:
        for _ in range(10):
            start()
        refused = ask("POST", "/assessments", service)
        assert refused.status_code == 429
        other = ask("POST", "/assessments", service, X_Forwarded_For="203.0.113.9")
        assert other.status_code == 201
        wait = int(refused.headers["Retry-After"])
        assert 300 < wait <= 3600
        clock.shift(wait - 30)
        assert ask("POST", "/assessments", service).status_code == 429
        clock.shift(31)
        assert ask("POST", "/assessments", service).status_code == 201


def test_twenty_wrong_tokens_a_minute_from_one_address(token, ask) -> None:
    with time_machine.travel("2026-11-28T10:55:00Z", tick=False) as clock:
        for number in range(20):
            assert ask("GET", f"/assessments/wrong{number}").status_code == 404
        # A right one too, or guessing would go on.
        for one in ["wrong", token]:
            assert ask("GET", f"/assessments/{one}").status_code == 429
        assert ask("GET", f"/assessments/{token}", X_Forwarded_For="203.0.113.9").status_code == 200
        clock.shift(121)
        assert ask("GET", f"/assessments/{token}").status_code == 200


def test_an_address_that_a_caller_makes_up_does_not_count(token, ask, settings) -> None:
    settings.TRUSTED_PROXIES = []
    for number in range(21):
        last = ask("GET", "/assessments/wrong", X_Forwarded_For=f"203.0.113.{number}")
    assert last.status_code == 429


def test_120_writes_a_minute_by_token(token, ask) -> None:
    with time_machine.travel("2026-11-28T10:55:00Z", tick=False):
        assert ask("PUT", f"/assessments/{token}/answers/1.1", {"level": 0}).status_code == 200
        assert RateCount.objects.filter(key=limits._key(limits.WRITES, hash_of(token))).update(count=119) == 1
        assert ask("PUT", f"/assessments/{token}/answers/1.1", {"level": 1}).status_code == 200
        refused = ask("PUT", f"/assessments/{token}/answers/1.1", {"level": 0})
        assert refused.status_code == 429
        assert "Nothing that was saved is lost" in refused.json()["detail"]
        assert ask("GET", f"/assessments/{token}").status_code == 200
