"""Whatever is done to a consultation, and in whatever order, what has happened stays as it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import pairwise

from django.core.exceptions import ValidationError
from hypothesis import event, given, settings
from hypothesis import strategies as st

from events import consultation_changes as changes
from events.consultation_course import Course, CourseWindow, check_windows
from events.windows import to_minute

START = dt.datetime(2030, 6, 1, 9, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)

Step = tuple[str, int, int | None, int | None]


def at(minute: int) -> dt.datetime:
    return START + minute * MINUTE


def do(course: Course, step: Step, now: dt.datetime) -> Course:
    """Take a step, if it can be taken."""
    name, later, first, second = step

    def after(minutes: int) -> dt.datetime:
        return to_minute(now) + minutes * MINUTE

    def maybe(minutes: int | None) -> dt.datetime | None:
        return None if minutes is None else after(minutes)

    attempts: dict[str, Callable[[], Course]] = {
        "extend": lambda: changes.extended(course, after(later), "Why.", now),
        "pause": lambda: changes.paused(course, "Why.", now, maybe(first), maybe(second)),
        "reopen": lambda: changes.reopened(course, after(later), "Why.", now, maybe(first)),
        "withdraw": lambda: changes.withdrawn(course, now),
    }
    try:
        changed = attempts[name]()
    except ValidationError:
        return course
    event(name)
    return changed


steps = st.tuples(
    st.sampled_from(["extend", "pause", "reopen", "extend", "pause", "reopen", "withdraw"]),
    st.integers(-2, 40),
    st.none() | st.integers(-2, 20),
    st.none() | st.integers(-2, 30),
)


@settings(max_examples=300)
@given(st.lists(st.tuples(st.integers(0, 300), steps), min_size=1, max_size=6))
def test_no_action_changes_what_was_so(planned: list[tuple[int, Step]]) -> None:
    course = Course((CourseWindow(1, at(2), at(12), ""),))
    for seconds, step in sorted(planned, key=lambda one: one[0]):
        now = START + dt.timedelta(seconds=seconds * 6)
        changed = do(course, step, now)
        check_windows(changed.windows)
        for past in range(0, seconds * 6, 20):
            instant = START + dt.timedelta(seconds=past)
            if not changed.withdrawn_at:
                assert is_open(changed, instant) == is_open(course, instant)
        begun = [window for window in course.windows if window.opens_at <= now]
        assert {window.opens_at for window in begun} <= {window.opens_at for window in changed.windows}
        ended = [window for window in begun if window.ends_at <= now]
        assert set(ended) <= set(changed.windows)
        course = changed


def is_open(course: Course, instant: dt.datetime) -> bool:
    return any(window.opens_at <= instant < window.ends_at for window in course.windows)


@settings(max_examples=200)
@given(st.lists(st.tuples(st.integers(0, 300), steps), min_size=1, max_size=6))
def test_a_course_has_one_state_between_its_edges(planned: list[tuple[int, Step]]) -> None:
    course = Course((CourseWindow(1, at(2), at(12), ""),))
    for seconds, step in sorted(planned, key=lambda one: one[0]):
        course = do(course, step, START + dt.timedelta(seconds=seconds * 6))
    edges = sorted(
        {START, at(200), *(edge for one in course.windows for edge in (one.opens_at, one.ends_at))}
    )
    for first, last in pairwise(edges):
        inside = {
            course.state(first),
            course.state(first + (last - first) / 2),
            course.state(last - MINUTE / 60),
        }
        assert len(inside) == 1
