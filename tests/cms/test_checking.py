"""What the form asks before a publish, and how many queries a publish may cost."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.admin_transactions import atomic_change
from cms.content import log
from cms.content.checking import check_fields
from cms.content.publication import sync_page
from cms.content.publishing import PublishRefused
from cms.content.tree import PageTree
from practice.examples import RelatedToolkit
from practice.models import PracticeExamplePage
from tests.factories import (
    AreaFactory,
    AudienceFactory,
    EventFactory,
    ImageFactory,
    IndicatorFactory,
    InformationFactory,
    InvolvementLevelFactory,
    OrganisationFactory,
    PracticeExampleFactory,
    ThemeFactory,
    ToolkitFactory,
)
from tests.stored import document


def example(relations: int) -> PracticeExamplePage:
    """Return a public example that carries so many of everything."""
    page = PracticeExampleFactory(
        image=ImageFactory(),
        involvement_level=InvolvementLevelFactory(),
        audiences=AudienceFactory.create_batch(relations),
        themes=ThemeFactory.create_batch(relations),
        areas=AreaFactory.create_batch(relations),
        organisations=OrganisationFactory.create_batch(relations),
        indicators=IndicatorFactory.create_batch(relations),
    )
    page.related_toolkits = [RelatedToolkit(toolkit=ToolkitFactory()) for _ in range(relations)]
    page.save_revision().publish()
    return page


def queries(work: Any, *arguments: Any) -> int:
    """Return how many queries a call makes."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        work(*arguments)
    return len(captured)


def test_the_check_looks_nothing_up(site, django_assert_num_queries) -> None:
    parent = InformationFactory()
    page = InformationFactory(parent=parent)
    page.image = ImageFactory()
    with django_assert_num_queries(0):
        check_fields(page, timezone.now())


def test_the_check_of_a_draft_costs_the_same_for_any_number_of_relations(site) -> None:
    few, many = (example(number).save_revision().as_object() for number in (2, 6))
    assert queries(check_fields, few, timezone.now()) == queries(check_fields, many, timezone.now())


def test_the_check_names_the_field_of_a_page_that_is_not_saved(site) -> None:
    event = EventFactory()
    event.first_day = None  # type: ignore[assignment]
    with pytest.raises(PublishRefused) as refused:
        check_fields(event, timezone.now())
    assert refused.value.message_dict == {"first_day": ["Say on which day the event is."]}


# PostgreSQL needs two more for its lock.
LOCK = 2 * (connection.vendor == "postgresql")


def test_a_document_costs_the_same_for_any_number_of_relations(site) -> None:
    few, many = example(2), example(6)
    for page in (few, many):
        PracticeExamplePage.objects.filter(pk=page.pk).update(cost_note="£20 for fares.")
    counts = [queries(sync_page, page, timezone.now()) for page in (few, many)]
    assert counts[0] == counts[1] <= 22 + LOCK
    for page in (few, many):
        assert document(page)["cost_note"] == "£20 for fares."


def test_a_publish_reads_little_of_the_page_again(site) -> None:
    counts = []
    for page in (example(2), example(6)):
        saved = page.get_latest_revision().as_object()
        saved.cost_note = "£20 for fares."
        saved.save()
        counts.append(queries(partial(sync_page, as_saved=True), saved, timezone.now()))
        assert document(page)["cost_note"] == "£20 for fares."
    assert counts[0] == counts[1] <= 16 + LOCK


def test_what_is_stored_is_what_the_database_holds_and_not_what_the_form_does(site) -> None:
    page = example(1)
    page.cost_note = "Not saved"
    sync_page(page, timezone.now())
    assert document(page)["cost_note"] == ""


def test_a_save_that_did_not_write_all_relations_is_no_source(site) -> None:
    saved = example(2).get_latest_revision().as_object()
    saved.save()
    assert saved.public_as_saved(PageTree()) is not None
    read = PracticeExamplePage.objects.get(pk=saved.pk)
    assert read.public_as_saved(PageTree()) is None
    read.themes = []
    read.save()
    assert read.public_as_saved(PageTree()) is None


@pytest.fixture
def order(monkeypatch) -> list[str]:
    """Return in which order the lock is taken and a revision is read."""
    order: list[str] = []

    def noting(what: str, work: Any) -> Any:
        def noted(*arguments: Any) -> Any:
            order.append(what)
            return work(*arguments)

        return noted

    monkeypatch.setattr(log, "hold_publishing_lock", noting("lock", log.hold_publishing_lock))
    read = PracticeExamplePage.with_content_json
    monkeypatch.setattr(PracticeExamplePage, "with_content_json", noting("read", read))
    return order


def test_nothing_is_read_of_a_revision_before_the_publishing_lock(site, order) -> None:
    revision = example(1).save_revision()
    order.clear()
    revision.publish()
    assert order[:2] == ["lock", "read"]


def test_a_changing_request_of_the_admin_has_the_lock_from_its_beginning(site, order) -> None:
    page = example(1)
    order.clear()

    def read_it(request: HttpRequest) -> HttpResponse:
        page.get_latest_revision().as_object()
        return HttpResponse()

    atomic_change(read_it)(RequestFactory().get("/admin/"))
    assert order == ["read"]
    atomic_change(read_it)(RequestFactory().post("/admin/"))
    assert order == ["read", "lock", "read"]


@transaction.atomic
def save_at_once(page: PracticeExamplePage) -> None:
    """Save a page and have the database check all keys."""
    page.save()
    connection.check_constraints()


def test_what_a_page_names_is_not_looked_up_while_it_is_cleaned(site) -> None:
    page = example(1)
    with CaptureQueriesContext(connection) as captured:
        page.clean_fields()
    assert not captured.captured_queries
    page.image_id = 987654
    with pytest.raises(IntegrityError):
        save_at_once(page)
