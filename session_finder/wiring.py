"""The only place that names concrete classes and paths: settings to a model, a library (storage.chosen), finders.

No Streamlit here, so that the command line and the API start without it.
"""

from __future__ import annotations

import gc
import logging
import os
import platform
import shutil
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from session_finder.application.library import Conference, Library, LibraryError
from session_finder.application.publishing import Publisher
from session_finder.application.serving import Served, Serving
from session_finder.application.settings import Settings, SettingsError
from session_finder.engine.models import ModelError
from session_finder.storage import chosen

if TYPE_CHECKING:
    from session_finder.application.finder import SessionFinder
    from session_finder.engine.cache import VectorStore
    from session_finder.engine.encoder import Encoder, Precision, Progress
    from session_finder.engine.weights import Weights
    from session_finder.engine.worker import EncoderWorker
    from session_finder.sessions import Programme

log = logging.getLogger(__name__)

Stage = Literal["cold", "warming", "ready", "failed"]
PINS = "known-weights.json"
FAILED = "The start failed; the server's log says why."  # why may name folders, which are nobody's business outside
_RUNS_THAT_IMPORT = 2  # Streamlit imports its elements when a page first uses them


@dataclass(frozen=True, slots=True)
class Status:
    """How far the start has come: its stage, what is being done in words, and texts done of total (0 of 0: none).

    ``name`` is the conference whose texts are read, "" while none are.
    """

    stage: Stage
    doing: str = ""
    done: int = 0
    total: int = 0
    name: str = ""


class NotReady(Exception):
    """The model is still warming up, or could not be loaded; ``status`` says which."""

    def __init__(self, status: Status) -> None:
        super().__init__(status.doing)
        self.status = status


class Model:
    """A loaded model: its files, the worker that owns it, and its cache. Loading happens on construction."""

    def __init__(self, settings: Settings, say: Callable[[str], None] = lambda _: None) -> None:
        from threadpoolctl import threadpool_limits

        from session_finder.engine.weights import resolve
        from session_finder.engine.worker import EncoderWorker

        threadpool_limits(1, "blas")  # many searches at once are many threads already: more of them wait for each other
        self.weights: Weights = resolve(settings.model, settings.cache / PINS, say)
        say(f"Loading {self.weights.card.short_name}")
        encoder = make_encoder(
            self.weights, settings.cache, settings.backend, settings.device, cast("Precision", settings.precision)
        )
        self.description = encoder.description
        self.worker: EncoderWorker = EncoderWorker(encoder)
        self.cache: VectorStore = chosen.vectors(
            settings,
            f"{encoder.digest}:{encoder.precision}",
            encoder.card.dimensions,
            zeros=not encoder.card.unit_length,
        )

    def finder(self, programme: Programme, progress: Progress | None = None) -> SessionFinder:
        """Index a programme with this model; the vectors of new texts are in the cache then."""
        from session_finder.application.finder import SessionFinder

        return SessionFinder.build(programme, self.worker, self.cache, progress)


def make_encoder(weights: Weights, folder: Path, backend: str, device: str, precision: Precision) -> Encoder:
    """The encoder for this machine: torch on a GPU, OpenVINO on a CPU where it is installed, torch elsewhere.

    ``folder`` keeps what is converted. ``backend`` "torch" or "openvino" and ``device`` narrow the choice.
    """
    from session_finder.engine import openvino

    if backend == "openvino" and device not in ("auto", "cpu"):
        raise ModelError(f"OpenVINO is used on the CPU only, not on {device!r}. Set the backend or the device to auto.")
    if backend == "openvino" and not openvino.available():
        raise ModelError("OpenVINO is not installed. Run: pip install -r requirements.txt, or set the backend to auto.")
    wanted = backend == "openvino" or (
        backend == "auto"
        and openvino.available()
        and precision != "float16"
        and (device == "cpu" or (device == "auto" and not gpu_likely()))
    )
    if wanted:
        return openvino.OpenVinoEncoder(weights, folder, precision)
    from session_finder.engine.torch_encoder import TorchEncoder

    encoder = TorchEncoder(weights, device, precision)
    if backend == "auto" and device == "auto" and openvino.available() and encoder.description.startswith("cpu"):
        return openvino.OpenVinoEncoder(weights, folder, precision)  # a driver is here, a GPU that torch can use is not
    return encoder


def gpu_likely() -> bool:
    """Whether to ask torch for a GPU, which takes seconds: a driver's trace, or a Mac with its own chip."""
    if sys.platform == "darwin":
        return platform.machine() == "arm64"
    return Path("/dev/nvidiactl").exists() or Path("/dev/kfd").exists() or shutil.which("nvidia-smi") is not None


