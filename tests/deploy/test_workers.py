"""``serve --workers 2``: two processes and nginx, started, watched and stopped by one command."""

from __future__ import annotations

import re
import shutil
import signal
import threading
from contextlib import ExitStack

import httpx
import psutil
import pytest
from raw_visits import Visitor, assert_refused, sign_in, upload, way_in
from served_by_workers import Workers
from servers import ROOT, free_port
from waiting import until
from walkers import SAMPLE, SEARCH, Searching

from session_finder.access import passwords
from session_finder.domain.library import Draft
from session_finder.storage.files.library import FileLibrary

SOMEWHERE = {"X-Forwarded-For": "203.0.113.9"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The programmes that both workers serve."""
    folder = tmp_path_factory.mktemp("programmes")
    shutil.copytree(ROOT / "data" / SAMPLE, folder / SAMPLE)
    return folder


@pytest.fixture(scope="module")
def settings(folder, warm_cache):
    return {"DATA": str(folder), "CACHE": str(warm_cache)}


@pytest.fixture(scope="module")
def served(settings, tmp_path_factory):
    with Workers(tmp_path_factory.mktemp("workers"), settings) as workers:
        yield workers


def searches(url):
    """The searches over the API that all workers have counted."""
    said = httpx.get(f"{url}/api/metrics", timeout=30).text
    found = re.findall(r'session_finder_searches_total\{outcome="answered",way="api"\} (\S+)', said)
    return sum(map(float, found))


def visitor_cookies(number):
    """The cookie by which nginx knows a visitor again."""
    return {"session_finder": f"{number:032x}"}


def pages_by_worker(served):
    """The open connections from nginx to each worker."""
    return [
        sum(line.status == psutil.CONN_ESTABLISHED for line in one.net_connections("tcp") if line.laddr.port == port)
        for one, port in zip(served.answering(), served.ports, strict=True)
    ]


def test_health_says_how_many_are_ready_whichever_answers(served):
    answers = [httpx.get(f"http://127.0.0.1:{port}/api/health").json() for port in served.ports] + [served.health()]
    assert {(one["status"], one["ready"], one["workers"]) for one in answers} == {("ready", 2, 2)}


def test_metrics_are_those_of_all_workers_whichever_answers(served):
    before = searches(served.url)
    for port in served.ports:
        assert httpx.get(f"http://127.0.0.1:{port}{SEARCH}", timeout=60).status_code == 200
    assert [searches(f"http://127.0.0.1:{port}") for port in served.ports] == [before + 2] * 2
    said = httpx.get(f"{served.url}/api/metrics").text
    assert sorted(re.findall(r"^session_finder_ready.*$", said, re.MULTILINE)) == [
        'session_finder_ready{worker="1"} 1.0',
        'session_finder_ready{worker="2"} 1.0',
    ]
    assert 'version="' in said


def test_visitors_are_spread_over_both_workers_and_a_file_finds_the_page_that_asked_for_it(served):
    cookies = way_in(served.url, served.log)
    with ExitStack() as pages:
        for number in range(20):
            mine = visitor_cookies(number) | cookies
            visitor = pages.enter_context(Visitor(served.url, cookies=mine)).go("organize")
            if number % 4 == 0:  # nginx lets one through every two seconds
                assert upload(served.url, visitor.session, cookies=mine)[0] == 204
        assert min(pages_by_worker(served)) > 0


def test_the_link_in_the_terminal_opens_the_organizers_page_in_every_worker(served):
    for number in range(8):
        mine = visitor_cookies(number) | way_in(served.url, served.log)
        with Visitor(served.url, cookies=mine) as visitor:
            visitor.go("organize")
            assert any(part.HasField("file_uploader") for part in visitor.shown)


def test_the_link_leads_to_the_port_of_all(served):
    said = re.findall(r"http://localhost:(\d+)/door/open", served.log.read_text())
    assert {*said} == {str(served.port)}


def test_a_logo_is_the_same_from_every_worker_and_comes_to_caches_without_a_visitor_s_cookie(served, folder):
    library = FileLibrary(folder)
    name = library.conference(SAMPLE).identity.logo
    for url in (served.url, *(f"http://127.0.0.1:{port}" for port in served.ports)):
        answer = httpx.get(f"{url}/brand/{SAMPLE}/{name}")
        assert (answer.status_code, answer.content) == (200, library.logo(SAMPLE, name))
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["content-security-policy"].startswith(
            "default-src 'none'; style-src 'unsafe-inline'; sand"
        )
        assert "set-cookie" not in answer.headers


def test_what_is_published_is_found_by_all_workers(served, folder):
    library = FileLibrary(folder)
    programme = library.load(SAMPLE)
    before = {httpx.get(f"http://127.0.0.1:{port}{SEARCH}").json()["version"] for port in served.ports}
    shorter = programme.__class__(programme.slug, programme.name, programme.sessions[:-1], programme.timezone)
    draft = library.stage(SAMPLE, shorter, Draft("Ana", "shorter.csv"))
    library.publish(SAMPLE, draft.number, "Ana", 0)
    for port in served.ports:
        url = f"http://127.0.0.1:{port}{SEARCH}"
        until(lambda url=url: {httpx.get(url).json()["version"]}.isdisjoint(before), "the new version")


def test_a_worker_that_is_killed_is_replaced_and_no_search_fails(served):
    counted = searches(served.url)
    for port in served.ports:
        with Searching(served.url) as searching:
            searching.goes_on()
            victim = served.kill(port)
            searching.goes_on()
            served.all_ready()
            searching.goes_on()
        assert searching.failed == []
        assert served.worker_of(port).pid != victim.pid
    assert searches(served.url) > counted


def test_a_worker_that_hangs_is_replaced_and_searches_of_the_others_go_on(served):
    mine, before = {"session_finder": "b" * 32}, pages_by_worker(served)
    with Visitor(served.url, cookies=mine):
        gained = [now - then for now, then in zip(pages_by_worker(served), before, strict=True)]
    port = served.ports[1 - gained.index(max(gained))]
    victim, known = served.worker_of(port), served.losses()
    victim.suspend()
    said = []
    until(
        lambda: (
            said.append(httpx.get(f"{served.url}{SEARCH}+{len(said)}", cookies=mine, timeout=30).status_code)
            or served.losses() > known
        ),
        "the hanging worker being ended",
    )
    assert "of 2 has not answered for 30 s and is ended." in served.log.read_text()
    served.all_ready()
    assert served.worker_of(port).pid != victim.pid
    assert {*said} == {200}
    with Searching(served.url) as searching:
        searching.goes_on()
    assert searching.failed == []


def test_a_page_that_moved_to_another_worker_can_upload_when_its_own_one_is_back(served):
    cookies = {"session_finder": "a" * 32, **way_in(served.url, served.log)}
    with Visitor(served.url, cookies=cookies) as visitor:
        visitor.go("organize")
        mine = max(zip(pages_by_worker(served), served.ports, strict=True))[1]
        first = visitor.session
        served.kill(mine)
    with Visitor(served.url, cookies=cookies, session=first) as visitor:
        visitor.go("organize")
        served.all_ready()
        assert upload(served.url, visitor.session, cookies=cookies)[0] == 204
        stranger = {"session_finder": "a" * 32}
        assert_refused(served.url, visitor.session, stranger)


def test_nginx_is_started_again_and_nothing_of_the_one_before_is_left(served):
    before = [served.proxy(), *served.proxy().children()]
    before[0].kill()
    gone, left = psutil.wait_procs(before, timeout=20)
    assert left == []
    assert len(gone) == len(before)
    until(lambda: served.health().get("ready") == 2, "nginx in its place")
    assert served.proxy().pid != before[0].pid


def test_a_proxy_on_this_machine_says_who_comes_and_how(served):
    """The password's own throttle would not tell: the link is for this computer. A cookie does."""
    answer = way_in_with(served, {"X-Forwarded-Proto": "https"})
    assert "Secure" in answer.headers["set-cookie"]
    assert "Secure" not in way_in_with(served, {}).headers["set-cookie"]


def way_in_with(served, headers):
    said = re.search(r"http://localhost:\d+(/door/open\?key=\S+)", served.log.read_text())
    return httpx.get(served.url + said[1], headers=headers, timeout=30)


def test_a_stop_answers_what_was_begun_and_leaves_nothing_behind(settings, tmp_path):
    said, left = [], []

    def ask(number):
        try:
            said.append(httpx.get(f"{workers.url}{SEARCH}+{number}", timeout=60).status_code)
        except httpx.ConnectError:
            left.append(number)  # came when nobody listened any more

    workers = Workers(tmp_path, settings)
    with workers:
        asking = [threading.Thread(target=ask, args=(number,)) for number in range(40)]
        for one in asking:
            one.start()
        until(lambda: said, "the first answer")
        workers.process.send_signal(signal.SIGTERM)
        for one in asking:
            one.join()
        assert workers.process.wait(30) == 0
    assert {*said} == {200}
    assert len(said) + len(left) == 40


def test_the_workers_end_with_who_started_them(settings, tmp_path):
    with Workers(tmp_path, settings) as workers:
        family = psutil.Process(workers.process.pid).children(recursive=True)
        workers.process.kill()
        gone, left = psutil.wait_procs(family, timeout=20)
        assert left == []
        assert len(gone) >= 3


def test_tries_at_the_password_are_counted_together_and_calls_of_the_api_too(settings, tmp_path):
    data = tmp_path / "programmes"
    shutil.copytree(ROOT / "data" / SAMPLE, data / SAMPLE)
    passwords.set_password(data, "correct horse battery")
    with Workers(tmp_path, {**settings, "DATA": str(data), "RATE": "9"}) as workers:
        tries = [
            sign_in(workers.url, "wrong", cookies=visitor_cookies(number), headers=SOMEWHERE).status_code
            for number in range(7)
        ]
        assert tries == [401] * 5 + [429] * 2
        calls = [
            httpx.get(f"{workers.url}/api/programmes", cookies=visitor_cookies(number), headers=SOMEWHERE)
            for number in range(14)
        ]
        assert [call.status_code for call in calls] == [200] * 9 + [429] * 5


def test_a_taken_port_is_said_before_anything_is_started(served, settings, tmp_path):
    other = Workers(tmp_path, settings)
    other.start("--port", str(served.port))
    assert other.process.wait(60) == 2
    assert f"Port {served.port} of 127.0.0.1 is taken or not allowed." in other.log.read_text()
    assert free_port() not in served.ports
