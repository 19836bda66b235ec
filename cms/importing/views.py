"""Import in the admin: choose a file, see what would be done, confirm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from cms.importing.files import SourceFile
from cms.importing.forms import MOST_ROWS, UploadForm, known_sources
from cms.importing.plan import Action, Import, Outcome
from cms.importing.registry import Importer, importer_for, importer_named, importers
from cms.importing.rows import Choices, FileRefused
from cms.importing.writing import apply, parent_of

SALT = "cms.importing"
# Long enough to read the preview, short enough that a page left open does not import last week's file.
CONFIRM_WITHIN = 2 * 3600


def may_import(user: Any) -> bool:
    """Return whether somebody may make pages anywhere."""
    return bool(page_permission_policy.user_has_any_permission(user, {"add"}))


def upload(request: HttpRequest) -> HttpResponse:
    """Show the form, and for a file what would be done with each of its rows."""
    _check_may_import(request)
    may_publish = page_permission_policy.user_has_any_permission(request.user, {"publish"})
    form = UploadForm(request.POST or None, request.FILES or None, may_publish=may_publish)
    if request.method == "POST" and form.is_valid():
        try:
            wanted = _from_form(request, form.cleaned_data)
            outcomes = _all(wanted.preview())
        except FileRefused as refused:
            form.add_error("file", str(refused))
        else:
            return _preview(request, wanted, form.cleaned_data, outcomes)
    context = {"form": form, "sources": known_sources(), "importers": importers()}
    return render(request, "cms/importing/upload.html", context)


def confirm(request: HttpRequest) -> HttpResponse:
    """Import what was shown, and say what was done."""
    _check_may_import(request)
    try:
        given = signing.loads(request.POST.get("checked", ""), salt=SALT, max_age=CONFIRM_WITHIN)
        if given["user"] != request.user.pk:
            raise PermissionDenied
        wanted = _from_checked(request, given)
        with transaction.atomic():
            outcomes = _all(apply(wanted))
    except signing.BadSignature:
        return _stale(request, "The file was checked too long ago. Choose it again.")
    except FileRefused as refused:
        return _stale(request, str(refused))
    return render(request, "cms/importing/done.html", _table(wanted, outcomes))


def template(request: HttpRequest, name: str) -> HttpResponse:
    """Answer with an empty list and an example row."""
    _check_may_import(request)
    found = [importer for importer in importers() if importer.name == name and importer.template]
    if not found:
        return HttpResponse("There is no such template.", status=404, content_type="text/plain")
    # Excel takes a file for UTF-8 only with this mark.
    response = HttpResponse("\ufeff" + found[0].template, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


urls: list[URLPattern] = [
    path("import-listings/", upload, name="import_listings"),
    path("import-listings/confirm/", confirm, name="import_listings_confirm"),
    path("import-listings/template/<slug:name>/", template, name="import_listings_template"),
]


def _check_may_import(request: HttpRequest) -> None:
    if not may_import(request.user):
        raise PermissionDenied


def _check_parent(request: HttpRequest, wanted: Import) -> None:
    parent: Page = parent_of(wanted)
    allowed = parent.permissions_for_user(request.user)
    if not allowed.can_add_subpage():
        raise FileRefused(f"You may not add pages below “{parent.title}”.")
    if wanted.publish and not allowed.can_publish_subpage():
        raise FileRefused(f"You may not publish pages below “{parent.title}”.")


def _import(request: HttpRequest, importer: Importer, source: str, **values: Any) -> Import:
    if not source:
        raise FileRefused("Say whose list it is: the ids of a CSV file are only its own.")
    wanted = Import(importer=importer, source=source, user=request.user, **values)  # type: ignore[arg-type]
    _check_parent(request, wanted)
    return wanted


def _from_form(request: HttpRequest, given: dict[str, Any]) -> Import:
    choices = Choices(timezone.now(), given["time_zone"], given["mapping"])
    importer = importer_named(given["kind"]) if given["kind"] else importer_for(given["file"], choices)
    return _import(
        request,
        importer,
        given["source"].strip() or importer.source,
        file=given["file"],
        choices=choices,
        publish=given.get("publish", False),
        overwrite=given["overwrite"],
    )


def _from_checked(request: HttpRequest, given: dict[str, Any]) -> Import:
    zone = ZoneInfo(given["time_zone"]) if given["time_zone"] else None
    return _import(
        request,
        importer_named(given["importer"]),
        given["source"],
        file=SourceFile.of_bytes(given["name"], given["text"].encode()),
        choices=Choices(timezone.now(), zone, given["mapping"]),
        publish=given["publish"],
        overwrite=given["overwrite"],
    )


def _preview(
    request: HttpRequest, wanted: Import, given: dict[str, Any], outcomes: list[Outcome]
) -> HttpResponse:
    # The page carries what was checked, signed: nothing of it lies about on the server.
    checked = signing.dumps(
        {
            "user": request.user.pk,
            "importer": wanted.importer.name,
            "source": wanted.source,
            "name": wanted.file.name,
            "text": "".join(wanted.file.lines()),
            "time_zone": str(wanted.choices.time_zone or ""),
            "mapping": wanted.choices.mapping,
            "publish": wanted.publish,
            "overwrite": wanted.overwrite,
        },
        salt=SALT,
        compress=True,
    )
    table = _table(wanted, outcomes)
    count = sum(one.action in {Action.NEW, Action.CHANGED} for one in outcomes)
    return render(request, "cms/importing/preview.html", table | {"checked": checked, "count": count})


def _all(outcomes: Iterator[Outcome]) -> list[Outcome]:
    found = list(islice(outcomes, MOST_ROWS + 1))
    if len(found) > MOST_ROWS:
        raise FileRefused(
            f"It has more than {MOST_ROWS} rows. Split it, or ask for the command `import_listings`."
        )
    return found


def _table(wanted: Import, outcomes: list[Outcome]) -> dict[str, Any]:
    counts = Counter(one.action for one in outcomes)
    return {
        "wanted": wanted,
        "outcomes": outcomes,
        "counts": [(counts[action], action) for action in Action if counts[action]],
    }


def _stale(request: HttpRequest, why: str) -> HttpResponse:
    form = UploadForm(may_publish=False)
    context = {"form": form, "sources": known_sources(), "importers": importers(), "why": why}
    return render(request, "cms/importing/upload.html", context, status=400)
