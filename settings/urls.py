"""All addresses of the hub."""

from django.conf import settings
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms.admin_transactions import atomic_change
from cms.api.health import healthz, metrics, readyz
from cms.api.hub import make_api
from cms.media import urls as media_urls
from website import urls as website_urls

api = make_api()

urlpatterns = [
    path("admin/", include(decorate_urlpatterns(wagtailadmin_urls.urlpatterns, atomic_change))),
    path("api/v1/", api.urls),
    path("healthz", healthz),
    path("readyz", readyz),
    path("metrics", metrics),
    *media_urls.urlpatterns,
]

if settings.WEBSITE:
    urlpatterns += website_urls.urlpatterns
    handler400 = "website.errors.bad_request"
    handler404 = "website.errors.not_found"
    handler500 = "website.errors.server_error"
else:
    urlpatterns.append(path("", RedirectView.as_view(url="/api/v1/docs")))
