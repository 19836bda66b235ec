"""What a parent sees: the statements in everyday words, all on one page."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse

from cms.api.problems import Problem
from standard.parents import api as parents_api
from website.assessment.asking import ask, send
from website.assessment.pages import faults_of, page, private_page


@private_page
def rate(request: HttpRequest, token: str) -> HttpResponse:
    """Return the form for a parent, or keep what it says and thank for it."""
    found = ask(request, parents_api.get_parents_questions, token)
    chosen = {
        name.removeprefix("s-"): value
        for name, value in request.POST.items()
        if name.startswith("s-") and value in {"0", "1", "2", "3"}
    }
    faults: dict[str, str] = {}
    if request.method == "POST":
        ratings = {code: int(value) for code, value in chosen.items()}
        body = {"ratings": ratings, "id": _id(request.POST.get("id", ""))}
        try:
            given = send(request, "PUT", parents_api.give_parents_view, token, body=body)
            return page(request, "thanks", {"view": given, "asked": found})
        except Problem as problem:
            faults = faults_of(problem)
    values = {
        "asked": found,
        "parts": [
            [{**one, "chosen": chosen.get(one["code"])} for one in part["statements"]]
            for part in found["dimensions"]
        ],
        "choices": [(str(level), words) for level, words in enumerate(found["choices"])],
        "faults": faults,
        # Of the form's making, so that a double click counts once.
        "view_id": request.POST.get("id") or str(uuid4()),
    }
    return page(request, "rate", values, status=422 if faults else 200)


def _id(text: str) -> str | None:
    try:
        return str(UUID(text))
    except ValueError:
        return None
