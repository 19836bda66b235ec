"""The snippets of the documentation, and what must be true of them."""

from __future__ import annotations

import json
import re
import shlex
import urllib.error
import urllib.request
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NamedTuple

from settings.env import ROOT

PAGE = ROOT / "docs" / "website-developers.md"
# The hub as the docs name it, and as the tests serve it.
NAMED = "http://localhost:8000"
FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# How each language of a fence is tried; a test refuses any other.
LANGUAGES = {"": "curl", "json": "answer", "html": "browser", "js": "Node", "ts": "Node", "sh": "shell"}


class Snippet(NamedTuple):
    language: str
    text: str
    section: str
    line: int

    def at(self, hub: str) -> str:
        """Return the text with another hub's address."""
        return self.text.replace(NAMED, hub)


def snippets(page: Path) -> list[Snippet]:
    text = page.read_text()
    found = []
    for match in FENCE.finditer(text):
        before = text[: match.start()]
        section = before.rpartition("\n## ")[2].partition("\n")[0]
        found.append(Snippet(match[1], match[2], section, before.count("\n") + 1))
    return found


def of_language(language: str) -> list[Snippet]:
    """Return the snippets of a language from the page for the website's developers."""
    return [snippet for snippet in snippets(PAGE) if snippet.language == language]


def by_section(language: str) -> dict[str, list[Snippet]]:
    """Return them by heading: the snippets of a section are one program, in their order."""
    sections: dict[str, list[Snippet]] = {}
    for snippet in of_language(language):
        sections.setdefault(snippet.section, []).append(snippet)
    return sections


def curl_lines(snippet: Snippet) -> list[str]:
    return snippet.text.strip().splitlines()


def examples(page: Path) -> list[tuple[str, str | None]]:
    """Return every line of curl with the JSON that stands next after it in its section, if any."""
    found: list[tuple[str, str | None]] = []
    last = None
    for snippet in snippets(page):
        if snippet.language == "":
            found += [(line, None) for line in curl_lines(snippet)]
            last = snippet
        elif snippet.language == "json":
            assert last, (
                f"line {snippet.line}: put a line of curl before this example, so that it can be tried"
            )
            assert last.section == snippet.section, (
                f"line {snippet.line}: no line of curl stands before it here"
            )
            found[-1] = (found[-1][0], snippet.text)
    return found


def newcomers_lines() -> list[tuple[str, None]]:
    """Return the README's lines of curl; its other commands are run by other tests."""
    lines = re.findall(r"^curl .*$", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert lines
    return [(line, None) for line in lines]


def ask(line: str, hub: str) -> tuple[int, str]:
    """Do what a line of curl does and return status and body."""
    parser = ArgumentParser("curl", exit_on_error=False)
    parser.add_argument("address")
    parser.add_argument("-H", "--header", action="append", default=[])
    parser.add_argument("-X", "--request")
    parser.add_argument("-d", "--data")
    program, *arguments = shlex.split(line.replace(NAMED, hub))
    assert program == "curl", f"only curl is run here: {line}"
    given = parser.parse_args(arguments)
    assert given.address.startswith(hub), f"not an address of the demonstration: {line}"
    request = urllib.request.Request(  # noqa: S310
        given.address, data=given.data and given.data.encode(), method=given.request
    )
    for header in given.header:
        request.add_header(*header.split(": ", 1))
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return int(answer.status), answer.read().decode()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.read().decode()


def differences(example: Any, real: Any, where: str = "") -> list[str]:
    """Return where an example has a key or a kind of value that the real answer has not.

    Each member of a list must be like one of the real list; null stands for anything that can be null.
    """
    if isinstance(example, dict) and isinstance(real, dict):
        unknown = [f"{where}.{key} is not in the answer" for key in example if key not in real]
        return unknown + [
            difference
            for key in example.keys() & real.keys()
            for difference in differences(example[key], real[key], f"{where}.{key}")
        ]
    if isinstance(example, list) and isinstance(real, list):
        found: list[str] = []
        for member in example:
            tried = [differences(member, one, f"{where}[]") for one in real] or [[f"{where} is empty"]]
            tried.sort(key=len)
            found += tried[0]
        return found
    if example is None or real is None or type(example) is type(real):
        return []
    return [f"{where} is {json.dumps(real)[:60]} in the answer, not {json.dumps(example)[:60]}"]
