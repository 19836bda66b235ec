"""`/assessments/{token}/report`: levels, what holds them back, parents' views and what to do next."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from ninja import Router

from cms.api.media_types import BINARY, PDF, gives
from cms.api.problems import ProblemDetails
from cms.dates import local
from cms.printing.pdf import write_pdf
from standard.assessments.access import OWN, READ, Access
from standard.assessments.api import doors, schemas
from standard.assessments.api.values import report_value
from standard.assessments.download import everything
from standard.assessments.plan import steps
from standard.assessments.report import make_report
from standard.assessments.report_printing import printed_report
from standard.assessments.report_table import CSV, table

router = Router(tags=["Assessments"])
ZIP = "application/zip"


def _report(access: Access, now: dt.datetime) -> schemas.ReportDetail:
    return report_value(access.assessment, make_report(access.assessment, local(now).date()))


@router.get(
    "/assessments/{token}/report",
    response={200: schemas.ReportDetail, **doors.ERRORS},
    operation_id="get_report",
    summary="Read the report",
)
def get_report(request: HttpRequest, token: doors.Token) -> HttpResponse:
    """Return levels by part as of today, what holds them back, the gap with parents, and what to do next.

    What parents say is there from five answers on. `suggestions` are public examples and toolkits for the
    statements of `quick_wins`, which name them by id.
    """
    with doors.opened(request, token, READ) as (access, now):
        return doors.answered(_report(access, now))


@router.get(
    "/assessments/{token}/report.json",
    response={200: schemas.ReportDetail, **doors.ERRORS},
    operation_id="get_report_file",
    summary="Download the report as JSON",
)
def get_report_file(request: HttpRequest, token: doors.Token) -> HttpResponse:
    """Return the same report as a file to keep."""
    response = get_report(request, token)
    response["Content-Disposition"] = 'attachment; filename="report.json"'
    return response


@router.get(
    "/assessments/{token}/report.csv",
    response={200: None, **doors.ERRORS},
    operation_id="get_report_table",
    summary="Download the report as a table",
    openapi_extra=gives(CSV),
)
def get_report_table(request: HttpRequest, token: doors.Token) -> HttpResponse:
    """Return one line for each statement: its level, what it counts as and why, and the parents' level."""
    with doors.opened(request, token, READ) as (access, now):
        body = table(make_report(access.assessment, local(now).date()))
    disposition = 'attachment; filename="report.csv"'
    return HttpResponse(body, content_type=CSV, headers={"Content-Disposition": disposition})


@router.get(
    "/assessments/{token}/report.pdf",
    response={200: None, **doors.ERRORS},
    operation_id="get_report_pdf",
    summary="Download the report as PDF",
    openapi_extra=gives(PDF, BINARY),
)
def get_report_pdf(request: HttpRequest, token: doors.Token) -> HttpResponse:
    """Return the report with its plan as a tagged PDF (PDF/UA-1), to print, to keep or to show."""
    with doors.opened(request, token, READ) as (access, now):
        assessment = access.assessment
        report = make_report(assessment, local(now).date())
        body = write_pdf(printed_report(assessment, report, steps(assessment), now))
    disposition = 'attachment; filename="report.pdf"'
    return HttpResponse(body, content_type=PDF, headers={"Content-Disposition": disposition})


@router.get(
    "/assessments/{token}/everything.zip",
    response={200: None, **doors.ERRORS, 403: ProblemDetails},
    operation_id="download_everything",
    summary="Download all that is kept",
    openapi_extra=gives(ZIP, BINARY),
)
def download_everything(request: HttpRequest, token: doors.Token) -> HttpResponse:
    """Return all that is kept of the assessment and of the years before it, with files."""
    with doors.opened(request, token, OWN) as (access, now):
        body = everything(access.assessment, now)
    disposition = 'attachment; filename="assessment.zip"'
    return HttpResponse(body, content_type=ZIP, headers={"Content-Disposition": disposition})
