"""Cases in ../shared/cases/intake: small files whose right reading is known (cases.toml).

The files are not ours to copy, so cases.toml holds counts, times and digests of texts. What a case may state:

file, beside: the file, and another one of the same folder that is read as an earlier version; timezone: as chosen
sessions, left_out, breaks: how many; zone: the zone that is used
starts, ends: ISO 8601 of the first sessions in file order, "" for none; without an offset, the clock time counts
titles, texts, speakers, rooms, tracks, formats, levels, languages, tags, ids: digests of the first sessions' values
holds: "N:digest" of N words that stand together in the title, text or speakers of some session
problems, without: codes that must be, or must not be, among the problems; once: no warning comes for each row
refused: the file cannot be read; says: words of a problem's advice; or_says: enough by itself, in place of all else
fails: why the case is not read rightly yet; the test fails when it is, so that this line goes
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from session_finder.domain.sessions import Session
from session_finder.domain.speakers import speaker
from session_finder.intake.reading import Reading, read_programme

CASES: Final[list[dict[str, Any]]] = tomllib.loads(Path(__file__).with_name("cases.toml").read_text("utf-8"))["cases"]
FOLDER: Final = Path(__file__).resolve().parents[3] / "shared" / "cases" / "intake"
_VALUES: Final = {
    "titles": "title", "texts": "abstract", "rooms": "room", "tracks": "track", "formats": "format", "levels": "level",
    "languages": "language",
}  # fmt: skip


def differences(case: Mapping[str, Any], folder: Path = FOLDER) -> list[str]:
    """How the reading of a case's file differs from what the case states; empty if it is right."""
    reading = _read(case["file"], case, folder)
    if _says(reading, case.get("or_says", "")):
        return []
    found = [*_counted(case, reading), *_told(case, reading)]
    sessions = reading.programme.sessions if reading.programme else ()
    for name, field in _VALUES.items():
        found += _values(case, name, [digest(getattr(session, field)) for session in sessions])
    found += _values(case, "ids", [digest(session.id, exact=True) for session in sessions])
    found += _values(case, "speakers", [digest_of_list(map(_name, session.speakers)) for session in sessions])
    found += _values(case, "tags", [digest_of_list(session.tags) for session in sessions])
    for name in ("starts", "ends"):
        found += _moments(name, case.get(name, ()), [getattr(session, name[:-1]) for session in sessions])
    lacking = [needle for needle in case.get("holds", ()) if not any(_holds(session, needle) for session in sessions)]
    found += [f"{len(lacking)} of {len(case['holds'])} expressions are lost"] if lacking else []
    return [*found, *_ids_changed(case, reading, folder)]


def digest(text: str, *, exact: bool = False) -> str:
    """Twelve hexadecimal digits for the words of a text, or for the text to the letter; "" for none."""
    text = text if exact else " ".join(_words(text))
    return hashlib.sha256(text.encode()).hexdigest()[:12] if text else ""


def digest_of_list(texts: Iterable[str]) -> str:
    """The same for several texts, which are told from one another."""
    return digest("; ".join(" ".join(_words(text)) for text in texts), exact=True)


def _name(written: str) -> str:
    """A speaker's name without the affiliation. An address behind it is none, and counts."""
    return written if "://" in written else speaker(written).name


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def _read(name: str, case: Mapping[str, Any], folder: Path) -> Reading:
    path = folder / name
    return read_programme(path.read_bytes(), path.name, case.get("timezone", ""))


def _says(reading: Reading, word: str) -> bool:
    """Whether some problem's advice has words that begin so."""
    begins = re.compile(rf"\b{re.escape(word)}", re.IGNORECASE)
    return bool(word) and any(begins.search(problem.advice) for problem in reading.problems)


def _counted(case: Mapping[str, Any], reading: Reading) -> Iterator[str]:
    sessions = reading.programme.sessions if reading.programme else ()
    breaks = sum(session.is_break for session in sessions)
    counted = {"sessions": len(sessions), "left_out": reading.left_out, "breaks": breaks, "zone": reading.timezone}
    for name, value in counted.items():
        if name in case and case[name] != value:
            yield f"{name}: {value}, not {case[name]}"


def _told(case: Mapping[str, Any], reading: Reading) -> Iterator[str]:
    codes = {problem.code for problem in reading.problems}
    yield from (f"no problem {code}" for code in case.get("problems", ()) if code not in codes)
    yield from (f"a problem {code}" for code in case.get("without", ()) if code in codes)
    if case.get("refused", False) and reading.programme is not None:
        yield "not refused"
    if "says" in case and not _says(reading, case["says"]):
        yield f"no problem says {case['says']!r}"
    alike = Counter((problem.code, problem.column) for problem in reading.problems if problem.level == "warning")
    if case.get("once", False) and alike and max(alike.values()) > 1:
        yield f"{max(alike.values())} warnings of one kind"


def _values(case: Mapping[str, Any], name: str, found: Sequence[str]) -> Iterator[str]:
    wanted = case.get(name, ())
    wrong = [at for at, value in enumerate(wanted) if at >= len(found) or found[at] != value]
    if wrong:
        yield f"{name}: {len(wrong)} of {len(wanted)} wrong"


def _moments(name: str, wanted: Sequence[str], found: Sequence[datetime | None]) -> Iterator[str]:
    wrong = [at for at, value in enumerate(wanted) if at >= len(found) or not _is(found[at], value)]
    if wrong:
        yield f"{name}: {len(wrong)} of {len(wanted)} wrong"


def _is(found: datetime | None, value: str) -> bool:
    if not value or found is None:
        return not value and found is None
    wanted = datetime.fromisoformat(value)
    return (
        found.replace(tzinfo=None) == wanted if wanted.tzinfo is None else found.tzinfo is not None and found == wanted
    )


def _holds(session: Session, needle: str) -> bool:
    count, wanted = needle.split(":")
    words = _words(f"{session.title} {session.abstract} {' '.join(session.speakers)}")
    size = int(count)
    return any(digest(" ".join(words[at : at + size])) == wanted for at in range(len(words) - size + 1))


def _ids_changed(case: Mapping[str, Any], reading: Reading, folder: Path) -> Iterator[str]:
    """Sessions of two versions that have one title and different ids, unless the ids were made and may be replaced."""
    if "beside" not in case or reading.programme is None:
        return
    before = _read(case["beside"], case, folder)
    known = {session.title: session.id for session in before.programme.sessions} if before.programme else {}
    lost = [session for session in reading.programme.sessions if known.get(session.title, session.id) != session.id]
    if any(session.id not in reading.made_ids for session in lost):
        yield f"{len(lost)} sessions change their id"
