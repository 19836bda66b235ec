"""Start an assessment, see how far it is, and answer one statement at a time."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from cms.api.problems import Fault, Problem, not_understood
from cms.dates import clock, local
from standard.assessments.api import answers, assessments
from standard.assessments.api import evidence as evidence_api
from website.around import around
from website.assessment.asking import ask, send, send_form
from website.assessment.pages import faults_of, go, page, private_page
from website.reading import Reading, Values
from website.wording import SERVICE_KINDS

# What a form says that it has seen where there was no answer yet.
NO_ANSWER = '"0"'
EVIDENCE = ["day", "text", "url", "evidence_id"]


@private_page
def start(request: HttpRequest) -> HttpResponse:
    """Return the form that starts an assessment, or start it."""
    given: Values = {"service_name": "", "service_kind": "", "areas": []}
    faults: dict[str, str] = {}
    if request.method == "POST":
        given = {
            "service_name": request.POST.get("service_name", ""),
            "service_kind": request.POST.get("service_kind", ""),
            "areas": request.POST.getlist("areas"),
        }
        try:
            started = send(request, "POST", assessments.start_assessment, body=given)
            return go(f"/assess/{started['token']}/?new=1")
        except Problem as problem:
            faults = faults_of(problem)
    values = {
        "given": given,
        "faults": faults,
        "kinds": SERVICE_KINDS,
        "areas": around(Reading(request, timezone.now())).taxonomies["areas"],
    }
    return page(request, "start", values, status=422 if faults else 200)


@private_page
def overview(request: HttpRequest, token: str) -> HttpResponse:
    """Return how far an assessment is, part by part."""
    found = ask(request, assessments.get_assessment, token)
    following = _following(found, None)
    values = {"token": token, "assessment": found, "role": found["role"], "next": following}
    values["is_new"] = "new" in request.GET
    return page(request, "overview", values)


@private_page
def statement(request: HttpRequest, token: str, code: str) -> HttpResponse:
    """Return one statement with its four choices, or save what was chosen and go on."""
    given: Values | None = None
    faults: dict[str, str] = {}
    conflict: Values | None = None
    if request.method == "POST":
        given = _given(request)
        try:
            _save(request, token, code, given)
            _add_evidence(request, token, code)
            return go(_after(request, token, code, ask(request, assessments.get_assessment, token)))
        except Problem as problem:
            if problem.status == 412:
                conflict = problem.more["current"]
            else:
                faults = faults_of(problem)
    found = ask(request, assessments.get_assessment, token)
    values = _values(request, token, found, _statement(found, code), given, conflict)
    status = 412 if conflict else 422 if faults else 200
    return page(request, "statement", values | {"faults": faults}, status=status)


@private_page
def remove_evidence(request: HttpRequest, token: str, code: str, evidence_id: UUID) -> HttpResponse:
    """Remove a piece of evidence and go back to its statement."""
    if request.method == "POST":
        send(request, "DELETE", evidence_api.delete_evidence, token, evidence_id)
    return go(f"/assess/{token}/statement/{code}/#evidence")


def _given(request: HttpRequest) -> Values:
    chosen = request.POST.get("level", "")
    return {
        "level": int(chosen) if chosen in {"0", "1", "2", "3"} else None,
        "skipped": chosen == "none",
        **{name: request.POST.get(name, "") for name in ["not_applicable_reason", "note", "seen", *EVIDENCE]},
        "is_parents_view": "is_parents_view" in request.POST,
    }


def _save(request: HttpRequest, token: str, code: str, given: Values) -> None:
    """Save what was chosen; a form on which nothing was, of a statement without an answer, says nothing."""
    reason = given["not_applicable_reason"] if given["skipped"] else ""
    if given["skipped"] and not reason.strip():
        raise _missing_reason()
    if given["level"] is None and not reason and not given["note"].strip() and given["seen"] == NO_ANSWER:
        return
    body = {"level": given["level"], "not_applicable_reason": reason, "note": given["note"]}
    send(request, "PUT", answers.put_answer, token, code, body=body, if_match=given["seen"] or None)


def _add_evidence(request: HttpRequest, token: str, code: str) -> None:
    """Add what was typed or chosen as evidence, if anything was."""
    given = {name: request.POST.get(name, "").strip() for name in EVIDENCE}
    about = {"code": code, "day": given["day"]}
    # Of the form's making, so that a double click adds nothing twice.
    about |= {"id": given["evidence_id"]} if given["evidence_id"] else {}
    if request.FILES:
        fields = about | ({"is_parents_view": "true"} if "is_parents_view" in request.POST else {})
        send_form(request, evidence_api.post_evidence, token, fields=fields)
    elif given["text"] or given["url"]:
        shown = {
            "text": given["text"],
            "url": given["url"],
            "is_parents_view": "is_parents_view" in request.POST,
        }
        send(request, "POST", evidence_api.post_evidence, token, body=about | shown)


def _missing_reason() -> Problem:
    message = "Say in a few words why it does not apply to your service."
    return not_understood(
        [Fault(parameter="not_applicable_reason", value="", message=message, did_you_mean=None)]
    )


def _statement(found: Values, code: str) -> Values:
    for part in found["dimensions"]:
        for one in part["statements"]:
            if one["code"] == code:
                return {**one, "part": part}
    raise Problem(404, f"This standard has no statement {code[:20]}.")


def _codes(found: Values) -> list[str]:
    return [one["code"] for part in found["dimensions"] for one in part["statements"]]


def _following(found: Values, after: str | None) -> str | None:
    """Return the next statement without an answer: after this one, else from the beginning."""
    codes = _codes(found)
    start_at = codes.index(after) + 1 if after in codes else 0
    is_open = {
        one["code"]: one["answer"] is None
        or (one["answer"]["level"] is None and not one["answer"]["not_applicable_reason"])
        for part in found["dimensions"]
        for one in part["statements"]
    }
    return next((code for code in codes[start_at:] + codes[:start_at] if is_open[code]), None)


def _after(request: HttpRequest, token: str, code: str, found: Values) -> str:
    if "stay" in request.POST:
        return f"/assess/{token}/statement/{code}/?saved=answer"
    codes = _codes(found)
    following = codes[codes.index(code) + 1 :]
    if following:
        return f"/assess/{token}/statement/{following[0]}/?saved={code}"
    return f"/assess/{token}/report/" if _following(found, None) is None else f"/assess/{token}/?saved={code}"


def _values(
    request: HttpRequest,
    token: str,
    found: Values,
    shown: Values,
    given: Values | None,
    conflict: Values | None,
) -> Values:
    codes = _codes(found)
    place = codes.index(shown["code"])
    answer = shown["answer"]
    source = given or answer or shown["last_time"] or {}
    saved = request.GET.get("saved", "")
    return {
        "token": token,
        "assessment": found,
        "statement": shown,
        "choices": list(enumerate(shown["levels"])),
        "chosen": source.get("level"),
        "skipped": bool(source.get("skipped", source.get("not_applicable_reason"))),
        "reason": source.get("not_applicable_reason", ""),
        "note": source.get("note", ""),
        "is_from_last_time": not given and not answer and bool(shown["last_time"]),
        # After a conflict the one who saves again has seen the other's version.
        "seen": conflict["etag"] if conflict else answer["etag"] if answer else NO_ANSWER,
        "conflict": conflict,
        "typed": given or {},
        "number": place + 1,
        "before": codes[place - 1] if place else None,
        "after": codes[place + 1] if place + 1 < len(codes) else None,
        "saved": saved if saved in {*codes, "answer", "evidence"} else "",
        "saved_at": clock(local(timezone.now()).time()),
        "role": found["role"],
        "may_edit": found["role"] != "reader",
        "new_id": str(uuid4()),
        "today": str(local(timezone.now()).date()),
    }
