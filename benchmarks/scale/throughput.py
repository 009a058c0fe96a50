"""Attendees at the pages of one process and of two, behind the same nginx over one PostgreSQL, in turn.

Everything shares the machine's cores: the attendees, nginx, the processes, the database. So the processor seconds of
each are reported too; they say how much of a core a search takes, whatever else there is on the machine.
"""

from __future__ import annotations

import re
import resource
import statistics
import time
from contextlib import ExitStack
from dataclasses import dataclass

import httpx
import psutil
import psycopg

from benchmarks import report
from benchmarks.load import BENCH, crowd
from benchmarks.scale import costs, figures, texts
from benchmarks.scale.stand import App, Proxy, Stand, Visitor

ATTENDEES, EACH, ROUNDS = 100, 6, 5
SESSIONS, PAGES = 500, 200
_SLOW = 12.0  # seconds after which the database's own counts are whole
_ANSWERED = re.compile(r'session_finder_searches_total\{outcome="answered",way="page"\} (\S+)')


@dataclass(frozen=True, slots=True)
class Round:
    """One crowd: load.py's figures, searches by process, processor seconds by what used them."""

    errors: float
    rate: float
    p50: float
    p95: float
    p99: float
    first: float
    seconds: float
    answered: tuple[float, ...]
    attendees: float
    nginx: float
    apps: float
    database: float


def run() -> None:
    """Measure and report."""
    if not (BENCH / "load.py").is_file():
        print("../shared/bench is not here: there are no attendees.")
        return
    with Stand() as stand:
        programme = texts.conference(1, [texts.session(number) for number in range(SESSIONS)])
        print(f"  embedding {SESSIONS} sessions", flush=True)
        stand.embed(programme)
        stand.add(programme)
        apps = stand.apps(2)
        ways = {1: (stand.proxy(apps[:1]), apps[:1]), 2: (stand.proxy(apps), apps)}
        for proxy, _ in ways.values():
            crowd(proxy.url, 20, 3)  # nobody's first page is measured
        page = _page(apps[0])
        rounds: dict[int, list[Round]] = {1: [], 2: []}
        asked = _questions(stand)
        began = time.monotonic()
        for number in range(ROUNDS):
            for count, (proxy, served) in ways.items():
                rounds[count].append(_round(proxy, served, apps))
            left = (time.monotonic() - began) / (number + 1) * (ROUNDS - number - 1)
            print(f"  round {number + 1} of {ROUNDS}, about {left:.0f} s left", flush=True)
        time.sleep(_SLOW)
        questions = (_questions(stand) - asked) / (2 * ROUNDS * ATTENDEES * EACH)
        _write(rounds, questions, [costs.memory(costs.of_port(app.port)) for app in apps], page)


def _round(proxy: Proxy, served: list[App], apps: list[App]) -> Round:
    before, spent, began = [_pages(app) for app in served], _spent(apps), time.monotonic()
    errors, rate, p50, p95, p99, first = crowd(proxy.url, ATTENDEES, EACH)
    seconds = time.monotonic() - began
    answered = tuple(_pages(app) - known for app, known in zip(served, before, strict=True))
    used = [now - then for now, then in zip(_spent(apps), spent, strict=True)]
    return Round(errors, rate, p50, p95, p99, first, seconds, answered, *used)


def _questions(stand: Stand) -> int:
    """The transactions that the database has counted so far, of which each question of the program's is one."""
    with psycopg.connect(stand.server.url()) as connection:
        statement = "select xact_commit from pg_stat_database where datname = current_database()"
        return int((connection.execute(statement).fetchone() or (0,))[0])


def _page(app: App) -> float:
    """What a process holds for each open page, in MiB: of more pages than it ever had, else it uses what is free."""
    process = costs.of_port(app.port)
    before = costs.memory(process).uss
    with ExitStack() as pages:
        for _ in range(PAGES):
            pages.enter_context(Visitor(app.url)).go()
        return (costs.memory(process).uss - before) / PAGES


def _pages(app: App) -> float:
    """The searches on pages that a process has answered."""
    said = _ANSWERED.search(httpx.get(f"{app.url}/api/metrics", timeout=30).text)
    return float(said.group(1)) if said else 0.0


def _spent(apps: list[App]) -> tuple[float, ...]:
    """Processor seconds of the attendees so far, of nginx, of the program's processes and of the database."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)  # load.py is the only child that ends meanwhile
    servers = ([costs.of_port(app.port) for app in apps], costs.named("nginx"), costs.named("postgres"))
    program, nginx, database = (sum(map(costs.seconds, found)) for found in servers)
    return ended.ru_utime + ended.ru_stime, nginx, program, database


def _write(rounds: dict[int, list[Round]], questions: float, memory: list[costs.Memory], page: float) -> None:
    rows, spent, kept = [], [], {}
    for count, measured in rounds.items():
        middle = {
            name: statistics.median(getattr(one, name) for one in measured)
            for name in ("rate", "p50", "p95", "p99", "first", "seconds", "attendees", "nginx", "apps", "database")
        }
        rates = [one.rate for one in measured]
        spread = f"{min(rates):.0f} to {max(rates):.0f}"
        answered = [sum(column) for column in zip(*(one.answered for one in measured), strict=True)]
        share = " / ".join(f"{part / sum(answered):.0%}" for part in answered)
        errors = int(sum(one.errors for one in measured))
        times = (middle["p50"], middle["p95"], middle["p99"], middle["first"])
        rows.append((count, errors, middle["rate"], spread, *times, share))
        searches = ATTENDEES * EACH
        each = {name: middle[name] / searches * 1000 for name in ("apps", "nginx", "database", "attendees")}
        cores = sum(each.values()) * searches / 1000 / middle["seconds"]
        spent.append((count, *each.values(), cores, psutil.cpu_count()))
        kept[str(count)] = {**middle, "errors": errors, "ms": each, "cores": cores}
    figures.keep("throughput", {"ways": kept, "questions": questions, "page": page, "uss": memory[0].uss})
    header = ("processes", "errors", "searches/s", "rounds", "p50 ms", "p95 ms", "p99 ms", "first page, s", "share")
    costs_header = ("processes", "program", "nginx", "database", "attendees", "cores busy", "of")
    held = " and ".join(f"{one.rss:.0f} MiB ({one.uss:.0f} its own)" for one in memory)
    note = (
        f"{ATTENDEES} attendees (load.py, each with a websocket and {EACH} searches) at a conference of {SESSIONS} "
        f"sessions; medians of {ROUNDS} rounds each, one process and two in turn. Processor milliseconds for each "
        f"search:"
    )
    rest = (
        f"Memory of the two afterwards: {held}; an open page adds {page:.2f} MiB. A search asks the database "
        f"{questions:.1f} times, its first page counted in. Cores busy: over the whole of load.py, its start included."
    )
    body = [report.table(header, rows), note, report.table(costs_header, spent), rest]
    report.write("scale-throughput", "python -m benchmarks scale.throughput", "\n\n".join(body))
