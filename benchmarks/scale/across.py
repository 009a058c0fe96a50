"""Across conferences: what the approximate index finds beside every session read, and how long both take.

Five judged conferences are published together. An interest of one of them is answered by its own judged sessions only,
so that both ways have less than a search within that conference would; what counts is the difference.
"""

from __future__ import annotations

import statistics
import time
from dataclasses import replace

from benchmarks import report
from benchmarks.scale.stand import Stand
from benchmarks.server import ROOT
from session_finder.domain.library import Conference
from session_finder.evaluation.golden import JudgedQuery, read_unanswerable
from session_finder.evaluation.judged_sets import read_judged_set
from session_finder.federated.approximate import CANDIDATES, Near
from session_finder.federated.background_indexer import Gatherer
from session_finder.federated.exact import Everywhere, Exact
from session_finder.serving.conference_cache import CachedConference, ConferenceCache
from session_finder.serving.snapshot import Served, Shown

JUDGED = ROOT.parent / "shared" / "data" / "judged"
SETS = ("fosdem2025_tracks", "ijcai2023_topics", "epsa2022_panels", "ismir2023_subjects", "rmedicine2025_keywords")
ASKED = 60  # interests of each set at most
QueryWords = dict[str, tuple[JudgedQuery, ...]]
TRIED = (32, 64, 128)  # candidates


def run() -> None:
    """Measure and report."""
    if not JUDGED.is_dir():
        print("../shared/data is not here: there is nothing judged to compare on.")
        return
    with Stand() as stand:
        shown, judged = {}, {}
        for name in SETS:
            programme, interests = read_judged_set(JUDGED / name)
            print(f"  reading {name}, {len(programme.searchable):,} sessions", flush=True)
            loaded = stand.model.load(replace(programme, version=name))
            cached = CachedConference(ConferenceCache(1), loaded.programme, lambda loaded=loaded: loaded, loaded)
            shown[name], judged[name] = Shown(Conference(name, name), cached), interests[:ASKED]
        served = Served(shown)
        store = stand.model.searching
        if store is None:
            raise RuntimeError("the stand has no database")
        began = time.monotonic()
        Gatherer(lambda: served, stand.library, stand.model.worker, stand.model.cache, store).look()
        gathered = time.monotonic() - began
        exact = Exact(lambda: served)
        near = Near(lambda: served, store, stand.model.worker, stand.model.cache, exact)
        strangers = read_unanswerable(ROOT / "data" / "harbour-2027" / "unanswerable.jsonl")
        rows = [("every session read", *_asked(exact, judged, strangers))]
        for count in TRIED:
            rows.append((f"the nearest {count}", *_asked(replace(near, candidates=count), judged, strangers)))
        _write(rows, sum(one.sessions for one in shown.values()), gathered)


def _asked(
    everywhere: Everywhere, judged: dict[str, tuple[JudgedQuery, ...]], strangers: tuple[str, ...]
) -> tuple[object, ...]:
    """Success and precision at three; the shares called close, of its interests and of others; p50 and p95."""
    hits, close, times = [], [], []
    for slug, interests in judged.items():
        for interest in interests:
            began = time.perf_counter()
            answer = everywhere.find(interest.text)
            times.append((time.perf_counter() - began) * 1000)
            found = [(one.conference.slug, one.match.session.id) for one in answer.matches]
            hits.append(sum(where == slug and session in interest.answers for where, session in found))
            close.append(answer.close)
    others = [everywhere.find(text).close for text in strangers]
    times.sort()
    return (
        statistics.mean(bool(hit) for hit in hits),
        statistics.mean(hits) / 3,
        f"{statistics.mean(close):.0%}",
        f"{statistics.mean(others):.0%}",
        statistics.median(times),
        times[int(len(times) * 0.95)],
    )


def _write(rows: list[tuple[object, ...]], sessions: int, gathered: float) -> None:
    header = (
        "read closely",
        "success@3",
        "precision@3",
        "called close, of its own interests",
        "of the sample's unanswerable ones",
        "p50 ms",
        "p95 ms",
    )
    note = (
        f"{len(SETS)} conferences with {sessions:,} sessions; up to {ASKED} interests of each. In use: {CANDIDATES}, "
        f"and half as many with all the words. Bringing them into the database took {gathered:.1f} s. No HTTP. "
        "Unanswerable by the sample: some of these conferences may answer some of them."
    )
    report.write("scale-across", "python -m benchmarks scale.across", f"{report.table(header, rows)}\n\n{note}")
