"""The check of what a public document can not be without: the page's own rules, said while it is written."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import NON_FIELD_ERRORS

from cms.checks.draft import Draft
from cms.checks.findings import Finding
from cms.content.checking import check_fields
from cms.content.publishing import PublishRefused

ADVICE = "A page is not published without it. A draft can be saved."


def what_publishing_needs(draft: Draft) -> Iterator[Finding]:
    """Find what would refuse the page, each at its field."""
    try:
        check_fields(draft.page, draft.now)
    except PublishRefused as refused:
        for place, messages in refused.message_dict.items():
            for message in messages:
                yield Finding("" if place == NON_FIELD_ERRORS else place, message, ADVICE, blocks=True)
