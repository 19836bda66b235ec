"""Whether the worker and beat are alive, as the database knows it."""

from datetime import UTC, datetime, timedelta

import pytest

from cms.background.heartbeats import beat, heartbeat_ages
from cms.background.models import Heartbeat

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_ages_are_none_for_what_never_beat():
    assert heartbeat_ages(NOW) == {"worker": None, "beat": None}


@pytest.mark.django_db
def test_an_age_is_counted_from_the_last_beat():
    beat("worker", NOW - timedelta(seconds=90))
    beat("worker", NOW - timedelta(seconds=4))
    assert heartbeat_ages(NOW) == {"worker": 4.0, "beat": None}
    assert Heartbeat.objects.count() == 1


@pytest.mark.django_db
def test_both_ages_cost_one_query(django_assert_num_queries):
    beat("worker", NOW)
    beat("beat", NOW)
    with django_assert_num_queries(1):
        assert heartbeat_ages(NOW) == {"worker": 0.0, "beat": 0.0}
