"""On paper: what the measured figures mean for more conferences and attendees than there are here.

``reckoned`` is the arithmetic, from assumptions that are written down and figures that were measured. Nothing of it has
been run.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from benchmarks import report
from benchmarks.scale import figures, lru, picture
from benchmarks.server import ROOT
from session_finder.serving.live import MOST
from session_finder.storage.postgres.database import SIZE

CROWDS = ((10, 10_000), (100, 100_000), (1_000, 1_000_000))
PICTURE = ROOT / "docs" / "growth.svg"


@dataclass(frozen=True, slots=True)
class Assumed:
    """What nobody has measured: how people behave, and how much of a machine one dares to use."""

    searches: float = 6  # of each attendee on the busiest day
    share: float = 0.5  # of them in the busiest time
    seconds: float = 600  # which is the ten minutes after the keynote
    open_pages: float = 0.2  # of the attendees who have the page open at once
    used: float = 0.6  # of a process's or a core's time at the busiest moment
    sessions: int = 500  # of each conference
    versions: int = 10  # kept of each, of the 50 that may be


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured here: seconds of one core, searches a second, MiB, bytes."""

    rate: float  # page searches a second of one process with 100 attendees
    program: float  # core seconds of the program for a page's search
    nginx: float
    database: float
    questions: float  # that a page's search asks of the database
    cold: float  # further core seconds of the program for a conference that is not in memory
    cold_database: float
    base: float  # MiB of a process with one conference that has shown many pages
    conference: float  # MiB of each further one in memory
    page: float  # MiB of an open page
    text: float  # bytes of a session in each version
    vectors: float  # bytes of its vectors
    near: float  # bytes of what finds it across conferences


@dataclass(frozen=True, slots=True)
class Need:
    """What so many attendees need at the busiest moment, by one way to spread them over the processes."""

    conferences: int
    attendees: int
    peak: float  # searches a second
    processes: int
    cores: float
    cold: float  # conferences read again, a second
    memory: float  # MiB of a process
    questions: float  # a second
    database: float  # cores of it
    connections: int
    size: float  # GiB of the database


def reckoned(conferences: int, attendees: int, known: Measured, miss: float, held: int, say: Assumed) -> Need:
    """``miss``: the share of searches whose conference is not in memory; ``held``: how many are, in each process."""
    peak = attendees * say.searches * say.share / say.seconds
    cold = peak * miss
    processes = math.ceil((peak / known.rate + cold * known.cold) / say.used)
    program = peak * known.program + cold * known.cold
    database = peak * known.database + cold * known.cold_database
    pages = attendees * say.open_pages / processes
    return Need(
        conferences,
        attendees,
        peak,
        processes,
        (program + peak * known.nginx + database) / say.used,
        cold,
        known.base + (held - 1) * known.conference + pages * known.page,
        peak * known.questions,
        database / say.used,
        processes * SIZE,
        conferences * say.sessions * (known.vectors + known.near + say.versions * known.text) / 2**30,
    )


def by_visitor(conferences: int, attendees: int, known: Measured, say: Assumed) -> Need:
    """As deploy/nginx.conf has it: every process is asked for every conference, equally often."""
    held = min(conferences, MOST)
    return reckoned(conferences, attendees, known, lru.missed(conferences, held), held, say)


def by_conference(conferences: int, attendees: int, known: Measured, say: Assumed) -> Need:
    """Processes in groups, each with a name of its own in front and no more conferences than fit."""
    groups = math.ceil(conferences / MOST)
    return reckoned(conferences, attendees, known, 0.0, math.ceil(conferences / groups), say)


def measured() -> Measured | None:
    """From the figures of the last runs; None when a part has not been run."""
    throughput, size = figures.of("throughput"), figures.of("size")
    if not throughput or not size:
        return None
    one, cases, sizes = throughput["ways"]["1"], size["cases"], size["bytes"]
    first, all_held, cold = cases[figures.ONE], cases[figures.ALL_HELD], cases[figures.COLD]
    return Measured(
        rate=one["rate"],
        program=one["ms"]["apps"] / 1000,
        nginx=one["ms"]["nginx"] / 1000,
        database=one["ms"]["database"] / 1000,
        questions=throughput["questions"],
        cold=(cold["spent"] - first["spent"]) / 1000,
        cold_database=(cold["asked"] - first["asked"]) / 1000,
        base=throughput["uss"],
        conference=(all_held["uss"] - first["uss"]) / 399,
        page=throughput["page"],
        text=sizes["text"],
        vectors=sizes["vectors"],
        near=sizes["near"],
    )


