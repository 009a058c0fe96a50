"""What dies under load: a rolling restart, kill -9 of a process and of the database, promotion of a standby.

Attendees search over the API and at pages meanwhile, and an organizer publishes. What counts is what they notice.
"""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

import httpx

from benchmarks import report
from benchmarks.scale import figures, texts
from benchmarks.scale.organizer import Organizer
from benchmarks.scale.stand import App, Stand
from benchmarks.scale.visitors import Caller, Reader, Search, Visits, since

SESSIONS, CALLERS, READERS = 150, 4, 4
_ROLLING = "both processes restarted, one after the other"
_BEFORE, _AFTER = 4.0, 4.0  # seconds of undisturbed load
_OUTAGE = 3.0  # seconds until whoever looks after the database starts it again
_AWAY = 2.0  # seconds that a standby is away before the primary is killed
_RESTART = 1.0  # seconds, as deploy/session-finder@.service says
_FORGIVEN = 4.0  # seconds until nginx asks a process again, as deploy/README.md says
_PATIENCE = 60.0

Action = Callable[[Stand, list[App]], dict[str, float]]


@dataclass(frozen=True)
class Outcome:
    """What was noticed of one failure; seconds are since it began. ``marks``: what was done about it, and when."""

    calls: list[Search]
    pages: list[Search]
    began: float
    marks: dict[str, float]
    acknowledged: int
    refused: int
    publishing: float | None
    shown: float
    lost: int

    @property
    def failed(self) -> list[Search]:
        """The searches that were not answered."""
        return [search for search in (*self.calls, *self.pages) if search.failed]

    @property
    def whole(self) -> float:
        """When the last search ended that had failed or had been cut off; 0 when none had."""
        return max(
            (one.ended - self.began for one in (*self.calls, *self.pages) if one.failed or one.cut_off), default=0
        )


def slowest(searches: list[Search]) -> float:
    """The longest that anybody waited for an answer, in seconds."""
    return max((one.ended - one.began for one in searches), default=0.0)


def run() -> None:
    """Measure and report."""
    found: dict[str, Outcome] = {}
    print("  six failures, about four minutes", flush=True)
    with Stand(durable=True) as stand:
        apps = _served(stand)
        url = stand.proxy(apps).url
        found[_ROLLING] = _under_load(stand, apps, url, rolling)
        found["kill -9 of one process"] = _under_load(stand, apps, url, process_killed)
        found["kill -9 of the database"] = _under_load(stand, apps, url, database_killed)
    ways = (("synchronous", promoted), ("asynchronous", promoted), (f"asynchronous, {_AWAY:.0f} s behind", behind))
    for name, deed in ways:
        with Stand(durable=True, standby=True) as stand:
            apps = _served(stand)
            if name == "synchronous":
                stand.standby.awaited()
            url = stand.proxy(apps).url
            found[f"primary killed, standby promoted ({name})"] = _under_load(stand, apps, url, deed)
    _write(found)


def rolling(_: Stand, apps: list[App]) -> dict[str, float]:
    """As the operators' page says: one process after the other, each waited for."""
    longest = 0.0
    for app in apps:
        began = time.monotonic()
        app.end()
        app.start().wait()
        longest = max(longest, time.monotonic() - began)
        time.sleep(_FORGIVEN)
    return {"the slower one stopped and ready again": longest}


def process_killed(_: Stand, apps: list[App]) -> dict[str, float]:
    """One process; systemd starts it again."""
    began = time.monotonic()
    apps[0].end(signal.SIGKILL)
    time.sleep(_RESTART)
    apps[0].start().wait()
    ready = time.monotonic() - began
    time.sleep(_FORGIVEN)
    return {"the process ready again": ready}


def database_killed(stand: Stand, _: list[App]) -> dict[str, float]:
    """All of the server's processes at once; somebody starts it again."""
    began = time.monotonic()
    stand.server.kill()
    time.sleep(_OUTAGE)
    stand.server.start()
    return {"the database up again": time.monotonic() - began}


def promoted(stand: Stand, _: list[App]) -> dict[str, float]:
    """The primary for good; somebody promotes the standby."""
    began = time.monotonic()
    stand.server.kill()
    time.sleep(_OUTAGE)
    stand.standby.promote()
    return {"the standby promoted": time.monotonic() - began}


