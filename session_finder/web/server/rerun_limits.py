"""Schedule page runs (reruns) fairly, so that a page that requests many cannot starve the others.

A process runs a few pages at once; some of these slots are closed to pages that request many runs. Waiting pages are
ordered by recent demand: first by address (a roomful of people behind one address is normal), then by page. While a
page waits, its newest request replaces older ones that it supersedes. No request is refused, and a page that asks for
no more runs than a person can trigger is not delayed while slots are free.

Implemented as ASGI middleware in front of Streamlit's websocket: the client asks for a run with ``rerun_script``, and
the server reports its end with ``script_finished``.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from session_finder.access.addresses import visitor_of

AT_ONCE: Final = 4  # concurrent page runs; more would only compete for the interpreter
KEPT: Final = 3  # of these, slots for pages that have not requested many runs recently
MANY: Final = 20  # runs of one page within a few seconds
STEP: Final = 5  # runs; pages that differ by less are served in order of arrival, so that waiting pages keep their turn
LEASE: Final = 0.5  # seconds after which a run frees its slot: it is a long one, or its end was not seen
GAP: Final = 0.25  # seconds before a page may interrupt its own run; live search requests one every 0.3
PAGE: Final = (40.0, 2.0)  # page runs per page: burst, and rate per second
MESSAGES: Final = (60.0, 8.0)  # messages per page: burst, and rate per second; faster ones are read later
ADDRESS: Final = (400.0, 20.0)  # page runs per address before others come first: 200 people arriving together
ADDRESSES: Final = 10_000  # addresses that are remembered
_SHORT: Final = 500  # bytes; the message that a run has ended has about 100


class Bucket:
    """A token bucket with ``burst`` tokens, refilled at ``rate`` per second. It can be overdrawn."""

    def __init__(self, burst: float, rate: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst, self._rate, self._clock = burst, rate, clock
        self._held, self._at = burst, clock()

    @property
    def held(self) -> float:
        """The number of tokens now; negative when overdrawn."""
        now = self._clock()
        self._held, self._at = min(self._burst, self._held + (now - self._at) * self._rate), now
        return self._held

    @property
    def full(self) -> bool:
        """Whether nothing was taken recently."""
        return self.held >= self._burst

    @property
    def wait(self) -> float:
        """Seconds until a token is available."""
        return max(0.0, (1 - self.held) / self._rate)

    def spend(self) -> None:
        """Take a token, overdrawing if necessary."""
        self._held = self.held - 1

    def waste(self) -> None:
        """Take a token if there is one."""
        self._held = max(self.held - 1, min(self._held, 0.0))


Key = tuple[
    bool, bool, int
]  # page over MANY, address overdrawn, the page's recent runs in STEPs; lowest is served first


class Turns:
    """Run slots; ``kept`` of them are closed to pages that request many runs. The lowest key is served first."""

    def __init__(self, places: int, kept: int) -> None:
        self.free, self._kept = places, kept
        self._waiting: dict[asyncio.Future[None], Callable[[], Key]] = {}

    @property
    def wanted(self) -> bool:
        """Whether anybody is waiting."""
        return bool(self._waiting)

    async def take(self, key: Callable[[], Key]) -> None:
        """Wait for a slot. ``key`` is evaluated when one is free; equal keys are served in order of arrival."""
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
        """Free a slot for the next in line."""
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


class PageRuns:
    """ASGI middleware: at most ``at_once`` page runs in this process, scheduled as the module describes."""

    def __init__(self, app: ASGIApp, at_once: int = AT_ONCE, kept: int = KEPT) -> None:
        self._app, self.turns = app, Turns(at_once, kept)
        self._addresses: dict[str, Bucket] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Stand between Streamlit and a page for the lifetime of its websocket."""
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
        self._coming: asyncio.Task[Message] | None = None  # the pending read of the next message
        self._lease: asyncio.TimerHandle | None = None  # set while a run has a slot
        self._ended, self._began = asyncio.Event(), 0.0
        self._gone = False

    async def receive(self) -> Message:
        """The next message for Streamlit."""
        message = await self._next()
        run = _run_asked_for(message)
        if run is None:
            return message
        turn = asyncio.create_task(self._turn())
        try:
            while not turn.done():
                coming = self._reading()
                await asyncio.wait({turn, coming}, return_when=asyncio.FIRST_COMPLETED)
                if turn.done():
                    break
                if coming.result()["type"] == "websocket.disconnect":
                    return await self._next()
                newer = _run_asked_for(coming.result())
                if newer is None or not overtakes(newer, run):
                    break
                message, run = await self._next(), newer
                self._runs.waste()  # a dropped request counts too
            await turn
        finally:
            turn.cancel()
        return message

    async def send(self, message: Message) -> None:
        """Forward Streamlit's message, and note the end of a run."""
        if self._lease is not None and _ends_a_run(message):
            self._end()
        try:
            await self._send(message)
        except OSError:
            self._gone = True
            raise

    def leave(self) -> None:
        """The page has disconnected: free its slot."""
        if self._coming is not None:
            self._coming.cancel()
        self._end()

    async def _next(self) -> Message:
        message = await self._reading()
        self._coming = None
        return message

    def _reading(self) -> asyncio.Task[Message]:
        if self._coming is None:
            self._coming = asyncio.create_task(self._read())
        return self._coming

    async def _read(self) -> Message:
        if self._gone:
            return {"type": "websocket.disconnect", "code": 1006}  # drop what it sent before
        if self._messages.wait:
            await asyncio.sleep(self._messages.wait)
        self._messages.spend()
        return await self._receive()

    async def _turn(self) -> None:
        """Wait for a slot. A page that already has one may interrupt its own run while nobody else waits."""
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


def overtakes(newer: ClientState, older: ClientState) -> bool:
    """Whether ``newer`` may replace ``older``, both of one page, without losing anything.

    A run carries the complete widget state. One-time events, such as a pressed button or a chat message, and requests
    for another page must not be dropped.
    """
    pressed = any(str(state.WhichOneof("value")).endswith("trigger_value") for state in older.widget_states.widgets)
    chatted = any(state.HasField("chat_input_value") for state in older.widget_states.widgets)
    same_page = (newer.page_script_hash, newer.page_name) == (older.page_script_hash, older.page_name)
    return same_page and not pressed and not chatted and newer.fragment_id in ("", older.fragment_id)


def _run_asked_for(message: Message) -> ClientState | None:
    asked = BackMsg()
    try:
        asked.ParseFromString(message.get("bytes") or b"")
    except DecodeError:
        return None  # Streamlit reports it and closes the connection
    return asked.rerun_script if asked.WhichOneof("type") == "rerun_script" else None


def _ends_a_run(message: Message) -> bool:
    sent = message.get("bytes") or b""
    if not 0 < len(sent) < _SHORT:
        return False
    said = ForwardMsg()
    said.ParseFromString(sent)
    return said.WhichOneof("type") == "script_finished"
