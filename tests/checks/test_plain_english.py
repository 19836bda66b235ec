from __future__ import annotations

import pytest

from tests.checks.finding import event, found, page

LONG = " ".join(["We", *["meet"] * 35])
# Both have more than a hundred words.
HARD = (
    "The commissioning authority will undertake a comprehensive evaluation of implementation considerations."
    " Participation methodologies necessitate appropriate organisational arrangements. "
) * 8
EASY = "We want to know what you think of the park. Tell us what you like and what we can do to mend it. " * 8


@pytest.mark.parametrize(
    ("html", "count"),
    [
        (f"<p>{LONG}.</p>", 1),
        (f"<p>We meet. {LONG}. See St. John's.</p>", 1),
        ("<p>We meet, e.g. " + "at noon. Or we eat. " * 20 + "</p>", 0),
        ("<ul>" + "<li>one thing and another</li>" * 20 + "</ul>", 0),
    ],
)
def test_long_sentences(html: str, count: int) -> None:
    messages = found("long-sentences", event(description=html))
    assert len(messages) == count
    assert all(one.startswith("description: A sentence has 36 words: “We meet meet") for one in messages)


def test_the_age_that_a_text_is_for() -> None:
    (message,) = found("reading-age", event(description=f"<p>{HARD}</p>"))
    assert message.startswith("description: The text reads as if written for people of ")
    assert found("reading-age", event(description=f"<p>{EASY}</p>")) == []
    assert found("reading-age", event(description=f"<p>{HARD[:300]}</p>")) == []


def test_the_blocks_of_a_body_are_one_text() -> None:
    half = HARD[: len(HARD) // 2]
    assert (
        len(found("reading-age", page(("rich_text", f"<p>{half}</p>"), ("rich_text", f"<p>{half}</p>")))) == 1
    )


@pytest.mark.parametrize(
    ("text", "unexplained"),
    [
        ("The EHCP says so.", ["EHCP"]),
        ("Ask for the EHCPs and the SENCO.", ["EHCPs", "SENCO"]),
        ("The education, health and care plan (EHCP) says so. An EHCP is long.", []),
        ("Ring SENDIASS (special educational needs advice).", []),
        ("EHCP stands for education, health and care plan.", []),
        ("Your GP, the NHS, a PDF and A&E.", []),
        ("COME AND JOIN US", []),
        ("We are in LE3 9ZZ, at ABC-12/X.", []),
    ],
)
def test_abbreviations(text: str, unexplained: list[str]) -> None:
    expected = [f"description: The abbreviation “{short}” is not explained." for short in unexplained]
    assert found("abbreviations", event(description=f"<p>{text}</p>")) == expected