class Service:
    """What a server shares between its visitors: one model, warmed up once, and what attendees are served."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.library: Library = library_of(settings)
        self.publisher = Publisher(self.library, self._finder)
        self._serving = Serving(chosen.published(settings, self.library), self._finder, most=settings.in_memory)
        self._status = Status("cold", "Starting")
        self._lock = threading.Lock()
        self._model: Model | None = None
        self._unsettled_runs = _RUNS_THAT_IMPORT

    @property
    def status(self) -> Status:
        """Where the start stands; read it as often as you like."""
        return self._status

    @property
    def model(self) -> Model:
        """The loaded model. Raises NotReady."""
        if self._model is None or self._status.stage != "ready":
            raise NotReady(self._status)
        return self._model

    @property
    def served(self) -> Served:
        """What attendees see at this moment, whichever process published it. Raises NotReady."""
        if self._status.stage != "ready":
            raise NotReady(self._status)
        return self._serving.now()

    async def served_soon(self) -> Served:
        """The same for coroutines: no thread waits for what has just been published."""
        if self._status.stage != "ready":
            raise NotReady(self._status)
        return await self._serving.soon()

    @property
    def conferences(self) -> tuple[Conference, ...]:
        """The conferences an attendee may choose; none before the first is published. Raises NotReady."""
        return self.served.conferences

    def finder(self, slug: str) -> SessionFinder:
        """The finder of a conference. Raises NotReady while warming, LibraryError for an unknown slug."""
        return self.served.finder(slug)

    def now(self) -> datetime:
        """The time it is, with a zone; the settings may say another."""
        return self.settings.now or datetime.now(UTC)

    def start(self) -> None:
        """Begin warming up in the background, once; return at once."""
        threading.Thread(target=self.warm_up, daemon=True, name="warm-up").start()

    def settle(self) -> None:
        """Told after each page run: what the first ones imported is kept for good too, once."""
        if self._status.stage == "ready" and self._unsettled_runs > 0:
            self._unsettled_runs -= 1
            if self._unsettled_runs == 0:
                _keep_for_good()

    def stop(self) -> None:
        """Let the model finish what it is doing, and end."""
        if self._model is not None:
            self._model.worker.close()

    def warm_up(self) -> None:
        """Load the model, index every programme, answer one interest. Ends ready or failed, never with an exception.

        No programme at all, or one that cannot be read, is no failure: the server waits for what is published next.
        """
        from session_finder.application.languages import foreign

        with self._lock:
            if self._status.stage in ("ready", "warming"):
                return
            try:
                self._say("Loading the model")
                self._model = Model(self.settings, self._say)
                self._serving.fill(self._reading)
                self._say("Answering a first interest")
                self._model.worker.encode_interest("anything")
                for shown in [*self._serving.now().shown.values()][:1]:
                    shown.finder.find("anything")
                foreign("irgendeine ganz andere Sprache", 0.0)
            except (ModelError, LibraryError, SettingsError) as error:
                log.error("The start failed: %s", error)  # noqa: TRY400  the sentence is the whole story
                self._status = Status("failed", FAILED)
            except Exception:  # a thread of its own: nobody else would hear of it
                log.exception("The start failed")
                self._status = Status("failed", FAILED)
            else:
                _keep_for_good()
                self._status = Status("ready")

    def _finder(self, programme: Programme, progress: Progress | None) -> SessionFinder:
        if self._model is None:
            raise NotReady(self._status)
        return self._model.finder(programme, progress)

    def _reading(self, name: str, done: int, total: int) -> None:
        doing = f"Reading the sessions of {name}" if total else f"Reading {name}"
        self._status = Status("warming", doing, done, total, name)

    def _say(self, doing: str) -> None:
        self._status = Status("warming", doing)


def _keep_for_good() -> None:
    """Take what is alive now out of the garbage collector's sight.

    Streamlit collects garbage after every page run; going through all that a model and a web framework consist of
    took 40 ms of each search, and none of it ever becomes garbage.
    """
    gc.collect()
    gc.freeze()


def library_of(settings: Settings) -> Library:
    """Where the programmes are kept."""
    return chosen.library(settings)


class Wiring:
    """One process's settings and the service made from them."""

    @cached_property
    def settings(self) -> Settings:
        """The settings from the environment. Raises SettingsError."""
        return Settings.from_environment(os.environ)

    @cached_property
    def library(self) -> Library:
        """The programmes, without a model. Raises SettingsError."""
        return library_of(self.settings)

    @cached_property
    def service(self) -> Service:
        """The service that this process's pages and API share."""
        return Service(self.settings)


def model_is_here(name: str) -> Path | None:
    """Where a card's files are on this machine: the hub's cache or the bundled package; None when they are not."""
    from session_finder.engine.models import BUNDLED, card_named
    from session_finder.engine.weights import bundled_folder, cached_folder

    card = card_named(name)
    if card is None:
        return None
    return cached_folder(card) or (bundled_folder() if card.name == BUNDLED else None)
