"""Headers that tell a browser what a page of the hub may do."""

from collections.abc import Callable

from csp.constants import HEADER
from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
ADMIN = "/admin/"


class PolicyMiddleware(CSPMiddleware):
    """One content security policy an answer: the admin's, which Wagtail needs looser, or the strict one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        super().__init__(get_response)
        # Both are the same on every answer for which no view has asked for more.
        self._policies = {
            True: build_policy(config=settings.ADMIN_CONTENT_SECURITY_POLICY),
            False: build_policy(),
        }

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if settings.DEBUG or getattr(request, "_csp_nonce", None) or _asks_for_more(response):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self._policies[request.path.startswith(ADMIN)])
        return response

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path.startswith(ADMIN) and not report_only:
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY
        return parts


def _asks_for_more(response: HttpResponseBase) -> bool:
    """Return whether a view's decorator has changed the policy of this answer."""
    return any(name.startswith("_csp_") for name in vars(response))
