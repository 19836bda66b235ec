"""The addresses of the assessment tool, below `/assess/`."""

from django.urls import path

from website.assessment import joining, parents, results, service, sharing

urlpatterns = [
    path("", service.start),
    path("parents/<str:token>/", parents.rate),
    path("<str:token>/", service.overview),
    path("<str:token>/statement/<str:code>/", service.statement),
    path("<str:token>/statement/<str:code>/evidence/<uuid:evidence_id>/remove/", service.remove_evidence),
    path("<str:token>/report/", results.report),
    path("<str:token>/plan/", results.plan),
    path("<str:token>/plan/<uuid:action_id>/", results.step),
    path("<str:token>/register/", joining.register),
    path("<str:token>/share/", sharing.share),
    path("<str:token>/share/<uuid:link_id>/", sharing.take_back),
    path("<str:token>/parents/", sharing.parents),
    path("<str:token>/parents/<uuid:link_id>/", sharing.parents_link),
    path("<str:token>/parents/held/<uuid:view_id>/", sharing.settle),
]
