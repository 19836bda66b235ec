from __future__ import annotations

import datetime as dt
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from search.analysis import terms
from search.highlights import Marker
from search.query import Clause, Phrase, Query

NOW = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)


def marker(*phrases: str) -> Marker:
    clauses = tuple(Clause((Phrase(tuple(terms(phrase))),)) for phrase in phrases)
    return Marker(Query(now=NOW, clauses=clauses))


def test_every_form_of_a_word_is_marked():
    marked = marker("child", "organise").mark("Children’s groups, organized by one child")
    assert marked == ("<mark>Children’s</mark> groups, <mark>organized</mark> by one <mark>child</mark>")


def test_a_phrase_is_marked_only_where_its_words_stand_together():
    marked = marker("short breaks").mark("A short wait for short breaks; breaks")
    assert marked == "A short wait for <mark>short</mark> <mark>breaks</mark>; breaks"


def test_what_is_no_mark_is_escaped():
    marked = marker("script").mark('<script>alert("&")</script>')
    assert marked == ("&lt;<mark>script</mark>&gt;alert(&quot;&amp;&quot;)&lt;/<mark>script</mark>&gt;")


def test_the_passages_that_say_most_are_shown_in_the_order_of_the_text():
    passages = [
        (text, " ".join(terms(text)))
        for text in ["Nothing here.", "A bus.", "A school.", "A school bus.", "The bus to school."]
    ]
    assert marker("school", "bus").best_passages(passages) == (
        "A <mark>school</mark> <mark>bus</mark>. … The <mark>bus</mark> to <mark>school</mark>."
    )


def test_without_a_match_the_first_passage_is_shown():
    assert marker("bus").best_passages([("It's <here>.", "it here")]) == "It&#x27;s &lt;here&gt;."
    assert marker("bus").best_passages([]) == ""


class Reader(HTMLParser):
    """Collects the tags and the text of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


some_text = st.text(st.sampled_from("<>&\"'’ abé-/!\n") | st.characters(codec="utf-8"), max_size=60)


@given(some_text, st.lists(some_text, max_size=3))
def test_whatever_is_marked_reads_as_the_text_and_has_no_other_tag(text: str, phrases: list[str]):
    asked = [phrase for phrase in phrases if terms(phrase)]
    reader = Reader()
    reader.feed(marker(*asked).mark(text))
    reader.close()
    assert reader.tags <= {"mark"}
    plain = Reader()
    plain.feed(marker().mark(text))
    plain.close()
    assert reader.text == plain.text
