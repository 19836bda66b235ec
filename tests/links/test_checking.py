"""When links are checked, how often, and what is kept of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.conf import settings as deployed

from cms.links import checking
from cms.links.asking import Answer, Deadline
from cms.links.checking import check_by_settings
from cms.links.faults import Fault, Kind
from cms.links.models import Link, LinkState
from tests.links.fake_web import DAY, START, Time, Web, kept, link, run

pytestmark = pytest.mark.django_db


def test_a_page_that_works_is_left_alone_for_two_weeks(time: Time):
    link()
    web = Web(time.now)
    assert run(web, time) == 1
    assert [(method, address) for method, address, _ in web.asked] == [
        ("GET", "https://a.example/robots.txt"),
        ("HEAD", "https://a.example/page"),
        ("GET", "https://a.example/page"),
    ]
    found = kept()
    assert (found.state, found.status, found.title, found.reason) == (LinkState.RIGHT, 200, "Here", "")
    assert found.checked_at == found.right_at == time.at
    assert found.next_check_at == time.at + 14 * DAY
    assert run(web, time) == 0


class TestBroken:
    def test_only_three_failures_over_two_days_make_it_so(self, time: Time):
        link(right_at=START - DAY)
        web = Web(time.now, {"https://a.example/page": Answer(404)})
        states = []
        for _ in range(4):
            assert run(web, time) == 1
            states.append(kept().state)
            time.at = kept().next_check_at or START
        assert states == ["failing", "failing", "broken", "broken"]
        found = kept()
        assert (found.failures, found.failing_since, found.right_at) == (
            4,
            START + dt.timedelta(seconds=4),
            START - DAY,
        )
        assert found.reason == "The page is not there any more (404)."

    def test_many_failures_in_an_hour_do_not(self, time: Time):
        link()
        web = Web(time.now, {"https://a.example/robots.txt": Fault(Kind.NAME, "No such website.")})
        for _ in range(5):
            run(web, time)
            Link.objects.update(next_check_at=START)
        assert (kept().state, kept().failures, kept().reason) == ("failing", 5, "No such website.")

    def test_two_failures_far_apart_do_not(self, time: Time):
        link(failures=1, failing_since=START - 30 * DAY)
        run(Web(time.now, {"https://a.example/page": Answer(500)}), time)
        assert kept().state == LinkState.FAILING

    def test_one_success_ends_it(self, time: Time):
        link(state=LinkState.BROKEN, failures=9, failing_since=START - 30 * DAY)
        run(Web(time.now), time)
        assert (kept().state, kept().failures, kept().failing_since) == ("right", 0, None)

    def test_an_answer_that_says_nothing_neither_ends_nor_adds(self, time: Time):
        link(failures=2, failing_since=START - DAY)
        run(Web(time.now, {"https://a.example/page": Answer(403)}), time)
        assert (kept().state, kept().failures) == (LinkState.UNCLEAR, 2)


class TestBudget:
    def test_it_is_spread_over_the_hour_and_never_exceeded(self, time: Time):
        for number in range(40):
            link(f"https://host{number}.example/")
        counts = []
        for minute in range(60):
            time.at = START + dt.timedelta(minutes=minute)
            counts.append(run(Web(time.now), time, per_hour=30))
        assert (max(counts), sum(counts)) == (1, 30)
        time.at = START + dt.timedelta(hours=1)
        assert run(Web(time.now), time, per_hour=30) == 1

    def test_the_longest_waiting_come_first(self, time: Time):
        for number in range(3):
            link(f"https://host{number}.example/", next_check_at=START - number * DAY)
        run(Web(time.now), time, per_hour=1)
        assert kept("https://host2.example/").checked_at is not None
        assert Link.objects.filter(checked_at=None).count() == 2

    def test_what_is_ignored_costs_nothing(self, time: Time):
        link(ignored_until=START + DAY)
        assert run(Web(time.now), time) == 0
        time.at += DAY
        assert run(Web(time.now), time) == 1

    def test_a_second_run_at_the_same_time_does_nothing(self, time: Time):
        link("https://a.example/1")
        link("https://a.example/2")
        seconds = []

        class Nested(Web):
            def ask(self, method: str, address: str, deadline: Deadline) -> Answer:
                seconds.append(run(Web(time.now), time))
                return super().ask(method, address, deadline)

        assert run(Nested(time.now), time) == 2
        assert set(seconds) == {0}

    def test_a_run_that_died_holds_up_the_next_ten_minutes_at_most(self, time: Time):
        link()
        with pytest.raises(KeyboardInterrupt), checking._lease(START):
            raise KeyboardInterrupt
        with checking._lease(START) as ours:
            assert ours
            # As of a worker that was killed here.
            time.at = START + dt.timedelta(minutes=9)
            assert run(Web(time.now), time) == 0
            time.at = START + dt.timedelta(minutes=10)
            assert run(Web(time.now), time) == 1

    def test_nought_switches_it_off(self, settings: Any):
        link()
        settings.LINK_CHECKS_PER_HOUR = 0
        assert check_by_settings() == 0
        assert kept().checked_at is None

    def test_it_is_off_while_developing(self):
        assert deployed.LINK_CHECKS_PER_HOUR == 0


def test_a_fault_of_ours_does_not_keep_others_from_being_checked(
    time: Time, caplog: pytest.LogCaptureFixture
):
    link("https://a.example/")
    link("https://b.example/")
    web = Web(time.now)
    genuine = web.ask

    def ask(method: str, address: str, deadline: Deadline) -> Answer:
        if "a.example" in address:
            raise RuntimeError("a fault of ours")
        return genuine(method, address, deadline)

    web.ask = ask  # type: ignore[method-assign]
    assert run(web, time) == 2
    assert kept("https://b.example/").state == LinkState.RIGHT
    assert kept("https://a.example/").next_check_at == START + DAY
    assert "https://a.example/ failed by a fault of the hub's own" in caplog.text


def test_an_address_that_was_removed_meanwhile_stays_removed(time: Time):
    link()

    class Removing(Web):
        def ask(self, method: str, address: str, deadline: Deadline) -> Answer:
            Link.objects.all().delete()
            return super().ask(method, address, deadline)

    run(Removing(time.now), time)
    assert not Link.objects.exists()
