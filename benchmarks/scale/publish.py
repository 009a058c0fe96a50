"""From publishing to seen on both processes, each of which is searched every few milliseconds."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count

import httpx

from benchmarks import report
from benchmarks.scale import figures, texts
from benchmarks.scale.stand import WHO, App, Stand, stage
from session_finder.domain.sessions import Programme, Session

TIMES, SESSIONS, NEW, STAMPS = 12, 500, 5, 1000
_EVERY = 0.005  # seconds between an answer and the next question
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Seen:
    """One publish, in seconds: staging and embedding, the call itself, and from its start until both showed it."""

    before: float
    call: float
    seen: float


class Looking:
    """Searches one process over and over; notes when each version was first in an answer."""

    def __init__(self, app: App, slug: str) -> None:
        self._url = f"{app.url}/api/search?q=careful+sampling&programme={slug}"
        self.first: dict[str, float] = {}
        self.changed = threading.Condition()
        self._on = True
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Looking:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._on = False
        if kind is None:
            self._thread.join(30)

    def when(self, version: str) -> float:
        """The moment at which it was seen; waits for that."""
        with self.changed:
            if not self.changed.wait_for(lambda: version in self.first, _PATIENCE):
                raise RuntimeError(f"{self._url} did not show the new version within {_PATIENCE:.0f} s")
        return self.first[version]

    def _look(self) -> None:
        with httpx.Client(timeout=30) as client:
            while self._on:
                version = client.get(self._url).raise_for_status().json()["version"]
                with self.changed:
                    self.first.setdefault(version, time.monotonic())
                    self.changed.notify_all()
                time.sleep(_EVERY)


def run() -> None:
    """Measure and report."""
    with Stand(durable=True) as stand:
        numbers = count(SESSIONS)
        programme = texts.conference(1, [texts.session(number) for number in range(SESSIONS)])
        print(f"  embedding {SESSIONS} sessions", flush=True)
        stand.embed(programme)
        stand.add(programme)
        apps = stand.apps(2)
        ways: dict[str, tuple[Callable[[Programme], Programme], bool]] = {
            "rooms changed, nothing to embed": (moved, True),
            f"{NEW} new sessions, embedded first, as the pages do": (lambda known: renewed(known, numbers), True),
            f"{NEW} new sessions that nobody has embedded": (lambda known: renewed(known, numbers), False),
        }
        found: dict[str, list[Seen]] = {name: [] for name in ways}
        with Looking(apps[0], programme.slug) as one, Looking(apps[1], programme.slug) as other:
            for number in range(TIMES):
                for name, (change, first) in ways.items():
                    programme = change(programme)
                    found[name].append(_publish(stand, programme, first, (one, other)))
                    time.sleep(0.3)
                print(f"  {number + 1} of {TIMES} publishes of each kind", flush=True)
        _write(found, _stamp(stand))


def moved(programme: Programme) -> Programme:
    """The same sessions, ten of them in other rooms: a room's name is searched by its letters alone."""
    first, rest = programme.sessions[:10], programme.sessions[10:]
    return replace(programme, sessions=(*(replace(one, room=f"{one.room}′") for one in first), *rest))


def renewed(programme: Programme, numbers: Iterator[int]) -> Programme:
    """The same with the first few sessions gone and as many new ones at the end."""
    new: list[Session] = [texts.session(next(numbers)) for _ in range(NEW)]
    return replace(programme, sessions=(*programme.sessions[NEW:], *new))


def _publish(stand: Stand, programme: Programme, embed: bool, looking: tuple[Looking, ...]) -> Seen:
    began = time.monotonic()
    expected = next(version.number for version in stand.library.versions(programme.slug) if version.current)
    draft = stage(stand.library, programme)
    if embed:
        stand.embed(programme)
    called = time.monotonic()
    stand.library.publish(programme.slug, draft.number, WHO, expected)
    returned = time.monotonic()
    version = stand.library.load(programme.slug).version
    seen = max(one.when(version) for one in looking)
    return Seen(called - began, returned - called, seen - called)


def _stamp(stand: Stand) -> float:
    """Seconds that one look whether anything has changed takes; every search begins with it."""
    took = []
    for _ in range(STAMPS):
        began = time.monotonic()
        stand.library.stamp()
        took.append(time.monotonic() - began)
    return statistics.median(took)


def _write(found: dict[str, list[Seen]], stamp: float) -> None:
    rows, kept = [], {}
    for name, publishes in found.items():
        before, call, seen, after = (
            [value * 1000 for value in column]
            for column in zip(
                *((one.before, one.call, one.seen, one.seen - one.call) for one in publishes), strict=True
            )
        )
        middle = statistics.median
        rows.append((name, len(seen), middle(before), middle(call), middle(seen), max(seen), middle(after), max(after)))
        kept[name] = {"seen": middle(seen), "worst": max(seen)}
    figures.keep("publish", kept)
    header = (
        "what was published",
        "times",
        "staging and embedding before, ms",
        "publish() itself",
        "seen on both after its call",
        "worst",
        "after it returned",
        "worst",
    )
    note = (
        f"A conference of {SESSIONS} sessions; both processes are searched, each {_EVERY * 1000:.0f} ms after its last "
        f"answer. Medians and the worst, in ms. The look whether anything has changed, with which every search begins: "
        f"{stamp * 1000:.2f} ms, median of {STAMPS:,}."
    )
    report.write("scale-publish", "python -m benchmarks scale.publish", f"{report.table(header, rows)}\n\n{note}")
