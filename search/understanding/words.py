"""A text as its words, what stands in quotes, and what is to be left out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from search.analysis import WORD, composed, surface, term, terms

MOST_WORDS = 24
PART = re.compile(r'(?P<not>(?<!\S)-)?(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"]+))')
QUOTES = str.maketrans("“”„«»", '"""""')


@dataclass(frozen=True)
class Word:
    """One word as it was typed, in small letters without accents, and as a term."""

    raw: str
    surface: str
    term: str

    @property
    def is_capital(self) -> bool:
        """Return whether it was typed as a term such as SEND or PfA."""
        return is_capital(self.raw)


@dataclass(frozen=True)
class Parts:
    """A text in parts."""

    words: tuple[Word, ...]
    quoted: tuple[tuple[str, ...], ...]
    excluded: tuple[tuple[str, ...], ...]


def word(raw: str) -> Word:
    """Return a word from how it was typed."""
    return Word(raw, surface(raw), term(raw))


def is_capital(text: str) -> bool:
    """Return whether a text is one word with two capital letters or more, such as EHCP or PfA."""
    return text.isalnum() and sum(letter.isupper() for letter in text) > 1


def split(text: str) -> Parts:
    """Return the parts of a text."""
    words: list[Word] = []
    quoted: list[tuple[str, ...]] = []
    excluded: list[tuple[str, ...]] = []
    for part in PART.finditer(composed(text).translate(QUOTES)):
        said = part["quoted"] if part["quoted"] is not None else part["plain"]
        if part["not"] and (left_out := tuple(terms(said))):
            excluded.append(left_out)
        elif part["quoted"] is not None and (phrase := tuple(terms(said))):
            quoted.append(phrase)
        elif part["plain"] is not None and not part["not"]:
            words.extend(word(found) for found in WORD.findall(said))
    return Parts(tuple(words[:MOST_WORDS]), tuple(quoted[:MOST_WORDS]), tuple(excluded[:MOST_WORDS]))


def without_shouting(words: tuple[Word, ...], known: frozenset[str]) -> tuple[Word, ...]:
    """Return the words in small letters where somebody typed all of them in capitals.

    `known` are terms that are written in capitals: where all words are such, they are meant so.
    """
    if all(one.raw.isupper() or not one.raw.isalpha() for one in words) and not all(
        one.raw in known for one in words
    ):
        return tuple(Word(one.raw.lower(), one.surface, one.term) for one in words)
    return words
