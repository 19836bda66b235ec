from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import GAP, LONGEST_WORD, capitals, initials, surfaces, term, terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("children", "child's"),
        ("children’s", "child"),
        ("mothers'", "mother"),
        ("babies", "baby"),
        ("women", "woman"),
        ("organisation", "organizations"),
        ("centres", "center"),
        ("café", "cafe"),
        ("CAFÉ", "cafe\u0301"),
        ("you & me", "you and me"),
        ("self-assessment", "self assessment"),
        ("drop‑in", "drop-in"),
        ("“quoted”", "quoted"),
        ("ＬＥ６７", "le67"),
        ("consulting", "consultations"),
        ("don’t", "don't"),
    ],
)
def test_these_are_found_by_each_other(one: str, other: str):
    assert terms(one) == terms(other)


@pytest.mark.parametrize(
    ("one", "other"), [("school", "schooner"), ("5.2", "5.20"), ("news", "new"), ("mother", "moth")]
)
def test_these_are_not(one: str, other: str):
    assert terms(one) != terms(other)


def test_a_statement_of_the_standard_is_one_word():
    assert terms("See 5.2. Under-5s too") == ["see", "5.2", "under", "5s", "too"]


def test_words_in_capitals_are_told_from_words():
    assert capitals("Ask the SENCo about SEND and EHCPs; send salt. A4, I") == {"SEND", "EHCP", "A4"}
    assert capitals("A TITLE IN CAPITALS") == set()


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Meets the Web Content Accessibility Guidelines, version 2.2.", "WCAG"),
        ("the Child and Adolescent Mental Health Service", "CAMHS"),
        ("Ask the Family Information Service today", "FIS"),
        ("a Short-Breaks Team", "SBT"),
    ],
)
def test_initials_are_those_that_names_are_shortened_to(text: str, short: str):
    assert short in initials(text)


@pytest.mark.parametrize(
    "text", ["Two Words", "no name at all", "One. Two. Three.", "Blaby, Melton, Wigston", "", "A" * 100_000]
)
def test_two_words_and_sentences_have_no_initials(text: str):
    assert initials(text) == set()


def test_surfaces_are_as_people_type_them():
    assert surfaces("Parents’ & Children's Café, 5.2") == {"parents", "children", "cafe", "5.2"}


@given(st.text(max_size=200))
def test_any_text_gives_terms_that_engines_can_split_on_spaces(text: str):
    for one in terms(text):
        assert one
        assert len(one) <= LONGEST_WORD
        assert one == GAP or not any(character.isspace() for character in one)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
def test_case_does_not_matter(word: str):
    assert term(word) == term(word.upper()) == term(word.title())
