"""What a sentence says happens on a date; where that is not plain, nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cms.checks.prose_dates.reading import SaidDate
from cms.checks.prose_dates.stated import Role

SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-Z])|\n")
# What may stand between the words of a role and the date: “closes at 11:59pm on the”.
LEADS_UP = re.compile(
    r"(?:\b(?:on|by|until|till|is|are|at|from|for|starting|starts|begins|beginning|opens?|closes)|:|[–—-]|^)\s*"
    r"(?:(?:midnight|midday|noon|\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm)|the end of|end of)\s*,?\s*)*"
    r"(?:on\s+|of\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
PAST = re.compile(
    r"\b(?:last (?:year|month|time|spring|summer|autumn|winter)|previous(?:ly)?|ago|was|were|had|came|met"
    r"|held in|used to|originally|back in|in (?:19|20)\d\d|(?<!what we )(?<!what you )did|said|told"
    r"|asked|ended|closed|opened|started|began)\b",
    re.IGNORECASE,
)
CUES: dict[Role, re.Pattern[str]] = {
    "books": re.compile(
        r"\b(?:book(?:ings?)?|register|sign up|reserve|rsvp|let us know|apply)\b"
        r".*\b(?:by|until|till|deadline|closes?|is)\b"
        r"|\bdeadline (?:for booking|to book)\b",
        re.IGNORECASE,
    ),
    "reports": re.compile(
        r"\b(?:feedback|findings|results?|outcomes?|what (?:we|you|families|people|parents) (?:heard|said"
        r"|did)|report(?:s|ing)? back|summary of (?:answers|replies)|hear (?:back|what))\b.*\b(?:by|on|is)\b",
        re.IGNORECASE,
    ),
    "decides": re.compile(r"\b(?:decides?|decision|cabinet|committee)\b.*\b(?:on|is|by|at)\b", re.IGNORECASE),
    "closes": re.compile(
        r"\b(?:clos(?:e|es|ing)|deadline|open (?:until|till|to)|until|till|ends?|last day"
        r"|(?:answers?|repl(?:y|ies)|respon[ds]\w*|comments?|tell us|have your say|send|return|complete"
        r"|fill in|views)\b.*\bby)\b",
        re.IGNORECASE,
    ),
    "opens": re.compile(
        r"\b(?:opens?(?: again)?|opening|starts?|starting|launch(?:es)?|runs?|begins?|open from|reopens?)\b",
        re.IGNORECASE,
    ),
    "happens": re.compile(
        r"\b(?:join us|come (?:along|to|and|on|for)|meet(?:s|ing)?|drop in|see you|session|workshop|event"
        r"|takes? place|taking place|held|happens?|happening|runs?|next date|next one|starts?|starting"
        r"|begins?|when|date|dates)\b",
        re.IGNORECASE,
    ),
}
# Of an event: what else is said of a day near it. One such word, and the date may be another's.
NOT_THE_EVENT = re.compile(
    r"\b(?:not|no|except|cancel\w*|instead|moved|mov(?:e|es|ing)|book\w*|register\w*|sign up|by|before|until"
    r"|till|deadline|half.term|holidays?|clos\w*|since|after|publish\w*|consultations?|report\w*|appl\w*|born|due"
    r"|week|if|survey|decision|cabinet|committee|term|school year|prices?|payments?|rules?|law|next year"
    r"|other|another|also|follow.up|second (?:session|date))\b",
    re.IGNORECASE,
)


def sentence_of(text: str, date: SaidDate) -> str:
    """Return the sentence in which a date stands."""
    ends = [match.end() for match in SENTENCE_END.finditer(text)]
    start = max((end for end in ends if end <= date.start), default=0)
    end = min((end for end in ends if end > date.end), default=len(text))
    return text[start:end]


def role_of(text: str, date: SaidDate, earlier: SaidDate | None, roles: Iterable[Role]) -> Role | None:
    """Return what the sentence says happens on a date, of the roles that the page has days for."""
    sentence = sentence_of(text, date)
    if PAST.search(sentence):
        return None
    lead = _lead(text, date, earlier)
    wanted = set(roles)
    if date.since is not None and {"opens", "closes"} <= wanted:
        begun = role_of(text, date.since, None, ["opens"])
        return "closes" if begun else None
    if not LEADS_UP.search(lead):
        return None
    for role, cue in CUES.items():
        if role not in wanted or not cue.search(lead):
            continue
        if role == "happens" and NOT_THE_EVENT.search(sentence):
            return None
        return role
    return None


def _lead(text: str, date: SaidDate, earlier: SaidDate | None) -> str:
    """Return the words from the beginning of the sentence, or from the date before, up to a date."""
    starts = [match.end() for match in SENTENCE_END.finditer(text, 0, date.start)]
    starts += [earlier.end] if earlier else []
    return text[max(starts, default=0) : date.start]
