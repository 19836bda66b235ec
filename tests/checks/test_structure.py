from __future__ import annotations

import pytest

from cms.media.models import HubImage
from tests.checks.finding import event, found, page, story


@pytest.mark.parametrize(
    ("html", "wrong"),
    [
        ("<h2>When</h2><h3>In June</h3><h2>Where</h2>", ""),
        ("<h2>When</h2><h4>In June</h4>", "The heading “In June” leaves a level out."),
        ("<h3>When</h3>", "The heading “When” leaves a level out."),
        ("<h2>When</h2><h2> </h2>", "A heading is empty."),
        ("<p><b>What to bring</b></p><p>A cup.</p>", "“What to bring” is bold and stands alone,"),
        ("<p><b>It is free.</b></p><p>Come in.</p>", ""),
        ("<p><b>Free</b> to all</p><p>Come in.</p>", ""),
        ("<p>Come in.</p><p><b>The team</b></p>", ""),
    ],
)
def test_headings_of_a_text(html: str, wrong: str) -> None:
    (message,) = found("headings", event(description=html)) or ["description: "]
    assert message.startswith(f"description: {wrong}")
    assert bool(wrong) == (message != "description: ")


def test_headings_of_a_body_go_on_from_block_to_block() -> None:
    body = page(
        ("heading", {"text": "When", "level": "2"}),
        ("rich_text", "<h3>In June</h3>"),
        ("heading", {"text": "At noon", "level": "4"}),
    )
    assert found("headings", body) == []
    skips = page(("rich_text", "<h2>When</h2>"), ("heading", {"text": "At noon", "level": "4"}))
    assert found("headings", skips) == ["body.b2: The heading “At noon” leaves a level out."]


def test_the_parts_of_a_story_have_headings_of_their_own() -> None:
    assert found("headings", story(problem="<h3>Before</h3>", what_changed="<p>All.</p>")) == []
    assert len(found("headings", story(problem="<h4>Before</h4>", what_changed="<p>All.</p>"))) == 1


def test_a_table_says_what_its_columns_hold() -> None:
    columns = [{"type": "text", "heading": "Day"}, {"type": "text", "heading": " "}]
    table = {"columns": columns, "rows": [{"values": ["Monday", "10am"]}], "caption": "Times"}
    assert found("table-headings", page(("table", table))) == [
        "body.b1: Column 2 of the table has no heading."
    ]


@pytest.mark.parametrize(
    ("alt", "decorative", "wrong"),
    [
        ("Two dads mend a bike", False, ""),
        ("", True, ""),
        ("", False, "The picture “Bikes” has no alternative text."),
        ("IMG_2034.jpg", False, "The alternative text of a picture is “IMG_2034.jpg”"),
        ("photo of", False, "The alternative text of a picture is “photo of”"),
        ("Photo of the hall", False, ""),
    ],
)
def test_pictures_say_what_they_show(alt: str, decorative: bool, wrong: str) -> None:
    image = HubImage(title="Bikes", description=alt, is_decorative=decorative)
    messages = found("alt-texts", event(image=image))
    assert len(messages) == bool(wrong)
    assert all(message.startswith(f"image: {wrong}") for message in messages)
