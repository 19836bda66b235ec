"""The fast lane gives the very answers that Django gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from cms.api import kept
from cms.api.fast_lane import FastLane
from cms.content import log
from cms.content.models import ContentItem
from tests.api.callers import Answer, Watched, asked, environ
from tests.api.conftest import Clock
from tests.api.world import NOW, uuid

Ask = Callable[..., Answer]
ITEM = "/api/v1/content/{}".format
BY_PATH = "/api/v1/content/by-path?path={}".format


@pytest.fixture
def django(world: Any, one_connection: None) -> Watched:
    """Return Django behind the fast lane."""
    return Watched()


@pytest.fixture
def lane(django: Watched) -> FastLane:
    """Return a fast lane that has seen Django answer."""
    lane = FastLane(django)
    asked(lane, ITEM(uuid(7)))
    django.calls = 0
    return lane


@pytest.fixture
def both(django: Watched, lane: FastLane) -> Callable[..., tuple[Answer, bool]]:
    """Return a function that asks both, checks that they say the same, and says if the lane did it alone."""

    def both(address: str, **headers: str) -> tuple[Answer, bool]:
        expected = asked(django, address, **headers)
        django.calls = 0
        answer = asked(lane, address, **headers)
        assert answer == expected
        return answer, django.calls == 0

    return both


Both = Callable[..., tuple[Answer, bool]]


@pytest.mark.parametrize(
    "address",
    [
        ITEM(uuid(7)),
        ITEM(uuid(8)),
        BY_PATH("/events/a-drop-in/"),
        BY_PATH("%2Fevents%2Fa-drop-in%2F"),
        BY_PATH("/"),
        "/api/v1/content",
        "/api/v1/content?type=event&limit=1",
    ],
)
def test_plain_reads_need_no_django(both: Both, address: str):
    (status, headers, body), alone = both(address)
    assert (status, alone) == ("200 OK", True)
    assert headers["Content-Length"] == str(len(body))
    for given in [headers["ETag"], f'W/{headers["ETag"]}, "x"', "*"]:
        (status, _, body), alone = both(address, if_none_match=given)
        assert (status, body, alone) == ("304 Not Modified", b"", True)
    (status, _, _), alone = both(address, if_none_match='"x"', if_modified_since="x", accept="*/*")
    assert (status, alone) == ("200 OK", True)
    changed = headers.get("Last-Modified", "Mon, 03 Jun 2030 09:00:00 GMT")
    expected = "304 Not Modified" if "Last-Modified" in headers else "200 OK"
    assert both(address, if_modified_since=changed, accept="application/json")[0][0] == expected


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (ITEM(UUID(int=999)), 404),
        (ITEM(str(UUID(int=0xABCDEF)).upper()), 404),
        (f"{ITEM(uuid(7))}/", 404),
        (f"{ITEM(uuid(7))}?x=1", 422),
        (f"{ITEM(uuid(7))}%0a", 404),
        ("/api/v1/contents", 404),
        (BY_PATH("/nothing/"), 404),
        (BY_PATH("/privacy"), 200),
        (BY_PATH("privacy/"), 200),
        (BY_PATH("//privacy//"), 200),
        (BY_PATH("%2fprivacy%2f"), 200),
        (BY_PATH("/pr%69vacy/"), 200),
        (BY_PATH("/privacy/%00"), 422),
        (BY_PATH("/privacy/&path=/privacy/"), 422),
        (BY_PATH("/privacy/&x=1"), 422),
        (BY_PATH("/privacy/#x"), 404),
        (BY_PATH(""), 422),
        ("/api/v1/content/by-path", 422),
        ("/api/v1/content/by-path?Path=/privacy/", 422),
        (BY_PATH("/old/"), 200),
        (BY_PATH("/gone/"), 410),
        ("/api/v1/content?type=x", 422),
        ("/api/v1/content?cursor=x", 422),
        (f"/api/v1/content?x={'y' * 9000}", 414),
        (BY_PATH("/" + "y" * 9000 + "/"), 414),
        (ITEM("\x00"), 404),
    ],
)
def test_all_else_is_djangos(both: Both, address: str, status: int):
    for _ in range(2):
        answer, alone = both(address)
        assert int(answer[0].partition(" ")[0]) == status
        assert not alone


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "POST", "DELETE"])
def test_other_methods_are_djangos(both: Both, method: str):
    assert not both(ITEM(uuid(7)), method=method)[1]


@pytest.mark.parametrize("accept", ["text/html", "application/json;q=0", "text/html, */*", ""])
def test_an_accept_that_is_not_plain_is_djangos(both: Both, accept: str):
    assert not both(ITEM(uuid(7)), accept=accept)[1]


@pytest.mark.parametrize("given", ["", "short", "with space", "é" * 9, "x" * 65])
def test_an_id_that_is_not_well_formed_is_replaced(lane: FastLane, django: Watched, given: str):
    started: list[Any] = []
    lane(environ(ITEM(uuid(7)), x_request_id=given), lambda status, pairs: started.extend(pairs))
    assert django.calls == 0
    assert len(dict(started)["X-Request-Id"]) == 32


def test_one_query_and_no_more(lane: FastLane):
    asked(lane, "/api/v1/content")
    for address in [ITEM(uuid(7)), BY_PATH("/privacy/"), "/api/v1/content"]:
        with CaptureQueriesContext(connection) as queries:
            asked(lane, address)
        assert len(queries) == 1


def test_what_time_has_changed_is_djangos(both: Both, clock: Clock):
    address = ITEM(uuid(8))
    clock.move_to(NOW.replace(day=30, hour=22, minute=59, second=59))
    (_, headers, _), alone = both(address)
    assert (headers["Cache-Control"], alone) == ("public, max-age=1", True)
    clock.shift(1)
    (_, _, body), alone = both(address)
    assert not alone
    assert b'"state":"closed"' in body


def test_a_list_is_kept_until_the_clock_passes_an_edge(both: Both, clock: Clock):
    clock.move_to(NOW.replace(day=30, hour=22, minute=59, second=30))
    assert both("/api/v1/content?state=open")[1]
    clock.shift(29)
    assert both("/api/v1/content?state=open")[1]
    clock.shift(1)
    (_, _, body), _ = both("/api/v1/content?state=open")
    assert b'"total":0' in body


def test_a_list_is_kept_for_a_minute_at_most(lane: FastLane, django: Watched, clock: Clock):
    for shift, calls in [(0, 1), (59, 1), (1, 2)]:
        clock.shift(shift)
        asked(lane, "/api/v1/content")
        assert django.calls == calls


def test_a_list_that_another_process_has_changed_is_read_again(lane: FastLane, django: Watched):
    asked(lane, "/api/v1/content")
    # Another process only leaves rows: nothing of this process is told.
    ContentItem.objects.filter(id=uuid(4)).delete()
    log.next_sequence()
    _, _, body = asked(lane, "/api/v1/content")
    assert str(uuid(4)) not in body.decode()
    assert django.calls == 2


def test_a_list_of_another_host_or_scheme_is_not_taken(both: Both, settings: Any):
    settings.ALLOWED_HOSTS = ["*"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    address = "/api/v1/content?limit=1"
    starts = set()
    for host in ["localhost", "a.example.org", "a.example.org:8000"]:
        for proto in ["http", "https"]:
            for _ in range(2):
                (_, _, body), _ = both(address, host=host, x_forwarded_proto=proto)
                assert f'"next":"{proto}://{host}/'.encode() in body
            starts.add(body)
    assert len(starts) == 6


def test_a_host_that_is_not_ours_is_refused(both: Both, settings: Any):
    settings.ALLOWED_HOSTS = ["localhost"]
    for address in [ITEM(uuid(7)), BY_PATH("/"), "/api/v1/content"]:
        for host in ["evil.example.org", "localhost evil", ""]:
            (status, _, _), alone = both(address, host=host)
            assert (status.partition(" ")[0], alone) == ("400", False)


def test_plain_http_is_sent_to_https_where_that_is_demanded(django: Watched, settings: Any):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 3600
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    application = Watched()
    lane = FastLane(application)
    for proto, status in [("https", "200"), ("http", "301")] * 2:
        answer = asked(lane, ITEM(uuid(7)), x_forwarded_proto=proto)
        assert answer == asked(application, ITEM(uuid(7)), x_forwarded_proto=proto)
        assert answer[0].startswith(status)
        assert ("Strict-Transport-Security" in answer[1]) == (proto == "https")


def test_a_server_may_leave_out_what_is_empty(lane: FastLane, django: Watched):
    values = environ(ITEM(uuid(7)))
    del values["QUERY_STRING"]
    started: list[Any] = []
    lane(values, lambda status, pairs: started.append(status))
    assert (started, django.calls) == (["200 OK"], 0)


def test_a_database_that_fails_is_djangos_to_explain(
    lane: FastLane, django: Watched, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def broken(*args: Any, **kwargs: Any) -> Any:
        raise OperationalError("no route to the database of the council")

    with monkeypatch.context() as patches:
        patches.setattr(connection, "close", lambda: None)
        patches.setattr(connection, "cursor", broken)
        status, headers, body = asked(lane, ITEM(uuid(7)))
    assert status.startswith("503")
    assert headers["Retry-After"] == "5"
    assert headers["Content-Type"] == "application/problem+json"
    assert b"council" not in body
    assert "no route to the database" in caplog.text
    assert django.calls == 1


def test_what_is_kept_is_kept_apart_by_more_than_words():
    one = kept.address(environ("/api/v1/content?a", host="x y"))
    other = kept.address(environ("/api/v1/content?a", host="x", x_forwarded_proto="y"))
    assert one != other
