"""The command ``serve``: one process as ever, and what is said about several before any is started."""

from __future__ import annotations

import psutil
import pytest
from click.testing import CliRunner
from served_by_workers import Workers

from session_finder.__main__ import main
from session_finder.workers import count, nginx

NO_NGINX = "Several processes need nginx before them, and none was found."


@pytest.fixture
def run(monkeypatch, tmp_path):
    monkeypatch.setenv("SESSION_FINDER_DATA", str(tmp_path))
    return lambda *arguments: CliRunner().invoke(main, ["serve", *arguments])


@pytest.mark.parametrize("said", ["0", "65", "-1", "two", "1.5", ""])
def test_a_number_of_processes_that_cannot_be_is_refused(run, said):
    answer = run("--workers", said)
    assert answer.exit_code == 2
    assert f"{said!r} is neither a number from 1 to 64 nor auto." in answer.output


def test_without_nginx_several_processes_are_refused_with_what_to_install(run, monkeypatch):
    monkeypatch.setattr("session_finder.workers.start.find", lambda: None)
    answer = run("--workers", "2")
    assert answer.exit_code == 2
    assert NO_NGINX in answer.output
    assert "apt-get install nginx-light" in answer.output
    assert "leave --workers out" in answer.output


@pytest.mark.parametrize(
    ("memory", "found", "said"),
    [
        (64 << 30, "/usr/sbin/nginx", "8 processes answer: this machine has 8 cores, 64.0 GiB of free memory."),
        (1 << 30, "/usr/sbin/nginx", "1 process answers: this machine has 8 cores, 1.0 GiB of free memory."),
        (64 << 30, None, f"One process answers. {NO_NGINX}"),
    ],
)
def test_auto_says_how_many_and_why(run, monkeypatch, memory, found, said):
    started = []
    monkeypatch.setattr(count, "room", lambda: count.Room(8, memory))
    monkeypatch.setattr(nginx, "find", lambda: found)
    monkeypatch.setattr("session_finder.workers.start.serve_with", lambda plan, _: started.append(plan.count) or 0)
    monkeypatch.setattr("os.execv", lambda *_: started.append(1))
    assert said in run("--workers", "auto").output
    assert started == [8 if said.startswith("8") else 1]


@pytest.mark.slow
def test_one_process_is_streamlit_itself_with_nothing_before_or_beside_it(tmp_path, warm_cache):
    server = Workers(tmp_path, {"DATA": str(tmp_path / "none"), "CACHE": str(warm_cache)}, count=1)
    try:
        server.start().wait()
        process = psutil.Process(server.process.pid)
        assert process.children() == []
        assert "streamlit" in process.cmdline()
        assert server.health() | {"doing": ""} == {
            "status": "ready", "doing": "", "done": 0, "total": 0, "ready": 1, "workers": 1,
        }  # fmt: skip
    finally:
        server.end()
