"""What a word is: the one analysis of documents, queries and highlights, the same for every engine.

Engines get terms with spaces between and split on these alone, so that they can not differ.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import tantivy

# Stands between parts of a field, so that no phrase reaches from one into the next.
GAP = "|"
LONGEST_WORD = 50
# All that people and their keyboards write for one.
APOSTROPHES = "'’‘ʼ′`´＇"
# Statements of the standard are numbered 5.2, which is one word.
WORD = re.compile(rf"\d+(?:\.\d+)+|[^\W_]+(?:[{APOSTROPHES}][^\W_]+)*|&")
CAPITALS = re.compile(r"\b[A-Z][A-Z0-9]{1,7}s?\b")
# Words with capital letters in a row, as in the name of a service, with small words between.
CAPITALISED = rf"[A-Z][\w{APOSTROPHES}]*"
BETWEEN = r"(?:,? (?:and|of|for|the|with|in|on|to|as|an|a|&))*[ -]"
NAME = re.compile(rf"(?<!\w){CAPITALISED}(?:{BETWEEN}{CAPITALISED}){{2,}}")
INITIAL = re.compile(r"(?<!\w)[A-Z]")
SHORTEST_INITIALS, LONGEST_INITIALS = 3, 6
APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
IRREGULAR = {
    "&": "and",
    "children": "child",
    "men": "man",
    "women": "woman",
    "people": "person",
    "grandchildren": "grandchild",
    "stepchildren": "stepchild",
    "schoolchildren": "schoolchild",
    "buses": "bus",
    "travellers": "traveller",
    "feet": "foot",
    "teeth": "tooth",
    "wives": "wife",
    "lives": "life",
    "leaves": "leave",
    "halves": "half",
    "selves": "self",
    "said": "say",
    "told": "tell",
    "gave": "give",
    "given": "give",
    "took": "take",
    "taken": "take",
    "found": "find",
    "held": "hold",
    "met": "meet",
    "spoke": "speak",
    "spoken": "speak",
    "wrote": "write",
    "written": "write",
    "heard": "hear",
    "felt": "feel",
    "kept": "keep",
    "paid": "pay",
    "taught": "teach",
    "bought": "buy",
    "chose": "choose",
    "chosen": "choose",
    "went": "go",
    "gone": "go",
    "centre": "center",
    "centres": "center",
    "programme": "program",
    "programmes": "program",
}
# Words that the stemmer would bring together with others: a traveller is not who travels to school.
APART = frozenset(["housing", "parking", "traveller"])
_stemmer = (
    tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).filter(tantivy.Filter.stemmer("English")).build()
)


def composed(text: str) -> str:
    """Return the text with each letter and its accent as one character, as positions are counted in it."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def terms(text: str) -> list[str]:
    """Return the terms of a text, in order."""
    return [term(found) for found in WORD.findall(composed(text))]


def surface(raw: str) -> str:
    """Return a word as people would type it: small letters, without accents, apostrophes and possessive."""
    word = raw.casefold()
    if not word.isascii():
        word = APOSTROPHE.sub("'", word)
        decomposed = unicodedata.normalize("NFKD", word)
        word = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
        # Compatibility forms, such as full-width letters, become spaces or signs in rare cases.
        word = "".join(letter for letter in word if letter.isalnum() or letter in "'.&")
    return word.removesuffix("'s").replace("'", "")[:LONGEST_WORD] or GAP


@lru_cache(maxsize=30_000)
def term(raw: str) -> str:
    """Return the term of a word: its stem, with irregular forms and spellings brought together."""
    word = surface(raw)
    word = IRREGULAR.get(word, word)
    if word in APART:
        return word
    stemmed = _stemmer.analyze(word)
    stem = stemmed[0] if stemmed else word
    # People write organise and organize.
    return f"{stem[:-2]}is" if stem.endswith("iz") and len(stem) > 4 else stem


def surfaces(text: str) -> set[str]:
    """Return the different words of a text as people would type them."""
    return {surface(found) for found in set(WORD.findall(composed(text)))} - {GAP, "&"}


def capitals(text: str) -> set[str]:
    """Return the words in capital letters, such as SEND, of a text that is not all in capitals."""
    if text.isupper():
        return set()
    return {found.rstrip("s") for found in CAPITALS.findall(text)}


def initials(text: str) -> set[str]:
    """Return what people may shorten names in a text to, such as WCAG, without their small words."""
    found: set[str] = set()
    for name in NAME.findall(text):
        letters = "".join(INITIAL.findall(name))
        for length in range(SHORTEST_INITIALS, LONGEST_INITIALS + 1):
            found.update(letters[start : start + length] for start in range(len(letters) - length + 1))
    return found
