"""Whose address it is: one visitor's, however it is spelt.

An IPv4 address may come as an IPv6 address that contains it: mapped (::ffff:192.0.2.1), through 6to4 (2002:c000:201::)
or through NAT64 (64:ff9b::c000:201). Whoever counts by address counts all of them as the IPv4 address.
"""

from __future__ import annotations

import ipaddress
from typing import Final

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052, section 2.1
_VISITOR: Final = {4: 32, 6: 64}  # bits: a network gives 64 of an IPv6 address to each of its customers


def address_of(text: str | None) -> Address | None:
    """The address that was spelt like this, without a zone; None for what is none, as for the loopback.

    The loopback says nothing: it is also the address of a proxy that does not tell for whom it asks.
    """
    try:
        address: Address = ipaddress.ip_address(text or "")
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or ipaddress.IPv6Address(int(address))
    return None if address.is_loopback else _within(address)


def visitor_of(text: str) -> str:
    """One name for all addresses of a visitor: the IPv4 address, or how its IPv6 network begins; else the text."""
    address = address_of(text)
    return text if address is None else networks(address, (_VISITOR[address.version],))[0].partition("/")[0]


def networks(address: Address, lengths: tuple[int, ...]) -> tuple[str, ...]:
    """The networks of these lengths in which an address is."""
    return tuple(str(ipaddress.ip_network((address, length), strict=False)) for length in lengths)


def _within(address: Address) -> Address:
    """The IPv4 address that an IPv6 address contains; others as they are."""
    if not isinstance(address, ipaddress.IPv6Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.sixtofour or address
