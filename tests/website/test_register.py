"""The register on the website: the list, a service's page and its badge."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from cms.api.vocabulary import vocabulary
from home.models import HomePage
from standard.register.models import RegisterIndexPage
from tests.factories import AreaFactory
from tests.standard.register.services import NOW, make_standard, on_the_register
from tests.website.test_pages import get, words
from website.around import forget


@pytest.fixture(autouse=True)
def _register(site: HomePage) -> Any:
    vocabulary.forget()
    forget()
    with time_machine.travel(NOW, tick=False):
        index = RegisterIndexPage(title="Who has adopted it", slug="register", summary="Services.")
        HomePage.objects.get().add_child(instance=index)
        index.save_revision().publish()
        make_standard()
        on_the_register(service_name="Oak", areas=[AreaFactory(name="Harborough")])
        on_the_register("meets", service_name="Elm <b>", service_kind="library")
        yield


def test_the_list_and_its_filters(client: Client) -> None:
    html = get(client, "/register/")
    assert "2 services" in words(html)
    assert "Childcare · Harborough Until 3 June 2031" in words(html)
    found = words(get(client, "/register/?service_kind=library&recognition=meets"))
    assert "1 service that fits" in found
    assert "Oak" not in found


def test_a_service_shows_its_levels_and_its_badge(client: Client) -> None:
    html = get(client, "/register/elm-b/")
    assert "Meets the Standard" in words(html)
    assert "1 Part 1 2 2 Part 2 2" in words(html)
    assert "Elm &lt;b&gt;" in html
    assert 'src="/api/v1/register/' in html
    assert "&lt;img src=&quot;http://testserver/api/v1/register/" in html.replace('"', "&quot;")
    assert "Who has adopted it" in words(html)
    assert "Nobody has checked" in words(get(client, "/register/oak/"))


def test_a_lapsed_service_says_so(client: Client) -> None:
    with time_machine.travel(NOW + dt.timedelta(days=366), tick=False):
        forget()
        assert "This has lapsed: it counted until 3 June 2031" in words(get(client, "/register/oak/"))
        assert "Oak" not in words(get(client, "/register/")).partition("services")[0]
        assert "Lapsed after 3 June 2031" in words(get(client, "/register/?archived=include"))
