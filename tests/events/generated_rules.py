"""Rules of all allowed shapes, made up by Hypothesis."""

from __future__ import annotations

import datetime as dt

from hypothesis import assume
from hypothesis import strategies as st

from events.recurrence import SHAPES, Recurrence

# As much as the field of an event holds.
LONGEST = 200
TIMES = st.times(dt.time(), dt.time(23, 59)).map(lambda time: time.replace(second=0, microsecond=0))


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Return a rule of any shape that `check_rule` takes."""
    frequency = draw(st.sampled_from(sorted(SHAPES)))
    shape = draw(st.sampled_from(SHAPES[frequency]))
    parts = [f"FREQ={frequency}"]
    for name, pattern in shape.items():
        if name == "BYSETPOS" or draw(st.booleans()) or "BYSETPOS" in shape:
            parts.append(f"{name}={draw(st.from_regex(pattern, fullmatch=True))}")
    rule = ";".join(parts)
    assume(len(rule) <= LONGEST)
    return rule


@st.composite
def recurrences(draw: st.DrawFn) -> Recurrence:
    """Return a rule with a start that is its first date, and with a number, a last day or no end."""
    rule = draw(rules())
    day = draw(st.dates(dt.date(2024, 1, 1), dt.date(2032, 12, 31)))
    # Such as the 31st of every 12th month, begun in June, has no date.
    latest = dt.datetime(2040, 1, 1)
    first = next(Recurrence(rule, dt.datetime.combine(day, draw(TIMES))).wall_times(latest), None)
    assume(first is not None)
    assert first is not None
    end = draw(st.sampled_from(["count", "until", "none"]))
    if end == "count":
        return Recurrence(rule, first, count=draw(st.integers(1, 60)))
    if end == "until":
        return Recurrence(rule, first, until=first.date() + dt.timedelta(days=draw(st.integers(0, 900))))
    return Recurrence(rule, first)
