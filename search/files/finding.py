"""In which file of a hit the words were found that its page does not say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from search.analysis import GAP, terms
from search.documents import Stored
from search.files.of_items import ItemFile, read_files
from search.query import Clause, Query


@dataclass(frozen=True)
class FoundIn:
    """A file, and its passages as `Stored` has those of pages."""

    title: str
    url: str
    passages: Sequence[Sequence[str]]


def found_in(query: Query, texts: dict[UUID, Stored]) -> dict[UUID, FoundIn]:
    """Return, for the items whose own text lacks something that was asked for, the file that says it best."""
    required = [clause for clause in query.clauses if not clause.optional]
    lacking = {
        item: missing
        for item, stored in texts.items()
        if stored.files and (missing := _missing(required, stored))
    }
    if not lacking:
        return {}
    files = read_files({UUID(one) for item in lacking for one in texts[item].files})
    found = {}
    for item, missing in lacking.items():
        own = [files[UUID(one)] for one in texts[item].files if UUID(one) in files]
        if best := _best(own, missing, required):
            found[item] = FoundIn(best.title, best.url, best.passages)
    return found


def _missing(required: list[Clause], stored: Stored) -> list[Clause]:
    own = _joined([" ".join(terms(stored.title)), " ".join(terms(stored.summary))], stored.passages)
    return [clause for clause in required if not _says(own, clause)]


def _best(files: list[ItemFile], missing: list[Clause], required: list[Clause]) -> ItemFile | None:
    """Return the file that says most of what is missing, of these the one that says most of all."""
    best, most = None, (0, 0)
    for file in files:
        text = _joined([], file.passages)
        said = sum(_says(text, clause) for clause in missing)
        score = (said, sum(_says(text, clause) for clause in required))
        if said and score > most:
            best, most = file, score
    return best


def _joined(parts: list[str], passages: Iterable[Sequence[str]]) -> str:
    """Return terms with spaces around each."""
    return f" {f' {GAP} '.join([*parts, *(passage[1] for passage in passages)])} "


def _says(text: str, clause: Clause) -> bool:
    return any(f" {' '.join(phrase.terms).lower()} " in text for phrase in clause.alternatives)
