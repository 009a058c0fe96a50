"""The same walk where the programmes live in a database: what both processes see, and what they do while it is away."""

from __future__ import annotations

from dataclasses import replace

import httpx
import postgres_server
import pytest
from deploy_walk import App, Proxy
from servers import ROOT
from waiting import until
from walkers import SAMPLE, SEARCH, Searching

from session_finder.domain.errors import StoreError
from session_finder.domain.library import Draft
from session_finder.storage.files.library import FileLibrary
from session_finder.storage.postgres.database import Database
from session_finder.storage.postgres.library import PostgresLibrary
from session_finder.storage.postgres.schema import migrate


@pytest.fixture(scope="module")
def server():
    """A database server that keeps what was committed when it is killed."""
    with postgres_server.running(durable=True) as server:
        yield server


@pytest.fixture(scope="module")
def library(server):
    """As an organizer's process has it, with the sample published."""
    migrate(server.url())
    library = PostgresLibrary(Database(server.url()))
    library.create(SAMPLE, "Harbour Analytics Summit 2027", "Europe/Lisbon", "Ana")
    publish(library, FileLibrary(ROOT / "data").load(SAMPLE))
    return library


@pytest.fixture(scope="module")
def apps(server, library, warm_cache, tmp_path_factory):
    folder = tmp_path_factory.mktemp("apps")
    settings = {"DATABASE_URL": server.url(), "CACHE": str(warm_cache), "DATA": str(folder)}
    found = [App(folder, settings).start().wait() for _ in range(2)]
    yield found
    for app in found:
        app.end()


@pytest.fixture(scope="module")
def proxy(apps, tmp_path_factory):
    proxy = Proxy(tmp_path_factory.mktemp("nginx"), [app.port for app in apps])
    yield proxy
    proxy.end()


def publish(library, programme):
    """On top of what is published."""
    now = next((version.number for version in library.versions(SAMPLE) if version.current), None)
    draft = library.stage(SAMPLE, programme, Draft("Ana", "programme.csv"))
    return library.publish(SAMPLE, draft.number, "Ana", now)


def published(library, programme):
    """Whether publishing works again."""
    try:
        publish(library, programme)
    except StoreError:
        return False
    return True


def shorter(library):
    programme = library.load(SAMPLE)
    return replace(programme, sessions=programme.sessions[:-1])


def versions(apps):
    return [httpx.get(app.url + SEARCH, timeout=30).json()["version"] for app in apps]


def test_what_is_published_is_seen_by_both_processes(proxy, apps, library):
    (before,) = {*versions(apps)}
    publish(library, shorter(library))
    until(lambda: before not in versions(apps), "the new version")
    assert len({*versions(apps)}) == 1


def test_while_the_database_is_away_searching_goes_on_and_publishing_says_to_try_again(proxy, apps, library, server):
    (before,) = {*versions(apps)}
    coming = shorter(library)
    with Searching(proxy.url) as searching:
        searching.goes_on(5)
        server.kill()
        with pytest.raises(StoreError, match="ry again"):
            publish(library, coming)
        assert versions(apps) == [before, before]
        searching.goes_on()
        server.start()
        until(lambda: published(library, coming), "publishing, once the database is back")
        until(lambda: before not in versions(apps), "both processes showing it")
    assert library.load(SAMPLE).sessions == coming.sessions
    assert searching.failed == []
