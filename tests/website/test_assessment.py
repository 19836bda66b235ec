"""The assessment tool's pages without JavaScript, through Django."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from standard.assessments.models import Answer, Assessment, Evidence
from standard.parents.models import ParentsView
from tests.media.files import EXE, PDF
from tests.standard.conftest import current_standard, stored_standard

__all__ = ["current_standard", "stored_standard"]
SERVICE = {"service_name": "Sunny <Nursery>", "service_kind": "childcare", "areas": ["charnwood"]}


@pytest.fixture
def base(current_standard: None, client: Client) -> str:
    """Return the address of a new assessment."""
    response = client.post("/assess/", SERVICE)
    assert response.status_code == 303
    return str(response.headers["Location"]).partition("?")[0]


def text(response: Any, status: int = 200) -> str:
    assert response.status_code == status, response.content.decode()[-3000:]
    return str(response.content.decode())


def test_the_pages_are_for_their_caller_alone(base: str, client: Client) -> None:
    for page in ["", "statement/1.1/", "report/", "plan/", "share/", "parents/"]:
        response = client.get(f"{base}{page}")
        assert text(response).count("Sunny &lt;Nursery&gt;") or page in {"plan/", "share/", "parents/"}
        assert response.headers["Cache-Control"] == "private, no-store"
        assert response.headers["X-Robots-Tag"] == "noindex"
        assert response.headers["Referrer-Policy"] == "same-origin"
        assert not {"ETag", "Surrogate-Key"} & set(response.headers)
        assert '<link rel="canonical"' not in response.content.decode()
    assert set(client.cookies) == {"csrftoken"}


def test_other_pages_set_no_cookie(current_standard: None, client: Client) -> None:
    client.get("/")
    client.get("/search/")
    assert not client.cookies


def test_a_form_without_its_secret_is_refused(base: str) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(f"{base}statement/1.1/", {"level": "1"}).status_code == 403
    secret = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text(client.get(f"{base}statement/1.1/")))
    assert secret
    form = {"level": "1", "csrfmiddlewaretoken": secret[1]}
    assert client.post(f"{base}statement/1.1/", form).status_code == 303


def test_a_start_that_is_not_whole_keeps_what_was_typed(current_standard: None, client: Client) -> None:
    page = text(client.post("/assess/", SERVICE | {"service_kind": ""}), 422)
    assert 'value="Sunny &lt;Nursery&gt;"' in page
    assert re.search(r'value="charnwood" checked', page)
    assert 'aria-describedby="fault-service_kind"' in page
    assert not Assessment.objects.exists()


def test_an_answer_is_saved_and_the_next_statement_comes(base: str, client: Client) -> None:
    address = f"{base}statement/1.1/"
    gone_on = client.post(address, {"level": "2", "note": "From the plan", "seen": '"0"'})
    assert gone_on.headers["Location"] == f"{base}statement/1.2/?saved=1.1"
    assert "1.1 is saved." in text(client.get(gone_on.headers["Location"]))
    page = text(client.get(address))
    assert re.search(r'value="2" checked', page)
    assert "1.1 is at 2 but has no dated evidence: counts as 1." in page
    assert "From the plan</textarea>" in page


def test_the_last_answer_leads_to_the_report(base: str, client: Client) -> None:
    for code in ["1.1", "1.2", "1.3", "2.1"]:
        last = client.post(f"{base}statement/{code}/", {"level": "1", "seen": '"0"'})
    assert last.headers["Location"] == f"{base}report/"
    page = text(client.get(f"{base}report/"))
    assert 'aria-label="Levels: part 1: 1; part 2: 1"' in page
    assert "1.1 is at 1.</a> Statement 1.1" in page
    first, more = page.split("1 more that is weak")
    assert (first.count('class="card"'), more.count('class="card"')) == (3, 1)


def test_two_people_see_both_and_nothing_is_lost(base: str, client: Client) -> None:
    address = f"{base}statement/1.1/"
    client.post(address, {"level": "1", "note": "Hers", "seen": '"0"'})
    page = text(client.post(address, {"level": "3", "note": "His", "seen": '"0"'}), 412)
    assert "with the note “Hers”" in page
    assert "His</textarea>" in page
    assert re.search(r'value="3" checked', page)
    seen = re.search(r'name="seen" value="&quot;(\d+)&quot;"', page)
    assert seen
    assert client.post(address, {"level": "3", "note": "His", "seen": f'"{seen[1]}"'}).status_code == 303
    assert "level 1. Hers" in text(client.get(address))


def test_does_not_apply_wants_a_reason_and_only_once_a_part(base: str, client: Client) -> None:
    address = f"{base}statement/1.1/"
    assert "Say in a few words why" in text(client.post(address, {"level": "none", "seen": '"0"'}), 422)
    form = {"level": "none", "not_applicable_reason": "We have no page", "seen": '"0"'}
    assert client.post(address, form).status_code == 303
    page = text(client.post(f"{base}statement/1.2/", form | {"note": "Kept"}), 422)
    assert "1.1 is already" in page
    assert "Kept</textarea>" in page


def test_evidence_of_each_kind_and_what_is_refused_keeps_the_answer(base: str, client: Client) -> None:
    address = f"{base}statement/1.1/"
    form = {"level": "2", "day": "2026-06-01", "stay": "1"}
    pieces: list[dict[str, Any]] = [
        {"text": "Notes"},
        {"url": "https://www.example.org/"},
        {"file": SimpleUploadedFile("a.pdf", PDF), "is_parents_view": "on"},
    ]
    for more in pieces:
        assert client.post(address, form | more).status_code == 303
    assert [(one.kind, one.is_parents_view) for one in Evidence.objects.order_by("added_at")] == [
        ("text", False),
        ("link", False),
        ("file", True),
    ]
    page = text(client.post(address, form | {"level": "3", "file": SimpleUploadedFile("a.docx", EXE)}), 422)
    assert "it is a Windows program" in page
    assert Answer.objects.get().level == 3
    future = text(client.post(address, form | {"day": "2999-01-01", "text": "Not yet"}), 422)
    assert "Not yet</textarea>" in future
    one = Evidence.objects.get(kind="text")
    assert client.post(f"{address}evidence/{one.pk}/remove/").status_code == 303
    assert Evidence.objects.count() == 2


def test_a_double_click_adds_one(base: str, client: Client) -> None:
    page = text(client.get(f"{base}statement/1.1/"))
    known = re.search(r'name="evidence_id" value="([\w-]+)"', page)
    assert known
    form = {"text": "Notes", "day": "2026-06-01", "evidence_id": known[1], "stay": "1", "seen": '"0"'}
    for _ in range(2):
        client.post(f"{base}statement/1.1/", form)
    assert Evidence.objects.count() == 1
    assert not Answer.objects.exists()


def test_a_plan_is_made_changed_and_taken_apart(base: str, client: Client) -> None:
    page = text(client.get(f"{base}plan/?for=1.1"))
    assert "Ask about 1.1.</textarea>" in page
    added = client.post(f"{base}plan/", {"what": "Write it", "code": "1.1", "due_on": "2027-01-15"})
    page = text(client.get(added.headers["Location"].partition("#")[0]))
    assert "By 15 January 2027." in page
    step = re.search(rf'action="({base}plan/[\w-]+/)"', page)
    assert step
    client.post(step[1], {"status": "done"})
    assert '<option value="done" selected>' in text(client.get(f"{base}plan/"))
    change = {
        "change": "1",
        "what": "Write <both>",
        "code": "1.2",
        "due_on": "15 March",
        "owner_role": "Cook",
    }
    wrong = text(client.post(step[1], change), 422)
    assert "<li>Give a day, such as 15 January 2027.</li>" in wrong
    assert "Write &lt;both&gt;</textarea>" in wrong
    assert client.post(step[1], change | {"due_on": "2027-03-15"}).status_code == 303
    changed = text(client.get(f"{base}plan/"))
    assert "By 15 March 2027. Cook. Statement 1.2." in changed
    assert '<option value="done" selected>' in changed
    client.post(step[1], {"remove": "1"})
    assert "There is nothing in the plan yet." in text(client.get(f"{base}plan/"))
    assert "Say what will be done." in text(
        client.post(f"{base}plan/", {"parents_part": "They read it"}), 422
    )


def test_links_are_made_taken_back_and_replaced(base: str, client: Client) -> None:
    page = text(client.post(f"{base}share/", {"do": "link", "kind": "reader", "label": "Governors"}))
    made = re.search(r'href="http://localhost:8000(/assess/\w+/report/)"', page)
    assert made
    assert "Report of Sunny" in text(Client().get(made[1]))
    reader = made[1].removesuffix("report/")
    assert "share/" not in text(Client().get(reader))
    assert Client().get(f"{reader}share/").status_code == 403
    back = re.findall(rf'action="({base}share/[\w-]+/)"', page)[-1]
    client.post(back)
    replaced = client.post(f"{base}share/", {"do": "replace"}).headers["Location"]
    assert "This link opens nothing" in text(client.get(base), 404)
    assert "your new link" in text(client.get(replaced))


def test_all_is_deleted_only_where_the_word_is_typed(base: str, client: Client) -> None:
    assert "Nothing was deleted" in text(client.post(f"{base}share/", {"do": "delete", "word": ""}))
    assert "It is deleted" in text(client.post(f"{base}share/", {"do": "delete", "word": "Delete"}))
    assert not Assessment.objects.exists()


def test_parents_rate_by_a_sheet_and_are_thanked(base: str, client: Client) -> None:
    page = text(client.post(f"{base}parents/", {"label": "Hall"}))
    assert "<svg" in page
    made = re.search(r'href="http://localhost:8000(/assess/parents/\w+/)"', page)
    assert made
    asked = text(Client().get(made[1]))
    assert "Parents see 1.1" in asked
    parent = Client(headers={"User-Agent": "Phone"})
    assert "at least one statement" in text(parent.post(made[1], {"s-1.1": ""}), 422)
    assert "Thank you" in text(parent.post(made[1], {"s-1.1": "2", "s-1.2": "x"}))
    assert ParentsView.objects.get().ratings == {"1.1": 2}
    assert "looks at it before it counts" in text(parent.post(made[1], {"s-1.1": "3"}))
    held = re.search(rf'action="({base}parents/held/[\w-]+/)"', text(client.get(f"{base}parents/")))
    assert held
    client.post(held[1], {"status": "counted"})
    report = text(client.get(f"{base}report/"))
    assert "2 parents answered. 3 more are needed" in report
    assert "Parents see 1.1" not in report
    for number in range(3):
        Client(headers={"User-Agent": f"Phone {number}"}).post(made[1], {"s-1.1": "2"})
    report = text(client.get(f"{base}report/"))
    assert '<th scope="row">Parents see 1.1</th><td>Most of the time</td>' in report


@pytest.mark.parametrize("address", ["/assess/half/", "/assess/half/report/", "/assess/parents/half/"])
def test_a_link_cut_in_half_is_told_kindly(current_standard: None, client: Client, address: str) -> None:
    assert "mail programs cut long addresses in two" in text(client.get(address), 404)
