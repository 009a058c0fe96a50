"""What holds for every store is tested on each: files in a folder, and a real PostgreSQL."""

from __future__ import annotations

import pytest
from bakers import Bakery

from session_finder.domain.errors import UserError
from session_finder.federated.external_index import searched_in
from session_finder.retrieval import index
from session_finder.storage.files.library import FileLibrary
from session_finder.storage.postgres.database import Database
from session_finder.storage.postgres.library import PostgresLibrary
from session_finder.storage.vectors.postgres_cache import VectorTable
from session_finder.storage.vectors.postgres_search import SearchTable
from session_finder.storage.vectors.sqlite_cache import VectorCache


class Files:
    """A folder of programmes and one of vectors."""

    def __init__(self, folder):
        self._folder = folder

    def library(self):
        return FileLibrary(self._folder / "data")

    def cache(self, model="model", dimensions=8, zeros=True):
        return VectorCache(self._folder / "cache", model, dimensions, zeros)

    def searched(self, programme, encoder):
        """Where a large programme's vectors are searched."""
        return index.build

    def close(self):
        pass


class Postgres:
    """A database; every library and cache has connections of its own, as in another process."""

    def __init__(self, url):
        self._url = url
        self._open = []

    def _database(self):
        self._open.append(Database(self._url, size=2))
        return self._open[-1]

    def library(self):
        return PostgresLibrary(self._database())

    def cache(self, model="model", dimensions=8, zeros=True):
        return VectorTable(self._database(), model, dimensions, zeros)

    def searched(self, programme, encoder):
        return searched_in(SearchTable(self._database(), encoder.digest, encoder.card.dimensions), programme)

    def close(self):
        for database in self._open:
            database.close()


@pytest.fixture(params=["files", "postgres"])
def store(request, tmp_path):
    """Where programmes and vectors are kept; each call opens it anew, as another process does."""
    chosen = Files(tmp_path) if request.param == "files" else Postgres(request.getfixturevalue("database_url"))
    yield chosen
    chosen.close()


class StoreBakery(Bakery):
    """The bakers' library in a store, and the same as another process has it."""

    def __init__(self, store):
        super().__init__(store.library())
        self.store = store

    def again(self):
        """The library as another process has it."""
        return self.store.library()


@pytest.fixture
def empty_bakery(store):
    """A conference of which nothing is published."""
    return StoreBakery(store).begun()


@pytest.fixture
def refusal():
    """The one sentence with which something is refused."""

    def said(ask, kind=UserError):
        with pytest.raises(kind) as refused:
            ask()
        assert "\n" not in str(refused.value)
        return str(refused.value)

    return said