def run() -> None:
    """Reckon and report."""
    known, say = measured(), Assumed()
    if known is None:
        print("scale.throughput and scale.size have to be run first: there is nothing to reckon with.")
        return
    needs = [(by_visitor(*crowd, known, say), by_conference(*crowd, known, say)) for crowd in CROWDS]
    rows = []
    for visitor, conference in needs:
        rows += [_row("by visitor", visitor)]
        if visitor.cold:
            rows += [_row("by conference", conference)]
    PICTURE.write_text(_drawn(known, say), encoding="utf-8")
    body = [_formulas(known, say), report.table(_HEADER, rows), _verdict(*needs[-1], known)]
    report.write("scale-paper", "python -m benchmarks scale.paper", "\n\n".join(body))


_HEADER = (
    "conferences",
    "attendees",
    "spread",
    "searches/s at the peak",
    "processes",
    "cores in all",
    "read again, conferences/s",
    "memory of a process, GiB",
    "of all, GiB",
    "questions to the database/s",
    "its cores",
    "connections",
    "database, GiB",
)


def _row(spread: str, need: Need) -> tuple[object, ...]:
    memory = need.memory / 1024
    return (
        f"{need.conferences:,}",
        f"{need.attendees:,}",
        spread,
        f"{need.peak:,.0f}",
        f"{need.processes:,}",
        f"{need.cores:,.0f}",
        f"{need.cold:,.0f}",
        f"{memory:.1f}",
        f"{memory * need.processes:,.0f}",
        f"{need.questions:,.0f}",
        f"{need.database:,.1f}",
        f"{need.connections:,}",
        f"{need.size:,.1f}",
    )


def _formulas(known: Measured, say: Assumed) -> str:
    return "\n".join(
        (
            f"Assumed: {say.searches:g} searches of each attendee on the busiest day, {say.share:.0%} of them within "
            f"{say.seconds / 60:.0f} minutes after the keynote, all conferences on that day and equally asked for; "
            f"{say.open_pages:.0%} of the attendees have the page open; nothing is used beyond {say.used:.0%}; "
            f"{say.sessions} sessions and {say.versions} versions of each conference.",
            "",
            "- searches/s = attendees × searches × share ÷ seconds",
            f"- processes = (searches/s ÷ {known.rate:.0f} + conferences read again/s × {known.cold:.2f} s) ÷ "
            f"{say.used:g}; {known.rate:.0f}/s is what one process was measured to answer",
            f"- cores = (searches/s × ({known.program * 1000:.1f} ms program + {known.nginx * 1000:.2f} nginx + "
            f"{known.database * 1000:.2f} database) + read again/s × ({known.cold:.2f} + {known.cold_database:.2f} s)) "
            f"÷ {say.used:g}",
            f"- read again/s = searches/s × the share that finds its conference gone: {MOST} are in memory (least "
            f"recently used), so {lru.missed(1_000, MOST):.0%} of 1,000 equally asked for",
            f"- memory of a process = {known.base:.0f} MiB + {known.conference:.1f} for each further conference in it "
            f"+ {known.page:.2f} for each open page",
            f"- questions = searches/s × {known.questions:.1f}; connections = processes × {SIZE}",
            f"- database = sessions × ({known.vectors + known.near:,.0f} bytes of vectors and their index + versions × "
            f"{known.text:,.0f} of text)",
        )
    )


def _verdict(visitor: Need, conference: Need, known: Measured) -> str:
    factor = visitor.processes / conference.processes
    return (
        f"The bottleneck of {visitor.conferences:,} conferences is which process is asked, not the database. Spread by "
        f"visitor, each process is asked for all of them and holds {MOST}: {visitor.cold:,.0f} times a second one is "
        f"read again, at {known.cold * 1000:.0f} ms of a core instead of {known.program * 1000:.0f}, which takes "
        f"{factor:.0f} times the processes and {visitor.database:.0f} cores of the database. With a group of processes "
        f"for each {MOST} conferences, under a host name of its own and over the same database, none is read again; "
        f"then the program's own time for a page is what is left, "
        f"{known.program / (known.program + known.nginx + known.database):.0%} of each search. Before that many "
        f"processes the database needs a pooler such as PgBouncer for its {conference.connections:,} connections, "
        f"which has not been tried here; each publish is also noticed by every process, which then reads the list of "
        f"all conferences. Not reckoned: the network, TLS, uploads, several data centres."
    )


def _drawn(known: Measured, say: Assumed) -> str:
    steps = [round(10 ** (3 + step / 10)) for step in range(31)]
    lines = {
        "spread by visitor": [
            (count, by_visitor(max(count // 1000, 1), count, known, say).processes) for count in steps
        ],
        "by conference": [
            (count, by_conference(max(count // 1000, 1), count, known, say).processes) for count in steps
        ],
    }
    return picture.lines("Processes needed at the peak, 1,000 attendees a conference", "attendees", "processes", lines)
