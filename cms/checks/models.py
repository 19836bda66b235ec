"""Reasons for which a page was kept as it is, although a check warned."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from wagtail.models import Page

LONGEST_REASON = 500


class CheckOverride(models.Model):
    """One warning that somebody has answered; it holds while the page says what was warned of."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    check_name = models.CharField(max_length=40)
    fingerprint = models.CharField(max_length=20)
    message = models.TextField()
    reason = models.CharField(max_length=LONGEST_REASON)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField()
    # When the page was published or submitted with it; until then it is part of a draft.
    used_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "fingerprint"], name="one_override_of_a_finding")
        ]

    def __str__(self) -> str:
        return f"{self.check_name}: {self.reason}"


class PageFindings(models.Model):
    """What the checks found in a live page when they were last asked, the worst first."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, primary_key=True, related_name="findings")
    checked_at = models.DateTimeField(db_index=True)
    worst = models.PositiveSmallIntegerField(null=True, help_text="The worst harm of them, empty for none.")
    found = models.JSONField(help_text="Check, fingerprint and message of each.")

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.page_id}: {len(self.found)}"
