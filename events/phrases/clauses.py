"""All that can stand in a phrase: patterns in the order in which they are tried, and what each notes."""

from __future__ import annotations

import re
from collections.abc import Callable

from events.phrases import rhythms, times
from events.phrases.days import DATE, NUMERIC, Days
from events.phrases.draft import Draft
from events.phrases.vocabulary import NUMBER, number
from events.recurrence import COUNTED

Clause = tuple[re.Pattern[str], Callable[[Draft, re.Match[str]], None]]

SCHOOL = r"(?:the )?school holidays?"
BANK = r"(?:the )?bank holidays?"
IN_TERM = (
    r"(?:during |in )?(?:school )?term[ -]?time(?: only)?|(?:during|in) (?:the )?school terms?(?: only)?"
)
NOT = r"(?:except|excluding|not|but not)(?: for)?(?: (?:in|on|during))?"


def say_term(draft: Draft, found: re.Match[str]) -> None:
    """Note that school holidays are left out."""
    draft.say("term_time_only", True, found[0])


def say_bank(draft: Draft, found: re.Match[str]) -> None:
    """Note that bank holidays are left out."""
    draft.say("skip_bank_holidays", True, found[0])


def say_both(draft: Draft, found: re.Match[str]) -> None:
    """Note that school and bank holidays are left out."""
    say_term(draft, found)
    say_bank(draft, found)


def say_count(draft: Draft, found: re.Match[str]) -> None:
    """Note how many times, or for how many weeks."""
    name = "weeks" if found["unit"].lower().startswith("week") else "count"
    draft.say(name, number(found["number"]), found[0])


def say_counted(draft: Draft, found: re.Match[str]) -> None:
    """Note that a number of times has those in it that are left out."""
    draft.say("counted", True, found[0])


def say_all_day(draft: Draft, found: re.Match[str]) -> None:
    """Note that it takes whole days."""
    draft.say("all_day", True, found[0])


def say_gaps(draft: Draft, found: re.Match[str]) -> None:
    """Note that months without such a day are left out."""
    draft.say("gaps", True, found[0])


OTHERS = [
    (rf"{NOT} (?:{SCHOOL}|school)(?: and| or)(?: on| in)? {BANK}", say_both),
    (rf"{NOT} (?:{BANK}|bank)(?: and| or)(?: on| in)? {SCHOOL}", say_both),
    (rf"(?:{IN_TERM}|{NOT} {SCHOOL})(?!\w)", say_term),
    (rf"{NOT} {BANK}(?!\w)", say_bank),
    (rf"(?:for )?(?P<number>{NUMBER}) (?P<unit>times?)(?!\w)", say_count),
    (rf"for (?P<number>{NUMBER}) (?P<unit>dates|sessions|meetings)(?!\w)", say_count),
    (rf"for (?P<number>{NUMBER}) (?P<unit>weeks)(?!\w)", say_count),
    (rf"{COUNTED}(?!\w)", say_counted),
    (r"all[ -]day(?!\w)", say_all_day),
    (r"where there is one(?!\w)", say_gaps),
]


def clauses(days: Days) -> list[Clause]:
    """Return them all: dates first, as their numbers would else be taken for times."""
    dated = [
        (NUMERIC, days.refuse_numeric),
        (
            rf"(?:as from|from|starting on|starting from|starting|beginning on|beginning) {DATE}",
            days.say_first,
        ),
        (rf"(?:until|till|til|to|up to|ending on|ending)(?: and including)? {DATE}", days.say_last),
        (rf"- {DATE}", days.say_last),
        (rf"(?:on )?{DATE}", days.say_one_off),
    ]
    table = [*dated, *times.CLAUSES, *OTHERS, *rhythms.CLAUSES]
    return [(re.compile(pattern, re.IGNORECASE), note) for pattern, note in table]
