from cms.printing.documents import Heading, Items, Paragraph, Run, Table
from cms.printing.rich_text import blocks_of


def test_rich_text_as_blocks() -> None:
    html = (
        '<h2>How</h2><p>Ask <strong>early</strong>,<br><a href="https://example.org/">here</a>.</p>'
        "<ul><li>one</li><li><em>two</em></li></ul><ol><li>first</li></ol><blockquote><p>Said.</p></blockquote>"
        "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table><p></p>"
    )
    assert blocks_of(html, below=1) == [
        Heading("How", 2),
        Paragraph(
            [
                Run("Ask "),
                Run("early", bold=True),
                Run(","),
                Run("\n"),
                Run("here", url="https://example.org/"),
                Run("."),
            ]
        ),
        Items([[Run("one")], [Run("two", italic=True)]]),
        Items([[Run("first")]], 1),
        Paragraph([Run("Said.")]),
        Table(["A", "B"], [[[Run("1")], [Run("2")]]], ""),
    ]


def test_text_without_tags_is_a_paragraph() -> None:
    assert blocks_of(" Just words. ", below=1) == [Paragraph("Just words.")]
