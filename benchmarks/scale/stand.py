"""The test stand: a real PostgreSQL, processes of the program and nginx before them, all on the loopback.

They are the ones that the tests start (tests/postgres_server.py, tests/deploy_walk.py), so that what is measured is
what is tested; the tests are plain modules in a folder, which is why that folder is put on the path here. The program
runs with its own defaults, not with the number format that the tests pin.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks.server import ROOT
from session_finder.bootstrap.model_loading import Model
from session_finder.bootstrap.service import library_of
from session_finder.bootstrap.settings import Settings
from session_finder.domain.library import Draft, Library, Version
from session_finder.domain.sessions import Programme
from session_finder.models.cards import BUNDLED
from session_finder.search.indexer import embed
from session_finder.storage.postgres.schema import migrate

sys.path.insert(0, str(ROOT / "tests"))

from deploy_walk import App, Proxy
from postgres_server import PostgresServer
from postgres_standby import Standby
from raw_visits import Visitor, upload
from workbook_files import row, workbook

__all__ = [
    "CACHE", "WHO", "App", "PostgresServer", "Proxy", "Stand", "Standby", "Visitor", "publish", "row", "stage",
    "upload", "workbook",
]  # fmt: skip

CACHE = Path(tempfile.gettempdir()) / "session-finder-bench" / "scale"  # the converted model, kept between runs
WHO = "The benchmark"


class Stand(ExitStack):
    """A database with the program's tables, and whatever is started from it; all of it ends with the ``with``.

    ``durable``: what was committed survives a kill, as in earnest. ``standby``: a second server follows the first, and
    the program has the addresses of both.
    """

    def __init__(self, durable: bool = False, standby: bool = False) -> None:
        super().__init__()
        self.folder = Path(self.enter_context(tempfile.TemporaryDirectory(prefix="bench-scale-")))
        try:
            self.server: Any = PostgresServer(durable=durable)
            self.callback(self.server.remove)
            migrate(self.server.url())
            self.url: str = self.server.url()
            if standby:
                self.standby: Any = Standby(self.server)
                self.callback(self.standby.remove)
                self.url = _either(self.url, self.standby.port)
        except BaseException:
            self.close()
            raise
        self.settings = Settings(model=BUNDLED, database_url=self.url, cache=CACHE)
        self.library: Library = library_of(self.settings)
        self._model: Model | None = None

    @property
    def model(self) -> Model:
        """The model as the program loads it, in this process: whoever publishes embeds."""
        if self._model is None:
            self._model = Model(self.settings)
            self.callback(self._model.worker.close)
        return self._model

    def app(self, **settings: str) -> App:
        """A process of the program over the database, which begins to start."""
        ours = {"DATABASE_URL": self.url, "CACHE": str(CACHE), "DATA": str(self.folder), "PRECISION": "auto"}
        app = App(self.folder, {**ours, **settings})
        self.callback(app.end)
        return app.start()

    def apps(self, count: int) -> list[App]:
        """So many, all ready."""
        return [app.wait() for app in [self.app() for _ in range(count)]]

    def proxy(self, apps: Iterable[App]) -> Proxy:
        """An nginx with deploy/nginx.conf before them."""
        folder = Path(self.enter_context(tempfile.TemporaryDirectory(prefix="bench-nginx-")))
        proxy = Proxy(folder, [app.port for app in apps])
        self.callback(proxy.end)
        return proxy

    def embed(self, programme: Programme) -> int:
        """Bring the vectors of a programme into the database; how many were not there."""
        return embed(programme.searchable, (), self.model.worker, self.model.cache)

    def add(self, programme: Programme) -> Version:
        """A new conference, published; its vectors are there already or are made by whoever serves it."""
        self.library.create(programme.slug, programme.name, programme.timezone, WHO)
        return publish(self.library, programme, None)


def _either(url: str, port: int) -> str:
    """The address that leads to whichever of the two servers takes changes."""
    return url.replace("/postgres", f",127.0.0.1:{port}/postgres") + "?target_session_attrs=read-write"


def publish(library: Library, programme: Programme, expected: int | None) -> Version:
    """Stage and publish in one go."""
    return library.publish(programme.slug, stage(library, programme).number, WHO, expected)


def stage(library: Library, programme: Programme) -> Version:
    """Keep as a draft what differs from what is published."""
    staged = library.stage(programme.slug, programme, Draft(WHO, "made-up.csv"))
    if not isinstance(staged, Version):
        raise TypeError(f"{programme.slug} says already what was to be staged")
    return staged
