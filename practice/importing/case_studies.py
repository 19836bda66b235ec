"""Case studies of GOV.UK's content API as practice examples."""

from __future__ import annotations

from bs4 import BeautifulSoup

from cms.importing import gov_uk
from cms.importing.gov_uk import GovUkImporter, Item, body, files_as_html, first_published, text
from cms.importing.markup import rich_text, summary_of
from cms.importing.rows import Choices, Row
from practice.examples import SECTIONS, PracticeExamplePage

# Headings that say the same as ours; any other stays in the text.
HEADINGS = {
    "problem": ["problem", "the problem", "the challenge", "challenge", "the issue"],
    "what_we_did": ["what we did", "what they did", "the approach", "the solution", "actions taken"],
    "what_families_said": ["what families said", "what parents said", "feedback"],
    "what_changed": ["what changed", "results", "the results", "outcome", "outcomes", "impact"],
    "what_we_learned": ["what we learned", "lessons learned", "lessons learnt"],
}
SECTION_OF = {heading: section for section, headings in HEADINGS.items() for heading in headings}


def read(item: Item, choices: Choices) -> Row:
    """Return the row of a case study; raises RowRefused."""
    cleaned = body(item, "body")
    sections = _sections(cleaned.html)
    sections["what_we_did"] += files_as_html(item)
    slugs, unknown = gov_uk.organisations(item, choices)
    empty = [section.replace("_", " ") for section in SECTIONS if not sections[section]]
    notes = [f"Dropped from the text: {', '.join(cleaned.dropped)}."] if cleaned.dropped else []
    notes += [f"The organisation “{name}” is not known here and is left out." for name in unknown]
    notes.append("It does not say in which year it was done. Fill it in before publishing.")
    notes += [f"Nothing says: {', '.join(empty)}."] if empty else []
    if item["details"].get("image") or item["details"].get("images"):
        notes.append("Its picture is not brought: nobody here has the consent for it.")
    summary = summary_of(rich_text(text(item, "description")).html)
    return Row(
        where="",
        source_id=text(item, "content_id"),
        values={
            "title": text(item, "title"),
            "summary": summary or summary_of(cleaned.html) or text(item, "title"),
            **sections,
            "organisations": slugs,
        },
        notes=tuple(notes),
        first_published_at=first_published(item),
    )


GOV_UK_CASE_STUDIES = GovUkImporter(
    "gov-uk-case-studies",
    "Case studies from GOV.UK as practice examples (JSON)",
    PracticeExamplePage,
    frozenset({"case_study"}),
    read,
)


def _sections(html: str) -> dict[str, str]:
    """Return the parts under headings that say what ours say; all else stays in what was done."""
    found = dict.fromkeys(SECTIONS, "")
    current = "what_we_did"
    for child in BeautifulSoup(html, "html.parser").children:
        heading = (
            child.get_text().strip(" :?").casefold() if getattr(child, "name", "") in {"h2", "h3"} else ""
        )
        if heading in SECTION_OF:
            current = SECTION_OF[heading]
        else:
            found[current] += str(child)
    return {section: part.strip() for section, part in found.items()}
