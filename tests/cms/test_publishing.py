"""What an editor can do with a page, and that the store is right after it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, Revision

from cms.content import log
from cms.content.models import ContentChange, ContentItem
from cms.content.publishing import PublishRefused
from cms.content.verification import differences
from events.models import EventPage
from tests.factories import (
    EventFactory,
    InformationFactory,
    PracticeExampleFactory,
    ThemeFactory,
    ToolkitFactory,
    UserFactory,
)
from tests.stored import document, log_of, stored


def faults() -> list[str]:
    return [str(difference) for difference in differences(timezone.now())]


def test_publish_stores_the_document_and_logs_it(site) -> None:
    theme = ThemeFactory(name="Short breaks")
    page = PracticeExampleFactory(title="Choosing together", themes=[theme])
    item = stored(page)
    assert item is not None
    assert item.path == "/examples/choosing-together/"
    assert document(page)["themes"] == [{"slug": "short-breaks", "name": "Short breaks"}]
    assert document(page)["sequence"] == item.sequence == log.latest_sequence()
    assert list(item.tags.values_list("kind", "slug")) == [("theme", "short-breaks")]
    assert log_of(page.content_id) == ["published"]
    assert faults() == []


def test_republishing_with_a_change_gives_a_new_etag_sequence_and_line(site) -> None:
    page = InformationFactory()
    before = stored(page)
    page.title = "Another title"
    page.save_revision().publish()
    after = stored(page)
    assert before is not None
    assert after is not None
    assert after.etag != before.etag
    assert after.sequence > before.sequence
    assert after.updated_at > before.updated_at
    assert document(page)["title"] == "Another title"
    assert log_of(page.content_id) == ["published", "updated"]


def test_republishing_the_same_logs_nothing_and_keeps_every_byte(site) -> None:
    page = InformationFactory()
    before = stored(page)
    newest = log.latest_sequence()
    page.save_revision().publish()
    after = stored(page)
    assert before is not None
    assert after is not None
    assert bytes(after.body) == bytes(before.body)
    assert (after.etag, after.updated_at) == (before.etag, before.updated_at)
    assert log.latest_sequence() == newest


def test_a_draft_change_of_a_live_page_stays_out(site) -> None:
    page = InformationFactory(title="Public words")
    page.title = "Secret words"
    page.save_revision()
    assert document(page)["title"] == "Public words"
    assert faults() == []


def test_unpublishing_withdraws(site) -> None:
    page = InformationFactory()
    Page.objects.get(pk=page.pk).unpublish()
    assert stored(page) is None
    assert log_of(page.content_id) == ["published", "withdrawn"]
    tombstone = ContentChange.objects.filter(item=page.content_id).last()
    assert tombstone is not None
    assert (tombstone.type, tombstone.path) == ("page", page.content_path)


def test_a_page_published_again_has_its_id_and_a_later_number(site) -> None:
    page = InformationFactory()
    first = stored(page)
    page.unpublish()
    page.save_revision().publish()
    again = stored(page)
    assert first is not None
    assert again is not None
    assert again.sequence > first.sequence
    assert log_of(page.content_id) == ["published", "withdrawn", "published"]


def test_unpublishing_a_page_with_all_below_it_withdraws_all(site) -> None:
    parent = InformationFactory()
    child = InformationFactory(parent=parent)
    UnpublishPageAction(parent, include_descendants=True, user=UserFactory(is_superuser=True)).execute()
    assert (stored(parent), stored(child)) == (None, None)
    assert faults() == []


def test_children_of_an_unpublished_page_lose_it_in_their_breadcrumbs_and_get_it_back(site, refresh) -> None:
    parent = InformationFactory(title="About")
    child = InformationFactory(parent=parent, title="Privacy")
    parent.unpublish()
    refresh()
    assert [crumb["title"] for crumb in document(child)["breadcrumbs"]] == ["Have a say"]
    parent.save_revision().publish()
    refresh()
    assert [crumb["title"] for crumb in document(child)["breadcrumbs"]] == ["Have a say", "About"]


def test_deleting_a_page_withdraws_all_below_it(site) -> None:
    parent = InformationFactory()
    child = InformationFactory(parent=parent)
    grandchild = InformationFactory(parent=child)
    Page.objects.get(pk=parent.pk).delete()
    for page in [parent, child, grandchild]:
        assert stored(page) is None
        assert log_of(page.content_id) == ["published", "withdrawn"]
    assert faults() == []


def test_restoring_an_older_revision_brings_its_words_back(site) -> None:
    page = InformationFactory(title="First words")
    older = page.latest_revision
    page.title = "Second words"
    page.save_revision().publish()
    older.as_object().save_revision(previous_revision=older).publish(previous_revision=older)
    assert document(page)["title"] == "First words"
    assert log_of(page.content_id) == ["published", "updated", "updated"]


def test_a_copy_has_an_id_of_its_own(site) -> None:
    page = ToolkitFactory(title="A checklist", themes=[ThemeFactory()])
    copy = page.copy(update_attrs={"slug": "a-copy", "title": "A copy"})
    assert copy.content_id != page.content_id
    assert document(copy)["path"] == "/toolkits/a-copy/"
    assert document(copy)["themes"] == document(page)["themes"]
    assert faults() == []


def test_a_copy_that_is_not_published_stays_out(site) -> None:
    copy = ToolkitFactory().copy(update_attrs={"slug": "a-copy"}, keep_live=False)
    assert stored(copy) is None
    assert log_of(copy.content_id) == []


def test_a_recursive_copy_stores_all_below_it(site) -> None:
    parent = InformationFactory()
    child = InformationFactory(parent=parent)
    copy = parent.copy(recursive=True, update_attrs={"slug": "copied"})
    copied_child = copy.get_children().get().specific
    assert copied_child.content_id != child.content_id
    assert document(copied_child)["path"] == f"/copied/{child.slug}/"
    assert faults() == []


def test_an_alias_is_stored_and_follows_its_source(site) -> None:
    page = InformationFactory(title="Early words")
    alias = page.create_alias(update_slug="elsewhere")
    assert document(alias)["path"] == "/elsewhere/"
    page.title = "Late words"
    page.save_revision().publish()
    alias.refresh_from_db()
    assert document(alias)["title"] == "Late words"
    assert faults() == []


def test_an_alias_of_a_subtree_is_stored_whole(site) -> None:
    parent = InformationFactory()
    InformationFactory(parent=parent, slug="below")
    parent.create_alias(update_slug="elsewhere", recursive=True)
    assert ContentItem.objects.filter(path="/elsewhere/below/").exists()
    assert faults() == []


def test_an_alias_goes_with_its_source(site) -> None:
    page = InformationFactory()
    alias = page.create_alias(update_slug="elsewhere")
    page.unpublish()
    assert stored(alias) is None
    assert faults() == []


def test_a_publish_that_fails_writes_nothing_at_all(site) -> None:
    page: Any = EventFactory(title="A drop-in")
    before = stored(page)
    newest, revisions = log.latest_sequence(), Revision.objects.count()
    page.duration_minutes = None
    page.title = "Not to be seen"
    revision = page.save_revision()
    with pytest.raises(PublishRefused, match="Say how long the event takes"):
        revision.publish()
    after = stored(page)
    assert before is not None
    assert after is not None
    assert (after.etag, after.sequence) == (before.etag, before.sequence)
    assert log.latest_sequence() == newest
    in_database = EventPage.objects.get(pk=page.pk)
    assert (in_database.title, in_database.duration_minutes) == ("A drop-in", 90)
    assert Revision.objects.count() == revisions + 1


def test_a_refusal_names_page_and_field_in_words(site) -> None:
    page = EventFactory(title="A drop-in", live=False, duration_minutes=None)
    with pytest.raises(ValidationError) as refused:
        page.save_revision().publish()
    assert str(refused.value) == (
        "“A drop-in” was not published. Duration minutes: Say how long the event takes."
    )
    assert stored(page) is None


def test_a_page_whose_own_fields_are_not_right_is_refused_in_the_same_way(site) -> None:
    page = PracticeExampleFactory(live=False, year=None, title="A panel")
    with pytest.raises(PublishRefused, match=r"“A panel” was not published\. Year: "):
        page.save_revision(clean=False).publish()
    assert not Page.objects.get(pk=page.pk).live
