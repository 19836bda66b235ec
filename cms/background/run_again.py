"""Run a background task again from the admin, once its reason to fail is mended."""

from __future__ import annotations

from celery import current_app
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from cms.background.models import JobFault


@require_POST
def run_job_again(request: HttpRequest, name: str) -> HttpResponse:
    """Ask the worker to run a task that has failed; its row goes when it succeeds."""
    if not request.user.has_perm("cms.view_jobfault"):
        raise PermissionDenied
    fault = get_object_or_404(JobFault, name=name)
    current_app.send_task(fault.name, ignore_result=True)
    messages.success(request, f"{fault.name} runs again. It stays in the list until it succeeds.")
    return HttpResponseRedirect(reverse("wagtailadmin_home"))


urls = [path("jobs/<str:name>/run/", run_job_again, name="run_job_again")]
