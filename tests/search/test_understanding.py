"""What texts are understood as, kind by kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from search.models import SynonymRule
from search.query import Filters
from search.understanding import Knowledge, Understood, understand
from search.understanding.relaxing import meanings
from search.understanding.rules import Rules
from search.weights import WEIGHTS
from tests.factories import SynonymRuleFactory
from tests.search.conftest import Understand
from tests.search.vocabulary import NOW


def chips(understood: Understood) -> set[str]:
    return {chip.name for chip in understood.chips}


@pytest.mark.parametrize(
    ("text", "chip"),
    [
        ("play area Lutterworth", "area:harborough"),
        ("groups in harborough", "area:harborough"),
        ("ashby", "area:north-west-leicestershire"),
        ("groups LE67", "area:north-west-leicestershire"),
        ("groups le67 9ZZ", "area:north-west-leicestershire"),
        ("groups for under 5s", "age_range:0-4"),
        ("toddlers", "age_range:0-4"),
        ("16 year old", "age_range:16-25"),
        ("teenagers", "age_range:11-15"),
        ("18 months old", "age_range:0-4"),
        ("year 9", "age_range:11-15"),
        ("pregnant", "age_range:birth"),
        ("dads", "audience:fathers"),
        ("foster carers", "audience:foster"),
        ("school bus", "theme:transport"),
        ("deciding together", "level:deciding-together"),
        ("indicator 5.2", "indicator:5.2"),
        ("toolkit on photos", "type:toolkit"),
        ("consultations", "type:consultation"),
        ("open consultations", "state:open"),
        ("consultations closing soon", "state:closing-soon"),
        ("cancelled events", "state:called-off"),
        ("what happened with short breaks", "outcome:reported"),
        ("events last year", "year:2025"),
        ("summer holidays", "time:2026-07-20-to-2026-08-31"),
    ],
)
def test_what_is_read_into_words(read: Understand, text: str, chip: str):
    assert chip in chips(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "WCAG 2.2",
        "school 1 2 3",
        "a fatherland",
        "traveling",
        "mayor",
        "5.2 miles from the market",
        "sendai",
        "year 99",
    ],
)
def test_nothing_is_read_into_words_that_do_not_say_it(read: Understand, text: str):
    assert {chip.kind for chip in read(text).chips} <= {"theme"}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("today", "2026-03-11", "2026-03-11"),
        ("events tomorrow", "2026-03-12", "2026-03-12"),
        ("this week", "2026-03-11", "2026-03-17"),
        ("next week", "2026-03-16", "2026-03-22"),
        ("this weekend", "2026-03-14", "2026-03-15"),
        ("next month", "2026-04-01", "2026-04-30"),
        ("in march", "2026-03-11", "2026-03-31"),
        ("in february", "2027-02-01", "2027-02-28"),
        ("june 2026", "2026-06-01", "2026-06-30"),
        ("in the next two weeks", "2026-03-11", "2026-03-25"),
        ("on friday", "2026-03-13", "2026-03-13"),
        ("first saturday of the month", "2026-04-04", "2026-04-04"),
    ],
)
def test_times_become_days(read: Understand, text: str, first: str, last: str):
    chosen = read(text).filters.selection
    expected_first = "2026-03-01" if text == "in march" else first
    assert (str(chosen.first_day), str(chosen.last_day)) == (expected_first, last)


@pytest.mark.parametrize(
    ("typed", "used"),
    [
        ("libary", "library"),
        ("transprot", "transport"),
        ("consulation", "consultation"),
        ("chidminder", "childminder"),
        ("colville", "coalville"),
        ("LIBARY", "library"),
        ("shortbreaks", "short breaks"),
        ("snd", "send"),
        ("ths school", "this school"),
    ],
)
def test_slips_are_corrected_and_said(read: Understand, typed: str, used: str):
    spelling = read(typed).spelling
    assert spelling
    assert (spelling.used.lower(), spelling.instead_of) == (used, typed)


@pytest.mark.parametrize(
    "text", ["library", "wedding", "passport", "asdfghjkl", "LE67", "abc", "toddler", "mot"]
)
def test_what_is_found_understood_english_or_no_word_is_not_corrected(read: Understand, text: str):
    assert read(text).spelling is None


def test_exact_words_are_not_corrected(read: Understand):
    assert read("libary", exact=True).spelling is None


def test_a_chip_that_was_taken_off_counts_no_more(read: Understand):
    assert read("consultations closing soon").filters.selection.states == {"open"}
    without = read("consultations closing soon", without=frozenset({"state:closing-soon"}))
    assert without.filters.selection.states == frozenset()
    assert "state:closing-soon" not in chips(without)


def test_given_filters_stand_before_what_is_read(known: Knowledge):
    given = Filters().selection.__class__(types=frozenset({"event"}), archived="include")
    found = understand("consultations", NOW, known, filters=Filters(given))
    assert found.filters.selection.types == {"event"}


def test_quotes_are_phrases_and_a_hyphen_leaves_out(read: Understand):
    found = read("“short breaks” -school")
    assert [clause.alternatives[0].terms for clause in found.clauses] == [("short", "break")]
    assert [phrase.terms for phrase in found.excluded] == [("school",)]


def test_of_small_words_none_is_required(read: Understand):
    found = read("what is a library for")
    assert [one.text for one in found.asked if not one.clause.optional] == ["library"]


def test_what_nothing_has_is_left_out_where_the_rest_says_enough(read: Understand):
    texts = [
        one.relaxed
        for one in meanings(lambda without: read("childminder interpreter zzyzx", without=without))
    ]
    assert texts == [(), ("zzyzx",)]
    alone = [one.relaxed for one in meanings(lambda without: read("passport form", without=without))]
    assert alone == [()]


def test_the_name_of_a_place_is_left_out_where_nothing_says_it_beside_the_rest(known: Knowledge):
    def understood(without: frozenset[str]) -> Understood:
        return understand("special transport coalville", NOW, known, filters=Filters(), without=without)

    found, elsewhere, theme = meanings(understood)
    assert (found.relaxed, elsewhere.relaxed) == ((), ("coalville",))
    assert theme.relaxed == ("special", "coalville")
    optional = {clause.alternatives[0].terms: clause.optional for clause in elsewhere.clauses}
    assert optional == {("special",): False, ("transport",): False, ("coalvill",): True}
    assert len(elsewhere.says) == 2
    # The area is preferred as before.
    assert elsewhere.boosts == found.boosts != ()


def test_a_theme_that_is_named_answers_where_nothing_says_the_rest_beside_it(read: Understand):
    texts = [
        one.relaxed
        for one in meanings(lambda without: read("interpreter for school transport", without=without))
    ]
    assert texts == [(), ("interpreter", "school")]
    # What people call a theme is not its name: it may be meant otherwise.
    called = [one.relaxed for one in meanings(lambda without: read("interpreter parking", without=without))]
    assert called == [()]


def test_a_word_of_many_themes_is_read_as_those_that_begin_with_it(read: Understand):
    assert {chip for chip in chips(read("dentist")) if chip.startswith("theme:")} == {"theme:health"}
    assert {chip for chip in chips(read("depression")) if chip.startswith("theme:")} == {"theme:mental"}


def test_a_word_is_taken_apart_only_as_some_item_has_it(read: Understand):
    assert read("takeaway").spelling is None


def test_times_are_left_out_where_nothing_is_on_then(read: Understand):
    texts = [one.relaxed for one in meanings(lambda without: read("library this week", without=without))]
    assert texts[:2] == [(), ("this week",)]


@pytest.mark.django_db
class TestSynonyms:
    @pytest.fixture
    def asked(self, known: Knowledge) -> Callable[[str], Mapping[str, set[tuple[str, ...]]]]:
        SynonymRuleFactory(words="SEND\nspecial needs\nSEN")
        SynonymRuleFactory(words="SALT", finds="speech and language", kind="one_way")
        with_rules = Knowledge(known.lexicon, Rules(SynonymRule.objects.all()), known.readers)

        def asked(text: str) -> Mapping[str, set[tuple[str, ...]]]:
            found = understand(text, NOW, with_rules, filters=Filters())
            return {one.text: {phrase.terms for phrase in one.clause.alternatives} for one in found.asked}

        return asked

    def test_a_phrase_finds_what_means_the_same(self, asked: Any):
        assert {("special", "need"), ("sen",), ("SEND",)} <= asked("special needs")["special needs"]

    def test_a_slip_in_a_word_of_a_rule_is_corrected(self, known: Knowledge):
        SynonymRuleFactory(words="kids", finds="school", kind="one_way")
        SynonymRuleFactory(words="EHCP\nplan of care")
        rules = Rules(SynonymRule.objects.all())
        words = Knowledge(known.lexicon, rules, known.readers)
        used = [
            found.used
            for text in ["kisd", "EHPC", "EHPC school"]
            if (found := understand(text, NOW, words, filters=Filters()).spelling)
        ]
        assert used == ["kids", "ehcp", "EHCP school"]

    def test_a_term_in_capitals_finds_no_ordinary_word(self, asked: Any):
        assert ("send",) not in asked("SEND school")["SEND"]
        assert ("special", "need") in asked("SEND school")["SEND"]

    def test_a_verb_in_small_letters_is_no_term(self, asked: Any):
        assert asked("how do i send a photo")["send"] == {("send",)}

    def test_the_words_of_another_phrase_count_anywhere(self, known: Knowledge):
        SynonymRuleFactory(words="playscheme\nschool of play")
        rules = Rules(SynonymRule.objects.all())
        found = understand(
            "playscheme", NOW, Knowledge(known.lexicon, rules, known.readers), filters=Filters()
        )
        one, phrase, apart = found.clauses[0].alternatives
        assert (phrase.terms, phrase.loose) == (("school", "of", "play"), False)
        assert (apart.terms, apart.loose) == (("school", "play"), True)
        assert one.weight > phrase.weight > apart.weight

    def test_a_long_name_counts_as_much_as_a_short_one(self, known: Knowledge):
        SynonymRuleFactory(words="EHCP\nschool safety library photo")
        words = Knowledge(known.lexicon, Rules(SynonymRule.objects.all()), known.readers)
        long = understand("EHCP", NOW, words, filters=Filters()).clauses[0].alternatives[1]
        assert long.terms == ("school", "safeti", "librari", "photo")
        assert long.weight == pytest.approx(WEIGHTS.same / 2)

    def test_in_small_letters_alone_it_may_be_the_term(self, asked: Any):
        assert {("send",), ("special", "need")} <= asked("send school")["send"]

    def test_one_way_goes_one_way(self, asked: Any):
        assert ("speech", "and", "languag") in asked("SALT")["SALT"]
        assert all(("SALT",) not in found for found in asked("speech and language").values())
