from __future__ import annotations

import pytest

from cms.checks.registry import findings_of
from events.models import ConsultationPage
from tests.checks.finding import NOW, event, found


def test_a_contact_that_is_kept_private_blocks() -> None:
    contact = {"contact_email": "Link.Worker@example.org", "contact_phone": "0116 496 0123"}
    text = "<p>Write to link.worker@example.org or ring +44 (116) 4960123.</p>"
    private = event(description=text, **contact)
    assert [one.split(", which")[0] for one in found("private-contacts", private)] == [
        "description: The text shows the address link.worker@example.org",
        "description: The text shows the number +44 (116) 4960123",
    ]
    assert all(one.finding.blocks for one in findings_of(private, NOW) if one.check == "private-contacts")
    assert found("private-contacts", event(description=text, contact_is_public=True, **contact)) == []


@pytest.mark.parametrize(
    ("address", "is_private"),
    [
        ("jo.shah@example.org", True),
        ("jo1975@gmail.com", True),
        ("family.hub@example.org", False),
        ("fis@example.org", False),
        ("short.breaks@example.org", False),
    ],
)
def test_addresses_of_people(address: str, is_private: bool) -> None:
    assert bool(found("private-emails", event(description=f"<p>Write to {address}.</p>"))) == is_private


def test_an_address_that_a_field_makes_public() -> None:
    page = ConsultationPage(
        title="Buses", response_email="jo.shah@example.org", description="<p>jo.shah@example.org</p>"
    )
    assert found("private-emails", page) == []


@pytest.mark.parametrize(
    ("text", "values", "count"),
    [
        ("Come to our house, 3 High Street, LE12 9ZZ.", {}, 1),
        ("Come to the library, LE12 9ZZ.", {}, 0),
        ("The door is at LE12 9ZZ.", {"venue_postcode": "LE129ZZ"}, 0),
        ("Room B12 3AB and form P45.", {}, 1),
        ("Form P45 and the A46.", {}, 0),
    ],
)
def test_postcodes(text: str, values: dict[str, str], count: int) -> None:
    assert len(found("postcodes", event(description=f"<p>{text}</p>", **values))) == count
