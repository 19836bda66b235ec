"""What was done to a page as a whole stays with it, whichever of its revisions is shown or published."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import transaction

from cms.content import log

# By column, as in a row: what they are before anybody archives a page.
NEVER_ARCHIVED: dict[str, Any] = {
    "archived_at": None,
    "archived_sha256": "",
    "archived_revision_id": None,
    "kept_current": False,
}
FACTS = list(NEVER_ARCHIVED)


class KeepsArchiveFacts:
    """A page whose archiving no draft, however old, can undo or repeat; a copy begins without it."""

    exclude_fields_in_copy: ClassVar[list[str]] = [name.removesuffix("_id") for name in FACTS]

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """Return the page as a revision has it, with the facts that its row has now."""
        # A revision may still name one that protected nothing any more and was purged.
        page = super().with_content_json(content | {"archived_revision": None})  # type: ignore[misc]
        facts = type(page)._base_manager.filter(pk=page.pk).values(*FACTS).first() or {}
        for name, value in facts.items():
            setattr(page, name, value)
        return page

    @transaction.atomic
    def publish(self, *args: Any, **kwargs: Any) -> Any:
        # Between reading the facts and saving the row nobody may archive it.
        log.hold_publishing_lock()
        return super().publish(*args, **kwargs)  # type: ignore[misc]
