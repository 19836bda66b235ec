"""Reminders go to whoever asked for them, once; what nobody touches goes after a year, with a warning."""

from __future__ import annotations

import datetime as dt
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail

from standard.assessments import housekeeping, limits
from standard.assessments.models import Action, Assessment, RateCount
from tests.factories import AssessmentFactory

NOW = dt.datetime(2026, 11, 28, 9, tzinfo=dt.UTC)
ME = "me@example.org"

pytestmark = pytest.mark.django_db


def days(count: int) -> dt.timedelta:
    return dt.timedelta(days=count)


def test_who_asked_is_reminded_once_when_it_is_due() -> None:
    due = AssessmentFactory(finished_on=dt.date(2025, 12, 26), reminders_to=ME)
    AssessmentFactory(finished_on=dt.date(2025, 12, 27), reminders_to="later@example.org")
    AssessmentFactory(finished_on=dt.date(2025, 1, 1))
    before = AssessmentFactory(finished_on=dt.date(2025, 1, 1), reminders_to="again@example.org")
    AssessmentFactory(previous=before)
    assert [housekeeping.remind_of_due(NOW) for _ in range(2)] == [1, 0]
    assert [message.to for message in mail.outbox] == [[ME]]
    assert f"{due.service_name} is due again on Saturday 26 December 2026" in mail.outbox[0].body


def test_steps_that_are_due_come_in_one_mail_each_once() -> None:
    assessment = AssessmentFactory(reminders_to=ME)
    silent = AssessmentFactory()
    for owner, what, due_on, status in [
        (assessment, "Write the page", dt.date(2026, 12, 5), "todo"),
        (assessment, "Ask three parents", dt.date(2026, 11, 1), "doing"),
        (assessment, "Far away", dt.date(2026, 12, 6), "todo"),
        (assessment, "Ready", dt.date(2026, 12, 1), "done"),
        (silent, "Nobody asked", dt.date(2026, 12, 1), "todo"),
    ]:
        Action.objects.create(
            assessment=owner, what=what, due_on=due_on, status=status, added_at=NOW, changed_at=NOW
        )
    assert [housekeeping.remind_of_steps(NOW) for _ in range(2)] == [2, 0]
    (message,) = mail.outbox
    assert "Saturday 5 December 2026: Write the page" in message.body
    assert "Ask three parents" in message.body
    assert not any(words in message.body for words in ["Far away", "Ready", "Nobody"])


def test_what_nobody_touched_for_a_year_goes_and_a_finished_one_stays() -> None:
    old, recent = dt.datetime(2025, 11, 28, 9, tzinfo=dt.UTC), dt.datetime(2025, 11, 28, 10, tzinfo=dt.UTC)
    AssessmentFactory(changed_at=old)
    kept = [
        AssessmentFactory(changed_at=recent),
        AssessmentFactory(changed_at=old, finished_on=dt.date(2020, 1, 1)),
        AssessmentFactory(changed_at=old, reminders_to=ME),
    ]
    year_before = AssessmentFactory(changed_at=old, finished_on=dt.date(2020, 1, 1))
    AssessmentFactory(changed_at=old, previous=year_before)
    assert [housekeeping.remove_untouched(NOW) for _ in range(2)] == [2, 0]
    assert set(Assessment.objects.all()) == {*kept, year_before}


def test_where_a_warning_can_be_sent_it_goes_four_weeks_before() -> None:
    assessment = AssessmentFactory(reminders_to=ME, changed_at=dt.datetime(2025, 12, 26, 9, tzinfo=dt.UTC))
    assert [housekeeping.warn_of_removal(NOW - days(1)), housekeeping.warn_of_removal(NOW)] == [0, 1]
    assert housekeeping.warn_of_removal(NOW) == 0
    assert "It will be deleted on Saturday 26 December 2026" in mail.outbox[0].body
    assert housekeeping.remove_untouched(NOW + days(27)) == 0
    assert housekeeping.remove_untouched(NOW + days(28)) == 1
    assert not Assessment.objects.filter(pk=assessment.pk).exists()


@pytest.mark.parametrize("fault", [ConnectionRefusedError(), SMTPRecipientsRefused({ME: (450, b"Later")})])
def test_a_mail_that_is_not_taken_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, fault: Exception
) -> None:
    AssessmentFactory(finished_on=dt.date(2025, 1, 1), reminders_to=ME)

    def fail(message: object) -> None:
        raise fault

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", fail)
        assert housekeeping.remind_of_due(NOW) == 0
    assert ME not in caplog.text
    assert housekeeping.remind_of_due(NOW) == 1


def test_counts_are_forgotten_once_no_limit_looks_at_them() -> None:
    limits.note(limits.STARTS, "203.0.113.1", NOW)
    assert "203.0.113.1" not in str(RateCount.objects.values())
    assert limits.forget(NOW + dt.timedelta(minutes=119)) == 0
    assert limits.forget(NOW + dt.timedelta(minutes=120)) == 1
