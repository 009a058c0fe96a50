"""Sessions whose values are known: clean programmes, kept where a plain table of them reads back the same."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from session_finder.domain.sessions import Programme, Session
from session_finder.intake.reading import read_programme

ROOT: Final = Path(__file__).resolve().parents[2]
SAMPLE: Final = ROOT / "data" / "harbour-2027" / "programme.csv"
SHARED: Final = ROOT.parent / "shared" / "data" / "programmes"
# Real programmes that are read well, with the zone of those that name none.
_REAL: Final = {
    "ccc_36c3_debconf23/36c3_merged.xml": "Europe/Berlin",
    "ccc_36c3_debconf23/debconf23.xml": "Asia/Kolkata",
    "ccc_36c3_debconf23/fosdem_2021.xml": "Europe/Brussels",
    "globalazure2020_sessionize/sessionize.json": "Europe/Vienna",
    "rmedicine2025/program.csv": "America/New_York",
    "iclr2020_miniconf/papers.csv": "Africa/Addis_Ababa",
    "epsa_2019_2022/epsa2020-program.tsv": "",
    "wstc3_cp1252/AbstractsV2.csv": "",
}
_PERSON: Final = re.compile(r"[^\W\d_][\w.'’-]{0,30}(?: [\w.'’-]{1,30}){1,3}")
_LONGEST: Final = 6_000  # characters of a text


@dataclass(frozen=True, slots=True)
class Truth:
    """Sessions of one programme, all times naive and in ``zone``; ``timed`` if each has a start and an end."""

    name: str
    sessions: tuple[Session, ...]
    zone: str
    timed: bool


def truths(*, real: bool = True) -> list[Truth]:
    """The programmes that are here: the sample, and the real ones where ../shared lies beside the checkout."""
    paths = [(SAMPLE, "Europe/Lisbon")]
    paths += [(SHARED / path, zone) for path, zone in _REAL.items()] if real else []
    return [truth for path, zone in paths if path.is_file() for truth in _truths(path, zone)]


def _truths(path: Path, zone: str) -> Iterator[Truth]:
    programme = read_programme(path.read_bytes(), path.name, zone).programme
    if programme is None:
        return
    sessions = list(_reads_back(_plain(programme), zone))
    for timed in (True, False):
        chosen = tuple(session for session in sessions if (session.start is not None) is timed)
        if len(chosen) >= 20:
            yield Truth(path.stem, chosen, zone or "Europe/Paris", timed)


def _plain(programme: Programme) -> Iterator[Session]:
    """Sessions with a title of their own, whole names and both times or neither, without what is not compared."""
    seen = set()
    for session in programme.searchable:
        both = (session.start is None) is (session.end is None)
        named = all(_PERSON.fullmatch(name) for name in session.speakers) and len(session.speakers) <= 6
        if session.title.casefold() in seen or not (both and named) or len(session.abstract) > _LONGEST:
            continue
        seen.add(session.title.casefold())
        yield Session(
            session.id,
            session.title,
            session.abstract,
            session.speakers,
            session.track,
            room=session.room,
            start=_naive(session.start),
            end=_naive(session.end),
        )


def _naive(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=None) if moment else None


def _reads_back(sessions: Iterable[Session], zone: str) -> Iterator[Session]:
    sessions = list(sessions)
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["id", "title", "abstract", "speakers", "track", "room", "start", "end"])
    for session in sessions:
        times = [moment.isoformat(timespec="minutes") if moment else "" for moment in (session.start, session.end)]
        people = "; ".join(session.speakers)
        writer.writerow([session.id, session.title, session.abstract, people, session.track, session.room, *times])
    programme = read_programme(table.getvalue().encode(), "plain.csv", zone).programme
    found = {session.id: session for session in _plain(programme)} if programme else {}
    return (session for session in sessions if found.get(session.id) == session)


def window(found: Sequence[Truth], chance: Random, *, timed: bool) -> tuple[Truth, tuple[Session, ...]]:
    """Some sessions of one programme in a row, and that programme: one with times if ``timed``, else mostly so."""
    timed = chance.random() < 0.75 or timed
    truth = chance.choice([one for one in found if one.timed is timed] or list(found))
    size = min(chance.randint(16, 60), len(truth.sessions))
    begin = chance.randint(0, len(truth.sessions) - size)
    return truth, truth.sessions[begin : begin + size]


def localized(moment: datetime, zone: str) -> datetime:
    """The moment with its zone."""
    return moment.replace(tzinfo=ZoneInfo(zone))
