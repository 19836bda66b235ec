"""A form that came without the secret of its page: what was typed is shown again, to be sent from here."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.csrf import csrf_failure

from website.assessment.pages import page, private_page
from website.reading import Values

# What people typed, by the name of its field; the rest goes along unseen.
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
SECRET = "csrfmiddlewaretoken"  # noqa: S105, a name


def refuse(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the page for a form that may be forged; those outside the tool keep Django's."""
    if request.path.startswith("/assess/"):
        return _ask_again(request)
    return csrf_failure(request, reason)


@private_page
def _ask_again(request: HttpRequest) -> HttpResponse:
    """Return what was sent as a form of this site, so that whoever typed it decides whether to send it."""
    fields = [(name, value) for name, values in request.POST.lists() if name != SECRET for value in values]
    values: Values = {
        "fields": fields,
        "typed": [(TYPED[name], value) for name, value in fields if name in TYPED and value],
        "ratings": sum(bool(value) for name, value in fields if name.startswith("s-")),
        "files": list(request.FILES),
        "action": request.path,
    }
    return page(request, "again", values, status=403)
