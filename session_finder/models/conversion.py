"""Convert a transformers model to OpenVINO's format, in a process of its own.

Converting takes torch, transformers and the weights twice: 600 MB that a process would keep until it ends. So a child
process converts, and ends.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from session_finder.models.cards import ModelCard, ModelError

if TYPE_CHECKING:
    from session_finder.models.weights import Weights

_REFUSED: Final = 3  # exit code of the child: the last line of its stderr is a message for the person who runs it


def import_openvino() -> Any:  # noqa: ANN401  the module has no types
    """Import OpenVINO without its telemetry, which would report the import to Intel."""
    # When the package cannot be imported, OpenVINO falls back to a stub.
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    import openvino

    return openvino


def convert(weights: Weights, target: Path, *, eight_bits: bool) -> None:
    """Write the converted model to ``target``, an XML file, and its weights beside it.

    ``eight_bits`` rounds the weights of linear layers. A process that has torch in its memory anyway converts itself.
    Raises ModelError when the model cannot be converted.
    """
    if "torch" in sys.modules:
        _convert(weights, target, eight_bits=eight_bits)
    else:
        _convert_in_child(weights, target, eight_bits=eight_bits)


def _convert_in_child(weights: Weights, target: Path, *, eight_bits: bool) -> None:
    asked = {"weights": asdict(weights), "target": target, "eight_bits": eight_bits}
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path)}
    ended = subprocess.run(  # noqa: S603  our own module
        [sys.executable, "-m", __name__],
        input=json.dumps(asked, default=str),
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    said = ended.stderr.strip().splitlines()
    if ended.returncode == _REFUSED:
        raise ModelError(said[-1])
    if ended.returncode:
        raise ModelError(
            f"{weights.card.short_name} could not be converted: the process ended with code {ended.returncode} "
            f"({said[-1] if said else 'perhaps for want of memory'}). Free 2 GB and start again, or set "
            "SESSION_FINDER_BACKEND=torch."
        )


def _main() -> None:
    """Entry point of the child; what to convert is JSON on stdin."""
    from session_finder.models.weights import Weights

    asked = json.load(sys.stdin)
    read = asked["weights"]
    card = ModelCard(**{**read["card"], "languages": tuple(read["card"]["languages"])})
    weights = Weights(Path(read["folder"]), card, read["source"], read["digest"])
    try:
        _convert(weights, Path(asked["target"]), eight_bits=asked["eight_bits"])
    except ModelError as error:
        print(" ".join(str(error).split()), file=sys.stderr)  # noqa: T201  the parent reads it
        sys.exit(_REFUSED)


def _convert(weights: Weights, target: Path, *, eight_bits: bool) -> None:
    import warnings

    import torch

    from session_finder.models.torch_encoder import TorchEncoder

    openvino = import_openvino()
    example = torch.ones((2, 8), dtype=torch.long)
    module = TorchEncoder(weights, "cpu", "float32").module
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # tracing warns of dynamic shapes; tests compare the result with torch's
        model = openvino.convert_model(module, example_input={"input_ids": example, "attention_mask": example})
    if eight_bits:
        _round_weights(model, openvino)
    openvino.save_model(model, str(target), compress_to_fp16=False)


def _round_weights(model: Any, openvino: Any) -> None:  # noqa: ANN401  the module has no types
    """Replace the weights of linear layers, (out, in) float32, by int8 and a scale for each row."""
    operations = openvino.opset13
    for node in model.get_ordered_ops():
        constant = node.input_value(1).get_node() if node.get_type_name() == "MatMul" else None
        if constant is None or constant.get_type_name() != "Constant" or not node.get_attributes()["transpose_b"]:
            continue
        exact = constant.get_data()
        scale = np.maximum(np.abs(exact).max(axis=1, keepdims=True), 1e-12).astype(np.float32) / 127
        rounded = operations.constant(np.round(exact / scale).astype(np.int8))
        product = operations.multiply(operations.convert(rounded, "f32"), operations.constant(scale))
        node.input(1).replace_source_output(product.output(0))


if __name__ == "__main__":
    _main()
