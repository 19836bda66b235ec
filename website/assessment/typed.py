"""What somebody typed into a form, to show it again where the form itself can not come again."""

from __future__ import annotations

from django.http import HttpRequest

# By the name of the field; the rest goes along unseen.
TYPED = {
    "service_name": "Name of your service",
    "level": "Level",
    "not_applicable_reason": "Why it does not apply",
    "note": "Note",
    "text": "Evidence in words",
    "url": "Evidence at a web address",
    "what": "What you will do",
    "owner_role": "Who does it",
    "due_on": "By when",
    "parents_part": "How parents are involved",
    "words": "Your words",
    "label": "Who or where it is for",
    "to": "Send the link to",
    "reminders_to": "Send reminders to",
}


def typed_in(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what was typed with the name that people know each field by."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    return [(TYPED[name], value) for name, value in fields if name in TYPED and value]


def ratings_in(request: HttpRequest) -> int:
    """Return how many statements a parent has rated."""
    return sum(bool(value) for name, value in request.POST.items() if name.startswith("s-"))
