"""An installed copy from an empty folder: the wheel in an environment of its own, by the lock, with an empty home.

torch comes by plain pip, which alone finds its build for CPUs, and the rest by uv, whose hard links take a fifth of
pip's time.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
import venv
from dataclasses import dataclass
from pathlib import Path

import pytest
from lacking import lacking
from raw_visits import Visitor
from test_wheel import built
from waiting import until

import session_finder
from session_finder.workers import nginx

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
START = 600.0  # seconds until a test gives up: the first search converts the model and encodes the sample
COLOUR = "#0b6e75"  # of .streamlit/config.toml


@dataclass
class Copy:
    """An installed copy, the empty folder where somebody stands, and the home of whoever that is."""

    python: Path
    command: Path
    here: Path
    home: Path

    @property
    def package(self):
        """Everything in the installed package, as whoever wrote there would leave it."""
        (folder,) = self.python.parents[1].glob("**/site-packages/session_finder")
        return sorted((str(path), path.stat().st_mtime_ns) for path in folder.rglob("*"))

    @property
    def environment(self):
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("SESSION_FINDER_", "XDG_"))}
        own = {"HOME": str(self.home), "HF_HUB_OFFLINE": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        return {**kept, **own, "SESSION_FINDER_MODEL": "all-MiniLM-L6-v2"}

    def run(self, *arguments):
        command = [str(self.command), *map(str, arguments)]
        return subprocess.run(
            command, cwd=self.here, env=self.environment, capture_output=True, text=True, timeout=START, check=False
        )


@pytest.fixture(scope="module")
def copy(warm_cache, tmp_path_factory):
    """With the converted model in its cache folder already: converting it is tested elsewhere, and takes long."""
    folder = tmp_path_factory.mktemp("installed")
    for name in ("wheel", "here", "home"):
        (folder / name).mkdir()
    shutil.copytree(warm_cache / "openvino", folder / "home" / ".cache" / "session-finder" / "openvino")
    builder = venv.EnvBuilder()
    builder.create(folder / "venv")
    place = builder.ensure_directories(folder / "venv")
    torch = next(line for line in (ROOT / "requirements.txt").read_text().splitlines() if line.startswith("torch=="))
    pip = [sys.executable, "-m", "pip", "--python", place.env_exe, "install", "--quiet", "--no-compile"]
    subprocess.run([*pip, "--constraint", LOCK, torch.partition("#")[0].strip()], check=True)
    uv = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--python", place.env_exe]
    subprocess.run([*uv, "--constraint", LOCK, built("wheel", ROOT, folder / "wheel")], check=True)
    command = shutil.which("session-finder", path=place.bin_path)
    assert command is not None
    yield Copy(Path(place.env_exe), Path(command), folder / "here", folder / "home")
    shutil.rmtree(folder / "venv")  # a gigabyte


def everything_in(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_the_command_says_its_version_and_looks_at_a_file_without_writing(copy):
    assert copy.run("--version").stdout == f"session-finder, version {session_finder.__version__}\n"
    before = everything_in(copy.here), everything_in(copy.home)
    (copy.here / "papers.csv").write_text("Title,Start\nSourdough,2027-05-11 10:00\n", encoding="utf-8")
    looked = copy.run("import", "papers.csv", "--dry-run", "--timezone", "Europe/Lisbon")
    assert looked.stdout.splitlines() == [
        "papers.csv: Table, 1 rows, 1 sessions",
        "columns: title: Title; start: Start",
        "Nothing was written.",
    ]
    (copy.here / "papers.csv").unlink()
    assert (everything_in(copy.here), everything_in(copy.home)) == before


def test_the_sample_is_searched_and_then_served_without_writing_into_the_installation(copy):
    installed = copy.package
    found = copy.run("search", "Health Analytics?")
    assert found.returncode == 0, found.stderr
    assert [line[:2] for line in found.stdout.splitlines() if not line.startswith(" ")] == ["1.", "2.", "3."]
    assert found.stdout.startswith("1. Whose Screen Is It? Nurses Judge Ward Dashboards  [strong,")
    cache = copy.home / ".cache" / "session-finder"
    assert [path.name for path in cache.glob("openvino")] == ["openvino"]
    assert not (copy.home / ".local").exists()  # a search needs no programmes of one's own

    # A relative path means the one from where somebody stands.
    environment = {**copy.environment, "SESSION_FINDER_CACHE": os.path.relpath(cache, copy.here)}
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    log = copy.home / "log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [copy.command, "serve", "--port", str(port)],
            cwd=copy.here,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        until(lambda: server.poll() is not None or healthy(url), "health", START)
        assert server.poll() is None, log.read_text()
        data = copy.home / ".local" / "share" / "session-finder" / "data"
        folders = log.read_text().splitlines()[0]
        assert folders == f"Programmes are in {data}, vectors in {copy.here / environment['SESSION_FINDER_CACHE']}."
        assert everything_in(data) == [
            "harbour-2027",
            *(
                f"harbour-2027/{name}"
                for name in (
                    *("about.toml", "golden.jsonl", "logo-d8f9a80f.svg", "programme.csv", "questions.jsonl"),
                    "unanswerable.jsonl",
                )
            ),
        ]
        with urllib.request.urlopen(f"{url}/api/programmes") as answer:
            assert [one["slug"] for one in json.load(answer)["programmes"]] == ["harbour-2027"]
        with Visitor(url) as visitor:
            assert "Harbour Analytics Summit 2027" in visitor.go().said
            assert COLOUR in visitor.said
            assert any("session-finder password" in text for text in visitor.go("organize").texts)
    finally:
        server.terminate()
        server.wait(timeout=30)
    assert everything_in(copy.here) == []
    assert copy.package == installed


def test_an_installed_copy_serves_with_several_processes(copy, tmp_path):
    if nginx.find() is None:
        lacking("No nginx was found (Debian: apt-get install nginx-light).")
    installed = copy.package
    cache = copy.home / ".cache" / "session-finder"
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    log = tmp_path / "log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [copy.command, "serve", "--port", str(port), "--workers", "2"],
            cwd=copy.here,
            env={**copy.environment, "HOME": str(tmp_path), "SESSION_FINDER_CACHE": str(cache)},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        until(lambda: server.poll() is not None or "2 of 2 processes answer." in log.read_text(), "both", START)
        assert server.poll() is None, log.read_text()
        with Visitor(url) as visitor:
            assert "Harbour Analytics Summit 2027" in visitor.go().said
            assert COLOUR in visitor.said
    finally:
        server.terminate()
        assert server.wait(timeout=60) == 0
    assert everything_in(copy.here) == []
    assert copy.package == installed


def healthy(url):
    try:
        with urllib.request.urlopen(f"{url}/api/health", timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False
