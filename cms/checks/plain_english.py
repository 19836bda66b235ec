"""Checks of plain English: long sentences, the age that a text is for, abbreviations that one must know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

import readability

from cms.checks.draft import Draft, Passage
from cms.checks.findings import Finding

# GOV.UK asks for 25 words at most; a list of things in one sentence may have a few more.
LONGEST_SENTENCE = 35
# School grades of the measure, plus five, are years of age. GOV.UK writes for 9; above 14 adults give up.
OLDEST_READER = 14
YEARS_BEFORE_SCHOOL = 5
# Of fewer words the measure says nothing.
FEWEST_WORDS = 100

WORD = re.compile(r"[^\W\d_][\w'’]*|\d[\d.,:/]*")
SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])")
SHORT_FORM_AT_END = re.compile(r"\b(?:e\.g|i\.e|etc|St|Mr|Mrs|Ms|Dr|No|Rd|Ave|vs|approx|[A-Z])\.$")

ABBREVIATION = re.compile(
    r"(?<![\w@./&-])(?=[A-Z0-9&]*[A-Z]{2})[A-Z][A-Z0-9&]{1,6}s?(?![\w@]|[./&-]\w| \d[A-Z]{2}\b)"
)
# In general use, as the style of GOV.UK has it, and the council's own name for where things are online.
KNOWN = {
    *(
        "UK",
        "US",
        "EU",
        "UN",
        "GB",
        "NHS",
        "GP",
        "MP",
        "MPs",
        "PM",
        "AM",
        "BBC",
        "TV",
        "DVD",
        "CD",
        "PC",
        "IT",
    ),
    *(
        "ID",
        "PIN",
        "PDF",
        "PDFs",
        "CSV",
        "HTML",
        "ZIP",
        "XLSX",
        "DOCX",
        "PPTX",
        "MP3",
        "MP4",
        "QR",
        "USB",
        "SMS",
    ),
    *(
        "FAQ",
        "FAQs",
        "Q&A",
        "A&E",
        "VAT",
        "GMT",
        "BST",
        "OK",
        "CV",
        "DIY",
        "GOV",
        "GCSE",
        "GCSEs",
        "DNA",
        "BSL",
    ),
    *("AD", "BC", "MOT", "PE", "DJ", "AA", "AAA", "A3", "A4", "A5"),
}


def sentences(passage: Passage) -> Iterator[str]:
    """Yield the sentences of a passage; an item of a list is one even without a full stop."""
    for paragraph in passage.paragraphs:
        begun = ""
        for piece in SENTENCE_END.split(paragraph):
            begun = f"{begun} {piece}".strip()
            if not SHORT_FORM_AT_END.search(begun):
                yield begun
                begun = ""
        if begun:
            yield begun


def long_sentences(draft: Draft) -> Iterator[Finding]:
    """Find sentences that have to be read twice."""
    for passage in draft.passages:
        if not passage.is_text:
            continue
        for sentence in sentences(passage):
            length = len(WORD.findall(sentence))
            if length > LONGEST_SENTENCE:
                yield Finding(
                    passage.place,
                    f"A sentence has {length} words: “{_beginning(sentence)}”",
                    "Split it in two, or make a list of its parts. Up to 25 words are read with ease.",
                )


def reading_age(draft: Draft) -> Iterator[Finding]:
    """Find fields whose text asks for more years of school than many parents have."""
    texts = (passage for passage in draft.passages if passage.is_text)
    for field, passages in groupby(texts, key=lambda one: one.place.partition(".")[0]):
        said = [WORD.findall(sentence) for passage in passages for sentence in sentences(passage)]
        if sum(map(len, said)) < FEWEST_WORDS:
            continue
        age = _age(said)
        if age > OLDEST_READER:
            yield Finding(
                field,
                f"The text reads as if written for people of {age} and older.",
                "Use shorter sentences and everyday words: “help” for “assistance”, “start” for “commence”."
                " Aim for readers of 9 to 11.",
            )


def _age(said: list[list[str]]) -> int:
    # The library takes a sentence on each line, its words apart.
    text = "\n".join(" ".join([*words, "."]) for words in said if words)
    grade: float = readability.getmeasures(text, lang="en")["readability grades"]["Kincaid"]
    return round(grade) + YEARS_BEFORE_SCHOOL


def abbreviations_explained(draft: Draft) -> Iterator[Finding]:
    """Find abbreviations that the page nowhere explains."""
    whole = "\n".join(line for passage in draft.passages for line in passage.paragraphs)
    seen = set(KNOWN)
    for passage in draft.passages:
        if not passage.is_text:
            continue
        for short in _abbreviations(passage):
            if short in seen or short.removesuffix("s") in seen:
                continue
            seen.add(short)
            if not _is_explained(short, whole):
                yield Finding(
                    passage.place,
                    f"The abbreviation “{short}” is not explained.",
                    f"Write the words in full, with “({short})” after them where they come first.",
                )


def _abbreviations(passage: Passage) -> Iterator[str]:
    for paragraph in passage.paragraphs:
        # A shout is no abbreviation, and one that is beside it can not be told apart.
        if paragraph.isupper() and len(paragraph.split()) > 1:
            continue
        yield from ABBREVIATION.findall(paragraph)


def _is_explained(short: str, text: str) -> bool:
    """Return whether words stand before `(ABC)`, or after `ABC (` or `ABC stands for`."""
    one = re.escape(short.removesuffix("s"))
    before = rf"\w[\w'’,-]*[”\"]? \(?(?:the |an? |known as |called |or |also )*[“\"]?{one}s?[”\"]?\)"
    after = rf"\b{one}s?[”\"]? (?:\((?!\d)[^)]*\w \w|stands? for|means?|is short for)"
    return re.search(f"{before}|{after}", text) is not None


def _beginning(sentence: str) -> str:
    words = sentence.split()
    return " ".join(words[:8]) + (" …" if len(words) > 8 else "")
