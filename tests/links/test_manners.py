"""What hosts are owed: one request at a time, pauses, and what they ask of robots."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from cms.links.asking import Answer
from cms.links.faults import Fault
from cms.links.manners import forget_hosts, user_agent
from cms.links.models import Link, LinkHost, LinkState
from tests.links.fake_web import DAY, START, Time, Web, kept, link, run

pytestmark = pytest.mark.django_db


class TestManners:
    def test_one_host_is_asked_one_request_at_a_time_with_a_pause(self, time: Time):
        for number in range(3):
            link(f"https://a.example/{number}")
        link("http://a.example/plain")
        web = Web(time.now)
        assert run(web, time) == 4
        times = [at for _, _, at in web.asked]
        assert len(times) == 10
        assert min(later - earlier for earlier, later in pairwise(times)) >= dt.timedelta(seconds=2)

    def test_the_pause_outlives_the_run(self, time: Time):
        link("https://a.example/1")
        run(Web(time.now), time)
        before = time.at
        link("https://a.example/2", next_check_at=time.at)
        web = Web(time.now)
        run(web, time)
        # Robots were read already.
        assert [(address, at - before) for _, address, at in web.asked] == [
            ("https://a.example/2", dt.timedelta(seconds=2)),
            ("https://a.example/2", dt.timedelta(seconds=4)),
        ]

    @pytest.mark.parametrize(
        ("robots", "state"),
        [
            ("User-agent: *\nDisallow: /", "unclear"),
            ("User-agent: *\nDisallow: /pa*e$", "unclear"),
            ("User-agent: InvolvementHubLinks\nDisallow: /page\n\nUser-agent: *\nAllow: /", "unclear"),
            ("User-agent: *\nDisallow: /\n\nUser-agent: InvolvementHubLinks\nAllow: /", "right"),
            ("User-agent: *\nDisallow: /other", "right"),
            ("\x00\xff nonsense", "right"),
        ],
    )
    def test_robots_are_heeded(self, time: Time, robots: str, state: str):
        link()
        answer = Answer(200, {"Content-Type": "text/plain"}, robots.encode("latin-1"))
        web = Web(time.now, {"https://a.example/robots.txt": answer})
        run(web, time)
        assert kept().state == state
        assert len(web.asked) == (1 if state == "unclear" else 3)

    def test_robots_of_where_a_redirect_leads_are_heeded(self, time: Time):
        link()
        forbidden = Answer(200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /")
        pages: dict[str, Answer | Fault] = {
            "https://a.example/page": Answer(301, {"Location": "https://b.example/there"}),
            "https://b.example/robots.txt": forbidden,
        }
        web = Web(time.now, pages)
        run(web, time)
        assert kept().state == LinkState.UNCLEAR
        assert [address for _, address, _ in web.asked][-1] == "https://b.example/robots.txt"

    def test_a_longer_pause_is_granted_up_to_ten_seconds(self, time: Time):
        link()
        answer = Answer(200, {"Content-Type": "text/plain"}, b"User-agent: *\nCrawl-delay: 900")
        web = Web(time.now, {"https://a.example/robots.txt": answer})
        run(web, time)
        assert [at - START for _, _, at in web.asked] == [dt.timedelta(seconds=of) for of in (0, 10, 20)]

    def test_robots_are_read_again_after_a_day(self, time: Time):
        link()
        web = Web(time.now)
        run(web, time)
        time.at += dt.timedelta(days=1, minutes=1)
        Link.objects.update(next_check_at=time.at)
        run(web, time)
        assert [address for _, address, _ in web.asked].count("https://a.example/robots.txt") == 2

    def test_robots_that_can_not_be_read_count_as_a_failure(self, time: Time):
        link()
        web = Web(time.now, {"https://a.example/robots.txt": Answer(503)})
        run(web, time)
        assert (kept().state, len(web.asked)) == (LinkState.FAILING, 1)
        assert not LinkHost.objects.exclude(robots_read_at=None).exists()

    def test_too_many_requests_are_answered_by_waiting_as_long_as_asked(self, time: Time):
        link()
        run(Web(time.now, {"https://a.example/page": Answer(429, {"Retry-After": str(10 * 86400)})}), time)
        assert kept().next_check_at == time.at + 10 * DAY

    def test_the_checks_name_themselves_and_whom_to_write_to(self):
        assert user_agent("fis@example.org") == "InvolvementHubLinks/1.0 (link checks; +fis@example.org)"


def test_hosts_that_nothing_links_to_any_more_are_forgotten(time: Time):
    link()
    run(Web(time.now), time)
    assert forget_hosts(time.at + 59 * DAY) == 0
    assert forget_hosts(time.at + 61 * DAY) == 1
