"""Where a request comes from, believing only the proxies that the settings name."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# A household or an office has a network of this size to itself.
IPV6_NETWORK = 64


def caller(request: HttpRequest) -> str:
    """Return the address that a request is counted under: an IPv4 address, or the network of an IPv6 one.

    Of `X-Forwarded-For` the last entry counts that is no trusted proxy: the caller wrote what is before it.
    """
    sender = request.META.get("REMOTE_ADDR", "")
    hops = [*request.headers.get("X-Forwarded-For", "").split(","), sender]
    address = _parsed(sender)
    for hop in reversed(hops):
        parsed = _parsed(hop)
        if parsed is None:
            break
        address = parsed
        if not any(parsed in network for network in settings.TRUSTED_PROXIES):
            break
    if address is None:
        return "unknown"
    if address.version == 6:
        return str(ipaddress.ip_network(f"{address}/{IPV6_NETWORK}", strict=False))
    return str(address)


def _parsed(text: str) -> Address | None:
    try:
        address = ipaddress.ip_address(text.strip())
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address
