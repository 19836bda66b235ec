"""The fields of a Tantivy index, and a document in them."""

from __future__ import annotations

import tantivy

from search.documents import IndexDocument
from search.weights import FIELDS

# Everything is analysed already, so that Tantivy only splits on the spaces.
SPACES = "spaces"
WHOLE = {"exact_title", "capitals", "tags", "during", "words", "anywhere"}


def make_schema() -> tantivy.Schema:
    """Return the schema of an index."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    for field in FIELDS:
        builder.add_text_field(field, tokenizer_name=SPACES)
    for name in sorted(WHOLE - {"tags"}):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("tags", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("sequence", stored=True, indexed=True, fast=True)
    for name in ["days", "updated_at"]:
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_text_field("stored", stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def register_analysis(index: tantivy.Index) -> None:
    """Have an index split on spaces alone."""
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(SPACES, analyzer)


def to_tantivy(document: IndexDocument) -> tantivy.Document:
    """Return a document in Tantivy's form."""
    made = tantivy.Document()
    made.add_text("id", str(document.id))
    made.add_integer("sequence", document.sequence)
    made.add_text("stored", document.stored)
    made.add_text("exact_title", document.exact_title)
    for field, text in document.fields.items():
        made.add_text(field, text)
    for name in WHOLE - {"exact_title"}:
        for value in getattr(document, name):
            made.add_text(name, value)
    for day in document.days:
        made.add_integer("days", day)
    made.add_integer("updated_at", document.updated_at)
    return made
