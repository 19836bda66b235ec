"""The report of an assessment, and the plan that is made of it."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse

from cms.api.problems import Problem
from standard.assessments.api import assessments
from standard.assessments.api import plan as plan_api
from standard.assessments.api import report as report_api
from standard.assessments.chart import levels_chart
from standard.assessments.plan import STATUSES
from website.assessment.asking import ask, send
from website.assessment.pages import faults_of, go, page, private_page
from website.reading import Values

# As many as somebody can take up next week; the others are a press away.
MOST_AT_ONCE = 3
FIELDS = ["what", "code", "owner_role", "due_on", "status", "parents_part"]


@private_page
def report(request: HttpRequest, token: str) -> HttpResponse:
    """Return the report, with a chart and the same as a table."""
    found = ask(request, report_api.get_report, token)
    shown = ask(request, assessments.get_assessment, token)
    cards = {card["id"]: card for card in found["suggestions"]}
    wins = [{**win, "cards": [cards[one] for one in win["suggestions"]]} for win in found["quick_wins"]]
    parents = found["dimensions"][0]["parents"] if found["dimensions"] else None
    titles = {one["code"]: one["title"] for part in shown["dimensions"] for one in part["statements"]}
    gaps = [
        {**gap, "title": titles[gap["code"]]}
        for part in found["dimensions"]
        for gap in part["parents"]["gaps"]
    ]
    before = {one["code"]: one["before"] for one in found["previous"]["changes"]} if found["previous"] else {}
    values = {
        "token": token,
        "report": found,
        "role": shown["role"],
        "chart": levels_chart({part["code"]: part["level"] for part in found["dimensions"]}),
        "rows": [
            {
                **part,
                "before": before.get(part["code"]),
                "held_back_by": [{**one, "title": titles[one["code"]]} for one in part["held_back_by"]],
            }
            for part in found["dimensions"]
        ],
        "wins": wins[:MOST_AT_ONCE],
        "more_wins": wins[MOST_AT_ONCE:],
        "parents_say": [one for part in found["dimensions"] for one in part["parents"]["levels"]],
        "parents": parents,
        "gaps": gaps,
    }
    return page(request, "report", values)


@private_page
def plan(request: HttpRequest, token: str) -> HttpResponse:
    """Return the plan with its form, or add a step."""
    faults: dict[str, str] = {}
    given = {name: request.POST.get(name, "") for name in [*FIELDS, "id"]}
    if request.method == "POST":
        try:
            send(
                request, "POST", plan_api.post_action, token, body=_body(given) | {"id": given["id"] or None}
            )
            return go(f"/assess/{token}/plan/?saved=1#steps")
        except Problem as problem:
            faults = faults_of(problem)
    return _plan_page(request, token, given, faults, {})


def _plan_page(
    request: HttpRequest,
    token: str,
    given: Values,
    faults: dict[str, str],
    changed: dict[str, tuple[Values, dict[str, str]]],
) -> HttpResponse:
    """Return the plan; `given` and `faults` are of the form that adds, `changed` of a step's, by its id."""
    found = ask(request, assessments.get_assessment, token)
    statements = [one for part in found["dimensions"] for one in part["statements"]]
    wanted = request.GET.get("for", "")
    win = next((one for one in statements if one["code"] == wanted), None)
    if win and not faults:
        given |= {"code": win["code"], "what": win["quick_win"]}
    steps = []
    for one in ask(request, plan_api.get_plan, token)["items"]:
        typed, wrong = changed.get(one["id"], ({**one, "due_on": one["due_on"] or ""}, {}))
        steps.append({**one, "typed": typed, "faults": wrong, "is_open": bool(wrong)})
    all_faults = faults | {name: words for _, wrong in changed.values() for name, words in wrong.items()}
    values = {
        "token": token,
        "steps": steps,
        "statements": statements,
        "statuses": STATUSES,
        "given": given,
        "faults": all_faults,
        "add_faults": faults,
        "new_id": str(uuid4()),
        "saved": "saved" in request.GET,
        "role": found["role"],
        "may_edit": found["role"] != "reader",
    }
    return page(request, "plan", values, status=422 if all_faults else 200)


@private_page
def step(request: HttpRequest, token: str, action_id: UUID) -> HttpResponse:
    """Change what a step says or how far it is, or remove it, and go back to the plan."""
    if request.method == "POST" and "remove" in request.POST:
        send(request, "DELETE", plan_api.delete_action, token, action_id)
    elif request.method == "POST":
        items = ask(request, plan_api.get_plan, token)["items"]
        present = next((one for one in items if one["id"] == str(action_id)), None)
        if present is None:
            raise Problem(404, "There is no such step. It may have been removed.")
        if "change" not in request.POST:
            body = {name: present[name] for name in FIELDS} | {"status": request.POST.get("status", "")}
            send(request, "PUT", plan_api.put_action, token, action_id, body=body)
            return go(f"/assess/{token}/plan/?saved=1#steps")
        typed = {name: request.POST.get(name, "") for name in FIELDS} | {"status": present["status"]}
        try:
            send(request, "PUT", plan_api.put_action, token, action_id, body=_body(typed))
        except Problem as problem:
            empty = dict.fromkeys([*FIELDS, "id"], "")
            return _plan_page(request, token, empty, {}, {present["id"]: (typed, faults_of(problem))})
    return go(f"/assess/{token}/plan/?saved=1#steps")


def _body(given: Values) -> Values:
    return {
        **{name: given[name] for name in FIELDS},
        "due_on": given["due_on"] or None,
        "status": given["status"] or "todo",
    }
