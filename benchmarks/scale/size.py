"""Search latency and memory by how much a process serves: 1, 40 and 400 conferences of 500 sessions, one of 100,000.

Each case has a fresh process, which one attendee searches over the API. What is kept in memory is searched warm; what
made room for others is read again from the database, which is timed by itself.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote_plus

import httpx
import psycopg

from benchmarks import report
from benchmarks.scale import clustered, costs, figures, texts
from benchmarks.scale.stand import App, Stand
from session_finder.domain.sessions import Programme

POOL = 1_500  # different sessions that are really encoded; every conference has 500 of them
SESSIONS = 500
LARGE = 100_000
SEARCHES, COLD, WARM = 200, 60, 30
_CHOSEN = 40  # conferences of those in memory that are asked for warm
_ADDRESS = "/api/search?programme={}&q="
_PATIENCE = 900.0  # seconds for a process to start

Choice = Callable[[random.Random], Iterator[str]]  # addresses, to which the interest is added


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one case: seconds until ready, milliseconds of each search, the process's memory and processor time."""

    name: str
    ready: float
    times: list[float]
    memory: costs.Memory
    spent: float  # processor milliseconds of the process for each search
    asked: float  # the same of the database


def run() -> None:
    """Measure and report."""
    found: list[Figures] = []
    with Stand() as stand:
        pool = [texts.session(number) for number in range(POOL)]
        began = time.monotonic()
        print(f"  embedding {POOL} sessions", flush=True)
        stand.embed(texts.conference(0, pool))
        print(f"  that took {time.monotonic() - began:.0f} s", flush=True)
        conferences = [texts.drawn_from(pool, number, SESSIONS) for number in range(400)]
        slugs = [programme.slug for programme in conferences]
        _publish(stand, conferences[:1])
        found += _case(stand, {}, {figures.ONE: _among(slugs[:1])}, SEARCHES, 1)
        _publish(stand, conferences[1:40])
        found += _case(stand, {}, {"40 of 500": _among(slugs[:40]), "across these 40": _everywhere}, SEARCHES, 40)
        _publish(stand, conferences[40:])
        ways = {
            "400 of 500, 100 in memory; one of those asked for": _among(slugs[:_CHOSEN]),
            figures.COLD: _in_turn(slugs[100:]),
            "the same, any of the 400 asked for": _among(slugs),
            "across these 400": _everywhere,
        }
        found += _case(stand, {}, ways, COLD, 400)
        found += _case(stand, {"IN_MEMORY": "400"}, {figures.ALL_HELD: _among(slugs)}, SEARCHES)
        sizes = _database(stand)
        for slug in slugs:
            stand.library.delete(slug, "The benchmark")
        found += _large(stand)
        _write(found, sizes)


def _large(stand: Stand) -> list[Figures]:
    sessions = clustered.variants(LARGE, POOL)
    began = time.monotonic()
    for done in clustered.keep(stand.model, sessions, POOL):
        if done % 20_000 == 0:
            left = (time.monotonic() - began) / done * (LARGE - done)
            print(f"  vectors of {done:,} of {LARGE:,} sessions kept, about {left:.0f} s left", flush=True)
    programme = texts.conference(9_999, sessions)
    _publish(stand, [programme])
    way = _among([programme.slug])
    found = _case(stand, {}, {f"1 of {LARGE:,}": way, "across the same": _everywhere}, SEARCHES, 1)
    return [*found, *_case(stand, {"LARGE": "50000"}, {f"1 of {LARGE:,}, searched in the database": way}, SEARCHES)]


def _publish(stand: Stand, programmes: list[Programme]) -> None:
    began = time.monotonic()
    for programme in programmes:
        stand.add(programme)
    print(f"  {len(programmes)} published in {time.monotonic() - began:.0f} s", flush=True)


def _among(slugs: list[str]) -> Choice:
    addresses = [_ADDRESS.format(slug) for slug in slugs]
    return lambda drawn: iter(lambda: drawn.choice(addresses), "")


def _in_turn(slugs: list[str]) -> Choice:
    return lambda _: (_ADDRESS.format(slug) for slug in slugs)


def _everywhere(_: random.Random) -> Iterator[str]:
    while True:
        yield "/api/everywhere?q="


