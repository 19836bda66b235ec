"""What the form asks before a publish, and how many queries a publish may cost."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.content.checking import check_fields
from cms.content.publication import sync_page
from cms.content.publishing import PublishRefused
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


def test_a_publish_costs_the_same_for_any_number_of_relations(site) -> None:
    few, many = example(2), example(6)
    for page in (few, many):
        PracticeExamplePage.objects.filter(pk=page.pk).update(cost_note="£20 for fares.")
    counts = [queries(sync_page, page, timezone.now()) for page in (few, many)]
    # PostgreSQL needs two more for its lock.
    assert counts[0] == counts[1] <= 21 + 2 * (connection.vendor == "postgresql")
    for page in (few, many):
        assert document(page)["cost_note"] == "£20 for fares."


def test_what_is_stored_is_what_the_database_holds_and_not_what_the_form_does(site) -> None:
    page = example(1)
    page.cost_note = "Not saved"
    sync_page(page, timezone.now())
    assert document(page)["cost_note"] == ""
