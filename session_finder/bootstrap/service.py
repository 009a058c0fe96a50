"""The composition root: from the settings to a model, a library and a service.

No Streamlit here, so that the command line and the API start without it.
"""

from __future__ import annotations

import gc
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from session_finder.bootstrap import stores
from session_finder.bootstrap.earlier_model import earlier_settings, remember
from session_finder.bootstrap.model_loading import PINS, Model
from session_finder.bootstrap.settings import Settings
from session_finder.domain.errors import UserError
from session_finder.domain.library import Conference, Library
from session_finder.publishing.publisher import Publisher
from session_finder.serving.live import Serving
from session_finder.serving.snapshot import Served

if TYPE_CHECKING:
    from session_finder.domain.sessions import Programme
    from session_finder.federated.background_indexer import Gatherer
    from session_finder.federated.exact import Clock, Everywhere
    from session_finder.models.encoder import Progress
    from session_finder.search.loaded_conference import LoadedConference

log = logging.getLogger(__name__)

Stage = Literal["cold", "warming", "ready", "failed"]
FAILED = "The start failed; the server's log says why."  # why may name folders, which are nobody's business outside
_LINGERING = 120.0  # seconds that a model which was replaced stays for the searches that began with it
_RUNS_THAT_IMPORT = 2  # Streamlit imports its elements when a page first uses them


@dataclass(frozen=True, slots=True)
class Status:
    """The progress of the start: its stage, a description, and texts done of total (0 of 0: none).

    ``name`` is the conference whose texts are read, "" while none are.
    """

    stage: Stage
    doing: str = ""
    done: int = 0
    total: int = 0
    name: str = ""


class NotReady(UserError):
    """The model is still loading, or could not be loaded; ``status`` says which."""

    code = "not-ready"

    def __init__(self, status: Status) -> None:
        super().__init__(f"Not ready: {status.doing}")
        self.status = status


