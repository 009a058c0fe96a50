"""The pictures that were drawn, bounded in number, and how many may be drawn.

Whoever asks for thousands of sessions' pictures waits, and attendees do not: one picture is drawn at a time, a few
requests wait for theirs, and the rest is told to come back. Each process keeps its own.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import Final

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from session_finder.web.previews.picture import PictureText, draw

MOST: Final = 128  # pictures in memory, about 40 kB each
MOST_WAITING: Final = 8  # requests
PER_MINUTE: Final = 240  # pictures that are drawn; each takes some 50 ms of one core


class TooMany(Exception):
    """More pictures are asked for than are drawn; ask again in a minute."""


class PictureStore:
    """Pictures by what they say; the least recently used one is dropped. For one event loop."""

    def __init__(self, most: int = MOST, waiting: int = MOST_WAITING, per_minute: int = PER_MINUTE) -> None:
        self._most, self._most_waiting = most, waiting
        self._pictures: OrderedDict[PictureText, bytes] = OrderedDict()
        self._drawing = asyncio.Lock()
        self._waiting = 0
        self._rate, self._limiter = RateLimitItemPerMinute(per_minute), MovingWindowRateLimiter(MemoryStorage())

    async def get(self, text: PictureText) -> bytes:
        """The picture, as a PNG. Raises TooMany."""
        found = self._kept(text)
        if found is not None:
            return found
        if self._waiting >= self._most_waiting:
            raise TooMany
        self._waiting += 1
        try:
            async with self._drawing:
                return self._kept(text) or await self._drawn(text)
        finally:
            self._waiting -= 1

    def _kept(self, text: PictureText) -> bytes | None:
        if text in self._pictures:
            self._pictures.move_to_end(text)
        return self._pictures.get(text)

    async def _drawn(self, text: PictureText) -> bytes:
        if not self._limiter.hit(self._rate):
            raise TooMany
        picture = await asyncio.to_thread(draw, text)
        self._pictures[text] = picture
        while len(self._pictures) > self._most:
            self._pictures.popitem(last=False)
        return picture
