"""The county's picture among the admin's reports."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from wagtail.admin.menu import MenuItem

from cms.dates import local
from standard.register.county import CountyPicture, county_picture
from standard.register.county_table import CSV, county_table
from standard.register.suppression import FEWEST

NAME = "county_picture"
TABLE = "county_table"


def may_see(user: Any) -> bool:
    """Return whether somebody sees the register in the admin."""
    return bool(user.has_perm("standard.view_application"))


def show(request: HttpRequest) -> HttpResponse:
    """Return the picture as of today."""
    shown = {"picture": _picture(request), "fewest": FEWEST, "table": reverse(TABLE)}
    return render(request, "standard/register/county.html", shown)


def download(request: HttpRequest) -> HttpResponse:
    """Return the same as CSV."""
    body = county_table(_picture(request))
    disposition = 'attachment; filename="standard-in-the-county.csv"'
    return HttpResponse(body, content_type=CSV, headers={"Content-Disposition": disposition})


def _picture(request: HttpRequest) -> CountyPicture:
    """Return the picture as of today, for those who may see it."""
    if not may_see(request.user):
        raise PermissionDenied
    return county_picture(local(timezone.now()).date())


class CountyMenuItem(MenuItem):
    """The picture's place in the menu."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_see(request.user)


def menu_item() -> CountyMenuItem:
    return CountyMenuItem("The Standard in the county", reverse(NAME), icon_name="globe", order=250)


urls = [path("reports/county/", show, name=NAME), path("reports/county/table.csv", download, name=TABLE)]
