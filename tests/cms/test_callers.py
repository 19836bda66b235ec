"""Where a request comes from: the last address that is not a proxy of ours."""

from __future__ import annotations

import ipaddress
from typing import Any

import pytest
from django.test import RequestFactory

from cms.api.callers import caller


@pytest.mark.parametrize(
    ("sender", "forwarded", "expected"),
    [
        ("198.51.100.7", None, "198.51.100.7"),
        ("198.51.100.7", "203.0.113.1", "198.51.100.7"),
        ("127.0.0.1", "203.0.113.1", "203.0.113.1"),
        ("127.0.0.1", "1.2.3.4, 203.0.113.1", "203.0.113.1"),
        ("127.0.0.1", "203.0.113.1, 10.1.2.3", "203.0.113.1"),
        ("127.0.0.1", "nonsense", "127.0.0.1"),
        ("127.0.0.1", "nonsense, 203.0.113.1", "203.0.113.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", None, "127.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", None, "2001:db8:1:2::/64"),
        ("::ffff:198.51.100.7", None, "198.51.100.7"),
        ("", None, "unknown"),
        ("", "203.0.113.1", "unknown"),
    ],
)
def test_only_trusted_proxies_are_believed(
    rf: RequestFactory, settings: Any, sender: str, forwarded: str | None, expected: str
) -> None:
    settings.TRUSTED_PROXIES = [ipaddress.ip_network("127.0.0.1"), ipaddress.ip_network("10.0.0.0/8")]
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    assert caller(rf.get("/", headers=headers, REMOTE_ADDR=sender)) == expected
