"""Which addresses a fetch may go to."""

from __future__ import annotations

import ipaddress
import re

from reportedly.errors import Reason, RefusedError

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:(?://|[^\\/])")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_SPECIAL = tuple(  # in IANA's registries of special addresses, and taken for global by some versions of Python
    map(
        ipaddress.ip_network,
        ("192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "100::/64", "2001::/23", "3fff::/20", "5f00::/16"),
    )
)


def is_address(origin: str) -> bool:
    """Whether ``origin`` is an address with a scheme ("https://…", "file://…") and not a path."""
    match = _SCHEME.match(origin)
    return match is not None and (match[0].endswith("//") or origin.lower().startswith(("data:", "mailto:")))


def is_public(address: IPAddress) -> bool:
    """Whether an address is one of the open Internet.

    Not: loopback, private, link-local, multicast, unspecified, reserved, shared (RFC 6598), nor an IPv6
    address that wraps such an IPv4 address (mapped, 6to4, Teredo, NAT64).
    """
    if isinstance(address, ipaddress.IPv6Address):
        wrapped = _wrapped(address)
        if wrapped is not None:
            return is_public(wrapped)
        if address.is_site_local:
            return False
    if any(address in network for network in _SPECIAL):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _wrapped(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if address in _NAT64 or (int(address) >> 32 == 0 and int(address) > 1):  # the latter: "IPv4-compatible"
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    return None


def refuse_private(addresses: list[IPAddress], *, host: str) -> None:
    """Raise unless every one of ``addresses``, which ``host`` resolves to, is public.

    One private address among public ones is how a name is rebound; it spoils them all.

    Raises:
        RefusedError: FORBIDDEN_ADDRESS.
    """
    for address in addresses:
        if not is_public(address):
            raise RefusedError(
                Reason.FORBIDDEN_ADDRESS,
                f"{host} is {address}, which is not a public address; --allow-private lets it be read",
            )
