"""What is found beside the words that were typed: initials, other words for the same, hinted kinds."""

from __future__ import annotations

import pytest

from search.understanding.everyday import EVERYDAY
from tests.search.conftest import Understand


def alternatives(read: Understand, text: str) -> set[tuple[str, ...]]:
    """Return what the last word that is asked for may be."""
    required = [one.clause for one in read(text).asked if not one.clause.optional]
    return {phrase.terms for phrase in required[-1].alternatives}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # The other names of an audience, and the name of a theme.
        ("fathers", ("dad",)),
        ("dads", ("father",)),
        ("taxi", ("transport",)),
        ("safeguarding", ("safeti",)),
        # Everyday words.
        ("phones", ("onlin",)),
        ("boobs", ("feed",)),
    ],
)
def test_a_word_finds_what_others_call_it(read: Understand, text: str, found: tuple[str, ...]):
    assert found in alternatives(read, text)


@pytest.mark.parametrize(
    ("text", "never"), [("library", ("feed",)), ("boobs", ("breastfeed",)), ("photo", ("dad",))]
)
def test_nothing_else_and_nothing_that_no_item_has_is_added(
    read: Understand, text: str, never: tuple[str, ...]
):
    assert never not in alternatives(read, text)


def test_two_words_for_one_theme_ask_for_it_once(read: Understand):
    first, second = read("taxi minibus").clauses
    assert ("transport",) in {one.terms for one in first.alternatives}
    assert {one.terms for one in second.alternatives} == {("minibus",)}


def test_a_word_that_no_item_has_says_as_little_as_what_it_finds(read: Understand):
    typed, frequent = read("swings library").asked[0], read("play library").asked[0]
    assert typed.rarity == frequent.rarity
    # What nobody has another word for says as much as there is to say.
    assert read("zzyzx library").asked[0].rarity > typed.rarity


def test_other_words_count_less_than_those_typed(read: Understand):
    first, *others = read("fathers").clauses[0].alternatives
    assert first.terms == ("father",)
    assert all(one.weight < first.weight for one in others)


def test_a_slip_in_an_everyday_word_is_corrected(read: Understand):
    spelling = read("playgruond").spelling
    assert spelling
    assert spelling.used == "playground"


@pytest.mark.parametrize("text", ["FIS", "fis", "Fis library"])
def test_initials_find_the_name_that_they_stand_for(read: Understand, text: str):
    assert ("FIS", "capitals") in {
        (phrase.terms[0], phrase.whole) for clause in read(text).clauses for phrase in clause.alternatives
    }
    assert read(text).spelling is None


@pytest.mark.parametrize("text", ["dog", "FISHING", "library", "fi5"])
def test_a_word_of_english_and_a_word_of_items_are_no_initials(read: Understand, text: str):
    assert not any(phrase.whole for clause in read(text).clauses for phrase in clause.alternatives)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("how do we write letters", "toolkit"),
        ("checklist for photos", "toolkit"),
        ("play groups", "event"),
        ("transport policy", "consultation"),
    ],
)
def test_a_way_of_asking_hints_at_a_kind(read: Understand, text: str, kind: str):
    hinted = {tag for boost in read(text).boosts if boost.by == "hinted" for tag in boost.tags}
    assert hinted == {f"type:{kind}"}


def test_a_question_about_the_website_is_for_its_pages(read: Understand):
    boosts = {boost.by: boost.tags for boost in read("is this website safe").boosts}
    assert boosts["itself"] == {"type:page"}
    assert "itself" not in {boost.by for boost in read("a website for school").boosts}


@pytest.mark.parametrize("text", ["library", "how old is my child", "plain speech"])
def test_other_ways_do_not(read: Understand, text: str):
    assert not [boost for boost in read(text).boosts if boost.by == "hinted"]


def test_each_everyday_word_stands_once():
    typed = [word for words, _ in EVERYDAY for word in words.split()]
    assert len(typed) == len(set(typed))
