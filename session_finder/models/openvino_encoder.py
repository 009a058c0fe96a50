"""The encoder in OpenVINO, which is faster on every CPU.

The transformers model is converted once and kept on disk under the weights' digest. Later starts need neither torch nor
transformers, which halves the time to the first answer.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import threading
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from session_finder.models.cards import ModelError, first_line
from session_finder.models.conversion import convert, import_openvino
from session_finder.models.encoder import Precision, Vectors, digest_of
from session_finder.models.tokens import Ids
from session_finder.models.transformer import TransformerEncoder, pool
from session_finder.process_role import role

if TYPE_CHECKING:
    from session_finder.models.weights import Weights

log = logging.getLogger(__name__)

_HINTS = {"float32": "f32", "bfloat16": "bf16", "int8": "f32"}  # with int8 for all but the matrix products
_GROUP = 64  # numbers of an activation that share a scale, with int8
_MODEL = "model.xml"
_FILES = (_MODEL, "model.bin")
_ABOUT = "about.json"


def available() -> bool:
    """Whether OpenVINO is installed."""
    return find_spec("openvino") is not None


class OpenVinoEncoder(TransformerEncoder):
    """An Encoder on the CPU. ``folder`` keeps the converted model.

    ``precision`` "auto" is bfloat16 where the processor supports it natively, else float32. "int8" multiplies matrices
    in 8 bits: weights with a scale for each row, activations with one for each run of numbers, chosen as they come, so
    that nothing has to be calibrated beforehand. Raises ModelError when the model cannot be converted or loaded.
    """

    def __init__(self, weights: Weights, folder: Path, precision: Precision = "auto") -> None:
        openvino = import_openvino()
        core = openvino.Core()
        native = "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
        chosen = ("bfloat16" if native else "float32") if precision == "auto" else precision
        if chosen not in _HINTS:
            raise ModelError(f"OpenVINO computes in float32, bfloat16 or int8 on CPUs, not in {chosen}.")
        super().__init__(weights, chosen)
        place = _converted(weights, folder, openvino, eight_bits=chosen == "int8")
        try:
            compiled = core.compile_model(
                str(place / _MODEL),
                "CPU",
                {
                    "PERFORMANCE_HINT": "LATENCY",
                    "INFERENCE_PRECISION_HINT": _HINTS[chosen],
                    "DYNAMIC_QUANTIZATION_GROUP_SIZE": str(_GROUP),  # only where the weights have 8 bits
                    **_threads(),
                },
            )
        except RuntimeError as error:
            raise ModelError(f"OpenVINO cannot load {place} ({first_line(error)}). Delete the folder.") from error
        self._request = compiled.create_infer_request()
        self._one_at_a_time = threading.Lock()

    @property
    def description(self) -> str:
        """Device, library and number format, for messages."""
        return f"cpu, OpenVINO, {self.precision}"

    def _forward(self, ids: Ids, mask: Ids, weights: Vectors) -> Vectors:
        with self._one_at_a_time:
            found = self._request.infer(
                {"input_ids": ids, "attention_mask": mask}, share_inputs=True, share_outputs=True
            )
            return pool(np.asarray(found[0], dtype=np.float32), mask, weights, self.card)


def _threads() -> dict[str, str]:
    """Of several processes that share a machine, each uses its part of the cores; more threads wait for each other."""
    found = role()
    return {} if found is None else {"INFERENCE_NUM_THREADS": str(max(1, (os.cpu_count() or 1) // found.of))}


def _converted(weights: Weights, folder: Path, openvino: Any, *, eight_bits: bool = False) -> Path:  # noqa: ANN401
    """The folder of the converted model; converts it if it is missing or damaged."""
    kind = "int8 tokens" if eight_bits else "tokens"
    label = hashlib.sha256(f"{kind}:{digest_of(weights)}:{openvino.get_version()}".encode()).hexdigest()[:16]
    place = folder / "openvino" / label
    if _is_intact(place):
        return place
    draft = place.with_name(f"{label}.{os.getpid()}.new")
    try:
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        convert(weights, draft / _MODEL, eight_bits=eight_bits)
        digests = {name: _sha256(draft / name) for name in _FILES}
        (draft / _ABOUT).write_text(json.dumps(digests), encoding="utf-8")
        if place.exists():
            shutil.rmtree(place)
        draft.rename(place)
    except OSError as error:
        if _is_intact(place):  # another process converted it meanwhile
            shutil.rmtree(draft, ignore_errors=True)
            return place
        raise ModelError(
            f"The converted model cannot be kept in {folder} ({error}). Make the folder writable, or set "
            "SESSION_FINDER_BACKEND=torch."
        ) from error
    return place


def _is_intact(place: Path) -> bool:
    """Whether the files match their digests, so that a damaged model is not used."""
    try:
        digests = json.loads((place / _ABOUT).read_text(encoding="utf-8"))
        return all(digests[name] == _sha256(place / name) for name in _FILES)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
