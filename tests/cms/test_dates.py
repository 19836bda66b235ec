"""The council's time, where a record is named by its instant."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import models

from cms.content.models import ContentPeriod
from cms.media.consent.models import ImageWithdrawal
from events.models import ConsultationAction, PublishedDate
from standard.register.models import ApplicationStep

HALF_PAST_MIDNIGHT = dt.datetime(2030, 6, 30, 23, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "record",
    [
        ImageWithdrawal(title="A play group", at=HALF_PAST_MIDNIGHT),
        ConsultationAction(kind="extend", at=HALF_PAST_MIDNIGHT),
        ApplicationStep(what="asked", at=HALF_PAST_MIDNIGHT),
        PublishedDate(starts_at=HALF_PAST_MIDNIGHT),
        ContentPeriod(starts_at=HALF_PAST_MIDNIGHT, ends_at=HALF_PAST_MIDNIGHT + dt.timedelta(hours=1)),
    ],
    ids=lambda record: type(record).__name__,
)
def test_what_happens_after_midnight_in_summer_is_named_by_the_councils_day(record: models.Model) -> None:
    assert "2030-07-01" in str(record)
    assert "2030-06-30" not in str(record)
