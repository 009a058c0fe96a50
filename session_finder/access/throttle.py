"""Throttle attempts at the organizers' password, by place and for strangers in total.

A place is a browser that signed in before, or else a block of addresses (IPv4 /32, IPv6 /64). Each has a few attempts,
and then a wait. Strangers, who are at a place where nobody signed in before, also share a slow budget, and queue for it
for a moment instead of being refused. Known places never wait for strangers.

What this promises: the right password is answered within five seconds from a browser that signed in before, whatever
others do; from an address that signed in before, unless somebody behind the same address guesses, as in one network at
a venue; and from anywhere else as long as fewer than ``PLACES`` other networks try at that moment. With more of them a
stranger may be told to try again.
"""

from __future__ import annotations

import asyncio
import threading
import time
from dataclasses import dataclass
from typing import Final

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from session_finder.access.addresses import address_of, networks

# Throttle in how many seconds, from one place.
PLACE: Final[tuple[RateLimitItem, ...]] = (
    RateLimitItemPerSecond(5, 30, namespace="place"),
    RateLimitItemPerMinute(10, 5, namespace="place"),
    RateLimitItemPerHour(20, namespace="place"),
)
# Many addresses of one network are no way around that: IPv4 /24 and IPv6 /48, then IPv6 /32.
NETWORKS: Final[tuple[RateLimitItem, ...]] = (
    RateLimitItemPerHour(60, namespace="network"),
    RateLimitItemPerHour(300, namespace="provider"),
)
STRANGERS: Final = RateLimitItemPerSecond(10, 4, namespace="strangers")
PLACES: Final = STRANGERS.amount  # strangers who may queue: all of them are served when the next window begins
_PREFIXES: Final = {4: (32, 24), 6: (64, 48, 32)}
_Counted = tuple[RateLimitItem, str]  # a limit, and for whom it counts
_REMEMBERED: Final = 30 * 86_400  # seconds for which a block that signed in stays known, while the process lives


@dataclass(frozen=True, slots=True)
class Client:
    """Who tries: the peer's address, and the device's name if its browser signed in before."""

    address: str | None = None
    device: str | None = None


class Throttle:
    """The attempts in one process. ``admit`` belongs to one event loop; the rest is thread-safe.

    An attempt counts as wrong from its start, so that many at once cannot avoid the wait.
    """

    def __init__(self) -> None:
        self._storage = MemoryStorage()
        self._limiter = FixedWindowRateLimiter(self._storage)
        self._lock = threading.Lock()
        self._queued: set[str] = set()
        self._turn = asyncio.Lock()  # first come, first served

    async def admit(self, client: Client) -> float:
        """Count an attempt and return 0, or the seconds to wait before asking again.

        A stranger waits in here for a place in the shared budget, for one window at most.
        """
        if self.known(client):
            return self._hit(_place(client))
        left = self.left(client)
        if left > 0:
            return left
        network = _network(client)
        if len(self._queued) >= PLACES or network in self._queued:
            return float(STRANGERS.get_expiry())
        self._queued.add(network)
        try:
            async with self._turn:
                while (left := self._left(STRANGERS)) > 0:
                    await asyncio.sleep(left)
                return self._hit([*_place(client), *_networks(client), (STRANGERS, "")])
        finally:
            self._queued.discard(network)

    def left(self, client: Client) -> float:
        """The seconds that this client waits for its own attempts; counts nothing."""
        limits = _place(client) if self.known(client) else [*_place(client), *_networks(client)]
        return max((self._left(item, key) for item, key in limits), default=0.0)

    def known(self, client: Client) -> bool:
        """Whether this browser or block signed in before."""
        return client.device is not None or any(self._storage.get(_known(block)) for block in blocks(client)[:1])

    def succeeded(self, client: Client) -> None:
        """Note that the attempt was right: earlier ones are forgotten, and the block is known from now on."""
        with self._lock:
            for item, key in _place(client):
                self._limiter.clear(item, key)
            for block in blocks(client)[:1]:
                self._storage.clear(_known(block))
                self._storage.incr(_known(block), _REMEMBERED)

    def _hit(self, limits: list[_Counted]) -> float:
        with self._lock:
            left = max((self._left(item, key) for item, key in limits), default=0.0)
            if left > 0:
                return left
            for item, key in limits:
                self._limiter.hit(item, key)
            return 0.0

    def _left(self, item: RateLimitItem, key: str = "") -> float:
        if self._limiter.test(item, key):
            return 0.0
        left = self._limiter.get_window_stats(item, key).reset_time - time.time()
        if left > item.get_expiry():  # the computer's clock was set back meanwhile
            self._limiter.clear(item, key)
            return 0.0
        return max(left, 0.01)


def blocks(client: Client) -> tuple[str, ...]:
    """The networks of a client's address, the narrowest first; () for an address that identifies nobody."""
    address = address_of(client.address)
    return () if address is None else networks(address, _PREFIXES[address.version])


def _place(client: Client) -> list[_Counted]:
    places = [f"device {client.device}"] if client.device is not None else blocks(client)[:1]
    return [(item, place) for place in places for item in PLACE]


def _networks(client: Client) -> list[_Counted]:
    return [*zip(NETWORKS, blocks(client)[1:], strict=False)]


def _network(client: Client) -> str:
    return next(iter(blocks(client)[1:2]), f"unknown {id(client)}")


def _known(block: str) -> str:
    return f"known/{block}"
