"""All addresses of the hub."""

from django.urls import include, path
from wagtail import urls as wagtail_urls  # noqa: F401
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [path("admin/", include(wagtailadmin_urls))]
