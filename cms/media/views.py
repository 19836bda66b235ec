"""Hand out what editors have uploaded: files under their real names, and the sizes made of images."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from uuid import UUID

from django.core.files.storage import Storage, default_storage
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date
from django.views.decorators.http import require_safe

from cms.api.problems import problem_response
from cms.media.consent.withdrawal import LONG, kept_for
from cms.media.models import HubDocument

# The originals lie beside them and are never handed out.
RENDITION = re.compile(
    r"images/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/[0-9a-f]{8}/([\w.-]+)\.(jpg|png|webp)", re.ASCII
)
IMAGE_TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}


@require_safe
def file_view(request: HttpRequest, uuid: UUID, filename: str) -> HttpResponseBase:
    """Answer with a file that editors offer; a former name of it leads to the present one."""
    document = HubDocument.objects.select_related("collection").filter(uuid=uuid).first()
    if document is None or document.collection.get_view_restrictions().exists():
        return nothing_here()
    if filename != document.filename:
        return HttpResponseRedirect(reverse("hub_file", args=[uuid, document.filename]))
    is_pdf = document.content_type == "application/pdf"
    headers = {
        "Content-Type": document.content_type,
        "Content-Disposition": content_disposition_header(not is_pdf, filename) or "attachment",
        # A PDF opens in the browser's own viewer, which may need what a sandbox forbids.
        "Content-Security-Policy": "default-src 'none'" if is_pdf else "sandbox; default-src 'none'",
        "Cache-Control": "public, max-age=300",
        "Surrogate-Key": document.content_key,
    }
    return _stored_file(request, document.file.storage, document.file.name, headers)


@require_safe
def media_view(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer with one size of an image, whose address changes with its content."""
    rendition = RENDITION.fullmatch(path)
    if not rendition:
        return nothing_here()
    name, extension = rendition.groups()
    _, image, version, _ = path.split("/")
    keep = kept_for(UUID(image), f"{image}/{version}", timezone.now())
    if keep is None:
        return taken_back(f"image:{image}")
    # The admin's own link to the picture in full.
    editors_only = name.startswith("original")
    if editors_only and not request.user.has_perm("wagtailadmin.access_admin"):
        return nothing_here()
    headers = {
        "Content-Type": IMAGE_TYPES[extension],
        "Content-Disposition": "inline",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "private, no-store" if editors_only else _cache_control(keep),
        "Surrogate-Key": f"image:{image}",
    }
    return _stored_file(request, default_storage, path, headers)


def _cache_control(keep: dt.timedelta) -> str:
    return f"public, max-age={int(keep.total_seconds())}" + (", immutable" if keep == LONG else "")


def _stored_file(
    request: HttpRequest, storage: Storage, name: str, headers: dict[str, str]
) -> HttpResponseBase:
    """Answer with a stored file, or that the caller has it already."""
    if not storage.exists(name):
        return nothing_here()
    modified_at = int(storage.get_modified_time(name).timestamp())
    # A stored file is never written again: another content has another name.
    etag = f'"{hashlib.sha256(name.encode()).hexdigest()[:32]}"'
    headers |= {"X-Content-Type-Options": "nosniff", "ETag": etag, "Last-Modified": http_date(modified_at)}
    head = HttpResponse(headers=headers)
    answer = get_conditional_response(request, etag, modified_at, head)
    if answer is not None and answer is not head:
        answer["Surrogate-Key"] = headers["Surrogate-Key"]
        return answer
    head["Content-Length"] = str(storage.size(name))
    if request.method == "HEAD":
        return head
    response = FileResponse(storage.open(name))
    for header, value in head.items():
        response[header] = value
    return response


def nothing_here() -> HttpResponse:
    return problem_response(404, "There is no file at this address. It may have been replaced or withdrawn.")


def taken_back(surrogate_key: str) -> HttpResponse:
    """Answer for a picture that nobody may have any more."""
    answer = problem_response(410, "This picture was taken back. Remove it wherever you keep a copy.")
    answer["Surrogate-Key"] = surrogate_key
    return answer
