"""One model, one sample programme, one cache for the whole run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zoneinfo
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import postgres_server
import psycopg
import pytest
from filelock import FileLock
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

os.environ.setdefault("HF_HUB_OFFLINE", "1")  # read once, when the hub's client is imported; its tests unset it
# Zones come from the tzdata package, which requirements.lock pins, here and in the servers that the tests start.
os.environ["PYTHONTZPATH"] = ""

from session_finder.bootstrap.model_loading import make_encoder
from session_finder.domain.sessions import Programme
from session_finder.models.cards import BUNDLED, CARDS, MPNET
from session_finder.models.encoder import Encoder, vectors_name
from session_finder.models.weights import Weights, bundled, cached_folder, from_folder
from session_finder.models.worker import EncoderWorker
from session_finder.search.finder import SessionFinder
from session_finder.search.loaded_conference import LoadedConference
from session_finder.storage.files.library import FileLibrary
from session_finder.storage.postgres.database import Database
from session_finder.storage.postgres.schema import migrate
from session_finder.storage.vectors.sqlite_cache import VectorCache

if TYPE_CHECKING:
    from session_finder.models.torch_encoder import TorchEncoder

zoneinfo.reset_tzpath(())

# A busy machine takes its time for an example, which says nothing about it. The examples are the same in each run, so
# that a failure is what somebody changed; HYPOTHESIS_PROFILE=search looks for others, ten times as many, and "quick",
# which `make test-quick` sets, is content with some.
settings.register_profile("same", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("search", deadline=None, print_blob=True)
settings.register_profile("quick", settings.get_profile("same"))
EXAMPLES = {"same": 1.0, "search": 10.0, "quick": 0.1}  # of those that a test asks for
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "same")
settings.load_profile(PROFILE)

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"
KEPT = ROOT / "embeddings_cache"  # of whoever ran the app in this checkout


# Each has one server, or one service, for all its files. The browser's tests take longest, so they are two rooms.
ROOMS = ("tests/browser/, first half", "tests/browser/, second half", "tests/deploy/", "tests/web/")
_BROWSER, _HALF = "tests/browser/", "tests/browser/test_look.py"
SERVICES = {"postgres", "primary"}  # fixtures, and parameters, that start a database


def room_of(nodeid: str) -> str:
    """The tests that have to stay together: those of a room that shares a server, elsewhere those of a file."""
    file = nodeid.partition("::")[0]
    if file.startswith(_BROWSER):
        return ROOMS[int(file >= _HALF)]
    return next((room for room in ROOMS[2:] if file.startswith(room)), file)


class ByRoom(LoadScopeScheduling):
    """Which process of a parallel run gets which tests, in the order of the collection."""

    def _split_scope(self, nodeid: str) -> str:
        return room_of(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Called by pytest-xdist."""
    config.option.loadscopereorder = False  # by the number of tests, which says nothing of how long they take
    return ByRoom(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep rooms together in a random order too, and mark what needs a browser, a database or nginx.

    The rooms that take longest are begun first, then what is slow, so that no process works alone in the end.
    """
    rooms = {room: place for place, room in enumerate(dict.fromkeys(room_of(item.nodeid) for item in items))}
    first = {room: place for place, room in enumerate(ROOMS)}

    def order(item: pytest.Item) -> tuple[int, int]:
        quick = len(ROOMS) + (item.get_closest_marker("slow") is None)
        return first.get(room_of(item.nodeid), quick), rooms[room_of(item.nodeid)]

    items.sort(key=order)
    for test in {item.obj for item in items if hasattr(getattr(item, "obj", None), "hypothesis")}:
        asked = test._hypothesis_internal_use_settings  # a profile would leave alone what a test asks for
        many = max(1, round(asked.max_examples * EXAMPLES[PROFILE]))
        test._hypothesis_internal_use_settings = settings(asked, max_examples=many)
    for item in items:
        starts_one = hasattr(getattr(item, "module", None), "postgres_server")
        chosen = getattr(getattr(item, "callspec", None), "params", {}).values()
        asked = {*getattr(item, "fixturenames", ()), *(value for value in chosen if isinstance(value, str))}
        if item.nodeid.startswith((_BROWSER, "tests/deploy/")) or starts_one or SERVICES & asked:
            item.add_marker("services")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real programmes and judged sets, which are not ours to ship."""
    if not SHARED.is_dir():
        pytest.skip("../shared/data is not here: tests on real programmes are left out")
    return SHARED


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the whole run, the same in all of its processes: pins and the run's own vector cache."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "run"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def weights(run_folder: Path) -> Weights:
    """The bundled model's files: real weights."""
    return bundled(run_folder / "known-weights.json")


@pytest.fixture(scope="session")
def mpnet(run_folder: Path) -> Weights:
    """The published all-mpnet-base-v2, from the folder that MPNET_FOLDER names or the hub's cache."""
    named = os.environ.get("MPNET_FOLDER")
    folder = Path(named) if named else cached_folder(next(card for card in CARDS if card.name == MPNET))
    if folder is None or not folder.is_dir():
        pytest.skip("all-mpnet-base-v2 is not here: `session-finder models fetch better`, or MPNET_FOLDER names it")
    return from_folder(folder, run_folder / "known-weights.json")


@pytest.fixture(scope="session")
def encoder(weights: Weights) -> TorchEncoder:
    """The bundled model in torch and float32: the reference."""
    from session_finder.models.torch_encoder import TorchEncoder  # imports torch, which most processes do without

    return TorchEncoder(weights, "cpu", "float32")


@pytest.fixture(scope="session")
def warm_cache(run_folder: Path) -> Path:
    """The cache folder of the run, servers included, with the converted model and the sample's vectors in it.

    One process of the run fills it, and the others wait for that.
    """
    cache, filled = run_folder / "cache", run_folder / "filled"
    with FileLock(run_folder / "filling.lock"):
        if not filled.exists():
            if (KEPT / "openvino").is_dir():  # its names tell weights and versions apart, and damage is noticed
                shutil.copytree(KEPT / "openvino", cache / "openvino", dirs_exist_ok=True)
            ours = {"MODEL": BUNDLED, "PRECISION": "float32", "DEVICE": "cpu", "CACHE": str(cache)}
            environment = {name: value for name, value in os.environ.items() if not name.startswith("SESSION_FINDER_")}
            environment |= {f"SESSION_FINDER_{name}": value for name, value in ours.items()}
            command = [sys.executable, "-m", "session_finder", "embed", str(ROOT / "data" / "harbour-2027")]
            done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
            filled.touch()
    return cache


@pytest.fixture
def converted_cache(warm_cache: Path, tmp_path: Path) -> Path:
    """A cache folder of the test's own without vectors, in which the model is converted already."""
    cache = tmp_path / "own-cache"
    shutil.copytree(warm_cache / "openvino", cache / "openvino", copy_function=os.link)
    return cache


MakeEncoder = Callable[..., Encoder]


@pytest.fixture(scope="session")
def loaded_once() -> MakeEncoder:
    """In place of ``loading.make_encoder``: the same real encoder for all services and commands of this process.

    A model takes a second and 300 MB each time.
    """
    made: dict[tuple[object, ...], Encoder] = {}

    def encoder(weights: Weights, *rest: Any) -> Encoder:
        key = (weights.digest, *rest)
        if key not in made:
            made[key] = make_encoder(weights, *rest)
        return made[key]

    return encoder


@pytest.fixture(scope="session")
def worker(weights: Weights, warm_cache: Path, loaded_once: MakeEncoder) -> EncoderWorker:
    """The bundled model as a server on a CPU has it, in float32 whatever the machine could do."""
    return EncoderWorker(loaded_once(weights, warm_cache, "auto", "cpu", "float32"))


@pytest.fixture(scope="session")
def cache(worker: EncoderWorker, warm_cache: Path) -> VectorCache:
    return VectorCache(warm_cache, vectors_name(worker), worker.card.dimensions)


@pytest.fixture(scope="session")
def sample() -> Programme:
    """The sample programme that ships with the project."""
    return FileLibrary(ROOT / "data").load("harbour-2027")


@pytest.fixture(scope="session")
def loaded(sample: Programme, worker: EncoderWorker, cache: VectorCache) -> LoadedConference:
    """The sample programme, loaded."""
    return LoadedConference.build(sample, worker, cache)


@pytest.fixture(scope="session")
def finder(loaded: LoadedConference) -> SessionFinder:
    """The finder of the sample programme."""
    return loaded.finder


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
