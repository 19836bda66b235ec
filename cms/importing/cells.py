"""Readers of spreadsheet cells: each returns a value of JSON, or refuses with the reason."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from cms.exports import STARTS_A_FORMULA
from cms.importing.markup import rich_text
from cms.importing.moments import read_day, read_instant, read_time
from cms.importing.rows import Choices, RowRefused, quote
from cms.importing.terms import did_you_mean

Reader = Callable[[str, Choices], Any]

# A phone number or an amount, and a dash before words, are no formulas.
HARMLESS = re.compile(r"[+-]?[\d .,()-]+|- .*", re.ASCII | re.DOTALL)
WEB = URLValidator(schemes=["http", "https"])


def refuse_formula(text: str) -> None:
    """Raise RowRefused for a cell that a spreadsheet would run."""
    if text.startswith(STARTS_A_FORMULA) and not HARMLESS.fullmatch(text):
        raise RowRefused(f"{quote(text)} begins like a formula. Write it as words.")


def words(text: str, choices: Choices) -> str:
    """Return one line of text."""
    return " ".join(text.split())


def lines(text: str, choices: Choices) -> str:
    """Return text with its lines."""
    return "\n".join(line.strip() for line in text.strip().splitlines())


def html(text: str, choices: Choices) -> str:
    """Return rich text."""
    return rich_text(text).html


def day(text: str, choices: Choices) -> str:
    return read_day(text).isoformat()


def time(text: str, choices: Choices) -> str:
    return read_time(text).isoformat()


def instant(text: str, choices: Choices) -> str:
    return read_instant(text, choices.time_zone).isoformat()


def number(text: str, choices: Choices) -> int:
    """Return a whole number; one with a leading zero is a code or a time that lost its colon."""
    if not re.fullmatch(r"0|[1-9]\d{0,8}", text.strip(), re.ASCII):
        raise RowRefused(f"{quote(text)} is not a whole number such as 90.")
    return int(text)


def yes_or_no(text: str, choices: Choices) -> bool:
    answers = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}
    if text.strip().casefold() not in answers:
        raise RowRefused(f"{quote(text)} is neither yes nor no.")
    return answers[text.strip().casefold()]


def web_address(text: str, choices: Choices) -> str:
    return _valid(text, WEB, "a web address such as https://example.org/form")


def email(text: str, choices: Choices) -> str:
    return _valid(text, validate_email, "an e-mail address")


def _valid(text: str, validate: Callable[[str], None], meaning: str) -> str:
    try:
        validate(text.strip())
    except ValidationError as error:
        raise RowRefused(f"{quote(text)} is not {meaning}.") from error
    return text.strip()


def one_of(options: list[tuple[str, str]]) -> Reader:
    """Return a reader of a choice, by its value or its words."""
    by_words = {str(words).casefold(): value for value, words in options} | {
        value: value for value, _ in options
    }

    def choice(text: str, choices: Choices) -> str:
        found = by_words.get(text.strip().casefold())
        if found is None:
            told = ", ".join(value for value, _ in options)
            raise RowRefused(f"{quote(text)} is not one of {told}.{did_you_mean(text, by_words)}")
        return found

    return choice


def terms(kind: str) -> Reader:
    """Return a reader of words from one of the hub's lists, by slug or name, with semicolons between them."""

    def slugs(text: str, choices: Choices) -> list[str]:
        whole = choices.terms.slug(kind, text)
        parts = [text] if whole else re.split(r";|," if ";" not in text else ";", text)
        return sorted({_slug(kind, part, choices) for part in parts if part.strip()})

    return slugs


def term(kind: str) -> Reader:
    """Return a reader of one word from one of the hub's lists."""
    return lambda text, choices: _slug(kind, text, choices)


def _slug(kind: str, text: str, choices: Choices) -> str:
    found = choices.terms.slug(kind, text)
    if found is None:
        hint = choices.terms.suggestion([kind], text)
        raise RowRefused(f"{quote(text.strip())} is not in the list of {kind.replace('_', ' ')}.{hint}")
    return found


def date_of(value: str | None) -> dt.date | None:
    """Return a day that a reader has read."""
    return dt.date.fromisoformat(value) if value else None


def time_of(value: str | None) -> dt.time | None:
    """Return a time that a reader has read."""
    return dt.time.fromisoformat(value) if value else None
