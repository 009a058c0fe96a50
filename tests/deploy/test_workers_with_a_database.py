"""``serve --workers 2`` where the programmes live in a database."""

from __future__ import annotations

from dataclasses import replace

import httpx
import postgres_server
from served_by_workers import Workers
from servers import ROOT
from waiting import until
from walkers import SAMPLE, SEARCH, Searching

from session_finder.domain.library import Draft
from session_finder.storage.files.library import FileLibrary
from session_finder.storage.postgres.database import Database
from session_finder.storage.postgres.library import PostgresLibrary
from session_finder.storage.postgres.schema import migrate


def publish(library, programme, expected):
    draft = library.stage(SAMPLE, programme, Draft("Ana", "programme.csv"))
    return library.publish(SAMPLE, draft.number, "Ana", expected)


def test_workers_over_a_database_serve_what_is_published_and_are_replaced(warm_cache, tmp_path):
    with postgres_server.running() as server:
        migrate(server.url())
        library = PostgresLibrary(Database(server.url()))
        library.create(SAMPLE, "Harbour Analytics Summit 2027", "Europe/Lisbon", "Ana")
        whole = FileLibrary(ROOT / "data").load(SAMPLE)
        first = publish(library, whole, None)
        settings = {"DATABASE_URL": server.url(), "CACHE": str(warm_cache), "DATA": str(tmp_path)}
        with Workers(tmp_path, settings) as workers, Searching(workers.url) as searching:
            urls = [f"http://127.0.0.1:{port}{SEARCH}" for port in workers.ports]
            before = {httpx.get(url, timeout=60).json()["version"] for url in urls}
            assert len(before) == 1
            publish(library, replace(whole, sessions=whole.sessions[:-1]), first.number)
            for url in urls:
                until(lambda url=url: httpx.get(url, timeout=60).json()["version"] not in before, "the new version")
            workers.kill(workers.ports[0])
            workers.all_ready()
            assert httpx.get(urls[0], timeout=60).json()["version"] not in before
            searching.goes_on()
        assert searching.failed == []
