"""Words that leave a date open, and what to write instead of them."""

from __future__ import annotations

import re
from typing import NoReturn

from django.core.exceptions import ValidationError

from events.phrases.vocabulary import any_of

LONGEST_QUOTE = 100
SUCH_AS = "Write such as “every second Tuesday at 9:30am” or “on 3 March 2027 at 2pm”."

# Wherever one of these stands, the date is not certain.
UNCERTAIN = {
    "is not certain. Write only what is decided": [
        *("usually", "normally", "generally", "typically", "mostly", "often", "sometimes", "occasionally"),
        *("regularly", "frequently", "probably", "possibly", "perhaps", "maybe", "might", "likely"),
        *(
            "hopefully",
            "provisional",
            "provisionally",
            "subject to",
            "depending",
            "if",
            "unless",
            "tentative",
        ),
        *("tentatively", "ideally", "expected"),
    ],
    "leaves the date open. Publish the event once it is decided": [
        *("tbc", "tba", "tbd", "to be confirmed", "to be announced", "to be arranged", "to be decided"),
        *("to follow", "not confirmed", "unconfirmed", "date pending"),
    ],
    "does not say which ones. Name each day, or give the rule": [
        *("most", "some", "several", "a few", "few", "various", "certain", "selected", "many", "any"),
    ],
    "is not exact. Give the exact day and time": [
        *("about", "around", "roughly", "approx", "approximately", "circa", "almost", "nearly"),
        *("early", "late", "lunchtime", "onwards"),
    ],
    "means two things: twice in each, or every second one. Write “every second week” or name both days": [
        *("bi-weekly", "biweekly", "bi-monthly", "bimonthly", "bi-annually", "biannually", "bi-annual"),
    ],
}

# Why these are refused where nothing that is understood begins with them.
HINTS = {
    "or": "leaves a choice open. Write one of them, or “and” for both",
    "twice": "does not say on which days. Name both, such as “the first and third Monday of the month”",
    "once": "does not say on which day. Write such as “every Tuesday” or “on 3 March 2027”",
    **dict.fromkeys(
        ["morning", "mornings", "afternoon", "afternoons", "evening", "evenings", "night", "nights"],
        "is not read. Leave it out, and write the time with am or pm",
    ),
    "?": "leaves it open. Write only what is decided",
    "midnight": "can belong to either day. Write 11:59pm or 12:01am",
    "half": "is not read. Write the time in digits, such as 9:30am",
    "quarter": "is not read. Write such as “every 3 months”, or a time in digits such as 9:15am",
    **dict.fromkeys(
        ["next", "this", "today", "tonight", "tomorrow"],
        "depends on the day on which it is read. Write the date with its year",
    ),
    "ongoing": "is not read. Leave it out: a rule without a last day goes on",
    **dict.fromkeys(
        ["except", "excluding"],
        "can only be followed by “school holidays” or “bank holidays”. Give days that are left out in"
        " their own field",
    ),
    "not": "can only be followed by “in school holidays” or “on bank holidays”",
    **dict.fromkeys(["plus", "also"], "is not read. Give extra dates in their own field"),
    **dict.fromkeys(
        ["until", "till"],
        "must be followed by a date with its year, such as “until 14 July 2026”. Leave it out where there is"
        " no last day",
    ),
    "from": "must be followed by a date with its year, such as “from 5 May 2026”, or by a time",
    "for": "must be followed by a length or a number of times, such as “for 90 minutes” or “for 6 sessions”."
    " A number of weeks is read beside one day of every week; else give the last day: “until 14 July 2026”",
    "weekend": "can mean Saturday, Sunday or both. Name the days",
    "weekends": "can mean Saturdays, Sundays or both. Name the days",
    "termly": "does not say on which day. Give each date",
    "at": "must be followed by a time, such as 9:30am, 2pm, midday or 19:30",
}
# Words that are part of others: what comes after them is what was not understood.
SMALL = {"at", "on", "the", "every", "each", "in", "of", "and", "until", "till", "from", "for"}
UNCERTAIN_WORD = re.compile(
    rf"(?<!\w){any_of(word for words in UNCERTAIN.values() for word in words)}", re.IGNORECASE
)
ABOUT = re.compile(r"\w+-ish(?!\w)|\d(?:am|pm)?ish(?!\w)|~", re.IGNORECASE)


def refuse(quoted: str, why: str) -> NoReturn:
    """Raise ValidationError that quotes words of a phrase and says why they are not taken."""
    quoted = quoted if len(quoted) <= LONGEST_QUOTE else f"{quoted[:LONGEST_QUOTE]} …"
    raise ValidationError(f"“{quoted}” {why.removesuffix('.')}.")


def refuse_uncertain(text: str) -> None:
    """Raise ValidationError where a word of the phrase leaves its dates open."""
    if about := ABOUT.search(text):
        refuse(about[0], "is not exact. Give the exact day and time")
    found = UNCERTAIN_WORD.search(text)
    if found:
        word = found[0].lower()
        why = next(why for why, words in UNCERTAIN.items() if word in words)
        refuse(found[0], why)


def refuse_rest(rest: str) -> NoReturn:
    """Raise ValidationError for words that nothing begins with."""
    words = re.findall(r"[^\s,]+", rest)
    small = next((index for index, word in enumerate(words) if word.lower() not in SMALL), len(words) - 1)
    if words[small].lower() in HINTS:
        refuse(" ".join(words[: small + 1]), HINTS[words[small].lower()])
    if words[0].lower() in HINTS:
        refuse(" ".join(words[: small + 1]), HINTS[words[0].lower()])
    refuse(" ".join(words[: small + 1]), f"is not understood here. {SUCH_AS}")
