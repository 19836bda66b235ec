"""What evidence means for an address: the verdict, in the words of those who mend links."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlsplit

from cms.links.faults import Kind
from cms.links.models import LinkState, host_of, without_fragment
from cms.links.pages import is_parked, says_not_found
from cms.links.visits import Evidence

# A website that was down over a weekend is not broken.
FAILURES_UNTIL_BROKEN = 3
TIME_UNTIL_BROKEN = dt.timedelta(days=2)

DAY = dt.timedelta(days=1)
NEXT = {
    LinkState.RIGHT: 14 * DAY,
    LinkState.MOVED: 14 * DAY,
    LinkState.NOT_FOUND: 7 * DAY,
    LinkState.PARKED: 7 * DAY,
    LinkState.INSIDE: 7 * DAY,
    LinkState.UNCLEAR: 14 * DAY,
    LinkState.FAILING: DAY,
    LinkState.BROKEN: 3 * DAY,
}
LONGEST_WAIT = 30 * DAY

# Answers that say more of how programs are treated than of what readers see.
TO_PROGRAMS = {
    401: "It asks programs to sign in. Readers may see it.",
    403: "It does not let programs in. Readers may see it.",
    405: "It does not answer programs. Readers may see it.",
    406: "It does not answer programs. Readers may see it.",
    407: "It does not let programs in. Readers may see it.",
    429: "It was asked too often. It is asked again later.",
    451: "It is withheld for legal reasons, here or everywhere.",
    999: "It does not let programs in. Readers may see it.",
}
GONE = {404: "The page is not there any more (404).", 410: "The page was taken away for good (410)."}


@dataclass(frozen=True)
class Verdict:
    """What an address is, why, and where it has moved to."""

    state: LinkState
    reason: str
    new_address: str = ""


@dataclass(frozen=True)
class Course:
    """How often an address has failed in a row, and since when."""

    failures: int = 0
    since: dt.datetime | None = None


def judge(evidence: Evidence, before: Course, now: dt.datetime) -> tuple[Verdict, Course]:
    """Return the verdict on what was seen, and the course of failures with it.

    What is seen once is a failure; only three over two days make an address broken.
    """
    failure = _failure(evidence)
    if not failure:
        verdict = _without_failure(evidence)
        # What tells nothing neither adds to failures nor ends them.
        return verdict, before if verdict.state == LinkState.UNCLEAR else Course()
    course = Course(before.failures + 1, before.since or now)
    lasting = course.since is not None and now - course.since >= TIME_UNTIL_BROKEN
    if course.failures >= FAILURES_UNTIL_BROKEN and lasting:
        return Verdict(LinkState.BROKEN, failure), course
    return Verdict(LinkState.FAILING, failure), course


def next_check(verdict: Verdict, evidence: Evidence, now: dt.datetime) -> dt.datetime:
    """Return when an address is looked at again."""
    wait = NEXT[verdict.state]
    if evidence.retry_after is not None:
        wait = max(min(dt.timedelta(seconds=evidence.retry_after), LONGEST_WAIT), DAY)
    return now + wait


def _failure(evidence: Evidence) -> str:
    """Return why an address fails, nothing where it does not."""
    if evidence.fault:
        return "" if evidence.fault.kind in {Kind.INSIDE, Kind.ROBOTS} else evidence.fault.words
    status = evidence.status or 0
    if status < 400 or status in TO_PROGRAMS:
        return ""
    return GONE.get(status, f"The website answers with an error ({status}).")


def _without_failure(evidence: Evidence) -> Verdict:
    if evidence.fault:
        state = LinkState.INSIDE if evidence.fault.kind == Kind.INSIDE else LinkState.UNCLEAR
        return Verdict(state, evidence.fault.words)
    if evidence.status in TO_PROGRAMS:
        return Verdict(LinkState.UNCLEAR, TO_PROGRAMS[evidence.status])
    if is_parked(host_of(evidence.final), evidence.title, evidence.heading, evidence.body):
        return Verdict(LinkState.PARKED, "Its name is for sale, or shows advertisements.")
    if says_not_found(evidence.title, evidence.heading):
        said = evidence.heading or evidence.title
        return Verdict(LinkState.NOT_FOUND, f"A page comes, but it says “{said[:120]}”.")
    if _ends_at_the_front_door(evidence):
        return Verdict(LinkState.NOT_FOUND, "It leads to the website's front page: the page itself is gone.")
    return _moved_or_right(evidence)


def _moved_or_right(evidence: Evidence) -> Verdict:
    target = evidence.permanent_target
    if target and target != without_fragment(evidence.address):
        return Verdict(LinkState.MOVED, "It has moved for good, and leads to its new address.", target)
    return Verdict(LinkState.RIGHT, "It leads on for now." if evidence.hops else "")


def _ends_at_the_front_door(evidence: Evidence) -> bool:
    wanted, arrived = urlsplit(evidence.address), urlsplit(evidence.final)
    deep = len([step for step in wanted.path.split("/") if step]) > 1 or bool(wanted.query)
    return deep and arrived.path in {"", "/"} and not arrived.query and bool(evidence.hops)
