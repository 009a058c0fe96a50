"""Which store the settings choose, and what is said of an address that cannot be."""

import subprocess
import sys

import pytest

from session_finder.bootstrap import stores
from session_finder.bootstrap.settings import Settings
from session_finder.domain.errors import SettingsError
from session_finder.paths import RESOURCES
from session_finder.storage.files.library import FileLibrary
from session_finder.storage.postgres.library import PostgresLibrary
from session_finder.storage.vectors.postgres_cache import VectorTable
from session_finder.storage.vectors.sqlite_cache import VectorCache

URL = "postgresql://ana:so-secret@127.0.0.1:1/bakers"
COPY = "postgresql://ana:so-secret@127.0.0.1:2/bakers"

# Chooses a store where psycopg cannot be imported.
WITHOUT = """
import sys
sys.modules["psycopg"] = None
from session_finder.bootstrap.settings import Settings
from session_finder.domain.errors import SettingsError
from session_finder.bootstrap import stores
stores.library(Settings())
try:
    stores.library(Settings(database_url="postgresql://x"))
except SettingsError as error:
    print(error)
"""


def test_without_a_database_everything_is_in_files(tmp_path):
    settings = Settings(data=tmp_path, cache=tmp_path)
    assert isinstance(stores.library(settings), FileLibrary)
    assert isinstance(stores.vectors(settings, "model", 8, zeros=True), VectorCache)


def test_with_one_both_are_in_it_on_the_same_connections_and_nothing_is_connected_yet():
    settings = Settings(database_url=URL)
    library, vectors = stores.library(settings), stores.vectors(settings, "model", 8, zeros=True)
    assert isinstance(library, PostgresLibrary)
    assert isinstance(vectors, VectorTable)
    assert library._database is vectors._database


def test_without_a_replica_attendees_are_served_from_the_library_itself():
    settings = Settings(database_url=URL)
    library = stores.library(settings)
    assert stores.published(settings, library) is library
    assert stores.vectors(settings, "model", 8, zeros=True)._replica is None


def test_with_a_replica_attendees_read_there_and_changes_and_new_vectors_go_to_the_database():
    settings = Settings(database_url=URL, database_read_url=COPY)
    library, vectors = stores.library(settings), stores.vectors(settings, "model", 8, zeros=True)
    published = stores.published(settings, library)
    assert published._primary is library
    assert published._replica._database is vectors._replica is vectors.words("words", 8)._replica
    assert library._database is vectors._database is not vectors._replica


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("postgresql://ana:so-secret@one,two/bakers", "SESSION_FINDER_DATABASE_READ_URL names several hosts; name one"),
        ("postgresql://h/d?so-secret=1", "SESSION_FINDER_DATABASE_READ_URL cannot be understood"),
    ],
)
def test_a_replicas_address_that_cannot_be_is_named(url, sentence):
    settings = Settings(database_url=URL, database_read_url=url)
    with pytest.raises(SettingsError, match=sentence) as refused:
        stores.published(settings, stores.library(settings))
    assert "so-secret" not in str(refused.value)


def test_the_settings_never_show_the_address():
    assert "so-secret" not in repr(Settings(database_url=URL, database_read_url=COPY))


@pytest.mark.parametrize("url", ["mysql://ana:so-secret@x/y", "so-secret", "host=x password=so-secret"])
def test_an_address_of_something_else_is_refused_without_repeating_it(url):
    with pytest.raises(SettingsError, match="SESSION_FINDER_DATABASE_URL is no address of PostgreSQL") as refused:
        Settings.from_environment({"SESSION_FINDER_DATABASE_URL": url})
    assert "so-secret" not in str(refused.value)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ana:so-secret/x@host/y?z",
        "postgresql://h/d?so-secret=1",
        "postgresql://[so-secret/x",
        "postgresql://a,b/so-secret?port=1,2,3",
    ],
)
def test_an_address_that_cannot_be_understood_is_refused_without_repeating_it(url):
    settings = Settings.from_environment({"SESSION_FINDER_DATABASE_URL": url})
    with pytest.raises(SettingsError, match="cannot be understood") as refused:
        stores.library(settings)
    assert "so-secret" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_without_the_client_files_work_and_a_database_is_a_sentence():
    done = subprocess.run([sys.executable, "-c", WITHOUT], cwd=RESOURCES, capture_output=True, text=True, check=True)
    assert done.stdout == (
        "SESSION_FINDER_DATABASE_URL is set, and the client of PostgreSQL is not installed. "
        "Run: pip install -r requirements-postgres.txt\n"
    )
