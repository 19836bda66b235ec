"""The website's addresses; it stands at the root and takes what nobody else has taken."""

from django.urls import include, path, re_path

from website import calendar, components, items, preview, search, well_known

urlpatterns = [
    path("", items.show),
    path("search/", search.show),
    path("calendar/", calendar.show),
    path("assess/", include("website.assessment.urls")),
    path("components/", components.show),
    path("preview/<str:token>/", preview.show),
    path("robots.txt", well_known.robots),
    path("sitemap.xml", well_known.sitemap),
    path(".well-known/security.txt", well_known.security),
    # With its slash, which Django adds where it is missing, but not to what belongs to others.
    re_path(r"^(?!(?:admin|api|assess|media|static)/)(?P<path>.+)/$", items.show),
]
