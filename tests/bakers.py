"""Bakers and their programmes, as the tests of storage write them."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from session_finder.sessions import Programme, Session

TEN = datetime(2027, 5, 11, 10, tzinfo=ZoneInfo("Europe/Lisbon"))


def baking(*titles):
    """A programme of these titles, an hour each from ten o'clock."""
    sessions = tuple(
        Session(id=title.lower(), title=title, start=TEN + timedelta(hours=hour)) for hour, title in enumerate(titles)
    )
    return Programme("upload", "upload.csv", sessions, "Europe/Lisbon")


def titles(programme):
    return [session.title for session in programme.sessions]
