"""Bakers and their programmes, as the tests of storage write them."""

from __future__ import annotations

import postgres_server
import pytest
from bakers import Bakery

from session_finder.storage.files.library import FileLibrary
from session_finder.storage.postgres.library import PostgresLibrary
from session_finder.storage.postgres.schema import migrate


class FolderBakery(Bakery):
    """The bakers' library in a folder."""

    def __init__(self, folder):
        super().__init__(FileLibrary(folder))
        self.folder = folder

    @property
    def place(self):
        return self.folder / "bakers"


@pytest.fixture
def bakery_in():
    """The bakers' library in any folder."""
    return FolderBakery


@pytest.fixture
def empty_bakery(tmp_path):
    """A conference of which nothing is published."""
    return FolderBakery(tmp_path / "data").begun()


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
    return FolderBakery(tmp_path / "data")


@pytest.fixture
def primary():
    """A server of the test's own with the program's tables, which keeps what was committed when it is killed."""
    with postgres_server.running(durable=True) as server:
        migrate(server.url())
        yield server


@pytest.fixture
def store_in_postgres(database):
    """The bakers' library in a database, and a way to damage that."""

    def damage(statement):
        with database.change() as connection:
            connection.execute(statement)

    return Bakery(PostgresLibrary(database)).begun(), damage