def _case(
    stand: Stand, settings: dict[str, str], ways: dict[str, Choice], searches: int, together: int = 0
) -> list[Figures]:
    """One process, searched in one way after the other, once so many conferences can be searched together."""
    began = time.monotonic()
    app = stand.app(**settings)
    found = []
    try:
        _ready(app)
        ready = time.monotonic() - began
        _gathered(app, together)
        for name, choice in ways.items():
            found.append(_searched(app, name, ready, choice, searches))
            middle = statistics.median(found[-1].times)
            print(f"  {name}: ready after {ready:.0f} s, {middle:.1f} ms, {found[-1].memory.pss:.0f} MiB", flush=True)
    finally:
        app.end()
    return found


def _ready(app: App) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        try:
            if httpx.get(f"{app.url}/api/health", timeout=30).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise RuntimeError(f"the process was not ready within {_PATIENCE:.0f} s")


def _gathered(app: App, together: int) -> None:
    """Wait until the process has brought them into the database, which it does in the background."""
    began = said = time.monotonic()
    while together:
        found = httpx.get(f"{app.url}/api/everywhere?q=anything", timeout=60).json()
        there = found["conferences"] if found["approximate"] else 0
        if there == together:
            print(f"  {together} can be searched together after {time.monotonic() - began:.0f} s", flush=True)
            return
        if time.monotonic() > said + 15:
            said = time.monotonic()
            print(f"  {there} of {together} can be searched together", flush=True)
        time.sleep(1)


def _searched(app: App, name: str, ready: float, choice: Choice, searches: int) -> Figures:
    drawn = random.Random(name)
    addresses = choice(drawn)
    times = []
    process, (database,) = costs.of_port(app.port), costs.named("postgres")
    with httpx.Client(base_url=app.url, timeout=120) as client:
        for number in range(WARM + searches):
            if number == WARM:
                before = costs.seconds(process), costs.seconds(database)
            asked = next(addresses) + quote_plus(texts.interest(drawn))
            began = time.perf_counter()
            client.get(asked).raise_for_status()
            times.append((time.perf_counter() - began) * 1000)
        spent = [(costs.seconds(one) - then) / searches for one, then in zip((process, database), before, strict=True)]
    return Figures(name, ready, times[WARM:], costs.memory(process), spent[0] * 1000, spent[1] * 1000)


def _database(stand: Stand) -> dict[str, float]:
    """What the database keeps of a session, in bytes.

    Its text for each version of its conference, its vectors once, and what finds it among those of all conferences.
    """
    with psycopg.connect(stand.server.url()) as connection:
        (programme,) = connection.execute(
            "select avg(octet_length(programme)) from session_finder.versions"
        ).fetchone() or (0,)
        (vectors,) = connection.execute("select pg_total_relation_size('session_finder.vectors')").fetchone() or (0,)
        (near,) = connection.execute(
            "select sum(pg_total_relation_size('session_finder.' || name)) / (select count(*) from"
            " session_finder.near_sessions) from unnest(array['near_windows', 'near_sessions']) name"
        ).fetchone() or (0,)
    return {"text": float(programme) / SESSIONS, "vectors": float(vectors) / POOL, "near": float(near)}


def _write(found: list[Figures], sizes: dict[str, float]) -> None:
    rows, kept = [], {}
    for one in found:
        times = sorted(one.times)
        middle, late = statistics.median(times), times[int(len(times) * 0.95)]
        memory = one.memory
        rows.append((one.name, one.ready, len(times), middle, late, one.spent, one.asked, memory.rss, memory.uss))
        kept[one.name] = {"p50": middle, "p95": late, "uss": memory.uss, "spent": one.spent, "asked": one.asked}
    figures.keep("size", {"cases": kept, "bytes": sizes})
    header = (
        "conferences of sessions",
        "ready after, s",
        "searches",
        "p50 ms",
        "p95 ms",
        "processor ms, program",
        "database",
        "memory, MiB",
        "of it its own",
    )
    note = (
        f"One attendee, one search after the other over the API, each interest new, without nginx. Memory after the "
        f"searches. The conferences share {POOL:,} sessions that were really encoded, 500 each. The {LARGE:,} sessions "
        f"are on the subjects of those, each of a tool of its own; their vectors are those moved a little (clustered, "
        f"not at random), which changes nothing in what a search costs. In the database a session's text takes "
        f"{sizes['text']:,.0f} bytes in each version that is kept (before PostgreSQL compresses it), its vectors "
        f"{sizes['vectors']:,.0f} bytes; what finds it across conferences, index included, {sizes['near']:,.0f}."
    )
    report.write("scale-size", "python -m benchmarks scale.size", f"{report.table(header, rows)}\n\n{note}")
