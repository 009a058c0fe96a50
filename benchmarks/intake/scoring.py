"""Compare what was read from a made-up file with what was written into it."""

from __future__ import annotations

import re
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from benchmarks.intake.columns import FIELDS, named_columns
from benchmarks.intake.truths import localized
from benchmarks.intake.variants import Variant
from session_finder.domain.sessions import Session
from session_finder.domain.speakers import speaker
from session_finder.intake.reading import Reading, read_programme

RIGHT: Final = "right"
TOLD: Final = "told"  # wrong, and a problem names the column, or the file was refused
DROPPED: Final = "dropped"  # wrong, and the column is only among those that were not read
SILENT: Final = "silent"  # wrong, and nothing says so
_HEADER: Final = 80  # characters of a dropped header that are kept
_NOTHING: Final = Session("", "")


@dataclass(frozen=True, slots=True)
class Check:
    """One field of one session. ``wanted`` and ``found`` are shortened, for people."""

    field: str
    outcome: str
    headers: tuple[str, ...]
    wanted: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """All checks of one file, the seconds that reading took, and whether it was refused."""

    variant: Variant
    checks: tuple[Check, ...]
    seconds: float
    refused: bool


def score(variant: Variant) -> Score:
    """Read a made-up file and compare."""
    began = time.perf_counter()
    reading = read_programme(variant.content, variant.filename, variant.timezone)
    seconds = time.perf_counter() - began
    return Score(variant, tuple(_checks(variant, reading)), seconds, reading.programme is None)


def _checks(variant: Variant, reading: Reading) -> Iterator[Check]:
    found = reading.programme.sessions if reading.programme else ()
    wrong = {field: _outcome_if_wrong(variant, reading, field) for field in FIELDS}
    left_out = any(problem.code == "row-without-text" for problem in reading.problems)
    for session, read in zip(variant.sessions, _pairs(variant.sessions, found), strict=True):
        for field, compare in _COMPARED.items():
            wanted, got = _value(session, field), _value(read, field)
            if field not in variant.headers or (not wanted and not got):
                continue
            headers = variant.headers[field]
            if compare(wanted, got, variant.zone):
                yield Check(field, RIGHT, headers)
            else:
                outcome = TOLD if read is _NOTHING and left_out else wrong[field]
                yield Check(field, outcome, headers, str(wanted)[:60], str(got)[:60])
    titles = {_words(session.title) for session in found if not session.cancelled}
    for title in variant.rejected:
        if reading.programme is not None and _words(title) in titles:
            yield Check("state", wrong["state"], variant.headers["state"], "left out", title[:60])
        elif "state" in variant.headers:
            yield Check("state", RIGHT if found else wrong["state"], variant.headers["state"], "left out")


def _outcome_if_wrong(variant: Variant, reading: Reading, field: str) -> str:
    headers = {" ".join(header.split())[:_HEADER] for header in variant.headers.get(field, ())}
    named = named_columns(reading.problems)
    unknown = field == "state" and any(problem.code == "unknown-state" for problem in reading.problems)
    if reading.programme is None or headers & named or unknown:
        return TOLD
    return DROPPED if headers & set(reading.dropped_columns) else SILENT


def _pairs(wanted: Sequence[Session], found: Sequence[Session]) -> list[Session]:
    """For each session the one that was read for it: by title, by place if all are there, or else by text."""
    titles = {_words(session.title): session for session in reversed(found)}
    texts: dict[str, deque[Session]] = defaultdict(deque)
    for session in found:
        texts[_words(session.abstract)].append(session)
    aligned = len(wanted) == len(found)
    pairs = []
    for at, session in enumerate(wanted):
        same = texts[_words(session.abstract)] if session.abstract else deque[Session]()
        other = found[at] if aligned else same.popleft() if same else _NOTHING
        pairs.append(titles.get(_words(session.title)) or other)
    return pairs


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _value(session: Session, field: str) -> Any:
    return getattr(session, "abstract" if field == "text" else field)


def _same_text(wanted: str, got: str, _: str) -> bool:
    return _words(wanted) == _words(got)


def _holds_text(wanted: str, got: str, _: str) -> bool:
    """Whether the text was read; a short text of the same file may stand beside it."""
    return _same_text(wanted, got, "") or (bool(wanted) and _words(wanted) in _words(got))


def _same_names(wanted: Sequence[str], got: Sequence[str], _: str) -> bool:
    """Whether each person was read as one, in order. An affiliation may follow, and "Moss, Ada" is Ada Moss."""
    return [_name(name) for name in wanted] == [_name(name) for name in got]


def _name(written: str) -> list[str]:
    return sorted(_words(speaker(written).name).split())


def _same_moment(wanted: datetime | None, got: datetime | None, zone: str) -> bool:
    if wanted is None or got is None:
        return wanted is got
    return (localized(wanted, zone) if got.tzinfo else wanted) == got


_COMPARED: Final[dict[str, Callable[[Any, Any, str], bool]]] = {
    "title": _same_text,
    "text": _holds_text,
    "speakers": _same_names,
    "start": _same_moment,
    "end": _same_moment,
    "room": _same_text,
    "track": _same_text,
}
