"""Where programmes and vectors are kept, as the settings say: in files, or in the database that they name."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from session_finder.application.library import Library
from session_finder.application.settings import PREFIX, Settings, SettingsError
from session_finder.storage.files import FileLibrary

if TYPE_CHECKING:
    from session_finder.application.search_store import SearchStore
    from session_finder.engine.cache import VectorStore
    from session_finder.storage.database import Database


def library(settings: Settings) -> Library:
    """The programmes. Raises SettingsError for a database that cannot be meant; nothing is connected yet."""
    if not settings.database_url:
        return FileLibrary(settings.data)
    shared = database(settings.database_url)
    from session_finder.storage.postgres import PostgresLibrary

    return PostgresLibrary(shared)


def vectors(settings: Settings, model: str, dimensions: int, zeros: bool) -> VectorStore:
    """The vectors of a model; ``zeros``: see engine.cache.Rows. Raises SettingsError as ``library`` does."""
    if not settings.database_url:
        from session_finder.engine.vectors import VectorCache  # numpy, which a look at versions does not need

        return VectorCache(settings.cache, model, dimensions, zeros)
    shared = database(settings.database_url)
    from session_finder.storage.vector_table import VectorTable

    return VectorTable(shared, model, dimensions, zeros)


def searching(settings: Settings, model: str, dimensions: int) -> SearchStore | None:
    """Where large programmes are searched, and all at once; None without a database. Raises as ``vectors`` does."""
    if not settings.database_url:
        return None
    shared = database(settings.database_url)
    from session_finder.storage.search_table import SearchTable

    return SearchTable(shared, model, dimensions)


@lru_cache(maxsize=8)
def database(url: str) -> Database:
    """The connections of this process to a database. Raises SettingsError, which never says the address."""
    try:
        import pgvector  # noqa: F401  said here what is missing
        import psycopg
    except ImportError as error:
        raise SettingsError(
            f"{PREFIX}DATABASE_URL is set, and the client of PostgreSQL is not installed. "
            "Run: pip install -r requirements-postgres.txt"
        ) from error
    from session_finder.storage.database import Database

    try:
        return Database(url)
    except psycopg.Error:
        raise SettingsError(
            f"{PREFIX}DATABASE_URL cannot be understood. It looks like postgresql://user:password@host:5432/name; "
            "write signs such as @ : / in a password as %40 %3A %2F."
        ) from None  # the cause would quote it
