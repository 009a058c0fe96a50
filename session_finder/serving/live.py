"""Keep what attendees see up to date: each published conference loaded, swapped when a new version is ready.

Every search compares the library's stamp. When it differs, a thread reads and indexes what has changed while the old
version is served, and swaps each conference in by one assignment. The search that notices waits for that, and so do
those at the same time, until a second after it began: a version that was embedded before it was published takes a
fraction of that, so that the search after a publish finds what was published; a slower one keeps nobody waiting.

A library that does not answer (a database that is down) delays only the one search that notices: what is in memory is
served, with its time, until the library answers again.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, wait
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, TypeVar

from session_finder.domain.errors import StoreError, Unavailable, UserError
from session_finder.domain.library import Conference, PublishedReader, State
from session_finder.serving.conference_cache import CachedConference, ConferenceCache
from session_finder.serving.snapshot import Served, Shown

if TYPE_CHECKING:
    from session_finder.domain.sessions import Programme
    from session_finder.models.encoder import Progress
    from session_finder.search.loaded_conference import LoadedConference

log = logging.getLogger(__name__)

PATIENCE: Final = 1.0  # seconds that searches wait for a version that has just been published
MOST: Final = 100  # conferences in memory: 6 MB each with 500 sessions
PROBING: Final = 0.5  # seconds between two questions whether a library that was away answers again
AGAIN: Final = 30.0  # seconds until what could not be read or indexed is tried again, without a change

_T = TypeVar("_T")
Load = Callable[["Programme", "Progress | None"], "LoadedConference"]
Heard = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class _Renewal:
    """A running renewal: ``done`` at its end, and the time until which searches wait for it."""

    until: float
    done: Future[None] = field(default_factory=Future)

    @property
    def patience(self) -> float:
        return max(0.0, self.until - time.monotonic())


class Serving:
    """Keeps a Served up to date with a library. Thread-safe; ``load`` makes a programme searchable.

    ``most``: how many conferences are in memory; the others are loaded on demand.
    """

    def __init__(
        self, library: PublishedReader, load: Load, patience: float = PATIENCE, again: float = AGAIN, most: int = MOST
    ) -> None:
        self._library = library
        self._load = load
        self._patience = patience
        self._again = again
        self._memory = ConferenceCache(most)
        self._served = Served()
        self._stamp: str | None = None  # of the library as it was when the last renewal read it
        self._failed_at: float | None = None  # when the last renewal ended with something left undone
        self._renewal: _Renewal | None = None
        self._beginning = threading.Lock()
        self._heard_at = time.time()  # when the library last answered
        self._away = False
        self._losing = threading.Lock()
        self._complaints: dict[str, str] = {}

    def fill(self, heard: Heard) -> None:
        """Index everything before the first search; ``heard`` gets (conference's name, texts done, texts to do).

        A conference that cannot be read or indexed is logged and left out; it is tried again later.
        """
        self._catch_up(heard)

    def now(self) -> Served:
        """The current snapshot. It takes microseconds, or up to ``patience`` just after a change."""
        renewal = self._due()
        if renewal is not None and renewal.patience:
            wait((renewal.done,), renewal.patience)
        return self._as_it_is()

    async def soon(self) -> Served:
        """``now`` for coroutines, without blocking a thread."""
        renewal = self._due()
        if renewal is not None and renewal.patience:
            await asyncio.wait((asyncio.wrap_future(renewal.done),), timeout=renewal.patience)
        return self._as_it_is()

    def _as_it_is(self) -> Served:
        return replace(self._served, as_of=datetime.fromtimestamp(self._heard_at, UTC)) if self._away else self._served

    def _due(self) -> _Renewal | None:
        """The running renewal, started here if one is due; None when nothing newer can be had."""
        stamp = self._look()
        if stamp is None:
            return None
        if stamp == self._stamp and not self._try_again():
            return self._renewal
        with self._beginning:
            changed = stamp != self._stamp and self._look() not in (None, self._stamp)
            if self._renewal is None and (changed or self._try_again()):
                self._failed_at = None
                # What failed before most likely fails again: nobody is kept waiting for that.
                self._renewal = renewal = _Renewal(time.monotonic() + (self._patience if changed else 0.0))
                renewal.done.set_running_or_notify_cancel()  # a visitor who leaves cannot cancel it for the others
                threading.Thread(target=self._renew, args=(renewal,), daemon=True, name="renewal").start()
            return self._renewal

    def _look(self) -> str | None:
        """The library's stamp, None while it is unavailable; only the first caller waits to find that out."""
        if self._away:
            return None
        try:
            stamp = self._library.stamp()
        except StoreError as error:
            self._lost(error)
            return None
        self._heard_at = time.time()
        return stamp

    def _lost(self, error: StoreError) -> None:
        with self._losing:
            if self._away:
                return
            self._away = True
        log.warning("The programmes cannot be read; what is in memory is served. %s", error)
        threading.Thread(target=self._probe, daemon=True, name="probe").start()

    def _probe(self) -> None:
        """Poll until the library answers again; then retry at once what failed meanwhile."""
        while True:
            time.sleep(PROBING)
            with suppress(StoreError):
                self._library.stamp()
                break
        log.warning("The programmes can be read again, after %.1f seconds.", time.time() - self._heard_at)
        if self._failed_at is not None:
            self._failed_at = -self._again
        self._heard_at = time.time()
        self._away = False

    def _try_again(self) -> bool:
        failed_at = self._failed_at
        return failed_at is not None and time.monotonic() > failed_at + self._again

    def _renew(self, renewal: _Renewal) -> None:
        """Catch up until nothing has changed meanwhile."""
        under_way = True
        try:
            while under_way:
                self._catch_up(None)
                with self._beginning:
                    under_way = self._look() not in (None, self._stamp)
                    if not under_way:
                        self._renewal = None
        finally:
            with self._beginning:
                if self._renewal is renewal:  # it failed; otherwise another may be under way already
                    self._renewal = None
            renewal.done.set_result(None)

    # ---- within the thread that renews --------------------------------------------------------------------------

    def _catch_up(self, heard: Heard | None) -> None:
        """Bring each conference up to date; keep the old version of one that fails."""
        stamp = self._look()  # first: what changes while we read is noticed afterwards
        if stamp is None:
            return
        self._stamp = stamp
        complaints: dict[str, str] = {}
        try:
            states = self._library.states()
        except StoreError as error:
            self._complain("", error, complaints)
            states = ()
        else:
            self._serve(states, self._served.shown, self._served.unreadable)
        for state in states:
            now, slug = self._served, state.slug
            old = now.shown.get(slug)
            try:
                shown, damage = self._shown(state, old, heard)
            except Exception as error:  # noqa: BLE001  whatever is wrong with one, the others are served
                self._complain(slug, error, complaints)
                if old is None and not isinstance(error, Unavailable):
                    self._serve(states, now.shown, {**now.unreadable, slug: state.conference})
                continue
            if shown is not old or slug in now.unreadable:
                self._serve(states, {**now.shown, slug: shown}, {**now.unreadable, slug: None})
            if damage:
                self._complain(slug, damage, complaints)
        self._memory.only({shown.cached for shown in self._served.shown.values()})
        self._complaints = complaints
        self._failed_at = time.monotonic() if complaints else None

    def _serve(
        self, states: tuple[State, ...], shown: Mapping[str, Shown | None], unreadable: Mapping[str, Conference | None]
    ) -> None:
        """Publish a new snapshot in the library's order."""
        slugs = [state.slug for state in states]
        self._served = Served(_in_order(slugs, shown), unreadable=_in_order(slugs, unreadable))

    def _shown(self, state: State, old: Shown | None, heard: Heard | None) -> tuple[Shown | None, str]:
        """What to show of a conference, and its damage in sentences.

        The old one if nothing changed, None for a hidden conference. A stand-in for a damaged version has no digest, so
        that the version is read again and returns once it is mended.
        """
        slug, conference, digest = state.slug, state.conference, state.digest
        if old and state.damage:
            conference = old.conference  # it was read before the damage
        if conference.hidden:
            return None, state.damage
        if old and digest and (conference, digest) == (old.conference, old.digest):
            return old, state.damage
        read = self._library.load_served(slug)
        programme, damage = read.programme, read.damage or state.damage
        if read.stands_in:
            if old and old.digest:  # in memory is what stands in, or what was whole when it was read
                return old, damage
            digest = ""
        if old and programme.version == old.version:
            return replace(old, conference=conference, digest=digest), damage
        loaded = None
        if old.in_memory if old else not self._memory.full:
            if heard is not None:
                heard(conference.name, 0, 0)
            loaded = self._warmed(programme, heard and (lambda done, total: heard(conference.name, done, total)))
        cached = CachedConference(self._memory, programme, lambda: self._warmed(self._library.load(slug)), loaded)
        return Shown(conference, cached, digest), damage

    def _warmed(self, programme: Programme, progress: Progress | None = None) -> LoadedConference:
        """Load a programme with everything that its first search needs."""
        loaded = self._load(programme, progress)
        loaded.warm()
        return loaded

    def _complain(self, slug: str, error: Exception | str, complaints: dict[str, str]) -> None:
        """Log an error, or damage given as text, once for as long as it stays the same."""
        complaints[slug] = f"{type(error).__name__}: {error}"
        if complaints[slug] == self._complaints.get(slug):
            return
        if isinstance(error, str):
            log.error("%s is damaged; what is whole of it is served. %s", slug, error)
            return
        told = isinstance(error, UserError)  # their sentence is the whole story
        still = "its version of before is served" if slug in self._served.shown else "it is not served"
        log.error(
            "%s cannot be brought up to date; %s. %s",
            slug or "What is served",
            still if slug else "it stays as it is",
            error,
            exc_info=None if told else error,
        )


def _in_order(slugs: Iterable[str], known: Mapping[str, _T | None]) -> dict[str, _T]:
    return {slug: one for slug in slugs if (one := known.get(slug)) is not None}
