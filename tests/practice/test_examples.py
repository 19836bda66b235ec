"""Practice examples and toolkits as documents."""

from __future__ import annotations

from tests.factories import (
    AreaFactory,
    DocumentFactory,
    PracticeExampleFactory,
    PracticeIndexFactory,
    ThemeFactory,
    ToolkitFactory,
)
from tests.stored import document, stored


def test_an_example_tells_its_story_as_clean_html(site) -> None:
    page = PracticeExampleFactory(
        problem='<p onclick="x()"><b>Nobody</b> <i>came</i>.<script>x()</script></p>',
        key_figures=[("figure", {"label": "Parents", "value": "14"})],
        cost_note="£640 for fares.",
    )
    values = document(page)
    assert values["sections"]["problem"] == "<p><strong>Nobody</strong> <em>came</em>.</p>"
    assert values["key_figures"] == [{"label": "Parents", "value": "14"}]
    assert (values["year"], values["cost_note"], values["contact"]) == (2025, "£640 for fares.", None)


def test_links_lead_to_public_addresses(site, settings) -> None:
    toolkit, file = ToolkitFactory(slug="a-checklist"), DocumentFactory()
    page = PracticeExampleFactory(
        problem=(
            f'<p><a linktype="page" id="{toolkit.pk}">one</a> <a linktype="document" id="{file.pk}">two</a>'
            ' <a href="https://example.org/?a=1&amp;b=2">three</a> <a href="javascript:x()">four</a>'
            ' <a linktype="page" id="999999">five</a> <a linktype="page" id="x">six</a></p>'
        )
    )
    html = document(page)["sections"]["problem"]
    assert f'<a href="{settings.PUBLIC_SITE_URL}/toolkits/a-checklist/">one</a>' in html
    assert f'<a href="{file.public_url}">two</a>' in html
    assert '<a href="https://example.org/?a=1&amp;b=2">three</a>' in html
    assert html.endswith(" four five six</p>")


def test_related_toolkits_come_in_the_editors_order(site) -> None:
    first, second = ToolkitFactory(title="First"), ToolkitFactory(title="Second")
    page = PracticeExampleFactory()
    page.related_toolkits.create(toolkit=second, sort_order=0)
    page.related_toolkits.create(toolkit=first, sort_order=1)
    page.save_revision().publish()
    assert [one["title"] for one in document(page)["related_toolkits"]] == ["Second", "First"]


def test_words_come_in_their_own_order(site) -> None:
    late, early = ThemeFactory(name="A", position=2), ThemeFactory(name="B", position=1)
    page = PracticeExampleFactory(themes=[late, early], areas=[AreaFactory(name="Ashby")])
    assert [theme["name"] for theme in document(page)["themes"]] == ["B", "A"]
    item = stored(page)
    assert item is not None
    assert item.tags.filter(kind="area", slug="ashby").exists()


def test_a_toolkit_with_every_kind_of_resource(site) -> None:
    file = DocumentFactory(title="A leaflet")
    given = [
        ("resource", {"title": "A leaflet", "kind": "document", "file": file, "pages": 2}),
        ("resource", {"title": "A site", "kind": "link", "url": "https://example.org/", "format": "HTML"}),
        ("resource", {"title": "Nothing", "kind": "link"}),
    ]
    page = ToolkitFactory(
        resources=given,
        collection=True,
        time_needed="20 minutes",
        cost="Free",
        body=[("heading", {"text": "What you need", "level": "3"})],
    )
    values = document(page)
    assert values["resources"] == [
        {
            "title": "A leaflet",
            "kind": "document",
            "url": file.public_url,
            "format": "PDF",
            "size": file.file_size,
            "pages": 2,
            "accessible_format_note": "",
        },
        {
            "title": "A site",
            "kind": "link",
            "url": "https://example.org/",
            "format": "HTML",
            "size": None,
            "pages": None,
            "accessible_format_note": "",
        },
    ]
    assert values["body"][0]["value"] == {"text": "What you need", "level": 3}
    assert (values["collection"], values["time_needed"], values["cost"]) == (True, "20 minutes", "Free")


def test_an_index_names_the_query_that_fills_it(site) -> None:
    assert document(PracticeIndexFactory())["content_query"] == "/api/v1/content?type=practice-example"
