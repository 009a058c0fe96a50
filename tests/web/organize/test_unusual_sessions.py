"""The preview of what is least like the rest of a file."""

from __future__ import annotations

from datetime import UTC, datetime

from session_finder.domain.sessions import Session
from session_finder.web.organize.unusual_sessions import SHOWN, Unusual, unusual_sessions

START = datetime(2027, 5, 11, 9, tzinfo=UTC)
TEXT = "How a harbour learned to read its own tides, told by those who were there. " * 3


def session(title, **values):
    return Session(title, title, values.pop("abstract", TEXT), **{"start": START, "speakers": ("Ada Moss",), **values})


def test_what_lacks_most_of_what_the_others_have_comes_first():
    usual = [session(f"Usual {number}") for number in range(8)]
    timeless, nobody, short = (
        session("A", start=None),
        session("B", start=None, speakers=()),
        session("C", abstract="Hm."),
    )
    lunch = session("Lunch", start=None, speakers=(), service=True)
    assert unusual_sessions([*usual, short, timeless, lunch, nobody]) == [
        Unusual(nobody, ("start", "speakers")),
        Unusual(timeless, ("start",)),
        Unusual(short, (), short=True),
    ]


def test_what_most_sessions_lack_is_not_unusual():
    assert unusual_sessions([session(f"Talk {number}", start=None, level="") for number in range(5)]) == []
    assert unusual_sessions([]) == []


def test_at_most_twenty_are_shown():
    many = [session(f"Talk {number}", start=None) for number in range(30)]
    assert len(unusual_sessions([*many, *(session(f"Usual {number}") for number in range(60))])) == SHOWN
