"""One model, one sample programme, one cache for the whole run."""

from __future__ import annotations

import os
import zoneinfo
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import postgres_server
import psycopg
import pytest
from hypothesis import settings

os.environ.setdefault("HF_HUB_OFFLINE", "1")  # read once, when the hub's client is imported; its tests unset it
# Zones come from the tzdata package, which requirements.lock pins, here and in the servers that the tests start.
os.environ["PYTHONTZPATH"] = ""
zoneinfo.reset_tzpath(())

from session_finder.application.finder import SessionFinder
from session_finder.engine.encoder import vectors_name
from session_finder.engine.torch_encoder import TorchEncoder
from session_finder.engine.vectors import VectorCache
from session_finder.engine.weights import Weights, bundled
from session_finder.engine.worker import EncoderWorker
from session_finder.sessions import Programme
from session_finder.storage.database import Database
from session_finder.storage.files import FileLibrary
from session_finder.storage.schema import migrate

# A busy machine takes its time for an example, which says nothing about it.
settings.register_profile("patient", settings(), deadline=None)
settings.load_profile("patient")

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real programmes and judged sets, which are not ours to ship."""
    if not SHARED.is_dir():
        pytest.skip("../shared/data is not here: tests on real programmes are left out")
    return SHARED


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that lives as long as the run: pins and the run's own vector cache."""
    return tmp_path_factory.mktemp("run")


@pytest.fixture(scope="session")
def weights(run_folder: Path) -> Weights:
    """The bundled model's files: real weights."""
    return bundled(run_folder / "known-weights.json")


@pytest.fixture(scope="session")
def encoder(weights: Weights) -> TorchEncoder:
    """The bundled model in float32, whatever the machine could do."""
    return TorchEncoder(weights, "cpu", "float32")


@pytest.fixture(scope="session")
def worker(encoder: TorchEncoder) -> EncoderWorker:
    return EncoderWorker(encoder)


@pytest.fixture(scope="session")
def cache(encoder: TorchEncoder, run_folder: Path) -> VectorCache:
    # Named as the server names it, so that a whole run, servers included, encodes the sample programme once.
    return VectorCache(run_folder / "cache", vectors_name(encoder), encoder.card.dimensions)


@pytest.fixture(scope="session")
def sample() -> Programme:
    """The sample programme that ships with the project."""
    return FileLibrary(ROOT / "data").load("harbour-2027")


@pytest.fixture(scope="session")
def finder(sample: Programme, worker: EncoderWorker, cache: VectorCache) -> SessionFinder:
    """The finder of the sample programme."""
    return SessionFinder.build(sample, worker, cache)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a server whose user may create databases: TEST_DATABASE_URL's, or one started for this run."""
    given = os.environ.get("TEST_DATABASE_URL", "").strip()
    if given:
        yield given
        return
    with postgres_server.running() as server:
        yield server.url()


@pytest.fixture(scope="session")
def migrated(postgres: str) -> Iterator[str]:
    """The address of an own database with the program's tables."""
    with postgres_server.database(postgres) as url:
        migrate(url)
        yield url


@pytest.fixture
def database_url(migrated: str) -> str:
    """The same, with nothing in the tables."""
    with psycopg.connect(migrated) as connection:
        tables = ("conferences", "audit", "caches", "searched")
        connection.execute(f"truncate {', '.join(f'session_finder.{table}' for table in tables)} cascade")
    return migrated


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A pool of connections to it."""
    with closing(Database(database_url)) as database:
        yield database
