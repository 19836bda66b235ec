"""A version of the standard as a document to print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cms.dates import local, plain_day
from cms.printing.documents import Block, Facts, Heading, Items, PageBreak, Paragraph, PrintedDocument, Run
from cms.printing.rich_text import blocks_of
from standard.schemas import IndicatorDetail, Level
from standard.whole import Changes, WholeDimension, WholeStandard

CHANGES = {"added": "New", "removed": "Taken out", "reworded": "Reworded"}
STATUSES = {"current": "the current version", "superseded": "superseded by a later version"}


def printed_standard(standard: WholeStandard) -> PrintedDocument:
    """Return the whole standard as a document to print."""
    changed = local(standard.updated_at).date()
    return PrintedDocument(
        title=standard.title,
        changed_at=standard.updated_at,
        lead=standard.summary,
        footer=f"{standard.title}, version {standard.version}",
        contents=True,
        blocks=[
            Paragraph(
                [
                    Run(f"Version {standard.version}, {STATUSES[standard.status]}. "),
                    Run(f"Last changed on {plain_day(changed)}. Read it online at "),
                    Run(standard.url, url=standard.url),
                    Run("."),
                ]
            ),
            Heading("Four levels"),
            Facts([(f"{level.level} {level.name}", level.description) for level in standard.levels]),
            *_rules(standard),
            *_dimensions(standard),
            *(_changes(standard.changes) if standard.changes else []),
        ],
    )


def _rules(standard: WholeStandard) -> Iterator[Block]:
    if standard.rules:
        yield Heading("How levels are counted")
        yield Items(standard.rules)


def _dimensions(standard: WholeStandard) -> Iterator[Block]:
    for dimension in standard.dimensions:
        yield PageBreak()
        yield Heading(f"{dimension.code} {dimension.title}")
        yield Paragraph(dimension.why_it_matters)
        yield from blocks_of(dimension.guidance, below=1)
        for statement in dimension.indicators:
            yield from _statement(statement, standard.levels)
        yield from _see_also(dimension)


def _statement(statement: IndicatorDetail, levels: list[Level]) -> Iterator[Block]:
    names = {level.level: level.name for level in levels}
    yield Heading(f"{statement.code} {statement.title}", 2)
    yield Facts(
        [
            (f"{number} {names.get(number, '')}".strip(), described)
            for number, described in enumerate(statement.levels)
        ]
    )
    if statement.quick_win:
        yield Paragraph([Run("A quick win: ", bold=True), Run(statement.quick_win)])
    if statement.evidence_examples:
        yield Paragraph([Run("What can show it:", bold=True)])
        yield Items(statement.evidence_examples)


def _see_also(dimension: WholeDimension) -> Iterator[Block]:
    for title, links in [
        ("Who shows how it is done", dimension.examples),
        ("Toolkits that help", dimension.toolkits),
    ]:
        if links:
            yield Heading(title, 2)
            yield Items([link.title for link in links])


def _changes(changes: Changes) -> Iterator[Block]:
    changed = [one for one in changes.indicators if one.change != "unchanged"]
    yield PageBreak()
    yield Heading(f"What changed since version {changes.since}")
    if not changed:
        yield Paragraph("All statements are as they were.")
    for one in changed:
        shown = next(side for side in (one.after, one.before) if side)
        yield Heading(f"{one.code} {shown.title}", 2)
        facts = [("What", CHANGES[one.change])]
        if one.before and one.after:
            facts += [(name, text) for name, text in _reworded(one.parts, one.before, one.after)]
        yield Facts(facts)


def _reworded(
    parts: Iterable[str], before: IndicatorDetail, after: IndicatorDetail
) -> Iterator[tuple[str, str]]:
    """Yield what the reworded parts were; what they are stands in the standard itself."""
    names = {
        "title": "It was",
        "evidence_examples": "What could show it was",
        "quick_win": "The quick win was",
    }
    for part in parts:
        if part == "levels":
            for number, (old, new) in enumerate(zip(before.levels, after.levels, strict=True)):
                if old != new:
                    yield f"Level {number} was", old
        else:
            value = getattr(before, part)
            yield names[part], "; ".join(value) if isinstance(value, list) else value or "empty"
