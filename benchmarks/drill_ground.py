"""Where the drill takes place: two processes behind nginx, an organizer who publishes, and visitors who search.

The programmes are in a folder, on a small disk of its own where the machine lets us have one, or in a database.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx

from benchmarks.scale import texts
from benchmarks.scale.organizer import Organizer
from benchmarks.scale.stand import App, PostgresServer, Proxy, publish
from benchmarks.scale.visitors import Caller, Reader, Search, Visits
from session_finder.access import passwords
from session_finder.bootstrap.service import library_of
from session_finder.bootstrap.settings import Settings
from session_finder.domain.errors import StoreError
from session_finder.domain.library import Library
from session_finder.models.cards import BUNDLED
from session_finder.storage.files.library import FileLibrary
from session_finder.storage.postgres.schema import migrate

PASSWORD = "correct horse battery"
KEPT = Path(tempfile.gettempdir()) / "session-finder-bench" / "drill"  # the converted model, kept between drills
_DISK = 24  # MB
_SESSIONS = 24
_SLOW = 0.05  # seconds for each step of a publish, on a slow disk


class Ground(ExitStack):
    """All that the drill needs, for as long as the ``with`` lasts."""

    def __init__(self, database: bool, callers: int = 2, readers: int = 2) -> None:
        super().__init__()
        self.folder = Path(self.enter_context(tempfile.TemporaryDirectory(prefix="drill-")))
        self.data, self.cache = self.folder / "data", self.folder / "cache"
        self.data.mkdir()
        self.slow = False
        try:
            self.disk = not database and self._own_disk()
            self.server: Any = None
            self.library: Library = self._database() if database else FileLibrary(self.data, self._step)
            self._begin(callers, readers)
        except BaseException:
            self.close()
            raise

    def _begin(self, callers: int, readers: int) -> None:
        KEPT.mkdir(parents=True, exist_ok=True)
        shutil.copytree(KEPT, self.cache)
        programme = texts.conference(1, [texts.session(number) for number in range(_SESSIONS)])
        self.slug = programme.slug
        self.library.create(programme.slug, programme.name, programme.timezone, "The drill")
        publish(self.library, programme, None)
        passwords.set_password(self.data, PASSWORD)
        url = {"DATABASE_URL": self.server.url()} if self.server else {}
        settings = {"DATA": str(self.data), "CACHE": str(self.cache), "PRECISION": "auto", **url}
        self.apps = [App(self.folder, settings) for _ in range(2)]
        for app in self.apps:
            self.callback(app.end)
            app.start().wait()  # one after the other: the second finds the vectors of the first
        shutil.copytree(self.cache, KEPT, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.new"))  # unfinished
        nginx = Path(self.enter_context(tempfile.TemporaryDirectory(prefix="drill-nginx-")))
        self.proxy = Proxy(nginx, [app.port for app in self.apps])
        self.callback(self.proxy.end)
        self.organizer = self.enter_context(Organizer(self.library, self.slug))
        self.visits: list[Visits] = [Caller(self.proxy.url, number) for number in range(callers)]
        self.visits += [Reader(self.proxy.url, callers + number) for number in range(readers)]
        for visit in self.visits:
            self.enter_context(visit)

    # ---- what happens ------------------------------------------------------------------------------------------------

    def restart(self, app: App, seconds: float = 1.0, **settings: str) -> None:
        """Kill a process; systemd starts it again after a second."""
        app.end(signal.SIGKILL)
        time.sleep(seconds)
        app.start(**settings).wait()

    @property
    def version(self) -> Path:
        """The folder of the version that attendees see."""
        place = self.data / self.slug
        current = next(version.number for version in self.library.versions(self.slug) if version.current)
        return place / "versions" / str(current)

    @contextmanager
    def at_rest(self) -> Iterator[None]:
        """Nobody publishes meanwhile."""
        self.organizer.rest()
        try:
            yield
        finally:
            self.organizer.go_on()

    def searches(self, began: float, ended: float) -> list[Search]:
        """Those that were asked for or answered meanwhile."""
        return [one for visit in self.visits for one in visit.searches if one.ended > began and one.began < ended]

    def whole_again(self, began: float, patience: float) -> float | None:
        """Seconds until both processes answer, publishing works, and both show all of it; None when they never do."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            again = self.organizer.again_at(began)
            if again is not None and all(self._shows_all(app) for app in self.apps):
                return time.monotonic() - began
            time.sleep(0.1)
        return None

    def _shows_all(self, app: App) -> bool:
        try:
            wanted = len(self.library.load(self.slug).sessions)
            (told,) = httpx.get(f"{app.url}/api/programmes", timeout=10).raise_for_status().json()["programmes"]
        except (httpx.HTTPError, StoreError, ValueError, KeyError):
            return False
        return bool(told["sessions"] >= wanted)

    # ---- what it stands on ------------------------------------------------------------------------------------------

    def _own_disk(self) -> bool:
        """A small disk for the programmes, where we may have one."""
        if os.name == "nt" or os.geteuid():
            return False
        made = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={_DISK}m", "drill", str(self.data)], capture_output=True, check=False
        )
        if made.returncode == 0:
            self.callback(subprocess.run, ["umount", "--lazy", str(self.data)], capture_output=True, check=False)
        return made.returncode == 0

    def _database(self) -> Library:
        self.server = PostgresServer(durable=True)
        self.callback(self.server.remove)
        migrate(self.server.url())
        return library_of(Settings(model=BUNDLED, database_url=self.server.url(), cache=self.cache))

    def _step(self, _: str) -> None:
        if self.slow:
            time.sleep(_SLOW)


Blow = Callable[[Ground], str]
