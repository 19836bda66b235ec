"""Answers: saved as they are given, and what they were before kept, so that two who edit lose nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from cms.dates import local
from cms.indicators import Indicator
from standard.assessments.access import Access, NoSuchLink
from standard.assessments.models import Answer, Assessment, EarlierAnswer, touch
from standard.assessments.refusals import Refused

LEVELS = range(4)
LONGEST_REASON = 500
LONGEST_NOTE = 5_000
# Of one statement. More would be no help to anybody who looks for what was there before.
MOST_EARLIER = 50


@dataclass(frozen=True)
class Words:
    """What is said of a statement: a level, or why it does not apply, or neither yet."""

    level: int | None = None
    not_applicable_reason: str = ""
    note: str = ""


class ChangedMeanwhile(Exception):  # noqa: N818, both versions are there to choose from
    """Somebody else has changed the answer since the caller read it; `current` is what it is now."""

    def __init__(self, current: Answer | None) -> None:
        super().__init__("Somebody has changed this answer since you opened it.")
        self.current = current


def save_answer(access: Access, code: str, words: Words, now: dt.datetime, revision: int | None) -> Answer:
    """Keep what is said of a statement and return it; the same words again change nothing.

    `revision` is that of the answer which the caller has seen (0 where there was none), or None to save
    whatever it is. Raises ChangedMeanwhile where it is another, and Refused for what can not be kept.
    """
    words = _checked(words)
    with transaction.atomic():
        assessment = locked(access.assessment)
        _refuse_unknown(assessment, code)
        answer = Answer.objects.filter(assessment=assessment, code=code).first()
        if answer and _words_of(answer) == words:
            # Whatever the caller has seen: what is sent again after a lost answer is no conflict.
            return answer
        if revision is not None and revision != (answer.revision if answer else 0):
            raise ChangedMeanwhile(answer)
        _refuse_second_skip(assessment, code, words)
        answer = _write(assessment, answer, code, words, access.name, now)
        touch(assessment, now, **_finished(assessment, now))
    return answer


def locked(assessment: Assessment) -> Assessment:
    """Return the assessment as it is now, held for this transaction; raises NoSuchLink if it is gone."""
    found = Assessment.objects.select_for_update().filter(pk=assessment.pk).first()
    if found is None:
        raise NoSuchLink
    return found


def refuse_unknown(version: str, code: str) -> None:
    """Raise Refused for a code that this version of the standard does not have."""
    if not Indicator.objects.filter(version=version, code=code).exists():
        raise Refused("code", f"Version {version} of the standard has no statement {code[:20]}.", code[:20])


def _refuse_unknown(assessment: Assessment, code: str) -> None:
    refuse_unknown(assessment.version, code)


def _checked(words: Words) -> Words:
    """Return the words without spaces around them; raises Refused for what can not be kept."""
    level, reason, note = words.level, words.not_applicable_reason.strip(), words.note.strip()
    if level is not None and level not in LEVELS:
        raise Refused("level", "A level is 0, 1, 2 or 3.", str(level))
    if level is not None and reason:
        raise Refused(
            "not_applicable_reason", "Choose a level, or say why it does not apply: both can not be right."
        )
    for field, text, longest in [
        ("not_applicable_reason", reason, LONGEST_REASON),
        ("note", note, LONGEST_NOTE),
    ]:
        if len(text) > longest:
            raise Refused(field, f"This can have {longest:,} characters. Yours has {len(text):,}.")
    return Words(level, reason, note)


def _refuse_second_skip(assessment: Assessment, code: str, words: Words) -> None:
    if not words.not_applicable_reason:
        return
    dimension = code.partition(".")[0]
    others = Answer.objects.filter(assessment=assessment, dimension=dimension).exclude(code=code)
    skipped = others.exclude(not_applicable_reason="").first()
    if skipped:
        raise Refused(
            "not_applicable_reason",
            f"One statement in each part can be left out, and in part {dimension} {skipped.code} is already."
            f" Choose a level here, or give {skipped.code} one first.",
        )


def _words_of(answer: Answer | EarlierAnswer) -> Words:
    return Words(answer.level, answer.not_applicable_reason, answer.note)


def _write(
    assessment: Assessment, answer: Answer | None, code: str, words: Words, name: str, now: dt.datetime
) -> Answer:
    if answer is None:
        answer = Answer(assessment=assessment, code=code, dimension=code.partition(".")[0], revision=0)
    else:
        before = _words_of(answer)
        EarlierAnswer.objects.create(
            answer=answer, changed_at=answer.changed_at, changed_by=answer.changed_by, **vars(before)
        )
        kept = EarlierAnswer.objects.filter(answer=answer).values_list("pk", flat=True)[:MOST_EARLIER]
        EarlierAnswer.objects.filter(answer=answer).exclude(pk__in=list(kept)).delete()
    answer.level, answer.not_applicable_reason, answer.note = vars(words).values()
    answer.changed_at, answer.changed_by, answer.revision = now, name, answer.revision + 1
    answer.save()
    return answer


def _finished(assessment: Assessment, now: dt.datetime) -> dict[str, dt.date]:
    """Return the day on which it was finished, if that is now."""
    if assessment.finished_on:
        return {}
    codes = set(Indicator.objects.filter(version=assessment.version).values_list("code", flat=True))
    answers = Answer.objects.filter(assessment=assessment, code__in=codes)
    whole = {answer.code for answer in answers if answer.is_answered} == codes
    return {"finished_on": local(now).date()} if whole else {}
