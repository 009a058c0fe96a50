"""A real uvicorn with few places: what comes beyond them, and requests that do not arrive."""

from __future__ import annotations

import asyncio
import resource
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, contextmanager, suppress

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from waiting import nobody_is_held, until
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from session_finder.web.server import body_limits, connection_limits
from session_finder.web.server.asgi_stack import middleware
from session_finder.web.server.body_limits import BodyLimits
from session_finder.web.server.connection_limits import ConnectionLimits
from session_finder.web.server.page_messages import LONGEST

MOST = 4


@pytest.fixture(autouse=True)
def hasty(monkeypatch):
    """Whoever is refused is not listened to for long."""
    monkeypatch.setattr(body_limits, "_LINGER", 0.1)


async def echo(websocket):
    await websocket.accept()
    async for text in websocket.iter_text():
        await websocket.send_text(text)


async def length(request):
    return JSONResponse(len(await request.body()))


async def unread(_):
    return PlainTextResponse("unread")


async def never_ending(_):
    await asyncio.sleep(0.5)
    return PlainTextResponse("after a while")


ROUTES = [
    WebSocketRoute("/echo", echo),
    Route("/length", length, methods=["PUT"]),
    Route("/unread", unread, methods=["PUT", "GET"]),
    Route("/late", never_ending),
    Route("/api/health", unread),
]


@contextmanager
def serving(most=MOST, timeout=0.3, **bounds):
    """The port of a server in a thread."""
    layers = [Middleware(ConnectionLimits, most=most, timeout=timeout), Middleware(BodyLimits, **bounds)]
    config = uvicorn.Config(Starlette(routes=ROUTES, middleware=layers), log_level="warning", ws="websockets-sansio")
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        until(lambda: server.started, "the server")
        try:
            yield listening.getsockname()[1]
        finally:
            server.should_exit = server.force_exit = True
            thread.join()


@pytest.fixture
def port():
    with serving() as port:
        yield port


def line(port, said=b""):
    found = socket.create_connection(("127.0.0.1", port), timeout=30)
    found.sendall(said)
    return found


def answer(found):
    """All that comes until the server ends the connection."""
    said = b""
    while part := found.recv(65536):
        said += part
    return said


def get(port, path, *headers):
    with line(port, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()) as found:
        return answer(found)


def websocket(port):
    return connect(f"ws://127.0.0.1:{port}/echo", max_size=None)


def test_what_comes_when_all_places_are_taken_is_told_when_to_come_back(port):
    with ExitStack() as open_:
        pages = [open_.enter_context(websocket(port)) for _ in range(MOST)]
        said = get(port, "/unread")
        assert said.startswith(b"HTTP/1.1 503 ")
        assert b"retry-after: 10\r\n" in said.lower()
        with pytest.raises(InvalidStatus) as refused:
            websocket(port)
        assert refused.value.response.status_code == 503
        assert refused.value.response.headers["Retry-After"] == "10"
        assert get(port, "/api/health").endswith(b"unread")
        pages[0].send("still there")
        assert pages[0].recv() == "still there"
        pages[1].close()
        until(lambda: get(port, "/unread").endswith(b"unread"), "a free place")


def test_a_connection_that_has_its_place_keeps_it_when_all_are_taken(port):
    with ExitStack() as open_, line(port) as found:
        for _ in range(MOST - 1):
            open_.enter_context(websocket(port))
        found.sendall(b"GET /unread HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert answer(found).endswith(b"unread")


@pytest.mark.parametrize("fragments", [1, 4])
def test_a_message_beyond_the_bound_ends_its_connection(port, fragments):
    part = "x" * (LONGEST // fragments - 1)

    def echoed(page, parts):
        page.send(parts)
        return page.recv()

    with websocket(port) as page:
        assert echoed(page, [part] * fragments) == part * fragments
        with pytest.raises(ConnectionClosed) as closed:
            echoed(page, [part] * (fragments + 1))
    assert closed.value.rcvd.code == 1009  # too big


@pytest.mark.parametrize("said", [b"", b"GET /unr", b"GET /unread HTTP/1.1\r\nHost: x\r\nSlow: "])
def test_a_request_whose_head_does_not_come_is_ended(port, said):
    with nobody_is_held(), line(port, said) as found:
        assert answer(found) == b""


def test_a_head_that_comes_drop_by_drop_is_ended_too(port):
    with nobody_is_held(), line(port, b"GET /unread HTTP/1.1\r\nHost: x\r\nSlow: ") as found:
        found.settimeout(0.02)
        while True:
            try:
                if found.recv(1) == b"":
                    break
            except TimeoutError:
                found.sendall(b"x")
            except ConnectionError:
                break


def test_a_connection_over_which_one_request_follows_another_is_kept(port):
    """Longer than the timeout, though no request is ever under way for long."""
    with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
        used = set()
        for _ in range(12):
            used.add(client.get("/unread").extensions["network_stream"])
            time.sleep(0.06)
    assert len(used) == 1


def test_who_waits_for_an_answer_is_not_ended(port):
    assert get(port, "/late").endswith(b"after a while")


def test_a_page_that_says_nothing_stays(port):
    with websocket(port) as page, line(port) as silent:
        assert answer(silent) == b""  # the timeout is over
        page.send("here")
        assert page.recv() == "here"


@pytest.mark.parametrize("path", ["/length", "/unread"])
def test_a_body_of_fifty_megabytes_is_refused_before_it_is_read(port, path):
    head = f"PUT {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 50000000\r\n\r\n".encode()
    with nobody_is_held(), line(port, head) as found:
        assert answer(found).startswith(b"HTTP/1.1 413 ")


def test_a_body_that_goes_on_for_ever_is_cut_off(port):
    head = b"GET /unread HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    with nobody_is_held(), line(port, head) as found, suppress(ConnectionError):
        while True:
            found.sendall(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")


def test_a_body_that_does_not_come_is_answered():
    with serving(read_timeout=0.2) as port, nobody_is_held():
        with line(port, b"PUT /length HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc") as found:
            assert answer(found).startswith(b"HTTP/1.1 408 ")


def test_a_body_that_comes_drop_by_drop_is_answered_when_it_takes_too_long():
    with serving(read_timeout=10, total_timeout=0.3) as port, nobody_is_held():
        with line(port, b"PUT /length HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\n\r\n") as found:
            found.settimeout(0.02)
            said = b""
            while not said:
                try:
                    said = found.recv(100)
                except TimeoutError:
                    found.sendall(b"x")
    assert said.startswith(b"HTTP/1.1 408 ")


def test_a_body_within_its_bounds_is_read(port):
    with line(port, b"PUT /length HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc") as found:
        assert answer(found).endswith(b"3")


RAISED = """
import resource
from session_finder.web.server.connection_limits import connection_limit
resource.setrlimit(resource.RLIMIT_NOFILE, (256, {hard}))
print(connection_limit(), resource.getrlimit(resource.RLIMIT_NOFILE)[0])
"""


@pytest.mark.parametrize(("hard", "said"), [(4096, "3846 4096"), (256, "128 256")])
def test_the_limit_of_open_files_is_raised_as_far_as_it_goes_and_some_are_kept(hard, said):
    done = subprocess.run([sys.executable, "-c", RAISED.format(hard=hard)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == said


def test_the_server_bounds_its_connections_and_bodies():
    assert [layer.cls for layer in middleware()].count(ConnectionLimits) == 1
    assert [layer.cls for layer in middleware()].count(BodyLimits) == 1
    assert resource.getrlimit(resource.RLIMIT_NOFILE)[1] >= connection_limits.RESERVED_FILES
