"""Choose the stores of programmes and vectors by the settings: files, or the database that they name."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from session_finder import paths
from session_finder.bootstrap.settings import PREFIX, Settings
from session_finder.domain.errors import SettingsError
from session_finder.domain.library import Library, PublishedReader
from session_finder.storage.files.library import FileLibrary
from session_finder.storage.files.sample import begin_with_sample

if TYPE_CHECKING:
    from session_finder.federated.search_store import SearchStore
    from session_finder.retrieval.vector_cache import VectorStore
    from session_finder.storage.postgres.database import Database


def library(settings: Settings) -> Library:
    """The library. Raises SettingsError for an impossible address; nothing is connected yet.

    The default folder of an installed copy is created here, with the sample programme.
    """
    if not settings.database_url:
        if paths.INSTALLED and settings.data == paths.default_data():
            begin_with_sample(settings.data)
        return FileLibrary(settings.data)
    shared = database(settings.database_url)
    from session_finder.storage.postgres.library import PostgresLibrary

    return PostgresLibrary(shared)


def published(settings: Settings, whole: Library) -> PublishedReader:
    """What attendees are served from: ``whole``, or a replica while it answers. Raises SettingsError."""
    if not settings.database_read_url:
        return whole
    copy = replica(settings.database_read_url)
    from session_finder.storage.postgres.library import PostgresLibrary
    from session_finder.storage.postgres.replica_routing import ReplicaFirst

    return ReplicaFirst(PostgresLibrary(copy), whole)


def vectors(settings: Settings, model: str, dimensions: int, zeros: bool) -> VectorStore:
    """The cache of a model's vectors; ``zeros``: see retrieval.vector_cache.Rows. Raises SettingsError."""
    if not settings.database_url:
        from session_finder.storage.vectors.sqlite_cache import (
            VectorCache,  # numpy, which a look at versions does not need
        )

        return VectorCache(settings.cache, model, dimensions, zeros)
    shared = database(settings.database_url)
    from session_finder.storage.vectors.postgres_cache import VectorTable

    copy = replica(settings.database_read_url) if settings.database_read_url else None
    return VectorTable(shared, model, dimensions, zeros, copy)


def replica(url: str) -> Database:
    """The connections to the replica. Raises SettingsError for an impossible address and for several hosts.

    Replicas lag differently: reads from several in turn would be of different moments.
    """
    found = database(url, "DATABASE_READ_URL")
    if found.hosts > 1:
        raise SettingsError(
            f"{PREFIX}DATABASE_READ_URL names several hosts; name one. The primary is read while it is away."
        )
    return found


def searching(settings: Settings, model: str, dimensions: int) -> SearchStore | None:
    """The store for searching large programmes and all programmes at once; None without a database."""
    if not settings.database_url:
        return None
    shared = database(settings.database_url)
    from session_finder.storage.vectors.postgres_search import SearchTable

    copy = replica(settings.database_read_url) if settings.database_read_url else None
    return SearchTable(shared, model, dimensions, copy)


@lru_cache(maxsize=8)
def database(url: str, name: str = "DATABASE_URL") -> Database:
    """The process's connections to a database. Raises SettingsError, whose text never contains the address."""
    try:
        import pgvector  # noqa: F401  said here what is missing
        import psycopg
    except ImportError as error:
        raise SettingsError(
            f"{PREFIX}{name} is set, and the client of PostgreSQL is not installed. "
            f"Run: {paths.how_to_install('postgres')}"
        ) from error
    from session_finder.storage.postgres.database import Database

    try:
        return Database(url)
    except psycopg.Error:
        raise SettingsError(
            f"{PREFIX}{name} cannot be understood. It looks like postgresql://user:password@host:5432/name; "
            "write signs such as @ : / in a password as %40 %3A %2F."
        ) from None  # the cause would quote it
