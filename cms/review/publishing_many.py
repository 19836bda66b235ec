"""Publish many pages at once: those that the checks let pass. The others stay, and it is said why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.models import Page, Revision

from cms.checks.outside_forms import Verdict
from cms.pages import BasePage

# A message that names more is read by nobody; the others are named when these are mended.
MOST_NAMED = 20
Stopped = list[tuple[Page, list[str]]]


class PublishChecked(PublishBulkAction):
    """Publishes the chosen pages, and leaves those that need mending or a reason."""

    template_name = "cms/review/publish_many.html"

    def object_context(self, obj: Page) -> dict[str, Any]:
        context: dict[str, Any] = super().object_context(obj)
        latest = obj.get_latest_revision()
        verdict = _verdict(latest.as_object() if latest else obj.specific)
        return context | {"in_the_way": verdict.words if verdict else []}

    def get_execution_context(self) -> dict[str, Any]:
        self.stopped: Stopped = []
        return {**super().get_execution_context(), "stopped": self.stopped}

    @classmethod
    def execute_action(
        cls,
        objects: list[Page],
        include_descendants: bool = False,
        user: Any = None,
        stopped: Stopped | None = None,
        **kwargs: Any,
    ) -> tuple[int, int]:
        left = [] if stopped is None else stopped
        below = _drafts_below(objects, user) if include_descendants else iter(())
        chosen = sum([_publish(page, user, left) for page in objects])
        return chosen, sum([_publish(page, user, left) for page in below])

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        if self.stopped:
            messages.warning(self.request, _said(self.stopped))
        if not num_parent_objects and not num_child_objects:
            return None
        said: str = super().get_success_message(num_parent_objects, num_child_objects)
        return said


def _drafts_below(objects: list[Page], user: Any) -> Iterator[Page]:
    for page in objects:
        for draft in page.get_descendants().not_live().defer_streamfields().specific().iterator():
            if user is None or draft.permissions_for_user(user).can_publish():
                yield draft


def _publish(page: Page, user: Any, stopped: Stopped) -> bool:
    """Publish a page's newest words, or note why not; return whether it was published."""
    revision: Revision = page.get_latest_revision() or page.specific.save_revision(user=user)
    words = revision.as_object()
    verdict = _verdict(words)
    if verdict and verdict.in_the_way:
        stopped.append((words, verdict.words))
        return False
    revision.publish(user=user)
    if verdict:
        verdict.record(user)
    return True


def _verdict(page: Any) -> Verdict | None:
    return Verdict(page, timezone.now()) if isinstance(page, BasePage) else None


def _said(stopped: Stopped) -> str:
    count = "1 page was" if len(stopped) == 1 else f"{len(stopped)} pages were"
    rows = (
        (reverse("wagtailadmin_pages:edit", args=[page.pk]), page.get_admin_display_title(), " ".join(words))
        for page, words in stopped[:MOST_NAMED]
    )
    more = f"and {len(stopped) - MOST_NAMED} more." if len(stopped) > MOST_NAMED else ""
    return format_html(
        "{} not published. Mend each, or say under its “Checks” why it is right as it is:<ul>{}</ul>{}",
        count,
        format_html_join("", '<li><a href="{}#checks">{}</a>: {}</li>', rows),
        more,
    )
