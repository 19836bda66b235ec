"""The report as a PDF: whole, tagged, with a title and a language, and for its caller alone."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any
from xml.etree import ElementTree

from pypdf import PdfReader

from cms.content.models import ContentItem
from cms.printing.documents import PrintedDocument
from standard.assessments.chart import levels_chart
from standard.assessments.models import Action, Assessment
from standard.assessments.report import QuickWin, Report
from standard.assessments.report_printing import printed_report
from standard.assessments.scoring import Given, Result, Statement, score
from standard.parents.results import ParentsResult
from tests.printing.test_pdf import read, tags, text
from tests.standard.assessments.test_api import put

NOW = dt.datetime(2030, 6, 3, 9, tzinfo=dt.UTC)
TODAY = NOW.date()
STATEMENTS = [Statement("1.1", "We ask."), Statement("1.2", "We answer."), Statement("2.1", "We pay.")]
SVG = "{http://www.w3.org/2000/svg}"


def scored(**levels: int) -> Result:
    """Return a result in which each statement has recent evidence and a parent's view."""
    given = {
        code.lstrip("s").replace("_", "."): Given(level, evidence_days=[TODAY], parents_view_days=[TODAY])
        for code, level in levels.items()
    }
    return score(STATEMENTS, given, {"1": "Commitment", "2": "Reach"}, TODAY)


def a_report() -> PrintedDocument:
    """Return a report with all that one can have."""
    now, before = scored(s1_1=3, s1_2=0, s2_1=2), scored(s1_1=1, s1_2=1, s2_1=1)
    counted = [one for part in now.dimensions for one in part.statements]
    assessment = Assessment(
        service_name="Sunny <Nursery>", version="1.0", changed_at=NOW, finished_on=dt.date(2029, 5, 1)
    )
    report = Report(
        on=TODAY,
        result=now,
        strengths=[counted[0]],
        quick_wins=[
            QuickWin(counted[1], "Tell one parent.", [ContentItem(title="How Oak told them", path="/oak/")])
        ],
        parents=ParentsResult(6, {"1.1": 1, "1.2": 1}),
        previous=Assessment(version="1.0"),
        previous_result=before,
        asked={"1.1": "They ask us.", "1.2": "They answer us."},
    )
    steps = [
        Action(what="Write back", code="1.2", owner_role="Manager", due_on=dt.date(2030, 7, 1)),
        Action(what="Pay fares", status="doing", parents_part="They say how much"),
    ]
    return printed_report(assessment, report, steps, NOW)


def words(reader: PdfReader) -> str:
    return " ".join(text(reader).split())


def test_it_says_all_that_the_report_says_and_the_plan() -> None:
    printed = words(read(a_report()))
    for said in [
        "As of 3 June 2030, by version 1.0 of the standard.",
        "It has lapsed",
        "1 Commitment 0 1",
        "2 Reach 2 1",
        "1.2 is at 0. We answer.",
        "They ask us. Now and then 3",
        "They answer us. Now and then 0",
        "What you always do",
        "1.1 We ask. You say 3, parents say 1.",
        "Tell one parent.",
        "How Oak told them",
        "Write back (statement 1.2) Manager 1 July 2030 To do not said",
        "Pay fares not said no day Under way They say how much",
        "1.2 We answer. 0 0 1",
    ]:
        assert said in printed, said


def test_what_is_not_there_is_said_and_leaves_no_empty_list() -> None:
    nothing = score(STATEMENTS, {}, {}, TODAY)
    report = Report(TODAY, nothing, [], [], ParentsResult(2), None, None)
    printed = words(read(printed_report(Assessment(service_name="Oak", version="1.0"), report, [], NOW)))
    assert "0 of 3 statements are answered." in printed
    assert "1 Part 1 not yet" in printed
    assert "2 answered. 3 more must answer" in printed
    assert "There is nothing in the plan yet." in printed
    for heading in ["What holds you back", "What you always do", "What to do next week", "Last time"]:
        assert heading not in printed


def test_it_is_tagged_and_has_a_title_and_a_language() -> None:
    reader = read(a_report())
    root: Any = reader.trailer["/Root"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Report of Sunny <Nursery>"
    assert (root["/Lang"], bool(root["/MarkInfo"]["/Marked"])) == ("en-GB", True)
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert {"/H1", "/H2", "/Figure", "/Table", "/TH", "/L", "/Link"} <= set(tags(reader))


def test_the_chart_has_a_bar_for_each_part_with_a_level() -> None:
    svg = ElementTree.fromstring(levels_chart({"1": 2, "2": 0, "<3>": None}))  # noqa: S314, of our own
    assert svg.get("aria-label") == "Levels: part 1: 2; part 2: 0; part <3>: no level yet"
    assert [bar.get("width") for bar in svg.iter(f"{SVG}rect")] == ["240", "4"]


def test_whoever_has_the_link_downloads_it(token, ask, refresh) -> None:
    for code in ["1.1", "1.2", "1.3", "2.1"]:
        put(ask, token, code, level=1)
    ask("POST", f"/assessments/{token}/plan", {"what": "Write the page", "due_on": "2031-01-15"})
    shared = ask("POST", f"/assessments/{token}/links", {"kind": "reader"}).json()["token"]
    response = ask("GET", f"/assessments/{shared}/report.pdf")
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Content-Disposition"] == 'attachment; filename="report.pdf"'
    assert response["Cache-Control"] == "private, no-store"
    printed = words(PdfReader(io.BytesIO(response.content)))
    for said in ["Report of Sunny Nursery", "Ask about 1.1.", "Write the page", "15 January 2031"]:
        assert said in printed
    assert ask("GET", f"/assessments/{shared}/report.pdf?page=2").status_code == 422
