"""Whether somebody is still signed in, asked before a form is sent: the sign-in page takes no form along."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def signed_in(request: HttpRequest) -> HttpResponse:
    """Return the secret that forms need now: signing in again has made another.

    Who is not signed in is sent to the sign-in page before this is asked.
    """
    return JsonResponse({"secret": get_token(request)})


urls = [path("signed-in/", signed_in, name="signed_in")]
