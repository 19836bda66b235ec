"""Elasticsearch is away or not as it should be: search says so at once, and nothing else notices."""

from __future__ import annotations

import json
import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from search import health
from search.engines import IndexMissing, SearchUnavailable
from search.engines.chosen import engine
from search.engines.elasticsearch import bulk
from search.engines.elasticsearch.connection import Connection, read_address
from search.follower import follow
from search.tasks import follow_changes
from tests.factories import ToolkitFactory
from tests.servers.throwaway import free_port

PASSWORD = "secret-word"
BLOCKED = {"type": "cluster_block_exception", "reason": "disk usage exceeded flood-stage watermark"}
BUSY = {"type": "es_rejected_execution_exception", "reason": "the queue is full"}
WRONG = {"type": "document_parsing_exception", "reason": "no such number"}
Answers = Callable[..., str]


@pytest.fixture
def answers() -> Iterator[Answers]:
    """Return a function that starts a server with answers to give in turn, the last one for ever."""
    servers: list[HTTPServer] = []

    def start(*given: tuple[int, Any], product: str = "Elasticsearch") -> str:
        left = list(given)

        class Handler(BaseHTTPRequestHandler):
            def handle_any(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                status, body = left.pop(0) if len(left) > 1 else left[0]
                self.send_response(status)
                content = json.dumps(body).encode()
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                if product:
                    self.send_header("X-Elastic-Product", product)
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *arguments: Any) -> None:
                """Say nothing."""

        for method in ["GET", "POST", "PUT", "DELETE", "HEAD"]:
            setattr(Handler, f"do_{method}", Handler.handle_any)
        server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        servers.append(server)
        return f"http://hub:{PASSWORD}@127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def hanging() -> Iterator[str]:
    """Return the address of a server that takes requests and never answers."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield f"http://hub:{PASSWORD}@127.0.0.1:{listener.getsockname()[1]}"


def bulk_answer(*errors: dict[str, str] | None, status: int = 429) -> tuple[int, Any]:
    items = [
        {"index": {"_id": "1", "status": status, "error": error} if error else {"_id": "1", "status": 201}}
        for error in errors
    ]
    return 200, {"errors": any(errors), "took": 1, "items": items}


def actions(count: int) -> list[bulk.Action]:
    return [{"_op_type": "index", "_index": "x", "_id": str(n), "_source": {}} for n in range(count)]


def send(url: str, count: int = 1) -> list[tuple[str, str]]:
    return bulk.send(Connection(read_address(url)), actions(count))


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the pauses, which are not waited for."""
    pauses: list[float] = []
    monkeypatch.setattr("search.engines.elasticsearch.bulk.time.sleep", pauses.append)
    return pauses


def assert_only_search_is_away(client: Client) -> None:
    began = time.monotonic()
    answer = client.get("/api/v1/search?q=checklist")
    assert time.monotonic() - began < 2
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert int(answer["Retry-After"]) > 0
    assert client.get("/api/v1/content").json()["total"] == 3
    assert client.get("/api/v1/content?type=toolkit").json()["items"]


@pytest.mark.parametrize("kind", ["refusing", "hanging"])
def test_search_says_so_in_time_and_all_else_goes_on(
    site: Any, settings: Any, client: Client, caplog: pytest.LogCaptureFixture, hanging: str, kind: str
):
    settings.SEARCH_URL = hanging if kind == "hanging" else f"http://hub:{PASSWORD}@127.0.0.1:{free_port()}"
    ToolkitFactory()
    assert_only_search_is_away(client)
    with caplog.at_level(logging.INFO):
        assert follow_changes() == 0
    assert "does not answer" in caplog.text or "has just not answered" in caplog.text
    check = health.search_check(timezone.now())
    assert not check["ok"]
    assert PASSWORD not in caplog.text + str(check)


def test_nobody_waits_again_for_what_has_just_not_answered(hanging: str):
    connection = Connection(read_address(hanging))
    for longest in [2.0, 0.1]:
        began = time.monotonic()
        with pytest.raises(SearchUnavailable), connection.reading() as client:
            client.get(index="x", id="x")
        assert time.monotonic() - began < longest


