"""Administrators see what search can not find, and why; nobody writes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from search.models import SearchFault

SignIn = Callable[[str], Client]


@pytest.fixture
def fault(site: Any) -> SearchFault:
    return SearchFault.objects.create(
        item=uuid4(), path="/bad/", sequence=1, reason="ValueError: <no> such thing", tried_at=timezone.now()
    )


def test_administrators_see_items_with_their_reasons(fault: SearchFault, sign_in: SignIn):
    client = sign_in("Administrators")
    content = client.get("/admin/search-faults/").content.decode()
    assert "/bad/" in content
    assert "ValueError: &lt;no&gt; such thing" in content
    export = b"".join(client.get("/admin/search-faults/?export=csv").streaming_content)  # type: ignore[attr-defined]
    assert b"/bad/" in export


def test_publishers_do_not(fault: SearchFault, sign_in: SignIn):
    assert sign_in("FIS publishers").get("/admin/search-faults/").status_code == 302


@pytest.mark.parametrize("action", ["create/", "edit/{}/", "delete/{}/"])
def test_nobody_writes_them(fault: SearchFault, sign_in: SignIn, action: str):
    address = f"/admin/search-faults/{action.format(fault.item)}"
    assert sign_in("Administrators").get(address).status_code in {302, 404}
    assert SearchFault.objects.get().reason == fault.reason
