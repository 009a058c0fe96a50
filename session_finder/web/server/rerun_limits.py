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
RESERVED: Final = 3  # of these, slots for pages that have not requested many runs recently
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
        self._tokens, self._at = burst, clock()

    @property
    def tokens(self) -> float:
        """The number of tokens now; negative when overdrawn."""
        now = self._clock()
        self._tokens, self._at = min(self._burst, self._tokens + (now - self._at) * self._rate), now
        return self._tokens

    @property
    def full(self) -> bool:
        """Whether nothing was taken recently."""
        return self.tokens >= self._burst

    @property
    def wait(self) -> float:
        """Seconds until a token is available."""
        return max(0.0, (1 - self.tokens) / self._rate)

    def spend(self) -> None:
        """Take a token, overdrawing if necessary."""
        self._tokens = self.tokens - 1

    def spend_if_available(self) -> None:
        """Take a token if there is one."""
        self._tokens = max(self.tokens - 1, min(self._tokens, 0.0))


Key = tuple[
    bool, bool, int
]  # page over MANY, address overdrawn, the page's recent runs in STEPs; lowest is served first


class Slots:
    """Run slots; ``reserved`` of them are closed to pages that request many runs. The lowest key is served first."""

    def __init__(self, places: int, reserved: int) -> None:
        self.free, self._reserved = places, reserved
        self._waiting: dict[asyncio.Future[None], Callable[[], Key]] = {}

    @property
    def contended(self) -> bool:
        """Whether anybody is waiting."""
        return bool(self._waiting)

    async def take(self, key: Callable[[], Key]) -> None:
        """Wait for a slot. ``key`` is evaluated when one is free; equal keys are served in order of arrival."""
        place = asyncio.get_running_loop().create_future()
        self._waiting[place] = key
        self._assign()
        try:
            await place
        except asyncio.CancelledError:
            if self._waiting.pop(place, None) is None:
                self.release()
            raise

    def release(self) -> None:
        """Free a slot for the next in line."""
        self.free += 1
        self._assign()

    def _assign(self) -> None:
        while self._waiting and self.free:
            key, place = min(((key(), place) for place, key in self._waiting.items()), key=lambda waiting: waiting[0])
            if key[0] and self.free <= self._reserved:
                return
            del self._waiting[place]
            self.free -= 1
            place.set_result(None)


class RerunLimits:
    """ASGI middleware: at most ``at_once`` page runs in this process, scheduled as the module describes."""

    def __init__(self, app: ASGIApp, at_once: int = AT_ONCE, reserved: int = RESERVED) -> None:
        self._app, self.slots = app, Slots(at_once, reserved)
        self._addresses: dict[str, Bucket] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Stand between Streamlit and a page for the lifetime of its websocket."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        page = _PageConnection(self.slots, self._address_bucket(address_block(scope)), receive, send)
        try:
            await self._app(scope, page.receive, page.send)
        finally:
            page.disconnect()

    def _address_bucket(self, block: str) -> Bucket:
        if len(self._addresses) >= ADDRESSES:
            self._addresses = {name: bucket for name, bucket in self._addresses.items() if not bucket.full}
        return self._addresses.setdefault(block, Bucket(*ADDRESS))


def address_block(scope: Scope) -> str:
    """Whoever is behind a request.

    The server has put the address that a proxy on this computer names in the place of the proxy's own.
    """
    return visitor_of(scope["client"][0] if scope.get("client") else "")


