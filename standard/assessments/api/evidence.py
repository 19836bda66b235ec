"""`/assessments/{token}/evidence`: words, links and files that show what an answer says."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.http import content_disposition_header
from ninja import Router
from pydantic import Field, ValidationError

from cms.api.bodies import JSON, StrictBody, read_body, refuse_larger
from cms.api.media_types import BINARY, gives
from cms.api.problems import Fault, Problem, not_understood
from cms.dates import local
from standard.assessments.access import EDIT, READ
from standard.assessments.api import doors, schemas
from standard.assessments.api.values import evidence_value
from standard.assessments.evidence import (
    LARGEST_FILE,
    LONGEST_ADDRESS,
    LONGEST_TEXT,
    Shown,
    add_evidence,
    remove_evidence,
)
from standard.assessments.models import Evidence

router = Router(tags=["Assessments"])
MULTIPART = "multipart/form-data"
# A file and what stands around it in the body.
LONGEST_UPLOAD = LARGEST_FILE + 256 * 1024


class EvidenceAbout(StrictBody):
    """What a file shows, and its day."""

    code: str = Field(max_length=20, description="The statement that it shows something of.")
    day: dt.date = Field(description="The day it is of; not in the future.")
    is_parents_view: bool = Field(default=False, description="It is what a parent says: level 3 needs one.")
    id: UUID | None = Field(default=None, description="Of your making: what is sent twice is kept once.")


class EvidenceBody(EvidenceAbout):
    """Words or a link, with the day."""

    text: str = Field(default="", max_length=LONGEST_TEXT)
    url: str = Field(default="", max_length=LONGEST_ADDRESS)


def _upload_schema() -> dict[str, Any]:
    schema = EvidenceAbout.model_json_schema()
    schema["properties"]["file"] = {
        "type": "string",
        "format": "binary",
        "description": "Up to 5 MB: a picture, a PDF, an office file or plain text, as its content says.",
    }
    schema["required"] = [*schema["required"], "file"]
    return schema


BODY = {
    "requestBody": {
        "required": True,
        "content": {
            JSON: {"schema": EvidenceBody.model_json_schema()},
            MULTIPART: {"schema": _upload_schema()},
        },
    }
}


@router.post(
    "/assessments/{token}/evidence",
    response={201: schemas.EvidenceValue, **doors.WRITE_ERRORS},
    operation_id="add_evidence",
    summary="Add evidence",
    openapi_extra=BODY,
)
def post_evidence(request: HttpRequest, token: doors.Token) -> HttpResponse:
    """Add words or a link as JSON, or a file as a form. Nobody but the holders of the links can read it.

    A photo loses where it was taken and other hidden data.
    """
    with doors.opened(request, token, EDIT) as (access, now):
        evidence = add_evidence(access, _shown(request), now)
        return doors.answered(evidence_value(evidence, local(now).date()), status=201)


@router.delete(
    "/assessments/{token}/evidence/{evidence_id}",
    response={204: None, **doors.WRITE_ERRORS},
    operation_id="remove_evidence",
    summary="Remove evidence",
)
def delete_evidence(request: HttpRequest, token: doors.Token, evidence_id: doors.Id) -> HttpResponse:
    """Delete a piece of evidence with its file, for good."""
    with doors.opened(request, token, EDIT) as (access, now):
        if not remove_evidence(access, evidence_id, now):
            raise doors.nothing_there("evidence")
    return doors.done()


@router.get(
    "/assessments/{token}/evidence/{evidence_id}/file",
    response={200: None, **doors.ERRORS},
    operation_id="get_evidence_file",
    summary="Download a file of evidence",
    openapi_extra=gives("application/octet-stream", BINARY),
)
def get_evidence_file(request: HttpRequest, token: doors.Token, evidence_id: doors.Id) -> HttpResponse:
    """Return a file as it was given, always to be saved and never shown in a page."""
    with doors.opened(request, token, READ) as (access, _):
        evidence = Evidence.objects.filter(assessment=access.assessment, pk=evidence_id, kind="file")
        found = evidence.select_related("stored_file").first()
        if found is None:
            raise doors.nothing_there("file")
        disposition = content_disposition_header(True, found.file_name) or "attachment"
        return HttpResponse(
            bytes(found.stored_file.content),
            content_type=found.media_type,
            headers={
                "Content-Disposition": disposition,
                "Content-Security-Policy": "sandbox; default-src 'none'",
            },
        )


def _shown(request: HttpRequest) -> Shown:
    if request.content_type != MULTIPART:
        body = read_body(request, EvidenceBody, doors.LONGEST_BODY)
        return Shown(**body.model_dump())
    refuse_larger(request, LONGEST_UPLOAD)
    try:
        fields, files = request.POST, request.FILES
    except (MultiPartParserError, RequestDataTooBig) as error:
        raise Problem(422, "The form could not be read: its upload was cut off or is malformed.") from error
    upload = files.get("file")
    if upload is None or sum(len(one) for _, one in files.lists()) > 1:
        raise not_understood([_told("file", "Send one file, named `file`.")])
    twice = [name for name, values in fields.lists() if len(values) > 1]
    if twice:
        raise not_understood([_told(name, "Give it once.") for name in twice])
    about = _about({name: value for name, value in fields.items() if value != ""})
    return Shown(**about.model_dump(), file_name=upload.name or "", content=upload.read())


def _told(name: str, message: str) -> Fault:
    return Fault(parameter=name[:100], value="", message=message, did_you_mean=None)


def _about(values: dict[str, Any]) -> EvidenceAbout:
    try:
        return EvidenceAbout.model_validate(values)
    except ValidationError as error:
        raise not_understood(
            [
                Fault(
                    parameter=str(one["loc"][0]),
                    value=str(one["input"])[:100],
                    message=f"{one['msg']}.",
                    did_you_mean=None,
                )
                for one in error.errors()
            ]
        ) from error
