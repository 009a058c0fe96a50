"""Read made-up files and count what is right, by field and by the way in which a file is written."""

from __future__ import annotations

import statistics
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from benchmarks import report
from benchmarks.intake.columns import FIELDS
from benchmarks.intake.scoring import DROPPED, RIGHT, SILENT, TOLD, Check, Score, score
from benchmarks.intake.truths import truths
from benchmarks.intake.variants import TOUCHED, changed, make, ways
from session_finder.intake.reading import read_programme

_OUTCOMES: Final = (RIGHT, TOLD, DROPPED, SILENT)


def scores(count: int, kind: str = "") -> list[Score]:
    """Read the files 0 to ``count`` - 1, or those of them that are written in one way.

    ``kind``: "start: Unix seconds", or a dimension, as "start", for all files that differ in it.
    """
    found = truths()
    made = (make(number, found) for number in range(count) if not kind or _is_of(number, kind))
    return [score(variant) for variant in made if ":" in kind or not kind or kind in changed(variant)]


def _is_of(number: int, kind: str) -> bool:
    return any(kind in (way, way.partition(":")[0]) for way in ways(number))


def tables(made: Sequence[Score]) -> list[str]:
    """The tables for people: by field, by way of writing, and the time it took."""
    seconds = [one.seconds for one in made]
    refused = sum(one.refused for one in made)
    note = (
        f"{len(made):,} made-up files, {refused:,} of them refused; {statistics.median(seconds) * 1000:.0f} ms "
        f"a file (median), {max(seconds):.2f} s (worst). Of the wrong values, those are *told* whose column a problem "
        "names (or whose file is refused), those are *dropped* whose column is only listed among the columns that were "
        "not read, and all others are *silent*. *Alone*: in files that differ from a plain one in this way only."
    )
    halves = [_right([one for one in made if one.variant.number % 2 == half]) for half in (0, 1)]
    note += f" In files with even numbers {halves[0]} is right, in those with odd numbers, held out, {halves[1]}."
    return [note, _by_field(made), _by_kind(made)]


def _right(made: Sequence[Score]) -> str:
    return _share_right(Counter(check.outcome for one in made for check in one.checks))


def _by_field(made: Iterable[Score]) -> str:
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    whole: dict[str, Counter[bool]] = defaultdict(Counter)
    for one in made:
        for field in one.variant.headers:
            results = [check.outcome for check in one.checks if check.field == field]
            counted[field].update(results)
            if results:
                whole[field][all(result == RIGHT for result in results)] += 1
    rows = [
        [field, whole[field].total(), _percent(whole[field][True], whole[field].total()), *_shares(counted[field])]
        for field in FIELDS
    ]
    rows.append(["all", "", "", *_shares(sum(counted.values(), Counter()))])
    return report.table(("field", "files", "files all right", "values", *_OUTCOMES), rows)


def _by_kind(made: Sequence[Score]) -> str:
    """Each way of writing: what is right of the fields that it touches, alone and with other changes."""
    alone: dict[str, Counter[str]] = defaultdict(Counter)
    every: dict[str, Counter[str]] = defaultdict(Counter)
    files: Counter[tuple[str, bool]] = Counter()
    for one in made:
        differs = changed(one.variant)
        for dimension in differs or ("",):
            kind = f"{dimension}: {one.variant.changes[dimension]}" if dimension else "plain"
            outcomes = [check.outcome for check in one.checks if check.field in TOUCHED.get(dimension, FIELDS)]
            every[kind].update(outcomes)
            files[kind, False] += 1
            if len(differs) < 2:
                alone[kind].update(outcomes)
                files[kind, True] += 1
    good = [kind for kind in every if alone[kind][RIGHT] == alone[kind].total() > 0]
    rows = [
        [kind, files[kind, True], _share_right(alone[kind]), files[kind, False], *_shares(every[kind])]
        for kind in sorted(
            every.keys() - set(good), key=lambda kind: (alone[kind][RIGHT] / (alone[kind].total() or 1), kind)
        )
    ]
    header = ("way of writing", "files alone", "right alone", "files", "values", *_OUTCOMES)
    return report.table(header, rows) + f"\n\nEverything is right, alone, in these: {'; '.join(sorted(good))}."


def _share_right(counted: Counter[str]) -> str:
    return _percent(counted[RIGHT], counted.total())


def _shares(counted: Counter[str]) -> list[str]:
    total = counted.total()
    return [f"{total:,}", *(_percent(counted[outcome], total) for outcome in _OUTCOMES)]


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "–"


def print_losses(made: Sequence[Score], most: int = 120) -> None:
    """Print each header whose values were lost, those with the most files first, with an example.

    Files with odd numbers are held out.
    """
    lost: dict[tuple[str, str, str], list[tuple[Score, Check]]] = defaultdict(list)
    for one in made:
        if one.variant.number % 2:
            continue
        seen = set()
        for check in one.checks:
            key = (check.field, " + ".join(check.headers), check.outcome)
            if check.outcome != RIGHT and key not in seen:
                seen.add(key)
                lost[key].append((one, check))
    for (field, headers, outcome), examples in sorted(lost.items(), key=lambda pair: -len(pair[1]))[:most]:
        one, check = examples[0]
        ways = ", ".join(f"{dimension}: {one.variant.changes[dimension]}" for dimension in changed(one.variant))
        print(f"{len(examples):4} {field} [{headers}] {outcome}; file {one.variant.number} ({ways})")
        print(f"       wanted {check.wanted!r}, found {check.found!r}")


def write_file(number: int) -> None:
    """Write one file into the folder for temporary files, and print how it is read."""
    variant = make(number, truths())
    path = Path(tempfile.gettempdir()) / f"intake-{number}-{variant.filename}"
    path.write_bytes(variant.content)
    print(f"{path}, time zone {variant.timezone or 'not chosen'}: {', '.join(ways(number))}")
    reading = read_programme(variant.content, variant.filename, variant.timezone)
    print(f"columns {dict(reading.columns)}\ndropped {reading.dropped_columns}")
    print("\n".join(map(str, reading.problems[:20])))
    wrong = [check for check in score(variant).checks if check.outcome != RIGHT]
    print(f"{len(wrong)} values are wrong.")
    for field in FIELDS:
        examples = [check for check in wrong if check.field == field][:2]
        print("".join(f"  {check}\n" for check in examples), end="")
