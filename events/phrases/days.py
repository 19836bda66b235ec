"""Calendar days in words, each with its year."""

from __future__ import annotations

import datetime as dt
import re

from events.phrases.draft import Draft
from events.phrases.refusals import refuse
from events.phrases.vocabulary import DAY_CODES, MONTHS, ONE_DAY, WEEK, any_of

# A year further off than this is taken for a slip of the finger.
YEARS_OFF = 20
MONTH = any_of(MONTHS)
# No plural: “Wednesdays 3 March 2027” is a rule and its start, or a slip.
WEEKDAY = any_of(ONE_DAY)
DAY_AND_MONTH = (
    rf"(?:(?P<weekday>{WEEKDAY}),? )?(?:the )?"
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{MONTH})"
    rf"|(?P<us_month>{MONTH}) (?:the )?(?P<us_day>\d{{1,2}})(?:st|nd|rd|th)?(?!\w))"
)
DATE = rf"(?P<date>{DAY_AND_MONTH}(?:,? (?P<year>\d{{4}})(?!\w))?|(?P<iso>\d{{4}}-\d\d-\d\d)(?!\w))"
NUMERIC = r"(?:on |until |till |from )?(?P<numeric>\d{1,2}(?P<mark>[/.-])\d{1,2}(?P=mark)\d{2,4})(?!\w)"


class Days:
    """Reads days; `today` is for the years that are named where one is missing or is a slip."""

    def __init__(self, today: dt.date) -> None:
        self.today = today

    def say_one_off(self, draft: Draft, found: re.Match[str]) -> None:
        """Note one date; without a year it can only be the day of a yearly event."""
        if not found["iso"] and not found["year"]:
            self._say_month_day(draft, found)
        else:
            draft.say("one_off", self._date(found), found[0])

    def say_first(self, draft: Draft, found: re.Match[str]) -> None:
        """Note the first day."""
        draft.say("first_day", self._date(found), found[0])

    def say_last(self, draft: Draft, found: re.Match[str]) -> None:
        """Note the last day."""
        draft.say("until", self._date(found), found[0])

    def refuse_numeric(self, draft: Draft, found: re.Match[str]) -> None:
        """Raise ValidationError for a month in digits."""
        refuse(found["numeric"], "can be read as two days. Write the month as a word: “14 July 2026”")

    def refuse_missing_year(self, draft: Draft) -> None:
        """Raise ValidationError for a day that has no year and is no yearly event's."""
        month, number = draft.get("month_day")
        refuse(draft.quote("month_day"), self._which_year(month, number))

    def _date(self, found: re.Match[str]) -> dt.date:
        try:
            if found["iso"]:
                date = dt.date.fromisoformat(found["iso"])
            else:
                month, number = _month_day(found)
                if not found["year"]:
                    refuse(found["date"], self._which_year(month, number))
                date = dt.date(int(found["year"]), month, number)
        except ValueError:
            refuse(found["date"], "is a day that does not exist")
        if abs(date.year - self.today.year) > YEARS_OFF:
            refuse(found["date"], "is too far away to be meant. Check the year")
        _check_weekday(found, date)
        return date

    def _say_month_day(self, draft: Draft, found: re.Match[str]) -> None:
        month, number = _month_day(found)
        if found["weekday"]:
            refuse(found["date"], self._which_year(month, number))
        try:
            dt.date(2000, month, number)
        except ValueError:
            refuse(found["date"], "is a day that does not exist")
        draft.say("month_day", (month, number), found["date"])

    def _which_year(self, month: int, number: int) -> str:
        years = [year for year in range(self.today.year, self.today.year + 9) if _exists(year, month, number)]
        after = [date for year in years if (date := dt.date(year, month, number)) >= self.today]
        such_as = f": “{after[0].day} {after[0]:%B %Y}”, if that is the one" if after else ""
        return f"has no year. Write it with its year{such_as}"


def _month_day(found: re.Match[str]) -> tuple[int, int]:
    return MONTHS[(found["month"] or found["us_month"]).lower()], int(found["day"] or found["us_day"])


def _exists(year: int, month: int, number: int) -> bool:
    try:
        dt.date(year, month, number)
    except ValueError:
        return False
    return True


def _check_weekday(found: re.Match[str], date: dt.date) -> None:
    if found["weekday"] and DAY_CODES[found["weekday"].lower()] != WEEK[date.weekday()]:
        refuse(
            found["date"], f"is not a day: {date.day} {date:%B %Y} is a {date:%A}, so one of them is wrong"
        )
