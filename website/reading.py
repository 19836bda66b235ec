"""Ask the public API's own operations, in this process, and read the JSON that they answer with.

So whatever stands on a page stood in an answer that every other website can have too.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse

from cms.api import calendar, items, lists, previews
from cms.api.answers import MAX_AGE
from search import api as search_api
from standard import api as standard_api

API = "/api/v1"
MAX_AGE_OF = re.compile(r"max-age=(\d+)")
# All of a request that decides which scheme and host an answer names.
OF_THE_ORIGIN = {"SERVER_NAME", "SERVER_PORT", "HTTP_HOST", "HTTP_X_FORWARDED_PROTO", "wsgi.url_scheme"}

Values = dict[str, Any]
Parameters = Mapping[str, Any]


class Reading:
    """What one page reads, for how long all of it holds, and by which keys a cache purges it."""

    def __init__(self, request: HttpRequest, now: dt.datetime) -> None:
        self.request = request
        self.now = now
        # Where the page stands, or will once its draft is published.
        self.path = request.path
        self.is_draft = False
        self.seconds = MAX_AGE
        self.keys: dict[str, None] = {}

    def ask(
        self, operation: Callable[..., HttpResponse], path: str, parameters: Parameters, *values: Any
    ) -> Values:
        """Return what an operation of the API answers; raises the Problem that it would answer with."""
        response = operation(self._request(path, parameters), *values)
        found = MAX_AGE_OF.search(response.headers["Cache-Control"])
        self.seconds = min(self.seconds, int(found[1]) if found else 0)
        self.keys |= dict.fromkeys(response.headers.get("Surrogate-Key", "").split())
        answered: Values = json.loads(response.content)
        return answered

    def at(self, path: str) -> Values:
        """Return the document at a path, or where that has moved to; raises Problem, 404 or 410."""
        return self.ask(items.get_content_by_path, "/content/by-path", {"path": path})

    def draft(self, token: str) -> Values:
        """Return an editor's draft as card and document; raises Problem, 404 or 410."""
        return self.ask(previews.get_preview, f"/preview/{token}", {}, token)

    def cards(self, **parameters: str | list[str]) -> Values:
        """Return a page of cards."""
        return self.ask(lists.list_content, "/content", parameters)

    def documents(self, **parameters: str | list[str]) -> Values:
        """Return a page of whole documents."""
        return self.ask(lists.list_documents, "/documents", parameters)

    def calendar(self, parameters: Parameters) -> Values:
        """Return a page of the calendar."""
        return self.ask(calendar.list_calendar, "/calendar", parameters)

    def standard(self, version: str) -> Values:
        """Return all of a version of the standard; raises Problem, 404 where it is not public."""
        return self.ask(standard_api.get_standard, f"/standard/{version}", {}, version)

    def search(self, parameters: Parameters) -> Values:
        """Return a page of what search finds; raises Problem, 503 where it is not available."""
        return self.ask(search_api.search, "/search", parameters)

    def _request(self, path: str, parameters: Parameters) -> WSGIRequest:
        environ = {name: value for name, value in self.request.META.items() if name in OF_THE_ORIGIN}
        environ |= {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": f"{API}{path}",
            "QUERY_STRING": query_string(parameters),
            "wsgi.input": BytesIO(),
        }
        return WSGIRequest(environ)


def query_string(parameters: Parameters) -> str:
    """Return parameters as they stand in an address, always in the same order."""
    return urlencode(sorted(parameters.items()), doseq=True)


def cursor_of(page: Values) -> str | None:
    """Return the cursor of the next page, None on the last one."""
    return parse_qs(urlsplit(page["next"]).query)["cursor"][0] if page["next"] else None
