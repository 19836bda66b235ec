"""What each page of the assessment tool has: its form's secret, its headers, and problems told kindly."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import timezone

from cms.api.private import NOT_FOR_OTHERS
from cms.api.problems import Problem
from standard.assessments.api.doors import NO_SUCH_LINK
from website.assessment.typed import typed_in
from website.pages import HTML, common
from website.reading import Reading, Values

TOO_LARGE = "This file is too large: it can have 5 MB. Take a smaller picture of it, or give its web address."
PLAIN = {
    re.compile(
        r"String should have at most (\d+) characters?\."
    ): r"This is too long: it can have \1 characters.",
    re.compile(r"Input should be a valid date.*"): "Give a day, such as 15 January 2027.",
}
# Forms of which nothing could be read.
UNREAD = {400, 413}
View = Callable[..., HttpResponse]
# Not `no-referrer`: browsers then send `Origin: null` with a form, which no check can tell from a forgery.
HEADERS = NOT_FOR_OTHERS | {"Referrer-Policy": "same-origin"}


def private_page(view: View) -> View:
    """Have a view answer one caller alone, to reads and posts, and tell of problems on a page."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in {"GET", "HEAD", "POST"}:
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        try:
            response = view(request, *args, **kwargs)
        except Problem as problem:
            is_link = problem.detail == NO_SUCH_LINK or request.path.startswith("/assess/parents/")
            token = "" if is_link else kwargs.get("token", "")
            values = {"problem": problem, "back": token and f"/assess/{token}/", "is_link": is_link}
            if request.method == "POST" and problem.status not in UNREAD:
                values["typed"] = typed_in(request)
            response = page(request, "problem", values, status=problem.status)
            for name, value in problem.headers.items():
                response[name] = value
        for name, value in HEADERS.items():
            response[name] = value
        return response

    return answer


def page(request: HttpRequest, name: str, values: Values, *, status: int = 200) -> HttpResponse:
    """Return a page of the assessment tool."""
    shown = {
        **common(Reading(request, timezone.now())),
        "is_private": True,
        "form_secret": get_token(request),
        **values,
    }
    body = render_to_string(f"website/assess/{name}.html", shown)
    return HttpResponse(body, content_type=HTML, status=status)


def go(address: str) -> HttpResponse:
    """Return the hop to the page after a form, so that going back or reloading sends nothing twice."""
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


def faults_of(problem: Problem) -> dict[str, str]:
    """Return what is wrong by field, in plain words; raises the problem where it is none of a form."""
    if problem.status == 413:
        return {"file": TOO_LARGE}
    if problem.status != 422:
        raise problem
    return {fault.parameter: _plainly(fault.message) for fault in problem.errors} or {"": problem.detail}


def _plainly(message: str) -> str:
    """Return a message that was written for programs as one for people."""
    for pattern, words in PLAIN.items():
        message = pattern.sub(words, message)
    return message
