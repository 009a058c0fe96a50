"""Bakers and their programmes, as the tests of storage write them."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from session_finder.domain.library import Draft
from session_finder.domain.sessions import Programme, Session

TEN = datetime(2027, 5, 11, 10, tzinfo=ZoneInfo("Europe/Lisbon"))


def baking(*titles):
    """A programme of these titles, an hour each from ten o'clock."""
    sessions = tuple(
        Session(id=title.lower(), title=title, start=TEN + timedelta(hours=hour)) for hour, title in enumerate(titles)
    )
    return Programme("upload", "upload.csv", sessions, "Europe/Lisbon")


def titles(programme):
    return [session.title for session in programme.sessions]


class Bakery:
    """A library with one conference, the bakers', and short ways to publish in it."""

    def __init__(self, library):
        self.library = library

    def begun(self):
        """With the conference, of which nothing is published."""
        self.library.create("bakers", "Bakers 2027", "Europe/Lisbon", "Ana")
        return self

    def stage(self, *sessions, who="Ana", source="export.xlsx", form="Sessionize export"):
        return self.library.stage("bakers", baking(*sessions), Draft(who, source, form))

    def publish(self, *sessions, who="Ana"):
        draft = self.stage(*sessions, who=who)
        return self.library.publish("bakers", draft.number, who, self.current)

    @property
    def numbers(self):
        return [version.number for version in self.library.versions("bakers")]

    @property
    def current(self):
        return next((version.number for version in self.library.versions("bakers") if version.current), None)

    @property
    def served(self):
        return titles(self.library.load("bakers"))
