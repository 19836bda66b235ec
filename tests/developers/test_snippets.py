"""The docs' snippets are found, and a wrong one is noticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.developers import snippets


def test_every_snippet_is_in_a_language_that_is_run() -> None:
    unknown = [
        (snippet.line, snippet.language)
        for snippet in snippets.snippets(snippets.PAGE)
        if snippet.language not in snippets.LANGUAGES
    ]
    assert unknown == [], "no test runs these: teach tests/developers, or use another language"


def test_all_that_the_page_has_is_found() -> None:
    page = snippets.PAGE.read_text()
    assert len(snippets.snippets(snippets.PAGE)) * 2 == page.count("\n```")
    for language in ["", "json", "html", "ts", "sh"]:
        assert snippets.of_language(language)


def test_an_example_answers_the_line_of_curl_before_it(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("## One\n```\ncurl 'a'\ncurl 'b'\n```\n```json\n{}\n```\n## Two\n```\ncurl 'c'\n```\n")
    assert snippets.examples(page) == [("curl 'a'", None), ("curl 'b'", "{}\n"), ("curl 'c'", None)]
    page.write_text("## One\n```\ncurl 'a'\n```\n## Two\n```json\n{}\n```\n")
    with pytest.raises(AssertionError, match="line 6: no line of curl stands before it"):
        snippets.examples(page)


def test_an_example_that_is_not_so_is_noticed() -> None:
    real = {"items": [{"a": 1, "when": "soon", "venue": None}, {"a": 2, "b": []}], "next": None}
    assert snippets.differences({"items": [{"a": 9, "venue": {"town": "Oadby"}}], "next": "..."}, real) == []
    assert snippets.differences({"items": [{"c": 1}]}, real) == [".items[].c is not in the answer"]
    assert snippets.differences({"items": [{"a": "1"}]}, real) == ['.items[].a is 1 in the answer, not "1"']
    assert snippets.differences({"total": 1}, real) == [".total is not in the answer"]
    assert snippets.differences({"items": [1]}, {"items": []}) == [".items is empty"]
