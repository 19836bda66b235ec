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
from standard.register.county import county_picture
from standard.register.suppression import FEWEST

NAME = "county_picture"


def may_see(user: Any) -> bool:
    """Return whether somebody sees the register in the admin."""
    return bool(user.has_perm("standard.view_application"))


def show(request: HttpRequest) -> HttpResponse:
    """Return the picture as of today."""
    if not may_see(request.user):
        raise PermissionDenied
    picture = county_picture(local(timezone.now()).date())
    return render(request, "standard/register/county.html", {"picture": picture, "fewest": FEWEST})


class CountyMenuItem(MenuItem):
    """The picture's place in the menu."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_see(request.user)


def menu_item() -> CountyMenuItem:
    return CountyMenuItem("The Standard in the county", reverse(NAME), icon_name="globe", order=250)


urls = [path("reports/county/", show, name=NAME)]