class Service:
    """What a server shares between its visitors: one model, and what attendees are served."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.library: Library = library_of(settings)
        self.publisher = Publisher(self.library, self._load)
        self._published = stores.published(settings, self.library)
        self._serving = self._serving_with(self._load)
        self._status = Status("cold", "Starting")
        self._lock = threading.Lock()
        self._model: Model | None = None
        self._across: tuple[Model, Everywhere] | None = None
        self._gatherer: Gatherer | None = None
        self._unsettled_runs = _RUNS_THAT_IMPORT

    @property
    def status(self) -> Status:
        """The progress of the start; cheap to read."""
        return self._status

    @property
    def model(self) -> Model:
        """The loaded model. Raises NotReady."""
        if self._model is None or self._status.stage != "ready":
            raise NotReady(self._status)
        return self._model

    @property
    def served(self) -> Served:
        """The current snapshot, whichever process published it. Raises NotReady."""
        if self._status.stage != "ready":
            raise NotReady(self._status)
        return self._serving.now()

    async def served_soon(self) -> Served:
        """The same for coroutines, without blocking a thread while a new version is loaded."""
        if self._status.stage != "ready":
            raise NotReady(self._status)
        return await self._serving.soon()

    @property
    def conferences(self) -> tuple[Conference, ...]:
        """The conferences an attendee may choose; none before the first is published. Raises NotReady."""
        return self.served.conferences

    def loaded(self, slug: str) -> LoadedConference:
        """A conference, loaded. Raises NotReady while warming, and what ``Served.loaded`` raises."""
        return self.served.loaded(slug)

    def logo(self, slug: str, name: str) -> bytes | None:
        """A logo of a conference that attendees may choose, None for any other. Raises NotReady, StoreError."""
        chosen = any(conference.slug == slug for conference in self.conferences)
        return self._published.logo(slug, name) if chosen else None

    @property
    def everywhere(self) -> Everywhere:
        """The search across all conferences that are served when it is asked. Raises NotReady."""
        model = self.model
        if self._across is None or self._across[0] is not model:
            self._across = model, everywhere_of(self._serving.now, model, self.now)
        return self._across[1]

    def now(self) -> datetime:
        """The current time with a zone, or the one that the settings state."""
        return now_of(self.settings)

    def start(self) -> None:
        """Begin warming up in the background, once; returns at once."""
        threading.Thread(target=self.warm_up, daemon=True, name="warm-up").start()

    def settle(self) -> None:
        """Call after each page run: exempts what the first runs imported from garbage collection too, once."""
        if self._status.stage == "ready" and self._unsettled_runs > 0:
            self._unsettled_runs -= 1
            if self._unsettled_runs == 0:
                _keep_for_good()

    def stop(self) -> None:
        """Let the model finish its current work, then stop it."""
        if self._gatherer is not None:
            self._gatherer.stop()
        if self._model is not None:
            self._model.worker.close()

    def warm_up(self) -> bool:
        """Load the model, index every programme, answer one interest. Ends ready or failed, never with an exception.

        Whether it is ready now.

        No programme, or an unreadable one, is no failure: the server waits for the next publish. After a change of
        model the earlier one answers until the other has read every programme in the background.
        """
        from session_finder.query.language_detection import foreign_language

        with self._lock:
            if self._status.stage in ("ready", "warming"):
                return self._status.stage == "ready"
            try:
                self._report("Loading the model")
                earlier = self._earlier()
                self._model = earlier or Model(self.settings, self._report)
                self._serving.fill(self._reading)
                self._report("Answering a first interest")
                self._model.worker.encode_query("anything")
                for shown in [*self._serving.now().shown.values()][:1]:
                    shown.loaded.finder.find("anything")
                foreign_language("irgendeine ganz andere Sprache", 0.0)
            except UserError as error:
                log.error("The start failed: %s", error)  # noqa: TRY400  the sentence is the whole story
                self._status = Status("failed", FAILED)
            except Exception:  # a thread of its own: nobody else would hear of it
                log.exception("The start failed")
                self._status = Status("failed", FAILED)
            else:
                _keep_for_good()
                self._status = Status("ready")
                self._gather(self._model)
                if earlier is None:
                    remember(self.settings)
                else:
                    threading.Thread(target=self._switch, args=(earlier,), daemon=True, name="switch").start()
            return self._status.stage == "ready"

    def _earlier(self) -> Model | None:
        """The model that answered before the settings were changed, None if there is none.

        Raises ModelError when the settings name no model: a typing error is not covered up.
        """
        from session_finder.models.weights import check_name

        settings = earlier_settings(self.settings)
        if settings is None:
            return None
        check_name(self.settings.model, self.settings.cache / PINS)
        try:
            return Model(settings, self._report)
        except UserError as error:
            log.warning("The model of before cannot be used meanwhile: %s", error)
            return None

    def _switch(self, earlier: Model) -> None:
        """Read every programme with the settings' model, then put it in the earlier one's place."""
        model: Model | None = None
        try:
            model = Model(self.settings)
            serving = self._serving_with(model.load)
            serving.fill(lambda *_: None)
        except Exception as error:
            told = None if isinstance(error, UserError) else error  # a sentence is the whole story
            log.error("The earlier model goes on answering: %s", error, exc_info=told)  # noqa: TRY400
            if model is not None:
                model.worker.close()
            return
        self._serving = serving
        self._model = model  # last: ``everywhere`` is made anew for another model
        remember(self.settings)
        log.warning("The model of the settings has read every programme and answers from now on.")
        if self._gatherer is not None:
            self._gatherer.stop()
        self._gather(model)
        closing = threading.Timer(_LINGERING, earlier.worker.close)
        closing.daemon = True
        closing.start()

    def _serving_with(self, load: Callable[[Programme, Progress | None], LoadedConference]) -> Serving:
        return Serving(self._published, load, most=self.settings.in_memory)

    def _gather(self, model: Model) -> None:
        """Where there is a database, keep all conferences searchable in it."""
        if model.searching is None:
            return
        from session_finder.federated.background_indexer import Gatherer

        self._gatherer = Gatherer(self._serving.now, self.library, model.worker, model.cache, model.searching)
        self._gatherer.start()

    def _load(self, programme: Programme, progress: Progress | None) -> LoadedConference:
        if self._model is None:
            raise NotReady(self._status)
        return self._model.load(programme, progress)

    def _reading(self, name: str, done: int, total: int) -> None:
        doing = f"Reading the sessions of {name}" if total else f"Reading {name}"
        self._status = Status("warming", doing, done, total, name)

    def _report(self, doing: str) -> None:
        self._status = Status("warming", doing)


def _keep_for_good() -> None:
    """Exempt all living objects from garbage collection.

    Streamlit collects garbage after every page run; visiting the objects of the model and the web framework took 40 ms
    of each search, and none of them ever becomes garbage.
    """
    gc.collect()
    gc.freeze()


def now_of(settings: Settings) -> datetime:
    """The current time with a zone, or the one that the settings state."""
    return settings.now or datetime.now(UTC)


def library_of(settings: Settings) -> Library:
    """The library of programmes. Raises SettingsError."""
    return stores.library(settings)


def serving_of(settings: Settings, model: Model) -> Serving:
    """A Serving for a command without a server; call ``fill`` first.

    Where a database does the searching, one conference at most is in memory.
    """
    return Serving(library_of(settings), model.load, most=1 if model.searching else settings.in_memory)


def everywhere_of(served: Callable[[], Served], model: Model, now: Clock) -> Everywhere:
    """The search over all conferences in the current snapshot: in the database, or through each finder."""
    from session_finder.federated.approximate import Near
    from session_finder.federated.exact import AFewAtATime, Exact

    if model.searching is None:
        return AFewAtATime(Exact(served, now))
    memory = Exact(served, now, only_in_memory=True)
    return AFewAtATime(Near(served, model.searching, model.worker, model.cache, memory, now=now))


class Wiring:
    """One process's settings and the service made from them."""

    @cached_property
    def settings(self) -> Settings:
        """The settings from the environment. Raises SettingsError."""
        return Settings.from_environment()

    @cached_property
    def library(self) -> Library:
        """The programmes, without a model. Raises SettingsError."""
        return library_of(self.settings)

    @cached_property
    def service(self) -> Service:
        """The service that this process's pages and API share."""
        return Service(self.settings)
