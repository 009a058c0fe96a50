"""Page runs take turns, so that nobody who asks for many of them keeps the others waiting.

A process runs a few pages at once, of which some are not for pages that ask for many runs. Whoever waits is ordered by
what they have asked for of late: first those whose address has had no more than a room full of people needs, then those
whose page has asked for less. Of what one page asks for while it waits, the newest counts and what it has overtaken is
dropped. Nobody is refused, and a page that asks for no more than a person can is not slowed while there is room.

It is an ASGI middleware before Streamlit's websocket: there a message asks for a run (``rerun_script``), and another
tells that one has ended (``script_finished``). Messages that no page sends end here (``page_messages``).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ClientState_pb2 import ClientState

from session_finder.access.addresses import visitor_of
from session_finder.web.server.page_messages import allowed, ends_a_run, overtakes, run_asked_for

AT_ONCE: Final = 4  # page runs; more of them only wait for the interpreter, and it for them
KEPT: Final = 3  # of these, for pages that have not asked for many runs of late
MANY: Final = 20  # runs of a page within a few seconds
STEP: Final = 5  # runs; pages that differ by less are served as they come, or else whoever waits would fall behind
LEASE: Final = 0.5  # seconds after which a run counts no longer: it is a long one, or its end was not seen
GAP: Final = 0.25  # seconds before a run is interrupted by the next of its page, which live search asks for every 0.3
PAGE: Final = (40.0, 2.0)  # page runs that a page may ask for at once, and then each second
MESSAGES: Final = (20.0, 8.0)  # the same for all that it sends; what comes faster is read later
ADDRESS: Final = (400.0, 20.0)  # page runs from one address until others come first: 200 people who arrive at once
ADDRESSES: Final = 10_000  # that are remembered
LONG: Final = 10_000  # bytes that count as one more message


class Bucket:
    """A token bucket: it holds ``burst`` and is filled by ``rate`` each second. It can be overdrawn."""

    def __init__(self, burst: float, rate: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst, self._rate, self._clock = burst, rate, clock
        self._held, self._at = burst, clock()

    @property
    def held(self) -> float:
        """What is in it now; below 0 when it is overdrawn."""
        now = self._clock()
        self._held, self._at = min(self._burst, self._held + (now - self._at) * self._rate), now
        return self._held

    @property
    def full(self) -> bool:
        """Whether nothing was taken of late."""
        return self.held >= self._burst

    @property
    def wait(self) -> float:
        """Seconds until there is one."""
        return max(0.0, (1 - self.held) / self._rate)

    def spend(self, count: float = 1) -> None:
        """Take so many out."""
        self._held = self.held - count

    def waste(self) -> None:
        """Take one out if there is one."""
        self._held = max(self.held - 1, min(self._held, 0.0))


Said = tuple[Message, ClientState | None]  # what a page sent, and the run that it asks for
Key = tuple[bool, bool, int]  # whether a page asks for many, and its address; how many, roughly: the more, the later


class Turns:
    """So many places, of which ``kept`` are not for those who ask for many; the least key gets the next free one."""

    def __init__(self, places: int, kept: int) -> None:
        self.free, self._kept = places, kept
        self._waiting: dict[asyncio.Future[None], Callable[[], Key]] = {}

    @property
    def wanted(self) -> bool:
        """Whether somebody waits."""
        return bool(self._waiting)

    async def take(self, key: Callable[[], Key]) -> None:
        """Wait for a place; ``key`` is asked when one is free. Of equal keys the one that came first is first."""
        place = asyncio.get_running_loop().create_future()
        self._waiting[place] = key
        self._hand_out()
        try:
            await place
        except asyncio.CancelledError:
            if self._waiting.pop(place, None) is None:
                self.give_back()
            raise

    def give_back(self) -> None:
        """Free a place, for the next who waits."""
        self.free += 1
        self._hand_out()

    def _hand_out(self) -> None:
        while self._waiting and self.free:
            key, place = min(((key(), place) for place, key in self._waiting.items()), key=lambda waiting: waiting[0])
            if key[0] and self.free <= self._kept:
                return
            del self._waiting[place]
            self.free -= 1
            place.set_result(None)


class RerunLimits:
    """ASGI middleware: ``at_once`` page runs in this process, in the order that the module describes."""

    def __init__(self, app: ASGIApp, at_once: int = AT_ONCE, kept: int = KEPT) -> None:
        self._app, self.turns = app, Turns(at_once, kept)
        self._addresses: dict[str, Bucket] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Stand between Streamlit and a page for as long as it is connected."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        page = _Page(self.turns, self._of(address_block(scope)), receive, send)
        try:
            await self._app(scope, page.receive, page.send)
        finally:
            page.leave()

    def _of(self, block: str) -> Bucket:
        if len(self._addresses) >= ADDRESSES:
            self._addresses = {name: bucket for name, bucket in self._addresses.items() if not bucket.full}
        return self._addresses.setdefault(block, Bucket(*ADDRESS))


def address_block(scope: Scope) -> str:
    """Whoever is behind a request.

    The server has put the address that a proxy on this computer names in the place of the proxy's own.
    """
    return visitor_of(scope["client"][0] if scope.get("client") else "")


class _Page:
    """One websocket: reads what its page sends as far as it may, and holds back what asks for a run until its turn."""

    def __init__(self, turns: Turns, address: Bucket, receive: Receive, send: Send) -> None:
        self._turns, self._address, self._receive, self._send = turns, address, receive, send
        self._runs, self._messages = Bucket(*PAGE), Bucket(*MESSAGES)
        self._coming: asyncio.Task[Said] | None = None  # the next message, which is being waited for
        self._lease: asyncio.TimerHandle | None = None  # while a run has a place
        self._ended, self._began = asyncio.Event(), 0.0
        self._gone = False

    async def receive(self) -> Message:
        """The next message that Streamlit gets."""
        message, run = await self._next()
        if run is None:
            return message
        turn = asyncio.create_task(self._turn())
        try:
            while not turn.done():
                coming = self._reading()
                await asyncio.wait({turn, coming}, return_when=asyncio.FIRST_COMPLETED)
                if turn.done():
                    break
                newest, newer = coming.result()
                if newest["type"] == "websocket.disconnect":
                    self._coming = None
                    return newest
                if newer is None or not overtakes(newer, run):
                    break
                self._coming = None
                message, run = newest, newer
                self._runs.waste()  # what is dropped was asked for all the same
            await turn
        finally:
            turn.cancel()
        return message

    async def send(self, message: Message) -> None:
        """Pass on what Streamlit says, and note the end of a run."""
        if self._lease is not None and ends_a_run(message):
            self._end()
        try:
            await self._send(message)
        except OSError:
            self._gone = True
            raise

    def leave(self) -> None:
        """The page is gone."""
        if self._coming is not None:
            self._coming.cancel()
        self._end()

    async def _next(self) -> Said:
        said = await self._reading()
        self._coming = None
        return said

    def _reading(self) -> asyncio.Task[Said]:
        if self._coming is None:
            self._coming = asyncio.create_task(self._read())
        return self._coming

    async def _read(self) -> Said:
        while not self._gone:
            if self._messages.wait:
                await asyncio.sleep(self._messages.wait)
            message = await self._receive()
            if message["type"] != "websocket.receive":
                return message, None
            self._messages.spend(1 + len(message.get("bytes") or b"") / LONG)
            said = allowed(message)
            if said is not None:
                return message, run_asked_for(said)
        return {"type": "websocket.disconnect", "code": 1006}, None  # what it sent before is of no use to anybody

    async def _turn(self) -> None:
        """Wait for a place; while nobody else waits, a run that has one is interrupted in it."""
        await asyncio.sleep(self._runs.wait)
        if self._lease is not None:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ended.wait(), max(0.0, self._began + GAP - time.monotonic()))
            if self._turns.wanted:
                await self._ended.wait()
        self._runs.spend()
        self._address.spend()
        if self._lease is None:
            await self._turns.take(self._key)
            self._lease = asyncio.get_running_loop().call_later(LEASE, self._end)
        self._began = time.monotonic()
        self._ended.clear()

    def _key(self) -> Key:
        asked = PAGE[0] - self._runs.held
        return asked > MANY, self._address.held < 0, int(asked / STEP)

    def _end(self) -> None:
        if self._lease is not None:
            self._lease.cancel()
            self._lease = None
            self._ended.set()
            self._turns.give_back()
