"""Which network addresses may be reached: public ones alone, whatever a name says a moment later.

A link comes from an editor, or from a redirect that a stranger wrote. Neither may make the hub ask its own
machine, its neighbours, or a cloud's metadata service.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable

from cms.links.faults import Fault, Kind

Resolve = Callable[[str, int], list[str]]

# IANA's registers of special-purpose addresses: a list of our own, as Python's differs between its releases.
NOT_PUBLIC_4 = [
    ipaddress.IPv4Network(network)
    for network in [
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24"),
        *("192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"),
        *("224.0.0.0/4", "240.0.0.0/4"),
    ]
]
# All that is given out for the internet. Mapped, translated and local addresses stand outside it.
PUBLIC_6 = ipaddress.IPv6Network("2000::/3")
NOT_PUBLIC_6 = [
    ipaddress.IPv6Network(network)
    for network in ["2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"]
]
WEB_PORTS = {80, 443}
# Below are the ports of other services, which a strange request could disturb.
LOWEST_OTHER_PORT = 1024


def is_public(address: str) -> bool:
    """Return whether a network address is one of the public internet."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv4Address):
        return not any(ip in network for network in NOT_PUBLIC_4)
    return ip.scope_id is None and ip in PUBLIC_6 and not any(ip in network for network in NOT_PUBLIC_6)


def resolve(host: str, port: int) -> list[str]:
    """Return the network addresses of a host as the system knows them; raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class Guard:
    """Gives the network addresses to connect to; `allowed` are the servers of a test, by address and port."""

    def __init__(self, resolve: Resolve = resolve, allowed: frozenset[tuple[str, int]] = frozenset()) -> None:
        self._resolve = resolve
        self._allowed = allowed

    def addresses(self, host: str, port: int) -> list[str]:
        """Return the checked addresses of a host; raises Fault where one of them is not public.

        Who connects to these, and not to the name, can not be led elsewhere by a name that changes.
        """
        try:
            found = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise Fault(Kind.NAME, f"There is no website named {host}.") from error
        if not found:
            raise Fault(Kind.NAME, f"There is no website named {host}.")
        for address in found:
            if (address, port) not in self._allowed and not self._may_reach(address, port):
                raise Fault(
                    Kind.INSIDE,
                    f"{host} is not on the public internet, or not at a port of the web: readers outside the"
                    " council can not open it.",
                )
        return found

    def _may_reach(self, address: str, port: int) -> bool:
        return is_public(address) and (port in WEB_PORTS or port >= LOWEST_OTHER_PORT)
