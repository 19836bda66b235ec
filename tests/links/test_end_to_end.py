"""From a published page to the verdict on its links, with a real server and its robots.txt."""

from __future__ import annotations

import datetime as dt
import ssl
from typing import Any

import pytest

from cms.links.asking import Asker
from cms.links.checking import check_due
from cms.links.following import follow
from cms.links.guard import Guard
from cms.links.manners import HostManners, user_agent
from cms.links.models import Link
from tests.factories import InformationFactory
from tests.links.wild_servers import WildServer, serving

NOW = dt.datetime(2030, 6, 3, 12, tzinfo=dt.UTC)
ROBOTS = b"User-agent: *\nDisallow: /private/\n"


@pytest.mark.django_db
def test_a_page_s_links_are_visited_and_judged(site: Any):
    server = WildServer(
        {
            "/robots.txt": lambda conversation: conversation.answer(200, ROBOTS, Content_Type="text/plain"),
            "/guide": lambda conversation: conversation.page("A guide"),
            "/old": lambda conversation: conversation.answer(301, Location="/guide"),
            "/private/list": lambda conversation: conversation.page("Never seen"),
        }
    )
    with serving(server) as wild:
        origin = f"http://council.example:{wild.port}"
        paths = ["/guide", "/old", "/private/list", "/missing"]
        html = "".join(f'<p><a href="{origin}{path}">x</a></p>' for path in paths)
        InformationFactory(body=[("rich_text", f'{html}<p><a href="http://inside.example/">x</a></p>')])
        names = {"council.example": ["127.0.0.1"], "inside.example": ["169.254.169.254"]}
        guard = Guard(lambda host, port: names[host], frozenset({("127.0.0.1", wild.port)}))
        trust = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        asker = Asker(user_agent("fis@example.org"), guard, trust=trust)
        follow(NOW)
        assert check_due(asker, HostManners(asker, lambda: NOW, lambda _: None), lambda: NOW, 600) == 5
    states = {link.address.removeprefix(origin): link.state for link in Link.objects.all()}
    assert states == {
        "/guide": "right",
        "/old": "moved",
        "/private/list": "unclear",
        "/missing": "failing",
        "http://inside.example/": "inside",
    }
    assert Link.objects.get(state="moved").new_address == f"{origin}/guide"
    assert ("HEAD", "/private/list") not in server.asked
    assert [path for _, path in server.asked].count("/robots.txt") == 1
    assert server.agents == {"InvolvementHubLinks/1.0 (link checks; +fis@example.org)"}
