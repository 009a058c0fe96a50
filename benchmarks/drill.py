"""``make drill``: a week of bad luck in a few minutes, in an order that a seed draws.

Visitors search and an organizer publishes all the while. At the end nothing that was acknowledged may be lost, and no
search may have failed: there was always a whole process that could answer it. The table of what happened and how long
it took until all was whole again is printed and written to a file; the exit status is 0 when the drill was passed.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from benchmarks import report
from benchmarks.drill_blows import DATABASE, FILES, SHORT, Skipped
from benchmarks.drill_ground import Blow, Ground
from benchmarks.scale.visitors import Search

_PATIENCE = 45.0  # seconds until the drill goes on although something has not become whole
_BEFORE = 1.5  # seconds of nothing in particular


@dataclass(frozen=True)
class Row:
    """One blow and what came of it; ``whole`` in seconds, None when it never came. ``fault``: what the blow found."""

    name: str
    whole: float | None
    searches: list[Search]
    refused: int
    note: str
    skipped: bool = False
    fault: str = ""

    @property
    def failed(self) -> list[str]:
        """Why searches failed."""
        return [search.failed for search in self.searches if search.failed]


@dataclass(frozen=True)
class Result:
    """A whole drill: its rows, what was acknowledged, and what of it is not there."""

    rows: list[Row]
    acknowledged: int
    lost: list[str]

    @property
    def faults(self) -> list[str]:
        """All that should not have been, in sentences."""
        found = [f"Lost, although acknowledged: {', '.join(self.lost)}."] if self.lost else []
        for row in self.rows:
            if row.failed:
                reasons = ", ".join(f"{reason} ({count})" for reason, count in Counter(row.failed).items())
                found.append(f"{row.name}: {len(row.failed)} searches failed: {reasons}.")
            if row.fault:
                found.append(f"{row.name}: {row.fault}")
            if row.whole is None and not row.skipped:
                found.append(f"{row.name}: not whole again within {_PATIENCE:.0f} s. {row.note}")
        return found


def drill(blows: tuple[Blow, ...], seed: int, database: bool) -> Result:
    """Give the blows one after the other."""
    order = random.Random(seed).sample(blows, len(blows))
    with Ground(database) as ground:
        rows = []
        for blow in order:
            time.sleep(_BEFORE)
            rows.append(_given(ground, blow))
            print(f"  {rows[-1].name}: {_said(rows[-1])}", flush=True)
        ground.organizer.__exit__(None)
        return Result(rows, len(ground.organizer.acknowledged), ground.organizer.lost())


def _given(ground: Ground, blow: Blow) -> Row:
    name = blow.__name__.replace("_", " ")
    began, refused = time.monotonic(), len(ground.organizer.refused)
    note = fault = ""
    try:
        note = blow(ground)
    except Skipped as skipped:
        return Row(name, None, [], 0, f"left out: {skipped}", skipped=True)
    except (OSError, AssertionError, TimeoutError) as error:
        fault = str(error) or type(error).__name__
    whole = ground.whole_again(began, _PATIENCE)
    searches = ground.searches(began, time.monotonic())
    return Row(name, whole, searches, len(ground.organizer.refused) - refused, note or fault, fault=fault)


def _said(row: Row) -> str:
    if row.skipped:
        return row.note
    whole = "not whole again" if row.whole is None else f"whole after {row.whole:.1f} s"
    return f"{whole}, {len(row.failed)} of {len(row.searches)} searches failed; {row.note}"


def table(result: Result) -> str:
    """What happened, for people."""
    rows = []
    for row in result.rows:
        slowest = max((one.ended - one.began for one in row.searches), default=0.0)
        whole = "–" if row.skipped else "never" if row.whole is None else f"{row.whole:.1f}"
        rows.append((row.name, whole, len(row.searches), len(row.failed), f"{slowest:.1f}", row.refused, row.note))
    header = ("what happened", "whole again after, s", "searches", "failed", "slowest, s", "publishes refused", "")
    ended = f"{result.acknowledged} publishes acknowledged, {len(result.lost)} lost."
    return "\n\n".join((report.table(header, rows), ended))


def main() -> None:
    """Run it; exit with 0 when it was passed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.drill")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="draws the order; the clock's when left out")
    parser.add_argument("--short", action="store_true", help="three blows only, without a database")
    parser.add_argument("--only", nargs="*", default=(), help="only these blows, by name")
    parser.add_argument("--output", type=Path, default=Path("drill.md"), help="where the table goes")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    halves = [(SHORT, False)] if asked.short else [(FILES, False), (DATABASE, True)]
    began, said, faults = time.monotonic(), [], []
    for blows, database in halves:
        chosen = tuple(blow for blow in blows if not asked.only or blow.__name__ in asked.only)
        if not chosen:
            continue
        print(f"== {'database' if database else 'files'}, seed {asked.seed}", flush=True)
        result = drill(chosen, asked.seed, database)
        said += [f"## {'Programmes in a database' if database else 'Programmes in files'}", table(result)]
        faults += result.faults
    verdict = "Passed." if not faults else "Failed:\n" + "\n".join(f"- {fault}" for fault in faults)
    head = f"Seed {asked.seed}, {time.monotonic() - began:.0f} s, {report.machine()}"
    text = "\n\n".join(("# A week of bad luck", head, *said, verdict)) + "\n"
    asked.output.write_text(text, encoding="utf-8")
    print(f"\n{text}\nWritten to {asked.output}.", flush=True)
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
