"""What time asks for: reminders that a service wanted, and removing what nobody touched for a year."""

from __future__ import annotations

import datetime as dt
import logging
from collections import defaultdict

from dateutil.relativedelta import relativedelta
from django.core.mail import EmailMessage
from django.db.models import QuerySet

from cms.dates import day as in_words
from cms.dates import local
from standard.assessments.models import MONTHS_KEPT_UNFINISHED, MONTHS_UNTIL_DUE, Action, Assessment
from standard.assessments.starting import delete

logger = logging.getLogger(__name__)

DAYS_BEFORE_DUE = 28
DAYS_BEFORE_A_STEP = 7
DAYS_OF_WARNING = 28
END = (
    "\n\nOpen it with the link that you have kept: we do not have it, as only you do."
    "\nTo get no more of these, open the assessment and take your e-mail address out.\n"
)
DUE = "The assessment of {name} is due again on {day}. It starts from what you said last time."
WARNING = (
    "Nobody has changed the unfinished assessment of {name} since {day}. It will be deleted on {removal},"
    " with all that is in it. To keep it, open it and save any answer."
)


def remind_of_due(now: dt.datetime) -> int:
    """Mail each service that asked for it, once, when its assessment is due again soon; return how many."""
    today = local(now).date()
    finished_by = today - relativedelta(months=MONTHS_UNTIL_DUE) + dt.timedelta(days=DAYS_BEFORE_DUE)
    due = Assessment.objects.exclude(reminders_to="").filter(
        finished_on__lte=finished_by, due_reminded_on=None, following=None
    )
    count = 0
    for assessment in due:
        assert assessment.due_on is not None  # noqa: S101, the query says so
        text = DUE.format(name=_name(assessment), day=in_words(assessment.due_on))
        if _mail(assessment, "Your assessment is due again", text):
            count += Assessment.objects.filter(pk=assessment.pk).update(due_reminded_on=today)
    return count


def remind_of_steps(now: dt.datetime) -> int:
    """Mail each service that asked the steps of its plan that are due soon, each once; return how many."""
    today = local(now).date()
    steps: dict[Assessment, list[Action]] = defaultdict(list)
    soon = Action.objects.filter(due_on__lte=today + dt.timedelta(days=DAYS_BEFORE_A_STEP), reminded_on=None)
    for action in (
        soon.exclude(status="done").exclude(assessment__reminders_to="").select_related("assessment")
    ):
        steps[action.assessment].append(action)
    count = 0
    for assessment, actions in steps.items():
        lines = [f"* {in_words(action.due_on)}: {action.what}" for action in actions if action.due_on]
        text = f"These steps of the plan of {_name(assessment)} are due:\n\n" + "\n".join(lines)
        if _mail(assessment, "Steps of your plan are due", text):
            count += Action.objects.filter(pk__in=[one.pk for one in actions]).update(reminded_on=today)
    return count


def warn_of_removal(now: dt.datetime) -> int:
    """Mail whoever left an address that an unfinished assessment will go in four weeks; return how many."""
    today = local(now).date()
    untouched = _untouched(now + dt.timedelta(days=DAYS_OF_WARNING))
    count = 0
    for assessment in untouched.exclude(reminders_to="").filter(removal_warned_on=None):
        text = WARNING.format(
            name=_name(assessment),
            day=in_words(local(assessment.changed_at).date()),
            removal=in_words(today + dt.timedelta(days=DAYS_OF_WARNING)),
        )
        if _mail(assessment, "Your unfinished assessment will be deleted", text):
            # Not `touch`, which would take the warning back.
            count += Assessment.objects.filter(pk=assessment.pk).update(removal_warned_on=today)
    return count


def remove_untouched(now: dt.datetime) -> int:
    """Delete unfinished assessments that nobody has touched for 12 months; return how many.

    Where a warning could be sent, only once it is four weeks old. A finished one is never deleted by itself.
    """
    warned_by = local(now).date() - dt.timedelta(days=DAYS_OF_WARNING)
    count = 0
    for assessment in _untouched(now):
        warned_on = assessment.removal_warned_on
        if assessment.reminders_to and (warned_on is None or warned_on > warned_by):
            continue
        # Years before it were finished: they stay.
        delete(assessment, with_years_before=False)
        count += 1
    return count


def _untouched(now: dt.datetime) -> QuerySet[Assessment]:
    return Assessment.objects.filter(
        finished_on=None, changed_at__lte=now - relativedelta(months=MONTHS_KEPT_UNFINISHED)
    )


def _name(assessment: Assessment) -> str:
    return " ".join(assessment.service_name.split())


def _mail(assessment: Assessment, subject: str, text: str) -> bool:
    """Send it and return whether the mail server took it; the next run tries again what failed."""
    try:
        EmailMessage(f"{subject}: {_name(assessment)}", text + END, to=[assessment.reminders_to]).send()
    except OSError as error:
        # Its words may have the address; neither that nor the service stands in the log.
        logger.error("A reminder could not be sent: %s.", type(error).__name__)
        return False
    return True
