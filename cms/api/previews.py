"""A draft as it would be published, for the website that shows editors their preview."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from ninja.params.functions import Path

from cms.api import parameters
from cms.api.answers import JSON
from cms.api.private import PRIVATE
from cms.api.problems import Problem, ProblemDetails
from cms.api.schema import Preview
from cms.previews.drafts import NoSuchPreview, PreviewEnded, read_draft

router = Router(tags=["Preview"])
Token = Annotated[str, Path(description="From the address that the admin opened.", max_length=200)]


@router.get(
    "/preview/{token}",
    response={200: Preview, 404: ProblemDetails, 410: ProblemDetails, 422: ProblemDetails},
    operation_id="get_preview",
    summary="Read one draft",
)
def get_preview(request: HttpRequest, token: Token) -> HttpResponse:
    """Return a draft's card and document, as publishing would make them but for `sequence` and its times.

    The token ends after half an hour, and with the editor's right to change the page.
    """
    parameters.read(request, parameters.NoQuery)
    try:
        draft = read_draft(token, timezone.now())
    except NoSuchPreview as error:
        raise Problem(404, "There is no such preview. Open it in the admin.", headers=PRIVATE) from error
    except PreviewEnded as error:
        raise Problem(410, "This preview has ended. Open it again in the admin.", headers=PRIVATE) from error
    body = b'{"card":%b,"document":%b}' % (bytes(draft.card), bytes(draft.document))
    return HttpResponse(body, content_type=JSON, headers=PRIVATE)
