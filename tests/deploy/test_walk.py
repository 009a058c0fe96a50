"""A walk through deploy/: two processes behind nginx, and what the operators' page promises of them."""

from __future__ import annotations

import signal
import socket
import time
from http.client import HTTPConnection

import httpx
import pytest
from raw_visits import Visitor, assert_refused
from waiting import until
from walkers import SAMPLE, SEARCH, Searching

from session_finder.domain.library import Draft
from session_finder.storage.files.library import FileLibrary


def answered_by(client, url):
    return client.get(f"{url}/_stcore/health").headers["X-Answered-By"]


def test_a_visitor_stays_with_one_process_and_many_visitors_use_both(proxy):
    chosen = set()
    for _ in range(20):
        with httpx.Client() as client:
            first = answered_by(client, proxy.url)
            assert "session_finder" in client.cookies
            assert {answered_by(client, proxy.url) for _ in range(5)} == {first}
            chosen.add(first)
    assert len(chosen) == 2


def test_pages_work_through_the_proxy(proxy):
    with Visitor(proxy.url) as visitor:
        visitor.go()
        assert next(page.page_name for page in visitor.navigation.app_pages) == "Find"


def test_a_pasted_paper_in_the_address_is_read(proxy):
    paper = "health analytics " * 1200
    assert httpx.get(proxy.url, params={"q": paper}).status_code == 200
    found = httpx.get(f"{proxy.url}/api/search", params={"q": paper[:20_000]}, timeout=60)
    assert len(found.json()["sessions"]) == 3


def test_an_upload_by_a_stranger_is_refused_and_a_large_one_before_it_is_read(proxy):
    with Visitor(proxy.url) as visitor:
        visitor.go("organize")
        assert_refused(proxy.url, visitor.session)
    line = HTTPConnection("127.0.0.1", proxy.port, timeout=20)
    line.putrequest("PUT", "/_stcore/upload_file/a/b")
    line.putheader("Content-Length", "30000000")
    line.endheaders(b"x")
    assert line.getresponse().status == 413
    line.close()


def test_the_log_names_no_session_and_nothing_that_was_searched_for(proxy):
    with Visitor(proxy.url) as visitor:
        visitor.go("organize")
        assert_refused(proxy.url, visitor.session)
    httpx.get(f"{proxy.url}/", params={"q": "foghorns"}, headers={"Referer": f"{proxy.url}/?q=foghorns"})
    until(lambda: '"GET /"' in proxy.log.read_text(), "the last request being logged")
    said = proxy.log.read_text()
    assert '"PUT /_stcore/upload_file/-" 403' in said
    assert visitor.session not in said
    assert "foghorns" not in said


@pytest.mark.parametrize("path", ["/api/metrics", "/_stcore/metrics"])
def test_figures_are_not_shown_outside(proxy, path):
    assert httpx.get(proxy.url + path).status_code == 403


def test_organizing_is_closed_behind_a_proxy_until_there_is_a_password(proxy):
    with Visitor(proxy.url) as visitor:
        visitor.go("organize")
        assert not any(part.HasField("file_uploader") for part in visitor.shown)


def test_a_flood_of_searches_from_one_address_is_slowed(proxy):
    lines = [socket.create_connection(("127.0.0.1", proxy.port), timeout=60) for _ in range(250)]
    for line in lines:  # all at once, however slow the machine is
        line.sendall(b"GET /api/programmes HTTP/1.1\r\nHost: sessions.example\r\nConnection: close\r\n\r\n")
    statuses = [int(line.recv(100).split()[1]) for line in lines]
    for line in lines:
        line.close()
    assert {*statuses} == {200, 429}
    assert statuses[0] == 200


def test_what_is_published_is_seen_on_both_processes_within_seconds(proxy, apps, data):
    library = FileLibrary(data)
    programme = library.load(SAMPLE)
    before = {httpx.get(app.url + SEARCH).json()["version"] for app in apps}
    shorter = programme.__class__(programme.slug, programme.name, programme.sessions[:-1], programme.timezone)
    draft = library.stage(SAMPLE, shorter, Draft("Ana", "shorter.csv"))
    library.publish(SAMPLE, draft.number, "Ana", 0)
    for app in apps:
        until(lambda app=app: {httpx.get(app.url + SEARCH).json()["version"]}.isdisjoint(before), "the new version")


def test_a_rolling_restart_fails_no_search(proxy, apps):
    time.sleep(2)  # until the flood of before is forgiven
    with Searching(proxy.url) as searching:
        for app in apps:
            app.end()
            searching.goes_on()
            app.start().wait()
            time.sleep(3.5)  # the proxy's fail_timeout: only then it asks this process again
    assert searching.failed == []


def test_a_process_that_is_killed_fails_no_search_and_its_visitors_find_the_other(proxy, apps):
    with httpx.Client() as client, Searching(proxy.url) as searching:
        first = answered_by(client, proxy.url)
        mine = next(app for app in apps if first.endswith(f":{app.port}"))
        mine.end(signal.SIGKILL)
        searching.goes_on()
        assert answered_by(client, proxy.url).split(", ")[-1] != first
        mine.start().wait()
        searching.goes_on()
    assert searching.failed == []