class _PageConnection:
    """One websocket: reads what its page sends as far as it may, and holds back what asks for a run until its turn."""

    def __init__(self, slots: Slots, address: Bucket, receive: Receive, send: Send) -> None:
        self._slots, self._address, self._receive, self._send = slots, address, receive, send
        self._runs, self._messages = Bucket(*PAGE), Bucket(*MESSAGES)
        self._pending: asyncio.Task[Message] | None = None  # the pending read of the next message
        self._lease: asyncio.TimerHandle | None = None  # set while a run has a slot
        self._ended, self._started = asyncio.Event(), 0.0
        self._disconnected = False

    async def receive(self) -> Message:
        """The next message for Streamlit."""
        message = await self._next()
        run = _requested_run(message)
        if run is None:
            return message
        turn = asyncio.create_task(self._wait_for_slot())
        try:
            while not turn.done():
                pending = self._pending_read()
                await asyncio.wait({turn, pending}, return_when=asyncio.FIRST_COMPLETED)
                if turn.done():
                    break
                if pending.result()["type"] == "websocket.disconnect":
                    return await self._next()
                newer = _requested_run(pending.result())
                if newer is None or not supersedes(newer, run):
                    break
                message, run = await self._next(), newer
                self._runs.spend_if_available()  # a dropped request counts too
            await turn
        finally:
            turn.cancel()
        return message

    async def send(self, message: Message) -> None:
        """Forward Streamlit's message, and note the end of a run."""
        if self._lease is not None and _is_run_end(message):
            self._free_slot()
        try:
            await self._send(message)
        except OSError:
            self._disconnected = True
            raise

    def disconnect(self) -> None:
        """The page has disconnected: free its slot."""
        if self._pending is not None:
            self._pending.cancel()
        self._free_slot()

    async def _next(self) -> Message:
        message = await self._pending_read()
        self._pending = None
        return message

    def _pending_read(self) -> asyncio.Task[Message]:
        if self._pending is None:
            self._pending = asyncio.create_task(self._read())
        return self._pending

    async def _read(self) -> Message:
        if self._disconnected:
            return {"type": "websocket.disconnect", "code": 1006}  # drop what it sent before
        if self._messages.wait:
            await asyncio.sleep(self._messages.wait)
        self._messages.spend()
        return await self._receive()

    async def _wait_for_slot(self) -> None:
        """Wait for a slot. A page that already has one may interrupt its own run while nobody else waits."""
        await asyncio.sleep(self._runs.wait)
        if self._lease is not None:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ended.wait(), max(0.0, self._started + GAP - time.monotonic()))
            if self._slots.contended:
                await self._ended.wait()
        self._runs.spend()
        self._address.spend()
        if self._lease is None:
            await self._slots.take(self._key)
            self._lease = asyncio.get_running_loop().call_later(LEASE, self._free_slot)
        self._started = time.monotonic()
        self._ended.clear()

    def _key(self) -> Key:
        recent = PAGE[0] - self._runs.tokens
        return recent > MANY, self._address.tokens < 0, int(recent / STEP)

    def _free_slot(self) -> None:
        if self._lease is not None:
            self._lease.cancel()
            self._lease = None
            self._ended.set()
            self._slots.release()


def supersedes(newer: ClientState, older: ClientState) -> bool:
    """Whether ``newer`` may replace ``older``, both of one page, without losing anything.

    A run carries the complete widget state. One-time events, such as a pressed button or a chat message, and requests
    for another page must not be dropped.
    """
    pressed = any(str(state.WhichOneof("value")).endswith("trigger_value") for state in older.widget_states.widgets)
    chatted = any(state.HasField("chat_input_value") for state in older.widget_states.widgets)
    same_page = (newer.page_script_hash, newer.page_name) == (older.page_script_hash, older.page_name)
    return same_page and not pressed and not chatted and newer.fragment_id in ("", older.fragment_id)


def _requested_run(message: Message) -> ClientState | None:
    envelope = BackMsg()
    try:
        envelope.ParseFromString(message.get("bytes") or b"")
    except DecodeError:
        return None  # Streamlit reports it and closes the connection
    return envelope.rerun_script if envelope.WhichOneof("type") == "rerun_script" else None


def _is_run_end(message: Message) -> bool:
    sent = message.get("bytes") or b""
    if not 0 < len(sent) < _SHORT:
        return False
    said = ForwardMsg()
    said.ParseFromString(sent)
    return said.WhichOneof("type") == "script_finished"
