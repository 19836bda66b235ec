"""Join the register of who has adopted the standard, answer what is asked, and leave it again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from cms.api.problems import Problem
from standard.assessments.api import assessments
from standard.register import service_api
from website.assessment.asking import ask, send
from website.assessment.pages import faults_of, go, page, private_page
from website.wording import RECOGNITIONS

STEPS = {
    "sent": "Sent in",
    "asked": "The Family Information Service asks",
    "answered": "Answered",
    "accepted_first": "Accepted by the first of two people",
    "accepted": "Accepted",
    "declined": "Declined",
    "withdrawn": "Taken back",
    "stepped_down": "Off the register",
}


@private_page
def register(request: HttpRequest, token: str) -> HttpResponse:
    """Return how the service stands with the register and what it can do there, or do it."""
    faults: dict[str, str] = {}
    if request.method == "POST":
        try:
            _do(request, token)
            return go(f"/assess/{token}/register/?saved=1")
        except Problem as problem:
            faults = faults_of(problem)
    found = ask(request, assessments.get_assessment, token)
    standing = ask(request, service_api.get_own_registration, token)
    application = standing["application"]
    state = application["state"] if application else ""
    values = {
        "token": token,
        "assessment": found,
        "role": found["role"],
        "entry": standing["entry"],
        "application": application,
        "is_open": state in {"waiting", "asked"},
        "is_asked": state == "asked",
        "steps": [
            {**step, "title": STEPS[step["what"]]} for step in (application["steps"] if application else [])
        ],
        "recognitions": RECOGNITIONS,
        "given": request.POST,
        "faults": faults,
        "saved": "saved" in request.GET,
    }
    return page(request, "register", values, status=422 if faults else 200)


def _do(request: HttpRequest, token: str) -> None:
    """Do what the button that was pressed says."""
    what, words = request.POST.get("do", ""), request.POST.get("words", "")
    if what == "join":
        body = {"recognition": request.POST.get("recognition", ""), "words": words}
        send(request, "POST", service_api.post_registration, token, body=body)
    elif what == "answer":
        send(request, "POST", service_api.post_answer, token, body={"words": words})
    elif what == "leave":
        send(request, "DELETE", service_api.delete_registration, token)
