"""Who may open an assessment: its links, parents' links, reminders, and deleting it."""

from __future__ import annotations

from uuid import UUID

import segno
from django.http import HttpRequest, HttpResponse

from cms.api.problems import Problem
from standard.assessments.api import assessments
from standard.assessments.api import links as links_api
from standard.parents import api as parents_api
from website.assessment.asking import ask, send
from website.assessment.pages import faults_of, go, page, private_page
from website.reading import Values

DELETE_WORD = "delete"


@private_page
def share(request: HttpRequest, token: str) -> HttpResponse:
    """Return the links with what their owner can do, or do it; a new secret is shown this once."""
    done: Values = {}
    faults: dict[str, str] = {}
    if request.method == "POST":
        try:
            done = _do(request, token)
        except Problem as problem:
            faults = faults_of(problem)
    if done.get("deleted"):
        return page(request, "deleted", {})
    if done.get("replaced"):
        return go(f"/assess/{done['replaced']}/share/?replaced=1")
    found = ask(request, assessments.get_assessment, token)
    values = {
        "token": token,
        "assessment": found,
        "role": found["role"],
        "links": ask(request, links_api.list_links, token)["items"],
        "done": done,
        "faults": faults,
        "given": request.POST,
        "is_replaced": "replaced" in request.GET,
    }
    return page(request, "share", values, status=422 if faults else 200)


def _do(request: HttpRequest, token: str) -> Values:
    """Do what the button that was pressed says, and return what to tell."""
    form = request.POST
    what = form.get("do", "")
    if what == "link":
        body = {"kind": form.get("kind", ""), "label": form.get("label", "")}
        link = send(request, "POST", links_api.post_link, token, body=body)
        return {"link": link, "address": link["url"]}
    if what == "mail":
        send(request, "POST", links_api.post_mail, token, body={"to": form.get("to", "")})
        return {"mailed": True}
    if what == "replace":
        return {"replaced": send(request, "POST", links_api.post_replacement, token)["token"]}
    if what == "reminders":
        body = {"reminders_to": form.get("reminders_to", "")}
        send(request, "PATCH", assessments.change_assessment, token, body=body)
        return {"reminders": True}
    if what == "again":
        again = send(request, "POST", assessments.start_assessment_again, token)
        return {"again": again, "address": again["edit_url"]}
    if what == "delete" and form.get("word", "").strip().lower() == DELETE_WORD:
        send(request, "DELETE", assessments.delete_assessment, token)
        return {"deleted": True}
    return {"not_deleted": what == "delete"}


@private_page
def take_back(request: HttpRequest, token: str, link_id: UUID) -> HttpResponse:
    """Take a link back and return to the links."""
    if request.method == "POST":
        send(request, "DELETE", links_api.delete_link, token, link_id)
    return go(f"/assess/{token}/share/#links")


@private_page
def parents(request: HttpRequest, token: str) -> HttpResponse:
    """Return the links for parents and what was held, or make a link with its printed sheet."""
    made: Values | None = None
    faults: dict[str, str] = {}
    if request.method == "POST":
        try:
            body = {"label": request.POST.get("label", "")}
            made = send(request, "POST", parents_api.post_parents_link, token, body=body)
        except Problem as problem:
            faults = faults_of(problem)
    listed = ask(request, parents_api.list_parents_links, token)
    found = ask(request, assessments.get_assessment, token)
    values = {
        "token": token,
        "assessment": found,
        "role": found["role"],
        "made": made,
        "code": segno.make(made["url"], error="m").svg_inline(scale=5, border=4, omitsize=True)
        if made
        else "",
        "listed": listed["items"],
        "held": listed["held"],
        "faults": faults,
    }
    return page(request, "parents", values, status=422 if faults else 200)


@private_page
def parents_link(request: HttpRequest, token: str, link_id: UUID) -> HttpResponse:
    """Take a link for parents back and return to them."""
    if request.method == "POST":
        send(request, "DELETE", parents_api.delete_parents_link, token, link_id)
    return go(f"/assess/{token}/parents/")


@private_page
def settle(request: HttpRequest, token: str, view_id: UUID) -> HttpResponse:
    """Count a held answer or leave it out, and return to the others."""
    if request.method == "POST":
        body = {"status": request.POST.get("status", "")}
        send(request, "PUT", parents_api.settle_parents_view, token, view_id, body=body)
    return go(f"/assess/{token}/parents/#held")
