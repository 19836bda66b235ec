"""Pictures of people: they need consent, and go from everywhere when it ends or is taken back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage, default_storage
from django.test import Client
from django.urls import reverse
from PIL import Image

from cms.media.consent.drawing import neutral_renditions
from cms.media.consent.upkeep import consent_ending, unfinished_withdrawals
from cms.media.consent.withdrawal import complete_withdrawals, withdraw_ended, withdraw_image
from cms.media.models import HubImage
from cms.media.renditions import images_without_renditions, make_renditions
from cms.models import ImageWithdrawal
from home.site_settings import HubSettings
from settings.env import ROOT
from tests.factories import InformationFactory, UserFactory
from tests.media import files
from tests.media.conftest import stored_image, upload
from tests.stored import document

NOW = dt.datetime(2030, 5, 27, 9, tzinfo=dt.UTC)
LAST_DAY = dt.date(2030, 6, 30)
# In summer a day of the council begins an hour before one of UTC.
ENDED = dt.datetime(2030, 6, 30, 23, tzinfo=dt.UTC)
CONSENT: dict[str, Any] = {
    "shows_people": True,
    "consent_reference": "2029/17",
    "consent_for": "The hub",
    "consent_expires_on": LAST_DAY,
}


@pytest.fixture(autouse=True)
def clock(db: None, request: Any) -> Any:
    with time_machine.travel(NOW, tick=False) as clock:
        request.getfixturevalue("site")
        yield clock


def of_people(**values: Any) -> HubImage:
    image = stored_image(**(CONSENT | values))
    make_renditions(image)
    made: HubImage = HubImage.objects.get(pk=image.pk)
    return made


def path_of(address: str) -> str:
    return "/media/" + address.partition("/media/")[2]


def addresses(image: HubImage) -> list[str]:
    return [path_of(rendition.public_url) for rendition in image.renditions.all()]


@pytest.mark.parametrize("missing", ["consent_reference", "consent_for", "consent_expires_on"])
def test_a_picture_of_people_is_not_taken_without_consent(missing) -> None:
    given = CONSENT | {missing: None if missing == "consent_expires_on" else ""}
    image = HubImage(title="Bike", description="A dad", **given)
    with pytest.raises(ValidationError) as refused:
        image.clean()
    assert list(refused.value.message_dict) == [missing]


def test_a_picture_of_things_needs_none() -> None:
    HubImage(title="Bench", description="A bench").clean()


def test_a_consent_that_has_ended_already_is_refused_in_the_form(post) -> None:
    given = {
        "title": "Bike",
        "description": "A dad",
        "file": upload("bike.png", files.picture()),
        "shows_people": "on",
        "consent_reference": "2029/17",
        "consent_for": "The hub",
        "consent_expires_on": "2030-05-26",
        "collection": "1",
    }
    answer = post(reverse("wagtailimages:add"), given)
    assert "That day is past" in str(answer.context["form"].errors["consent_expires_on"])


def test_until_its_last_day_ends_it_is_shown_and_then_the_drawing(client: Client, clock) -> None:
    page, image = InformationFactory(), of_people()
    type(page).objects.update(image=image)
    page = type(page).objects.get(pk=page.pk)
    page.save_revision().publish()
    address = f"/api/v1/content/{page.content_id}"
    shown = addresses(image)[0]
    clock.move_to(ENDED - dt.timedelta(seconds=1))
    assert client.get(address).json()["image"]["alt"] == "Two dads mend a bike"
    assert client.get(shown).status_code == 200
    clock.move_to(ENDED)
    # No worker has run.
    drawing = client.get(address).json()["image"]
    assert (drawing["alt"], drawing["decorative"]) == ("", True)
    assert all("/cms/withdrawn/" in rendition["url"] for rendition in drawing["renditions"])
    gone = client.get(shown)
    assert (gone.status_code, gone["Content-Type"]) == (410, "application/problem+json")


def test_every_size_of_the_drawing_is_shipped_as_it_says() -> None:
    sizes = neutral_renditions()
    assert len({size.width for size in sizes}) == 4
    for size in sizes:
        name = Path(size.url).name
        with Image.open(ROOT / "cms/static/cms/withdrawn" / name) as drawing:
            assert (*drawing.size, str(drawing.format).lower()) == (size.width, size.height, size.format)


def test_one_action_takes_it_back_everywhere_and_the_report_proves_it(
    post, client, refresh, clock, sign_in
) -> None:
    page, image = InformationFactory(title="Where it stood"), of_people()
    type(page).objects.update(image=image)
    type(page).objects.get(pk=page.pk).save_revision().publish()
    shown, names = addresses(image), [image.file.name, *(one.file.name for one in image.renditions.all())]
    assert all(default_storage.exists(name) for name in names)
    asked = post(reverse("withdraw_image", args=[image.pk]), {})
    assert "Where it stood" in asked.content.decode()
    answer = post(reverse("withdraw_image", args=[image.pk]), {"reason": "Her mother asked."})
    # From the commit on, before any worker.
    assert {Client().get(address).status_code for address in shown} == {410}
    assert {Client().head(address).status_code for address in shown} == {410}
    clock.shift(20)
    assert complete_withdrawals(NOW + dt.timedelta(seconds=20)) == 0, "a document still waits"
    refresh()
    assert complete_withdrawals(NOW + dt.timedelta(seconds=40)) == 1
    assert not any(default_storage.exists(name) for name in names)
    assert "/cms/withdrawn/" in document(page)["image"]["renditions"][0]["url"]
    assert {Client().get(address).status_code for address in shown} == {410}
    record = ImageWithdrawal.objects.get()
    assert record.documents_changed_at
    assert record.documents_changed_at - record.at < dt.timedelta(minutes=1)
    assert [place["path"] for place in record.places] == [page.content_path]
    assert sorted(map(path_of, record.addresses)) == sorted(shown)
    assert record.purge_keys == [f"image:{image.uuid}", f"item:{page.content_id}"]
    report = sign_in("FIS editors").get(answer["Location"]).content.decode()
    for said in ["Her mother asked.", page.content_path, *record.addresses, *record.purge_keys]:
        assert said in report
    assert "not yet" not in report


def test_it_stays_gone_when_the_picture_itself_is_deleted(client, refresh) -> None:
    image = of_people()
    shown = addresses(image)
    withdraw_image(image, None, NOW, "Asked")
    complete_withdrawals(NOW)
    HubImage.objects.get(pk=image.pk).delete()
    assert {client.get(address).status_code for address in shown} == {410}


def test_another_picture_in_its_place_is_shown_and_the_old_addresses_stay_gone(post, client) -> None:
    image = of_people()
    old = addresses(image)
    withdraw_image(image, None, NOW, "Asked")
    complete_withdrawals(NOW)
    edit = reverse("wagtailimages:edit", args=[image.pk])
    given = {"title": "Bench", "description": "A bench", "collection": "1"}
    refused = post(edit, given)
    assert "its file is deleted" in str(refused.context["form"].errors["file"])
    post(edit, given | {"file": upload("bench.png", files.picture())})
    image = HubImage.objects.get(pk=image.pk)
    assert image.withdrawn_at is None
    new = addresses(image)
    assert new
    assert {client.get(address).status_code for address in new} == {200}
    assert {client.get(address).status_code for address in old} == {410}


def away_from_home(storage: FileSystemStorage, name: str) -> None:
    raise OSError("away")


def test_a_store_that_is_away_is_tried_again_and_seen_in_what_needs_doing(monkeypatch, refresh) -> None:
    image, user = of_people(), UserFactory(group="FIS editors")
    withdraw_image(image, None, NOW, "Asked")
    refresh()
    with monkeypatch.context() as away:
        away.setattr(FileSystemStorage, "delete", away_from_home)
        assert complete_withdrawals(NOW) == 0
    later = NOW + dt.timedelta(minutes=6)
    assert [row.reason for row in unfinished_withdrawals(user, later)] == [
        "It was taken back and is not gone everywhere yet. away"
    ]
    assert complete_withdrawals(later) == 1
    assert list(unfinished_withdrawals(user, later)) == []


def test_what_was_taken_back_is_not_made_again() -> None:
    image = of_people()
    withdraw_image(image, None, NOW, "Asked")
    complete_withdrawals(NOW)
    assert list(images_without_renditions()) == []


def test_a_consent_that_has_ended_is_taken_back_once_with_its_reason() -> None:
    of_people()
    assert withdraw_ended(ENDED - dt.timedelta(seconds=1)) == 0
    assert withdraw_ended(ENDED) == 1
    assert withdraw_ended(ENDED) == 0
    assert ImageWithdrawal.objects.get().reason == "Consent ended on 30/06/2030."


@pytest.mark.parametrize(("days", "warned"), [(61, False), (60, True), (1, True)])
def test_it_warns_sixty_days_before(days, warned) -> None:
    user = UserFactory(group="FIS editors")
    of_people(consent_expires_on=NOW.date() + dt.timedelta(days=days))
    assert [row.title for row in consent_ending(user, NOW)] == (["Bike"] if warned else [])


def test_a_picture_of_people_from_before_the_rule_is_found() -> None:
    user = UserFactory(group="FIS editors")
    stored_image(shows_people=True)
    assert "nothing says that they have agreed" in next(iter(consent_ending(user, NOW))).reason


def test_a_logo_is_no_exception(client, clock) -> None:
    HubSettings.objects.create(logo=of_people())
    assert client.get("/api/v1/site").json()["logo"]["alt"] == "Two dads mend a bike"
    clock.move_to(ENDED)
    assert client.get("/api/v1/site").json()["logo"]["alt"] == ""


def test_only_who_may_change_a_picture_takes_it_back(client, sign_in) -> None:
    image = of_people()
    address = reverse("withdraw_image", args=[image.pk])
    assert client.post(address, {"reason": "x"}).status_code == 302
    client.force_login(UserFactory())
    assert client.post(address, {"reason": "x"}).status_code == 302
    assert not ImageWithdrawal.objects.exists()
    assert (
        reverse("withdraw_image", args=[image.pk])
        in sign_in("FIS editors").get(reverse("wagtailimages:edit", args=[image.pk])).content.decode()
    )
