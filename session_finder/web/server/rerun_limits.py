"""Schedule page runs fairly, so that a page that asks for many runs does not delay the others.

A process runs a limited number of pages at once, and reserves some of these slots for pages that ask for few runs.
Waiting pages are ordered by their recent use: first those whose address is within its rate, then those that have asked
for fewer runs. While a page waits, its newest request replaces the ones that it supersedes. Nobody is refused, and a
page that asks for no more runs than a person can is not delayed while slots are free.

This is ASGI middleware in front of Streamlit's websocket, where one message requests a run (``rerun_script``) and
another reports its end (``script_finished``). Messages that no page of ours sends are dropped (``page_messages``).
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
from session_finder.web.server.page_messages import allowed, ends_a_run, in_full, overtakes, run_asked_for

MAX_RUNS: Final = 4  # concurrent page runs; more of them only compete for the interpreter
RESERVED_SLOTS: Final = 3  # of these, for pages below HEAVY_USE
HEAVY_USE: Final = 20  # runs of a page within a few seconds
PRIORITY_STEP: Final = (
    5  # runs; pages that differ by less have equal priority, or else the waiting page would fall behind
)
SLOT_TIMEOUT: Final = 0.5  # seconds until a run gives up its slot: it is a long one, or its end was missed
MIN_RUN_TIME: Final = 0.25  # seconds before the next run of a page interrupts one; live search requests one every 0.3 s
PAGE_RATE: Final = (40.0, 2.0)  # page runs of one page: burst, and runs per second
MESSAGE_RATE: Final = (20.0, 8.0)  # messages of one page, likewise; faster ones are read later
ADDRESS_RATE: Final = (400.0, 20.0)  # page runs of one address until others go first: 200 people who arrive at once
MAX_ADDRESSES: Final = 10_000  # addresses that are remembered
BYTES_PER_TOKEN: Final = 10_000  # a message costs one token more for each of these


class TokenBucket:
    """A token bucket: it holds up to ``burst`` tokens and gains ``rate`` per second. It can be overdrawn."""

    def __init__(self, burst: float, rate: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst, self._rate, self._clock = burst, rate, clock
        self._tokens, self._updated = burst, clock()

    @property
    def tokens(self) -> float:
        """The current number of tokens, negative when the bucket is overdrawn."""
        now = self._clock()
        self._tokens, self._updated = min(self._burst, self._tokens + (now - self._updated) * self._rate), now
        return self._tokens

    @property
    def is_full(self) -> bool:
        """Whether no token was taken recently."""
        return self.tokens >= self._burst

    @property
    def delay(self) -> float:
        """Seconds until a token is available."""
        return max(0.0, (1 - self.tokens) / self._rate)

    def take(self, count: float = 1) -> None:
        """Take tokens, even if the bucket becomes overdrawn."""
        self._tokens = self.tokens - count

    def take_available(self) -> None:
        """Take a token if there is one."""
        self._tokens = max(self.tokens - 1, min(self._tokens, 0.0))


Received = tuple[Message, ClientState | None]  # a page's message, and the run that it requests
# Whether the page uses many runs, whether its address is over its rate, and its runs in steps; the lowest goes first.
Priority = tuple[bool, bool, int]


class PrioritySemaphore:
    """A semaphore that wakes the waiter of the lowest priority value; ``reserved`` slots are not for heavy use."""

    def __init__(self, slots: int, reserved: int) -> None:
        self.free, self._reserved = slots, reserved
        self._waiters: dict[asyncio.Future[None], Callable[[], Priority]] = {}

    @property
    def has_waiters(self) -> bool:
        """Whether somebody waits for a slot."""
        return bool(self._waiters)

    async def acquire(self, priority: Callable[[], Priority]) -> None:
        """Wait for a slot. ``priority`` is evaluated when one is free; among equals, the first to come is first."""
        waiter = asyncio.get_running_loop().create_future()
        self._waiters[waiter] = priority
        self._wake_waiters()
        try:
            await waiter
        except asyncio.CancelledError:
            if self._waiters.pop(waiter, None) is None:
                self.release()
            raise

    def release(self) -> None:
        """Free a slot and wake the next waiter."""
        self.free += 1
        self._wake_waiters()

    def _wake_waiters(self) -> None:
        while self._waiters and self.free:
            lowest, waiter = min(
                ((priority(), waiter) for waiter, priority in self._waiters.items()), key=lambda pair: pair[0]
            )
            heavy = lowest[0]
            if heavy and self.free <= self._reserved:
                return
            del self._waiters[waiter]
            self.free -= 1
            waiter.set_result(None)


class RerunLimits:
    """ASGI middleware that runs at most ``max_runs`` pages at once, in the order that the module describes."""

    def __init__(self, app: ASGIApp, max_runs: int = MAX_RUNS, reserved: int = RESERVED_SLOTS) -> None:
        self._app, self.slots = app, PrioritySemaphore(max_runs, reserved)
        self._addresses: dict[str, TokenBucket] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Schedule the runs of a page while its websocket is open; pass on everything else."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        page = _PageConnection(self.slots, self._bucket_of(address_block(scope)), receive, send)
        try:
            await self._app(scope, page.receive, page.send)
        finally:
            page.close()

    def _bucket_of(self, block: str) -> TokenBucket:
        if len(self._addresses) >= MAX_ADDRESSES:
            self._addresses = {name: bucket for name, bucket in self._addresses.items() if not bucket.is_full}
        return self._addresses.setdefault(block, TokenBucket(*ADDRESS_RATE))


def address_block(scope: Scope) -> str:
    """The block of addresses that a request comes from.

    The server has already replaced the address of a proxy on this computer with the one that the proxy names.
    """
    return visitor_of(scope["client"][0] if scope.get("client") else "")


class _PageConnection:
    """One websocket: reads a page's messages within its rate, and holds back run requests until they get a slot."""

    def __init__(self, slots: PrioritySemaphore, address: TokenBucket, receive: Receive, send: Send) -> None:
        self._slots, self._address, self._receive, self._send = slots, address, receive, send
        self._runs, self._messages = TokenBucket(*PAGE_RATE), TokenBucket(*MESSAGE_RATE)
        self._pending_read: asyncio.Task[Received] | None = None
        self._slot_timer: asyncio.TimerHandle | None = None  # set while a run has a slot
        self._run_ended, self._run_started = asyncio.Event(), 0.0
        self._disconnected = False
        self._ran = False  # whether the page was drawn over this connection

    async def receive(self) -> Message:
        """The next message for Streamlit."""
        message, run = await self._next_message()
        if run is None:
            return message
        slot = asyncio.create_task(self._wait_for_slot())
        try:
            while not slot.done():
                read = self._read_ahead()
                await asyncio.wait({slot, read}, return_when=asyncio.FIRST_COMPLETED)
                if slot.done():
                    break
                newer_message, newer_run = read.result()
                if newer_message["type"] == "websocket.disconnect":
                    self._pending_read = None
                    return newer_message
                if newer_run is None or not overtakes(newer_run, run):
                    break
                self._pending_read = None
                message, run = newer_message, newer_run
                self._runs.take_available()  # superseded requests count as well
            await slot
        finally:
            slot.cancel()
        return message

    async def send(self, message: Message) -> None:
        """Pass on a message of Streamlit, and release the slot at the end of a run."""
        if (self._slot_timer is not None or not self._ran) and ends_a_run(message):
            self._ran = True
            self._release_slot()
        try:
            await self._send(message)
        except OSError:
            self._disconnected = True
            raise

    def close(self) -> None:
        """Stop reading and release the slot, because the page is gone."""
        if self._pending_read is not None:
            self._pending_read.cancel()
        self._release_slot()

    async def _next_message(self) -> Received:
        received = await self._read_ahead()
        self._pending_read = None
        return received

    def _read_ahead(self) -> asyncio.Task[Received]:
        if self._pending_read is None:
            self._pending_read = asyncio.create_task(self._read())
        return self._pending_read

    async def _read(self) -> Received:
        while not self._disconnected:
            if self._messages.delay:
                await asyncio.sleep(self._messages.delay)
            message = await self._receive()
            if message["type"] != "websocket.receive":
                return message, None
            self._messages.take(1 + len(message.get("bytes") or b"") / BYTES_PER_TOKEN)
            parsed = allowed(message)
            if parsed is not None:
                return message if self._ran else in_full(message, parsed), run_asked_for(parsed)
        return {"type": "websocket.disconnect", "code": 1006}, None  # nobody needs the messages that are still unread

    async def _wait_for_slot(self) -> None:
        """Wait until the next run may start.

        If this page's last run still has its slot and nobody else waits, the new run takes it over and interrupts it.
        """
        await asyncio.sleep(self._runs.delay)
        if self._slot_timer is not None:
            with suppress(TimeoutError):
                earliest = self._run_started + MIN_RUN_TIME
                await asyncio.wait_for(self._run_ended.wait(), max(0.0, earliest - time.monotonic()))
            if self._slots.has_waiters:
                await self._run_ended.wait()
        self._runs.take()
        self._address.take()
        if self._slot_timer is None:
            await self._slots.acquire(self._priority)
            self._slot_timer = asyncio.get_running_loop().call_later(SLOT_TIMEOUT, self._release_slot)
        self._run_started = time.monotonic()
        self._run_ended.clear()

    def _priority(self) -> Priority:
        used = PAGE_RATE[0] - self._runs.tokens
        return used > HEAVY_USE, self._address.tokens < 0, int(used / PRIORITY_STEP)

    def _release_slot(self) -> None:
        if self._slot_timer is not None:
            self._slot_timer.cancel()
            self._slot_timer = None
            self._run_ended.set()
            self._slots.release()
