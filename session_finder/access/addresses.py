"""Normalize IP addresses, so that one visitor has one address however it is written.

An IPv4 address may come inside an IPv6 address: mapped (::ffff:192.0.2.1), through 6to4 (2002:c000:201::) or through
NAT64 (64:ff9b::c000:201). Counters must treat all of them as the IPv4 address.
"""

from __future__ import annotations

import ipaddress
from typing import Final

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052, section 2.1
_VISITOR: Final = {4: 32, 6: 64}  # bits: a network gives 64 of an IPv6 address to each of its customers


def address_of(text: str | None) -> Address | None:
    """Parse an address, without its zone; None for anything else, and for the loopback.

    The loopback identifies nobody: it is also the address of a proxy that does not name its client.
    """
    try:
        address: Address = ipaddress.ip_address(text or "")
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or ipaddress.IPv6Address(int(address))
    return None if address.is_loopback else _within(address)


def visitor_of(text: str) -> str:
    """One name for all addresses of a visitor: the IPv4 address, or the IPv6 network's prefix; else the text."""
    address = address_of(text)
    return text if address is None else networks(address, (_VISITOR[address.version],))[0].partition("/")[0]


def networks(address: Address, lengths: tuple[int, ...]) -> tuple[str, ...]:
    """The networks of these prefix lengths that contain an address."""
    return tuple(str(ipaddress.ip_network((address, length), strict=False)) for length in lengths)


def _within(address: Address) -> Address:
    """The IPv4 address inside an IPv6 address; other addresses unchanged."""
    if not isinstance(address, ipaddress.IPv6Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.sixtofour or address
