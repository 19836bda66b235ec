from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_the_secret_is_for_who_is_signed_in_and_kept_nowhere(client: Client) -> None:
    address = reverse("signed_in")
    answer = client.get(address)
    assert (answer.status_code, "secret" in answer.content.decode()) == (302, False)
    client.force_login(UserFactory(is_superuser=True))
    answer = client.get(address)
    assert "no-store" in answer.headers["Cache-Control"]
    browser = Client(enforce_csrf_checks=True, headers={"X-CSRFToken": answer.json()["secret"]})
    browser.cookies = client.cookies
    assert browser.post(reverse("wagtailadmin_logout")).status_code != 403
    assert client.post(address).status_code in {302, 405}
