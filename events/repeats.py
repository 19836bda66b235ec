"""How an event repeats, asked in plain questions; what is kept is one RFC 5545 rule."""

from __future__ import annotations

import re
from typing import Any, cast

from django import forms

from events.recurrence import DAYS, parts

ORDINALS = [("1", "First"), ("2", "Second"), ("3", "Third"), ("4", "Fourth"), ("5", "Fifth"), ("-1", "Last")]
WORKING_DAYS = "MO,TU,WE,TH,FR"
WEEKDAYS = [*DAYS.items(), (WORKING_DAYS, "Weekday (Monday to Friday)")]
ON_DATE, ON_WEEKDAY, AS_IT_IS = "MONTHLY_DATE", "MONTHLY_WEEKDAY", "AS_IT_IS"
HOW_OFTEN = [
    ("", "It does not repeat"),
    ("DAILY", "Every day, or every few days"),
    ("WEEKLY", "Every week, or every few weeks"),
    (ON_DATE, "Monthly, on a date such as the 15th"),
    (ON_WEEKDAY, "Monthly, on a weekday such as the last Wednesday"),
    ("YEARLY", "Every year"),
]
ASKED_FOR = {
    "interval": ["DAILY", "WEEKLY", ON_DATE, ON_WEEKDAY, "YEARLY"],
    "days": ["WEEKLY"],
    "ordinal": [ON_WEEKDAY],
    "weekday": [ON_WEEKDAY],
    "date": [ON_DATE],
}


class RepeatsQuestions(forms.Form):
    """The questions; all but the first are asked only for some of its answers."""

    use_required_attribute = False

    how_often = forms.ChoiceField(label="How often?", choices=HOW_OFTEN)
    interval = forms.IntegerField(
        label="Every how many days, weeks, months or years?",
        help_text="1 for each of them, 2 for every second one, such as fortnightly.",
        min_value=1,
        max_value=99,
    )
    days = forms.MultipleChoiceField(
        label="On which days of the week?",
        help_text="Leave all empty for the weekday of the first day.",
        choices=list(DAYS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    ordinal = forms.ChoiceField(label="Which one of the month?", choices=ORDINALS)
    weekday = forms.ChoiceField(label="Which weekday?", choices=WEEKDAYS)
    date = forms.IntegerField(
        label="On which date of the month?",
        help_text="Leave empty for that of the first day.",
        min_value=1,
        max_value=31,
    )
    kept = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = self["kept"].value()
        if kept:
            how_often = cast(forms.ChoiceField, self.fields["how_often"])
            how_often.choices = [*HOW_OFTEN, (AS_IT_IS, "As it is now, in the words below")]

    @property
    def asked(self) -> list[tuple[forms.BoundField, str]]:
        """Return each visible question with the answers to the first that it is asked for."""
        return [(field, " ".join(ASKED_FOR.get(field.name, []))) for field in self.visible_fields()]


class RepeatsWidget(forms.Widget):
    """Plain questions for a rule; one that they can not ask stays as it is until another is chosen."""

    template_name = "events/widgets/repeats.html"

    def id_for_label(self, id_: str) -> str:
        # Each question has a label of its own.
        return ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        questions = RepeatsQuestions(initial=answers_of(value or ""), prefix=name)
        return super().get_context(name, value, attrs) | {"questions": questions}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        questions = RepeatsQuestions(data, prefix=name)
        return rule_of({field.name: field.data for field in questions})

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-how_often" not in data


def answers_of(rule: str) -> dict[str, Any]:
    """Return the answers that give a rule; for one that no answers give, the rule itself as `kept`."""
    if not rule:
        return {"how_often": "", "interval": 1}
    named = parts(rule)
    answers: dict[str, Any] = {"how_often": named["FREQ"], "interval": named.get("INTERVAL", "1")}
    days = named.get("BYDAY", "")
    if named["FREQ"] == "WEEKLY":
        answers["days"] = days.split(",") if days else []
    elif named["FREQ"] == "MONTHLY" and days:
        answers["how_often"] = ON_WEEKDAY
        ordinal, weekday = (named["BYSETPOS"], days) if "BYSETPOS" in named else (days[:-2], days[-2:])
        if ordinal not in dict(ORDINALS) or weekday not in dict(WEEKDAYS):
            return as_it_is(rule)
        answers |= {"ordinal": ordinal, "weekday": weekday}
    elif named["FREQ"] == "MONTHLY":
        answers |= {"how_often": ON_DATE, "date": named.get("BYMONTHDAY", "")}
    return answers if parts(rule_of(answers)) == named else as_it_is(rule)


def as_it_is(rule: str) -> dict[str, Any]:
    """Return the answer that leaves a rule alone."""
    return {"how_often": AS_IT_IS, "interval": 1, "kept": rule}


def rule_of(answers: dict[str, Any]) -> str:
    """Return the rule that the answers give, empty where it does not repeat.

    What makes no sense is kept in the rule, whose own check names it.
    """
    how_often = answers.get("how_often") or ""
    if how_often in {"", AS_IT_IS}:
        return str(answers.get("kept") or "") if how_often else ""
    named = {"FREQ": how_often.partition("_")[0]}
    interval = str(answers.get("interval") or "1").strip()
    if interval != "1":
        named["INTERVAL"] = interval
    if how_often == "WEEKLY" and answers.get("days"):
        named["BYDAY"] = ",".join(day for day in DAYS if day in answers["days"])
    if how_often == ON_WEEKDAY:
        ordinal, weekday = answers.get("ordinal") or "1", answers.get("weekday") or "MO"
        one_day = re.fullmatch(r"[A-Z]{2}", weekday)
        named |= {"BYDAY": f"{ordinal}{weekday}"} if one_day else {"BYDAY": weekday, "BYSETPOS": ordinal}
    if how_often == ON_DATE and answers.get("date"):
        named["BYMONTHDAY"] = str(answers["date"]).strip()
    return ";".join(f"{name}={value}" for name, value in named.items())
