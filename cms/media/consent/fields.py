"""What is known of the consent of the people in a picture."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from wagtail.images.models import AbstractImage

from cms.content import schemas
from cms.media.consent.drawing import NEUTRAL_ALT, neutral_renditions

NEEDED = {
    "consent_reference": "Say where the signed consent is kept. A picture of people needs it.",
    "consent_for": "Say what they have agreed to.",
    "consent_expires_on": "Say until when it holds. A year is usual where the form names no day.",
}


class ImageOfPeople(AbstractImage):
    """A picture in which somebody may be recognised."""

    shows_people = models.BooleanField(
        "somebody can be recognised",
        default=False,
        help_text="Tick it for photos of people. Then the next three fields are needed.",
    )
    consent_reference = models.CharField(
        max_length=100,
        blank=True,
        help_text="Where the signed consent of the people in it is kept. Not public.",
    )
    consent_for = models.CharField(
        "consent is for",
        max_length=200,
        blank=True,
        help_text="What they have agreed to, such as “The hub's pages about short breaks”. Not public.",
    )
    consent_expires_on = models.DateField(null=True, blank=True, help_text="The last day of that consent.")
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    consent_form_fields = ("shows_people", "consent_reference", "consent_for", "consent_expires_on")

    class Meta(AbstractImage.Meta):
        abstract = True

    @property
    def consent_ends_at(self) -> dt.datetime | None:
        """Return the first instant after the consent's last day."""
        if self.consent_expires_on is None:
            return None
        after = self.consent_expires_on + dt.timedelta(days=1)
        return timezone.make_aware(dt.datetime.combine(after, dt.time()))

    def is_gone(self, now: dt.datetime) -> bool:
        """Return whether nobody may see it: it was withdrawn, or its consent has ended."""
        ends_at = self.consent_ends_at
        return self.withdrawn_at is not None or (ends_at is not None and ends_at <= now)

    def lacks_consent(self) -> bool:
        """Return whether it shows people and nothing says that they have agreed."""
        return self.shows_people and not all(getattr(self, name) for name in NEEDED)

    def clean(self) -> None:
        super().clean()
        if self.shows_people:
            faults = {name: words for name, words in NEEDED.items() if not getattr(self, name)}
            if faults:
                raise ValidationError(faults)

    def as_value(self) -> schemas.Image:
        """Return what documents say of it while it may be seen."""
        raise NotImplementedError

    def public_value(self, now: dt.datetime) -> schemas.Image:
        """Return what documents say of it; a neutral drawing in its place once it may not be seen."""
        if not self.is_gone(now):
            return self.as_value()
        return schemas.Image(
            alt=NEUTRAL_ALT,
            decorative=True,
            caption="",
            credit="",
            focal_point=None,
            renditions=neutral_renditions(),
        )
