"""The actions on a consultation in the menus of its page, and their names in its history."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry

from events.consultation_actions import LOG_ACTION
from events.consultation_course import Course
from events.consultation_course_panel import action_links
from events.consultation_differences import Kind
from events.consultations import ConsultationPage

LOGGED = {
    Kind.EXTENDED: ("Extend a consultation", "Extended the consultation"),
    Kind.PAUSED: ("Pause a consultation", "Paused the consultation"),
    Kind.REOPENED: ("Re-open a consultation", "Re-opened the consultation"),
    Kind.WITHDRAWN: ("Withdraw a consultation", "Withdrew the consultation"),
    Kind.CORRECTED: ("Correct a consultation", "Corrected the consultation's dates"),
}


def header_buttons(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Yield the actions for the menu at the top of a consultation's pages."""
    yield from listing_buttons(page, user, next_url)


def listing_buttons(page: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """Yield the actions for a consultation's menu in a list of pages."""
    if page.specific_class is not ConsultationPage or not page.live:
        return
    if not page.permissions_for_user(user).can_publish():
        return
    live = ConsultationPage.objects.get(pk=page.pk)
    for number, link in enumerate(action_links(live, Course.of(live), timezone.now())):
        yield Button(link.name, url=link.url, icon_name=link.icon, priority=31 + number)


def register_log_actions(actions: LogActionRegistry) -> None:
    """Name the actions in a page's history."""
    for kind, (label, message) in LOGGED.items():
        actions.register_action(f"{LOG_ACTION}{kind.value}", label, message)
