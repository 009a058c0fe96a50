"""How long a query takes to read, and which titles and judged interests are not read as their own subject.

``python -m benchmarks.readings FOLDER…`` takes folders with judged sets and programme files at any depth.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import report
from session_finder.domain.sessions import Programme
from session_finder.evaluation.judged_sets import is_judged_set, read_judged_set
from session_finder.evaluation.questions import read_questions
from session_finder.intake.reading import read_programme
from session_finder.query import parser
from session_finder.query.lexicon import ProgrammeLexicon
from session_finder.query.query import MAX_QUERY
from session_finder.storage.files.library import programme_at

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "data" / "harbour-2027"
SHARED = ROOT.parent / "shared" / "data"
KINDS = (".csv", ".tsv", ".json", ".xlsx", ".xml")
NOW = datetime(2027, 5, 10, 12, tzinfo=UTC)  # the day before the sample begins
ROUNDS = 3
# Texts that many recognizers look at, repeated up to a length.
PATTERNS = (
    "workshops on Thursday ",
    "Thursday ",
    "10 to 12 ",
    "between 10 and 12 on Wednesday ",
    "14:00-15:00 ",
    "no ",
    "not a but not b ",
    "not mean, ",
    "but not graphs except ",
    "-a ",
    "health ",
    "health and care ",
    "in ",
    "beginner ",
    "in the Boathouse ",
    "Dr Okwuosa ",
    "HC-15 ",
    "#",
    "1:1:",
    "グラフ以外のセッション",
    "火曜日の午後",
    "a",
)


def run(folders: Sequence[Path] = (SHARED,)) -> None:
    """Measure and report; a folder that is not here is left out."""
    sample, _ = programme_at(SAMPLE, "")
    lexicon = ProgrammeLexicon(sample)
    own = [question.text for question in read_questions(SAMPLE / "questions.jsonl")]
    timed = [("questions about the sample", *_timed(own, lexicon))]
    changed, every = [], list[str]()
    for name, programme, texts in _collections(folders):
        theirs = ProgrammeLexicon(programme)
        print(f"  {name}: {len(texts):,} texts", flush=True)
        timed.append((name, *_timed(texts, theirs)))
        every += texts
        changed.append((name, len(texts), *(_count_changed(texts, known) for known in (theirs, lexicon))))
    if every:  # its own programme knows a title at once
        timed.append(("all of these, by the sample programme", *_timed(every, lexicon)))
    timed.append((f"adversarial, {parser.LONGEST} characters", *_timed(_hostile(parser.LONGEST), lexicon)))
    parser.LONGEST, longest = MAX_QUERY, parser.LONGEST  # what reading would cost without it
    try:
        for length in (MAX_QUERY // 10, MAX_QUERY):
            texts = _hostile(length)
            timed.append((f"adversarial, {length:,} characters, all read", *_timed(texts, lexicon)))
    finally:
        parser.LONGEST = longest
    if changed:
        changed.append(("all", *(sum(row[column] for row in changed) for column in (1, 2, 3))))
    body = [report.table(("texts", "count", "median, ms", "worst, ms"), timed)]
    header = ("texts", "count", "other subject, own programme", "other subject, sample programme")
    body += [report.table(header, changed)] if changed else []
    note = (
        f"Each text is read {ROUNDS} times and counts with its median, by the lexicon of its programme, built before."
    )
    report.write("readings", "python -m benchmarks readings", "\n\n".join([*body, note]))


def _collections(folders: Iterable[Path]) -> Iterator[tuple[str, Programme, list[str]]]:
    """The interests of all judged sets, and the distinct titles of all files that can be read as a programme."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_dir() and is_judged_set(path):
                programme, judged = read_judged_set(path)
                yield f"interests of {path.name}", programme, [interest.text for interest in judged]
            elif path.suffix in KINDS and not is_judged_set(path.parent):
                found = read_programme(path.read_bytes(), path.name).programme
                if found is not None:
                    titles = dict.fromkeys(session.title for session in found.searchable if session.title)
                    yield f"titles of {path.name}", found, list(titles)


def _timed(texts: Sequence[str], lexicon: ProgrammeLexicon) -> tuple[int, float, float]:
    """How many texts there are, and the median and the worst milliseconds of reading one."""
    parser.parse("workshops on Thursday, not graphs", lexicon, NOW)  # builds the lexicon's tables
    taken = [statistics.median(_milliseconds(text, lexicon) for _ in range(ROUNDS)) for text in texts]
    return len(texts), statistics.median(taken), max(taken)


def _milliseconds(text: str, lexicon: ProgrammeLexicon) -> float:
    begin = time.perf_counter()
    parser.parse(text, lexicon, NOW)
    return (time.perf_counter() - begin) * 1000


def _count_changed(texts: Iterable[str], lexicon: ProgrammeLexicon) -> int:
    """How many texts are not their own subject; each is printed, to be looked at."""
    queries = [parser.parse(text, lexicon, NOW) for text in texts]
    other = [query for query in queries if query.subject != query.text]
    for query in other:
        said = ", ".join(f"{part.facet} {part.of(query.text)!r}" for part in query.parts)
        print(f"    by {lexicon.programme.name}: {query.text!r}: {said}", flush=True)
    return len(other)


def _hostile(length: int) -> list[str]:
    return [(pattern * length)[:length] for pattern in PATTERNS]


if __name__ == "__main__":
    asked = argparse.ArgumentParser(prog="python -m benchmarks.readings", description=__doc__)
    asked.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    run(asked.parse_args().folders)
