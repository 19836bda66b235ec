"""Every change in the admin is one transaction, so that a page and its document stand or fall together."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from cms.content.log import under_publishing_lock
from cms.content.publishing import PublishRefused

READING = {"GET", "HEAD", "OPTIONS"}


def atomic_change(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Run a changing request of the view in one transaction, unless the view says that it writes nothing.

    The view itself, not the request's middleware, as only here an exception is seen before a commit. A
    publish that is refused where no form could say so goes back to where the editor was, with the reason.
    """
    under_lock = under_publishing_lock(view)

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method in READING or getattr(view, "writes_nothing", False):
            return view(request, *args, **kwargs)
        try:
            return under_lock(request, *args, **kwargs)
        except PublishRefused as refused:
            messages.error(request, str(refused))
            return HttpResponseRedirect(_back(request))

    return wrapped


def _back(request: HttpRequest) -> str:
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()}):
        return urlsplit(came_from).path
    return "/admin/"
