"""What every page says of its upkeep: who keeps it right, and when somebody looks at it again."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Page

from cms.dates import local

EMPTY_DAY = (
    "The day by which somebody checks it again. Left empty, the hub takes a day that suits this kind of page,"
    " counted from when it was last checked or published."
)


class KeptRight(Page):
    """A page that somebody has to keep right."""

    # How long its words stay true, as a rule, after somebody has looked at them.
    review_months: ClassVar[int] = 12

    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Who keeps this page right.",
    )
    shared_mailbox = models.EmailField(
        blank=True, help_text="Where reminders go when that person is away. Never public."
    )
    review_by = models.DateField(
        null=True, blank=True, help_text="The day by which somebody checks it again."
    )
    reviewed_on = models.DateField("last checked on", null=True, blank=True)

    upkeep_panel = MultiFieldPanel(
        [
            FieldPanel("responsible"),
            FieldPanel("shared_mailbox"),
            FieldPanel("review_by", widget=AdminDateInput, help_text=EMPTY_DAY),
            FieldPanel("reviewed_on", widget=AdminDateInput),
        ],
        heading="Upkeep",
    )

    class Meta:
        abstract = True

    @property
    def reminder_address(self) -> str:
        """Return who is reminded, empty for nobody: the person responsible, the mailbox, the editors'."""
        person = self.responsible
        own = person.email if person and person.is_active else ""
        return own or self.shared_mailbox or settings.EDITORS_MAILBOX

    @property
    def review_due_on(self) -> dt.date | None:
        """Return the day by which somebody looks at it again; None before it is first published."""
        if self.review_by:
            return self.review_by
        published = self.last_published_at
        seen = self.reviewed_on or (local(published).date() if published else None)
        return self.next_review(seen) if seen else None

    @classmethod
    def next_review(cls, seen: dt.date) -> dt.date:
        """Return the day for the next look at what was right on a day."""
        return seen + relativedelta(months=cls.review_months)
