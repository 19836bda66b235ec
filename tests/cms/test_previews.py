"""What editors see of a draft: just what publishing would give, for a short time, for them alone."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.contrib.auth.models import Group

from cms.content.models import ContentItem
from cms.previews.drafts import KEPT_FOR_EACH, LIFETIME, forget_ended, keep_draft
from cms.previews.models import PreviewDraft
from home.models import InformationPage
from tests.api.world import NOW, make_world
from tests.cms.admin_forms import EMPTY_BODY, fields
from tests.factories import EventFactory, InformationFactory, UserFactory
from tests.stored import document

WEBSITE = "https://www.example.org/preview?token={token}&as={mode}"
OWN_TIMES = {"sequence", "updated_at", "first_published_at"}


@pytest.fixture
def website(settings: Any) -> None:
    """Have a website that shows drafts."""
    settings.PREVIEW_URL = WEBSITE


@pytest.fixture
def editor(db: None) -> Any:
    return UserFactory(group="FIS editors")


@pytest.fixture
def read(client: Any) -> Any:
    """Return a function that gives the API's answer to a token."""
    return lambda token: client.get(f"/api/v1/preview/{token}")


def shown(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key not in OWN_TIMES}


def open_preview(client: Any, page: Any, changes: dict[str, str], mode: str = "") -> Any:
    """Do what the admin's preview panel does: send the form as it stands, then open the frame."""
    address = f"/admin/pages/{page.pk}/edit/"
    given = fields(client.get(address).content.decode()) | changes
    preview = f"{address}preview/"
    said = client.post(preview, given, headers={"Referer": f"http://testserver{address}"}).json()
    assert said == {"is_valid": True, "is_available": True}
    return client.get(preview, {"mode": mode, "in_preview_panel": "true"})


def token_of(response: Any) -> str:
    assert response.status_code == 302
    return str(parse_qs(urlsplit(response["Location"]).query)["token"][0])


def test_a_draft_of_each_kind_reads_as_its_publication_will(db, editor, read) -> None:
    with time_machine.travel(NOW, tick=False):
        pages = {name: page for name, page in make_world().items() if page is not None}
        for name, page in pages.items():
            page.title = f"{page.title}, again"
            revision = page.save_revision()
            draft = page.get_latest_revision_as_object()
            told = read(keep_draft(draft, editor, NOW)).json()
            revision.publish()
            item = ContentItem.objects.get(id=page.content_id)
            assert json.dumps(shown(told["document"])) == json.dumps(shown(document(page))), name
            assert json.dumps(shown(told["card"])) == json.dumps(shown(json.loads(bytes(item.card)))), name


def test_unsaved_changes_show_as_typed(site, website, sign_in, read) -> None:
    page = InformationFactory(title="Privacy")
    response = open_preview(
        sign_in("FIS editors"), page, {"title": "What we keep", "slug": "what-we-keep", **EMPTY_BODY}
    )
    told = read(token_of(response)).json()
    assert told["document"]["title"] == told["card"]["title"] == "What we keep"
    assert told["document"]["path"] == "/what-we-keep/"
    assert document(page)["title"] == "Privacy"


def test_a_page_that_is_not_saved_yet_can_be_seen(site, website, sign_in, read) -> None:
    client = sign_in("FIS publishers")
    address = f"/admin/pages/add/home/informationpage/{site.pk}/"
    form = fields(client.get(address).content.decode())
    typed = {"title": "New", "slug": "new", "summary": "Words.", **EMPTY_BODY}
    preview = f"{address}preview/"
    client.post(preview, form | typed, headers={"Referer": f"http://testserver{address}"})
    told = read(token_of(client.get(preview))).json()
    assert told["document"]["path"] == "/new/"
    assert [crumb["path"] for crumb in told["document"]["breadcrumbs"]] == ["/"]
    assert not InformationPage.objects.exists()


def test_the_website_is_told_how_to_show_it(site, website, sign_in) -> None:
    page, client = InformationFactory(), sign_in("FIS editors")
    for mode, told in [("", "page"), ("card", "card"), ("search", "search")]:
        location = open_preview(client, page, EMPTY_BODY, mode)["Location"]
        assert location.startswith("https://www.example.org/preview?token=")
        assert location.endswith(f"&as={told}")


def test_view_live_leads_to_the_website(site, settings, sign_in) -> None:
    page = InformationFactory(slug="privacy")
    settings.PUBLIC_SITE_URL = "https://www.example.org"
    editor = sign_in("FIS editors").get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert 'href="https://www.example.org/privacy/"' in editor
    assert 'href="/privacy/"' not in editor


def test_what_can_not_be_published_yet_is_named(site, website, sign_in) -> None:
    event = EventFactory(live=False, safety_lead_role="")
    event.save_revision()
    response = sign_in("FIS editors").get(f"/admin/pages/{event.pk}/view_draft/")
    assert response.status_code == 200
    page = response.content.decode()
    assert "<strong>Who answers for safety on the day:</strong> It is not said who answers for safety" in page
    assert not PreviewDraft.objects.exists()


def test_without_a_website_there_is_no_preview(site, settings, sign_in) -> None:
    settings.PREVIEW_URL = ""
    page = InformationFactory()
    response = sign_in("FIS editors").get(f"/admin/pages/{page.pk}/edit/")
    assert b"w-preview" not in response.content
    assert page.preview_modes == []


def test_the_answer_is_for_one_reader_alone(site, editor, read) -> None:
    response = read(keep_draft(InformationFactory(), editor, dt.datetime.now(dt.UTC)))
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "no-referrer"


def test_a_token_ends_with_its_time(site, editor, read) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        token = keep_draft(InformationFactory(), editor, NOW)
        clock.move_to(NOW + LIFETIME - dt.timedelta(seconds=1))
        assert read(token).status_code == 200
        clock.move_to(NOW + LIFETIME)
        response = read(token)
        assert response.status_code == 410
        assert response["Cache-Control"] == "private, no-store"
        assert forget_ended(NOW + LIFETIME) == 1
        assert read(token).status_code == 410


@pytest.mark.parametrize("end", ["left", "group", "page"])
def test_a_token_ends_with_the_rights_of_its_maker(site, editor, read, end) -> None:
    page = InformationFactory()
    token = keep_draft(page, editor, dt.datetime.now(dt.UTC))
    assert read(token).status_code == 200
    if end == "left":
        editor.is_active = False
        editor.save()
    elif end == "group":
        editor.groups.remove(Group.objects.get(name="FIS editors"))
    else:
        InformationPage.objects.get(pk=page.pk).delete()
    assert read(token).status_code == 410


def test_a_token_is_for_one_draft_and_can_not_be_made_up(site, editor, read) -> None:
    now = dt.datetime.now(dt.UTC)
    one, other = (keep_draft(InformationFactory(), editor, now) for _ in range(2))
    mixed = f"{one.partition(':')[0]}:{other.partition(':')[2]}"
    for token in [mixed, one[:-1], f"{one}x", "x", str(PreviewDraft.objects.first())]:
        assert read(token).status_code == 404, token


def test_a_few_drafts_are_kept_for_each_editor(site, editor, read) -> None:
    page = InformationFactory()
    tokens = [
        keep_draft(page, editor, NOW + dt.timedelta(seconds=second)) for second in range(KEPT_FOR_EACH + 1)
    ]
    with time_machine.travel(NOW + dt.timedelta(minutes=1), tick=False):
        assert [read(token).status_code for token in [tokens[0], tokens[1]]] == [410, 200]
