"""Bakers and their programmes, as the tests of storage write them."""

from __future__ import annotations

import postgres_server
import pytest
from bakers import baking, titles

from session_finder.application.library import Draft
from session_finder.storage.files import FileLibrary
from session_finder.storage.schema import migrate


class Bakery:
    """The library of a folder with one conference, and short ways to publish in it."""

    def __init__(self, folder):
        self.folder = folder
        self.library = FileLibrary(folder)

    def stage(self, *sessions, who="Ana", source="export.xlsx", form="Sessionize export"):
        return self.library.stage("bakers", baking(*sessions), Draft(who, source, form))

    def publish(self, *sessions, who="Ana"):
        draft = self.stage(*sessions, who=who)
        return self.library.publish("bakers", draft.number, who, self.current)

    @property
    def current(self):
        return next((version.number for version in self.library.versions("bakers") if version.current), None)

    @property
    def served(self):
        return titles(self.library.load("bakers"))

    @property
    def place(self):
        return self.folder / "bakers"


@pytest.fixture
def bakery_in():
    """The bakers' library in any folder."""
    return Bakery


@pytest.fixture
def empty_bakery(tmp_path):
    """A conference of which nothing is published."""
    bakery = Bakery(tmp_path / "data")
    bakery.library.create("bakers", "Bakers 2027", "Europe/Lisbon", "Ana")
    return bakery


@pytest.fixture
def bakery(empty_bakery):
    """A conference whose version 1 is published."""
    empty_bakery.publish("Bread", "Rolls")
    return empty_bakery


@pytest.fixture
def by_hand(tmp_path):
    """A conference whose programme.csv somebody put there."""
    place = tmp_path / "data" / "bakers"
    place.mkdir(parents=True)
    (place / "programme.csv").write_text("title,start\nBread,2027-05-11 10:00\n", encoding="utf-8")
    (place / "about.toml").write_text('# ours\nname = "Bakers 2027"\ntimezone = "Europe/Lisbon"\n', encoding="utf-8")
    return Bakery(tmp_path / "data")


@pytest.fixture
def primary():
    """A server of the test's own with the program's tables, which keeps what was committed when it is killed."""
    with postgres_server.running(durable=True) as server:
        migrate(server.url())
        yield server
