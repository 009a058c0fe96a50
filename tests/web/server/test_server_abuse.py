"""A real server on a bad day: whatever clients do to it, it answers the next healthy request."""

from __future__ import annotations

import asyncio
import shutil
import signal
import socket
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from servers import App

pytestmark = pytest.mark.slow


class Running(App):
    """Served by uvicorn: the other of the two ways."""

    def __init__(self, folder: Path, cache: Path, model: Path, rate: int = 0) -> None:
        super().__init__(folder, {"MODEL": model, "CACHE": cache, "RATE": rate}, uvicorn=True)
        self.model = model

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)

    def answers(self, interest: str) -> bool:
        found = httpx.get(f"{self.url}/api/search", params={"q": interest}, timeout=60)
        return found.status_code == 200 and len(found.json()["sessions"]) == 3


@pytest.fixture(scope="module")
def server(warm_cache, weights, tmp_path_factory):
    folder = tmp_path_factory.mktemp("bad-days")
    model = folder / "all-MiniLM-L6-v2"
    shutil.copytree(weights.folder, model)
    with Running(folder, warm_cache, model) as running:
        yield running.wait()


def test_clients_that_hang_up_in_mid_search(server):
    for number in range(50):
        with closing(server.connect()) as client:
            client.sendall(f"GET /api/search?q=hanging+up+{number} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    assert server.answers("after those who hung up")


def test_a_query_of_a_megabyte_is_refused(server):
    with closing(server.connect()) as client:
        try:
            client.sendall(b"GET /api/search?q=" + b"a" * 1_000_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n")
            said = client.recv(100)
        except (BrokenPipeError, ConnectionResetError):
            said = b"HTTP/1.1 4"  # refused before all of it was sent
    assert said.startswith(b"HTTP/1.1 4")
    assert server.answers("after the megabyte")


def test_a_query_longer_than_the_bound_is_refused_with_a_reason(server):
    found = httpx.get(f"{server.url}/api/search", params={"q": "a" * 20_001}, timeout=60)
    assert found.status_code == 422
    assert "20000" in found.text


def test_two_hundred_half_open_connections(server):
    clients = [server.connect() for _ in range(200)]
    try:
        for client in clients:
            client.sendall(b"GET /api/search?q=never+finis")
        assert server.answers("beside the half-open ones")
    finally:
        for client in clients:
            client.close()
    assert server.answers("after the half-open ones")


def test_three_hundred_distinct_queries_at_once_are_each_answered_or_told_to_come_back(server):
    async def flood() -> list[int]:
        # A connection of its own for each: a starved client may send on a kept one just as the server closes it.
        limits = httpx.Limits(max_connections=100, max_keepalive_connections=0)
        async with httpx.AsyncClient(base_url=server.url, timeout=120, limits=limits) as client:
            asked = (client.get("/api/search", params={"q": f"flood {number}"}) for number in range(300))
            return [answer.status_code for answer in await asyncio.gather(*asked)]

    assert set(asyncio.run(flood())) <= {200, 503}
    assert server.answers("after the flood")


def test_garbage_instead_of_http(server):
    for garbage in (b"\x16\x03\x01\x02\x00\x01" * 50, b"\x00" * 500, b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n"):
        with closing(server.connect()) as client:
            client.sendall(garbage)
    assert server.answers("after the garbage")


def test_the_model_s_folder_disappears_while_running(server):
    moved = server.model.with_name("moved away")
    server.model.rename(moved)
    try:
        assert server.answers("while the folder is away")
    finally:
        moved.rename(server.model)


def test_a_stop_during_an_upload_ends_the_server_and_the_next_one_starts_from_the_same_cache(
    warm_cache, weights, tmp_path
):
    with Running(tmp_path, warm_cache, weights.folder) as first:
        first.wait()
        with closing(first.connect()) as client:
            client.sendall(
                b"PUT /_stcore/upload_file/x/y HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n" + b"a" * 1000
            )
            first.process.send_signal(signal.SIGTERM)
        assert first.process.wait(timeout=30) in (0, -signal.SIGTERM)
    with Running(tmp_path, warm_cache, weights.folder, rate=2) as second:
        second.wait()
        assert second.answers("after the stop")
        codes = [httpx.get(f"{second.url}/api/programmes", timeout=30).status_code for _ in range(3)]
        assert codes == [200, 429, 429]
        assert httpx.get(f"{second.url}/api/health", timeout=30).status_code == 200