def behind(stand: Stand, _: list[App]) -> dict[str, float]:
    """The primary for good, whose standby has just been away: what was acknowledged meanwhile is nowhere."""
    stand.standby.stop()
    time.sleep(_AWAY)
    began = time.monotonic()
    stand.server.kill()
    time.sleep(_OUTAGE)
    stand.standby.start()
    stand.standby.promote()
    return {"the standby promoted": time.monotonic() - began}


def _served(stand: Stand) -> list[App]:
    """Two processes with one conference."""
    programme = texts.conference(1, [texts.session(number) for number in range(SESSIONS)])
    print(f"  embedding {SESSIONS} sessions", flush=True)
    stand.embed(programme)
    stand.add(programme)
    return stand.apps(2)


def _under_load(stand: Stand, apps: list[App], url: str, deed: Action) -> Outcome:
    slug = texts.conference(1, ()).slug
    callers: list[Visits] = [Caller(url, number) for number in range(CALLERS)]
    readers: list[Visits] = [Reader(url, CALLERS + number) for number in range(READERS)]
    with ExitStack() as load:
        organizer = load.enter_context(Organizer(stand.library, slug))
        for one in (*callers, *readers):
            load.enter_context(one)
        time.sleep(_BEFORE)
        began = time.monotonic()
        marks = deed(stand, apps)
        _until(lambda: organizer.again_at(began) is not None, "publishing")
        again = organizer.again_at(began)
        _until(lambda: _shows_all(apps, organizer), "both processes showing what was published")
        shown = time.monotonic() - began
        time.sleep(_AFTER)
    disturbed = any(when > began for when, _ in organizer.refused)
    outcome = Outcome(
        since(callers, began),
        since(readers, began),
        began,
        marks,
        len(organizer.acknowledged),
        len(organizer.refused),
        again - began if again and disturbed else None,
        shown,
        len(organizer.lost()),
    )
    reasons = dict(Counter(search.failed for search in outcome.failed))
    print(f"  {deed.__name__}: {reasons or 'no search failed'}, {outcome.lost} sessions lost", flush=True)
    return outcome


def _shows_all(apps: Sequence[App], organizer: Organizer) -> bool:
    """Whether each process shows as many sessions as were published when it was asked."""
    for app in apps:
        wanted = len(organizer.library.load(organizer.slug).sessions)
        try:
            (told,) = httpx.get(f"{app.url}/api/programmes", timeout=10).json()["programmes"]
        except (httpx.TransportError, KeyError):
            return False
        if told["sessions"] < wanted:
            return False
    return True


def _until(true: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + _PATIENCE
    while not true():
        if time.monotonic() > end:
            raise RuntimeError(f"{what} did not come back within {_PATIENCE:.0f} s")
        time.sleep(0.02)


def _write(found: dict[str, Outcome]) -> None:
    rows, kept = [], {}
    for name, one in found.items():
        cut_off = sum(search.cut_off > 0 for search in one.pages)
        publishing = "went on" if one.publishing is None else f"{one.publishing:.1f}"
        marks = "; ".join(f"{what} after {seconds:.1f} s" for what, seconds in one.marks.items())
        answered = len(one.calls) + len(one.pages) - len(one.failed)
        rows.append(
            (
                name,
                answered,
                len(one.failed),
                cut_off,
                "–" if name == _ROLLING else f"{one.whole:.1f}",
                f"{slowest(one.calls):.1f} / {slowest(one.pages):.1f}",
                publishing,
                f"{one.acknowledged} / {one.refused}",
                one.lost,
                marks,
            )
        )
        kept[name] = {"failed": len(one.failed), "whole": one.whole, "lost": one.lost, **one.marks}
    figures.keep("failures", kept)
    header = (
        "what happened",
        "searches answered",
        "failed",
        "pages cut off and searched again",
        "whole again after, s",
        "slowest search, API / page, s",
        "publishing again after, s",
        "publishes acknowledged / refused",
        "acknowledged sessions lost",
        "meanwhile",
    )
    note = (
        f"{CALLERS} attendees over the API and {READERS} at pages, each with an address and a cookie of its own; one "
        f"organizer who publishes one more session about twice a second, to a conference that began with {SESSIONS}. "
        f"All times are since the kill. The database is started again, or the standby promoted, {_OUTAGE:.0f} s after "
        f"it, by hand as it were; the process after {_RESTART:.0f} s, as systemd does."
    )
    report.write("scale-failures", "python -m benchmarks scale.failures", f"{report.table(header, rows)}\n\n{note}")
