"""The course of a consultation in its editor: what the public reads now, and what can be done."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from wagtail.admin.panels import Panel

from cms.content.models import ContentItem
from cms.content.reading import current
from cms.dates import local, moment
from events.consultation_course import Course
from events.consultation_formats import equal_time_extension

# The address of an action, its name, its icon and what it does.
ACTIONS = {
    "extend": ("Extend", "date", "Moves the closing to a later day, while it is open or before it opens."),
    "pause": (
        "Pause",
        "no-view",
        "Stops taking answers for a while, whether or not the day it opens again is known.",
    ),
    "reopen": ("Re-open", "rotate", "Takes answers again after a pause or after it has closed."),
    "withdraw": ("Withdraw", "cross", "Ends it for good. Its page stays and says why."),
    "correct": (
        "Correct a mistake",
        "edit",
        "Mends dates that were typed wrong, past ones too, and says so.",
    ),
}


@dataclass(frozen=True)
class ActionLink:
    """An action as the panel offers it."""

    name: str
    icon: str
    meaning: str
    url: str


def action_url(page_id: int, action: str, **given: Any) -> str:
    """Return where an action is taken, with fields filled in."""
    url = reverse("consultation_action", args=[page_id, action])
    return f"{url}?{urlencode(given)}" if given else url


def fitting(course: Course, now: dt.datetime) -> list[str]:
    """Return the actions that make sense at `now`."""
    state = course.state(now)
    if state == "paused":
        return ["reopen" if course.is_paused_on else "extend", "withdraw", "correct"]
    by_state = {
        "upcoming": ["extend", "withdraw", "correct"],
        "open": ["extend", "pause", "withdraw", "correct"],
        "withdrawn": ["correct"],
    }
    return by_state.get(state, ["reopen", "withdraw", "correct"])


def action_links(page: Any, course: Course, now: dt.datetime) -> list[ActionLink]:
    """Return the actions for a live page, none while it is archived."""
    if not page.live or page.archived_at:
        return []
    return [ActionLink(*ACTIONS[name], action_url(page.pk, name)) for name in fitting(course, now)]


class CoursePanel(Panel):
    """Shows the live version's windows and state, with the actions that fit them."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "events/consultation_course_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            live = self.instance.live_version() if self.instance.pk else None
            if live is None:
                return context
            now = timezone.now()
            course = Course.of(live)
            suggestion = equal_time_extension(live, now)
            may_act = live.permissions_for_user(self.request.user).can_publish()
            return context | {
                "live": live,
                "when": course.when(now, live.feedback_published_on is not None),
                "windows": [(local(one.opens_at), local(one.closes_at), one.note) for one in course.windows],
                "links": action_links(live, course, now) if may_act else [],
                "may_act": may_act,
                "record": live.actions.select_related("by").order_by("-at"),
                "suggestion": suggestion,
                "suggestion_words": moment(suggestion.closes_at) if suggestion else "",
                "suggestion_url": _extension_url(live.pk, suggestion.closes_at) if suggestion else "",
                "how_to_respond": _how_to_respond(live, now),
            }


def _extension_url(page_id: int, closes_at: dt.datetime) -> str:
    return action_url(page_id, "extend", closes_at=f"{local(closes_at):%Y-%m-%d %H:%M}")


def _how_to_respond(live: Any, now: dt.datetime) -> str:
    documents = current(ContentItem.objects.filter(id=live.content_id), now).values()
    return next((str(json.loads(one.body).get("how_to_respond", "")) for one in documents), "")
