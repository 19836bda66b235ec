"""Forms that can not be taken as they came: what was typed is never lost without a word."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.views.csrf import csrf_failure

from cms.api.problems import Problem
from website.assessment.pages import page, private_page
from website.assessment.typed import ratings_in, typed_in
from website.reading import Values

GO_BACK = "Go back in your browser: it still has what you typed."
SHORTER = "Make it shorter, or give it as a file of up to 5 MB."
SECRET = "csrfmiddlewaretoken"  # noqa: S105, a name


def refuse(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the page for a form that may be forged; those outside the tool keep Django's."""
    if request.path.startswith("/assess/"):
        return _ask_again(request)
    return csrf_failure(request, reason)


@private_page
def unreadable_form(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Tell of a form that could not be read; what was typed is still in the browser."""
    if isinstance(exception, RequestDataTooBig):
        raise Problem(413, f"That is more than can be sent at once, so it is not saved. {GO_BACK} {SHORTER}")
    raise Problem(400, f"What arrived is not whole, so it is not saved. {GO_BACK}")


@private_page
def _ask_again(request: HttpRequest) -> HttpResponse:
    """Return what was sent as a form of this site, so that whoever typed it decides whether to send it."""
    fields = [(name, value) for name, values in request.POST.lists() if name != SECRET for value in values]
    values: Values = {
        "fields": fields,
        "typed": typed_in(request),
        "ratings": ratings_in(request),
        "files": list(request.FILES),
        "action": request.path,
    }
    return page(request, "again", values, status=403)
