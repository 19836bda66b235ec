"""What has happened to a consultation stays with it: no draft, however old, can undo or rewrite it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from cms.content import log
from cms.content.publishing import PublishRefused
from events.consultation_checks import incomplete, rewritten
from events.consultation_course import Course

# In a page's row, whatever its revisions say; actions alone change them.
FACTS = ["paused_since", "withdrawn_at"]


class KeepsCourse:
    """A page that publishes nothing that rewrites what its live version has told people."""

    exclude_fields_in_copy: ClassVar[list[str]] = FACTS

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """Return the page as a revision has it, with the facts that its row has now."""
        page = super().with_content_json(content)  # type: ignore[misc]
        facts = type(page)._base_manager.filter(pk=page.pk).values(*FACTS).first() or {}
        for name, value in facts.items():
            setattr(page, name, value)
        course = Course.of(page)
        if course.windows and not course.is_paused_on:
            page.paused_since = None
        return page

    def live_version(self) -> Any:
        """Return the page as it is public, None where it is not."""
        return type(self)._base_manager.filter(pk=self.pk, live=True).first()  # type: ignore[attr-defined]

    @transaction.atomic
    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> Any:
        # Between comparing and saving, nobody may change what is compared.
        log.hold_publishing_lock()
        draft, live, now = revision.as_object(), self.live_version(), timezone.now()
        faults = incomplete(draft, now)
        if live:
            # What was published with gaps may be published again; a form asks for them.
            gaps = incomplete(live, now)
            faults = {field: why for field, why in faults.items() if field not in gaps}
            faults |= rewritten(draft, live, now)
        if faults:
            raise PublishRefused(draft.title, {field: [why] for field, why in faults.items()})
        return super().publish(revision, *args, **kwargs)  # type: ignore[misc]
