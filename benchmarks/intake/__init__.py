"""The import of organizers' files: real files, small files with known readings, and made-up files.

``python -m benchmarks intake`` writes the figures into benchmarks/RESULTS.md. ``--count`` says how many files are made
up, ``--kind "start: Unix seconds"`` (or ``--kind start``) measures those of one way of writing, ``--wrong`` prints what
is lost, and ``--only 136`` writes one made-up file for looking at it; the last three leave RESULTS.md alone.
"""

from __future__ import annotations

import time

from benchmarks import report

COUNT = 2_000


def run(count: int = COUNT, *, wrong: bool = False, kind: str = "", only: int | None = None) -> None:
    """Measure and report."""
    from benchmarks.intake import made_up, real_files

    if only is not None:
        made_up.write_file(only)
        return
    began = time.monotonic()
    made = made_up.scores(count, kind)
    print(f"  made-up files took {time.monotonic() - began:.0f} s", flush=True)
    parts = made_up.tables(made) if made else [f"No made-up file is written in the way {kind!r}."]
    if kind or wrong:
        print("\n\n".join(parts), end="\n\n")
    if wrong:
        made_up.print_losses(made)
    if kind:
        return
    real, lines = real_files.table()
    if wrong:
        print("Columns of real files that are neither read nor dropped:", *lines, sep="\n  ")
        return
    report.write("intake", f"python -m benchmarks intake --count {count}", "\n\n".join([real, _cases(), *parts]))


def _cases() -> str:
    from benchmarks.intake.cases import CASES, FOLDER, differences

    if not FOLDER.is_dir():
        return "The small files with known readings are not here."
    rows = [(case["file"], "; ".join(found)) for case in CASES if (found := differences(case))]
    note = f"{len(CASES) - len(rows)} of {len(CASES)} small files with known readings are read rightly."
    return f"{note} The others:\n\n{report.table(('file', 'difference'), rows)}" if rows else note
