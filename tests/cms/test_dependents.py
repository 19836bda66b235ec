"""Whatever a document was built from changes it, and nothing else does."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page, Site

from cms.content.models import ContentChange, ContentItem
from cms.indicators import Indicator
from cms.media.renditions import make_renditions
from tests.cms.test_publishing import faults
from tests.factories import (
    AgeRangeFactory,
    AreaFactory,
    AudienceFactory,
    DocumentFactory,
    ImageFactory,
    IndicatorFactory,
    InformationFactory,
    InvolvementLevelFactory,
    OrganisationFactory,
    PracticeExampleFactory,
    ThemeFactory,
    ToolkitFactory,
)
from tests.stored import document, log_of, stale_paths, stored


def resource(**values: Any) -> list[tuple[str, Any]]:
    return [("resource", {"title": "A leaflet", "kind": "document", **values})]


@pytest.mark.parametrize(
    ("factory", "field", "key"),
    [
        (AudienceFactory, "audiences", "audiences"),
        (ThemeFactory, "themes", "themes"),
        (AreaFactory, "areas", "areas"),
        (AgeRangeFactory, "age_ranges", "age_ranges"),
        (OrganisationFactory, "organisations", "organisations"),
    ],
)
def test_a_renamed_word_is_renamed_in_every_document(site, refresh, factory, field, key) -> None:
    word = factory(name="Early name")
    carrier, other = PracticeExampleFactory(**{field: [word]}), PracticeExampleFactory()
    word.name = "Late name"
    word.save()
    assert stale_paths() == [carrier.content_path]
    refresh()
    assert document(carrier)[key] == [{"slug": "early-name", "name": "Late name"}]
    assert log_of(carrier.content_id) == ["published", "updated"]
    assert log_of(other.content_id) == ["published"]
    assert faults() == []


def test_a_renamed_level_of_involvement(site, refresh) -> None:
    level = InvolvementLevelFactory(name="Asked")
    page = PracticeExampleFactory(involvement_level=level)
    level.name = "Consulted"
    level.save()
    refresh()
    assert document(page)["involvement_level"] == {"slug": "asked", "name": "Consulted"}


def test_a_word_saved_without_a_change_changes_no_document(site, refresh) -> None:
    theme = ThemeFactory()
    page = PracticeExampleFactory(themes=[theme])
    before = stored(page)
    theme.save()
    refresh()
    after = stored(page)
    assert before is not None
    assert after is not None
    assert (after.etag, after.stale_since) == (before.etag, None)


def test_a_deleted_word_leaves_every_document(site, refresh) -> None:
    theme = ThemeFactory()
    page = PracticeExampleFactory(themes=[theme])
    theme.delete()
    refresh()
    assert document(page)["themes"] == []
    assert not ContentItem.objects.get(id=page.content_id).tags.exists()
    assert faults() == []


def test_a_word_used_on_drafts_only_is_used_but_counted_nowhere(site) -> None:
    theme = ThemeFactory()
    PracticeExampleFactory(themes=[theme], live=False)
    assert theme.is_used()
    assert not ThemeFactory().is_used()
    values = Client().get("/api/v1/taxonomies").json()
    assert [word["count"] for word in values["themes"]] == [0, 0]


def test_a_changed_organisation_changes_its_own_document_and_its_items(site, refresh) -> None:
    organisation = OrganisationFactory(name="The team", email="team@example.org", phone="01234 567890")
    page = PracticeExampleFactory(organisations=[organisation])
    assert document(organisation)["contact"] is None
    organisation.name, organisation.contact_is_public = "The new team", True
    organisation.save()
    refresh()
    assert document(organisation)["contact"]["email"] == "team@example.org"
    assert document(page)["organisations"] == [{"slug": "the-team", "name": "The new team"}]
    assert faults() == []


def test_a_deleted_organisation_is_withdrawn(site, refresh) -> None:
    organisation = OrganisationFactory()
    page = PracticeExampleFactory(organisations=[organisation])
    content_id = organisation.content_id
    organisation.delete()
    refresh()
    assert log_of(content_id) == ["published", "withdrawn"]
    assert document(page)["organisations"] == []
    assert faults() == []


def test_a_changed_statement_changes_its_carriers(site, refresh) -> None:
    indicator = IndicatorFactory(code="5.2")
    page = ToolkitFactory(indicators=[indicator])
    indicator.title = "Families hear what came of it"
    indicator.save()
    refresh()
    assert document(page)["indicators"] == [{"code": "5.2", "title": "Families hear what came of it"}]


def test_a_changed_code_changes_what_knew_it_by_the_old_one(site, refresh) -> None:
    indicator = IndicatorFactory(code="5.2")
    page = ToolkitFactory(indicators=[indicator])
    indicator.code = "5.9"
    indicator.save()
    refresh()
    assert [value["code"] for value in document(page)["indicators"]] == ["5.9"]
    assert faults() == []


def test_a_deleted_statement_leaves_its_carriers(site, refresh) -> None:
    page = ToolkitFactory(indicators=[IndicatorFactory()])
    Indicator.objects.get().delete()
    refresh()
    assert document(page)["indicators"] == []
    assert faults() == []


def test_a_changed_image_changes_where_it_stands(site, refresh) -> None:
    image = ImageFactory(description="A bench")
    on_card = InformationFactory(image=image)
    in_body = InformationFactory(body=[("image", {"image": image, "caption": ""})])
    image.description = "A bench in the sun"
    image.save()
    refresh()
    assert document(on_card)["image"]["alt"] == "A bench in the sun"
    assert document(in_body)["body"][0]["value"]["image"]["alt"] == "A bench in the sun"
    assert faults() == []


def test_new_sizes_of_an_image_reach_its_documents(site, refresh) -> None:
    image = ImageFactory()
    page = InformationFactory(image=image)
    assert document(page)["image"]["renditions"] == []
    assert make_renditions(image) > 0
    refresh()
    assert {size["format"] for size in document(page)["image"]["renditions"]} == {"png", "webp"}
    assert faults() == []


def test_a_deleted_image_leaves_its_documents(site, refresh) -> None:
    image = ImageFactory()
    on_card = InformationFactory(image=image)
    in_body = InformationFactory(body=[("image", {"image": image, "caption": ""})])
    image.delete()
    refresh()
    assert document(on_card)["image"] is None
    assert document(in_body)["body"] == []
    assert faults() == []


def test_a_changed_file_changes_where_it_is_offered(site, refresh) -> None:
    file = DocumentFactory(title="A leaflet")
    page = PracticeExampleFactory(
        problem=f'<p><a linktype="document" id="{file.pk}">Read it</a></p>', resources=resource(file=file)
    )
    in_body = InformationFactory(body=[("document", {"file": file, "description": ""})])
    file.title = "Another leaflet"
    file.save()
    refresh()
    assert document(in_body)["body"][0]["value"]["file"]["title"] == "Another leaflet"
    assert document(page)["resources"][0]["url"] == file.public_url
    assert file.public_url in document(page)["sections"]["problem"]
    assert faults() == []


def test_a_deleted_file_leaves_its_documents(site, refresh) -> None:
    file = DocumentFactory()
    page = PracticeExampleFactory(
        problem=f'<p><a linktype="document" id="{file.pk}">Read it</a></p>', resources=resource(file=file)
    )
    file.delete()
    refresh()
    assert document(page)["resources"] == []
    assert document(page)["sections"]["problem"] == "<p>Read it</p>"
    assert faults() == []


def test_a_changed_site_name_changes_every_title_for_search_engines(site, refresh) -> None:
    page, organisation = InformationFactory(title="Privacy"), OrganisationFactory(name="The team")
    hub = Site.objects.get()
    hub.site_name = "The county hub"
    hub.save()
    refresh()
    assert document(page)["seo"]["title"] == "Privacy - The county hub"
    assert document(organisation)["seo"]["title"] == "The team - The county hub"
    assert faults() == []


def test_a_renamed_home_page_is_renamed_above_organisations(site, refresh) -> None:
    organisation = OrganisationFactory()
    site.title = "Welcome"
    site.save_revision().publish()
    refresh()
    assert document(organisation)["breadcrumbs"][0]["title"] == "Welcome"
    assert faults() == []


def test_a_renamed_page_is_renamed_where_others_name_it(site, refresh) -> None:
    toolkit = ToolkitFactory(title="Early name")
    page = PracticeExampleFactory()
    page.related_toolkits.create(toolkit=toolkit)
    page.save_revision().publish()
    assert [related["title"] for related in document(page)["related_toolkits"]] == ["Early name"]
    toolkit.title = "Late name"
    toolkit.save_revision().publish()
    refresh()
    assert [related["title"] for related in document(page)["related_toolkits"]] == ["Late name"]
    assert faults() == []


def test_a_change_that_others_do_not_show_leaves_them_alone(site) -> None:
    toolkit = ToolkitFactory()
    page = PracticeExampleFactory()
    page.related_toolkits.create(toolkit=toolkit)
    page.save_revision().publish()
    toolkit.summary = "Only the toolkit itself shows this."
    toolkit.save_revision().publish()
    assert stale_paths() == []


def test_a_related_page_comes_and_goes_with_its_publication(site, refresh) -> None:
    toolkit = ToolkitFactory(live=False)
    page = PracticeExampleFactory()
    page.related_toolkits.create(toolkit=toolkit)
    page.save_revision().publish()
    assert document(page)["related_toolkits"] == []
    toolkit.save_revision().publish()
    refresh()
    assert [related["id"] for related in document(page)["related_toolkits"]] == [str(toolkit.content_id)]
    Page.objects.get(pk=toolkit.pk).delete()
    refresh()
    assert document(page)["related_toolkits"] == []
    assert faults() == []


def test_surrogate_keys_name_all_that_a_document_was_built_from(site) -> None:
    theme, image = ThemeFactory(name="Short breaks"), ImageFactory()
    page = PracticeExampleFactory(themes=[theme], image=image)
    keys = ContentItem.objects.get(id=page.content_id).surrogate_keys.split()
    assert {f"item:{page.content_id}", "type:practice-example", "content"} < set(keys)
    assert {"theme:short-breaks", f"image:{image.uuid}", "site", f"item:{site.content_id}"} < set(keys)
    assert len(keys) == len(set(keys))


def test_the_log_names_the_keys_to_purge(site) -> None:
    page = InformationFactory()
    line = ContentChange.objects.get(item=page.content_id)
    assert line.surrogate_keys == [f"item:{page.content_id}", "type:page", "content"]
