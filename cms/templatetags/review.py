"""What changes, in the e-mail that asks somebody to check it."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from cms.pages import BasePage
from cms.review.facts import ReviewFacts, facts_of

register = template.Library()


@register.simple_tag
def review_facts(page: Any) -> ReviewFacts | None:
    """Return what a reviewer needs to know of a page's draft; None where it is no page of ours."""
    if not isinstance(page, BasePage):
        return None
    return facts_of(page.get_latest_revision_as_object(), timezone.now())
