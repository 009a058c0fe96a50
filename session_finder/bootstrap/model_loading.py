"""Load a model: its encoder for this machine, the worker that owns it, its cache of vectors.

With ``service`` and ``stores`` the only place that names concrete classes and paths.
"""

from __future__ import annotations

import platform
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from session_finder.bootstrap import stores
from session_finder.models.cards import ModelError
from session_finder.paths import how_to_install
from session_finder.process_role import role

if TYPE_CHECKING:
    from session_finder.bootstrap.settings import Settings
    from session_finder.domain.sessions import Programme
    from session_finder.federated.search_store import SearchStore
    from session_finder.models.encoder import Encoder, Precision, Progress
    from session_finder.models.weights import Weights
    from session_finder.models.worker import EncoderWorker
    from session_finder.retrieval.vector_cache import VectorStore
    from session_finder.search.encoding import QueryEncoder
    from session_finder.search.loaded_conference import LoadedConference

PINS: Final = "known-weights.json"


class Model:
    """A loaded model: its files, the worker that owns it, and its cache. Loading happens on construction."""

    def __init__(self, settings: Settings, say: Callable[[str], None] = lambda _: None) -> None:
        from threadpoolctl import threadpool_limits

        from session_finder.models.encoder import vectors_name
        from session_finder.models.weights import resolve
        from session_finder.models.worker import EncoderWorker

        threadpool_limits(1, "blas")  # many searches at once are many threads already: more of them wait for each other
        self.weights: Weights = resolve(settings.model, settings.cache / PINS, say)
        say(f"Loading {self.weights.card.short_name}")
        encoder = make_encoder(self.weights, settings.cache, settings.backend, settings.device, settings.precision)
        self.description = encoder.description
        self.worker: EncoderWorker = EncoderWorker(encoder)
        model, dimensions = vectors_name(encoder), encoder.card.dimensions
        self.cache: VectorStore = stores.vectors(settings, model, dimensions, zeros=not encoder.card.unit_length)
        self.searching: SearchStore | None = stores.searching(settings, model, dimensions)
        self._large = settings.large
        self._shares_in = settings.cache if role() is not None else None

    def load(self, programme: Programme, progress: Progress | None = None) -> LoadedConference:
        """Index a programme; the vectors of new texts are in the cache afterwards."""
        return load(programme, self.worker, self.cache, self.searching, self._large, progress, self._shares_in)


def load(
    programme: Programme,
    encoder: QueryEncoder,
    cache: VectorStore,
    searching: SearchStore | None,
    large: int,
    progress: Progress | None = None,
    shares_in: Path | None = None,
) -> LoadedConference:
    """Index a programme in memory; one with more than ``large`` sessions in the store, if there is one.

    ``shares_in``: the cache folder, in which processes of one machine share the vectors of an index; None for a process
    that is alone.
    """
    from session_finder.federated.external_index import searched_in
    from session_finder.retrieval import index
    from session_finder.search.loaded_conference import LoadedConference

    if searching is None or len(programme.searchable) <= large:
        if shares_in is None or not programme.searchable:
            return LoadedConference.build(programme, encoder, cache, progress, index.build)
        from session_finder.storage.vectors.mapped_index import MappedIndex

        return LoadedConference.build(programme, encoder, cache, progress, MappedIndex(shares_in, programme.slug))
    return LoadedConference.build(programme, encoder, cache, progress, searched_in(searching, programme))


def make_encoder(weights: Weights, folder: Path, backend: str, device: str, precision: Precision) -> Encoder:
    """The encoder for this machine: torch on a GPU, OpenVINO on a CPU if it is installed, else torch.

    ``folder`` keeps converted models. ``backend`` "torch" or "openvino" and ``device`` narrow the choice.
    """
    from session_finder.models import openvino_encoder

    if backend == "openvino" and device not in ("auto", "cpu"):
        raise ModelError(f"OpenVINO is used on the CPU only, not on {device!r}. Set the backend or the device to auto.")
    if backend == "openvino" and not openvino_encoder.available():
        raise ModelError(f"OpenVINO is not installed. Run: {how_to_install()}, or set the backend to auto.")
    on_cpu = device == "cpu" or (device == "auto" and (precision == "int8" or not gpu_likely()))
    wanted = backend == "openvino" or (
        backend == "auto" and openvino_encoder.available() and precision != "float16" and on_cpu
    )
    if wanted:
        return openvino_encoder.OpenVinoEncoder(weights, folder, precision)
    from session_finder.models.torch_encoder import TorchEncoder

    encoder = TorchEncoder(weights, device, precision)
    if (
        backend == "auto"
        and device == "auto"
        and openvino_encoder.available()
        and encoder.description.startswith("cpu")
    ):
        return openvino_encoder.OpenVinoEncoder(
            weights, folder, precision
        )  # a driver is here, a GPU that torch can use is not
    return encoder


def gpu_likely() -> bool:
    """Whether to look for a GPU with torch, which takes seconds: a driver is installed, or it is an Apple chip."""
    if sys.platform == "darwin":
        return platform.machine() == "arm64"
    return Path("/dev/nvidiactl").exists() or Path("/dev/kfd").exists() or shutil.which("nvidia-smi") is not None


def model_is_here(name: str, cache: Path) -> Path | None:
    """The folder of a card's files on this machine, None for none; of "fast" and "better", the first card's here."""
    from session_finder.models.cards import card_named, choice_named
    from session_finder.models.weights import folder_here

    cards = choice_named(name) or ((named,) if (named := card_named(name)) else ())
    return next((here for card in cards if (here := folder_here(card, cache / PINS))), None)