@pytest.mark.parametrize(
    ("status", "error", "said"),
    [
        (401, {"type": "security_exception", "reason": "unable to authenticate"}, "refuses the user's name"),
        (403, {"type": "security_exception", "reason": "action is unauthorized"}, "needs all rights on"),
        (500, {"type": "boom", "reason": "no idea"}, "answers 500: boom: no idea"),
        (404, {"type": "index_not_found_exception", "reason": "no such index"}, "no search index yet"),
    ],
)
def test_what_the_cluster_refuses_is_said(
    settings: Any, answers: Answers, status: int, error: dict[str, str], said: str
):
    settings.SEARCH_URL = answers((status, {"error": error, "status": status}))
    with pytest.raises(SearchUnavailable, match=said) as caught:
        engine().edition()
    assert PASSWORD not in str(caught.value)


def test_another_server_is_not_taken_for_elasticsearch(settings: Any, answers: Answers):
    settings.SEARCH_URL = answers((200, {}), product="")
    with pytest.raises(CommandError, match=r"is not Elasticsearch\. Check SEARCH_URL"):
        call_command("rebuild_search", verbosity=0)


def test_what_may_pass_is_tried_again_after_growing_pauses(answers: Answers, hasty: list[float]):
    url = answers(bulk_answer(BUSY, None), bulk_answer(BUSY), bulk_answer(BUSY), bulk_answer(None))
    assert send(url, 2) == []
    assert 0.25 <= hasty[0] <= 0.5 <= hasty[1] <= 1.0 <= hasty[2] <= 2.0


def test_pauses_differ_so_that_not_all_come_at_once():
    assert len({bulk.pause(1) for _ in range(10)}) > 5


def test_a_cluster_that_stays_busy_ends_the_tries(answers: Answers, hasty: list[float]):
    with pytest.raises(SearchUnavailable, match="the queue is full"):
        send(answers(bulk_answer(BUSY)))
    assert len(hasty) == bulk.TRIES - 1


def test_a_cluster_that_goes_away_ends_the_tries(hasty: list[float]):
    with pytest.raises(SearchUnavailable, match="Is it running"):
        send(f"http://127.0.0.1:{free_port()}")
    assert len(hasty) == bulk.TRIES - 1


def test_a_full_disk_is_said_at_once(answers: Answers, hasty: list[float]):
    with pytest.raises(SearchUnavailable, match=r"flood-stage watermark.*free some space"):
        send(answers(bulk_answer(BLOCKED)))
    assert hasty == []


def test_a_poison_document_is_told_and_the_others_are_written(answers: Answers, hasty: list[float]):
    url = answers(bulk_answer(None, WRONG, None, status=400))
    assert send(url, 3) == [("1", "document_parsing_exception: no such number")]
    assert hasty == []


def test_what_is_too_large_at_once_is_sent_one_by_one(answers: Answers, hasty: list[float]):
    too_large = (413, {"error": {"type": "x", "reason": "too large"}})
    url = answers(too_large, bulk_answer(None), too_large)
    assert send(url, 2) == [("1", "x: too large")]


def test_a_version_that_was_removed_is_not_made_by_writing_to_it(answers: Answers):
    gone = {"type": "index_not_found_exception", "reason": "require_alias is set"}
    with pytest.raises(IndexMissing):
        send(answers(bulk_answer(gone, status=404)))


def test_following_a_cluster_without_an_index_says_so(site: Any, settings: Any, answers: Answers):
    settings.SEARCH_URL = answers((404, {"error": {"type": "index_not_found_exception"}, "status": 404}))
    with pytest.raises(IndexMissing):
        follow(engine(), timezone.now)


def test_parts_of_the_address():
    address = read_address("https://a%40b:p%2Fw@search.example.org:9243/council-hub/")
    assert (address.server, address.user) == ("https://search.example.org:9243", ("a@b", "p/w"))
    assert address.name == "council-hub"
    assert read_address("http://[::1]").server == "http://[::1]:80"
    assert read_address("http://search").name == "hub"
