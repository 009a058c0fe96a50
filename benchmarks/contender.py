"""One way to encode, in a process of its own: it loads, then encodes whatever it is told on standard input.

A process each, so that peak memory is its own, and so that rounds can be interleaved. Lines in and out are JSON:
``{"file": texts.json}`` is answered by ``{"seconds": …}``; ``{"file", "save": vectors.npy}`` also saves the vectors.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

os.environ.setdefault("HF_HUB_OFFLINE", "1")
Encode = Callable[[Sequence[str]], Any]
CACHE = Path(tempfile.gettempdir()) / "session-finder-bench"


def _weights() -> Any:
    from session_finder.models.weights import bundled

    return bundled(CACHE / "pins.json")


def ours() -> Encode:
    """What the program itself takes on this machine."""
    from session_finder.bootstrap.model_loading import make_encoder

    return make_encoder(_weights(), CACHE, "auto", "auto", "auto").encode


def ours_torch() -> Encode:
    from session_finder.models.torch_encoder import TorchEncoder

    return TorchEncoder(_weights()).encode


def st_float32() -> Encode:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(_weights().folder))
    return lambda texts: model.encode(list(texts), show_progress_bar=False)


def st_bfloat16() -> Encode:
    import torch
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(_weights().folder), model_kwargs={"dtype": torch.bfloat16})
    return lambda texts: model.encode(list(texts), show_progress_bar=False, convert_to_numpy=True)


def _onnx_file(name: str) -> Path:
    """The exported model; exported, or quantized, the first time."""
    import torch

    from session_finder.models.torch_encoder import TorchEncoder

    CACHE.mkdir(parents=True, exist_ok=True)
    path = CACHE / "fp32.onnx"
    if not path.is_file():
        ids = torch.ones((2, 8), dtype=torch.long)
        axes = {"input_ids": {0: "batch", 1: "tokens"}, "attention_mask": {0: "batch", 1: "tokens"}}
        torch.onnx.export(
            TorchEncoder(_weights(), "cpu", "float32").pooled_module(),
            (ids, ids),
            str(path),
            input_names=["input_ids", "attention_mask"],
            output_names=["vectors"],
            dynamic_axes=axes,
            dynamo=False,
        )
    if name == "int8":
        from onnxruntime.quantization import QuantType, quantize_dynamic

        quantized = CACHE / "int8.onnx"
        if not quantized.is_file():
            quantize_dynamic(str(path), str(quantized), weight_type=QuantType.QInt8)
        return quantized
    return path


def _onnx(name: str) -> Encode:
    import onnxruntime

    from session_finder.models.tokens import Tokens

    session = onnxruntime.InferenceSession(str(_onnx_file(name)), providers=["CPUExecutionProvider"])
    tokens = Tokens(_weights())
    return lambda texts: tokens.encode(
        texts, lambda ids, mask: session.run(None, {"input_ids": ids, "attention_mask": mask})[0]
    )


def onnx_fp32() -> Encode:
    return _onnx("fp32")


def onnx_int8() -> Encode:
    return _onnx("int8")


def openvino_bare() -> Encode:
    """OpenVINO as its documentation shows it, in the library's own choice of format, batches of 32 as they come."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    from session_finder.models.openvino_encoder import import_openvino

    openvino = import_openvino()
    folder = str(_weights().folder)
    model = AutoModel.from_pretrained(folder).eval()
    tokenizer = AutoTokenizer.from_pretrained(folder)
    ids = torch.ones((2, 8), dtype=torch.long)
    converted = openvino.convert_model(model, example_input={"input_ids": ids, "attention_mask": ids})
    compiled = openvino.compile_model(converted, "CPU", {"PERFORMANCE_HINT": "THROUGHPUT"})

    def encode(texts: Sequence[str]) -> np.ndarray:
        found = []
        for start in range(0, len(texts), 32):
            batch = tokenizer(list(texts[start : start + 32]), padding=True, truncation=True, max_length=256)
            inputs = {name: np.array(batch[name]) for name in ("input_ids", "attention_mask")}
            hidden = compiled(inputs)[0]
            mask = inputs["attention_mask"][:, :, None].astype(np.float32)
            pooled = (hidden * mask).sum(1) / mask.sum(1)
            found.append(pooled / np.linalg.norm(pooled, axis=1, keepdims=True))
        return np.concatenate(found)

    return encode


CONTENDERS: dict[str, Callable[[], Encode]] = {
    "ours": ours,
    "ours, torch": ours_torch,
    "sentence-transformers float32": st_float32,
    "sentence-transformers bfloat16": st_bfloat16,
    "ONNX Runtime float32": onnx_fp32,
    "ONNX Runtime int8": onnx_int8,
    "OpenVINO, plain loop": openvino_bare,
}


def main() -> None:
    """Load the contender named on the command line, say so, then obey lines until there are no more."""
    encode = CONTENDERS[sys.argv[1]]()
    encode(["warm", "up", "with a few short texts"])
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        texts = json.loads(Path(order["file"]).read_text(encoding="utf-8"))
        begin = time.perf_counter()
        if order.get("one_by_one"):
            vectors = np.concatenate([np.atleast_2d(np.asarray(encode([text]))) for text in texts])
        else:
            vectors = np.asarray(encode(texts), dtype=np.float32)
        seconds = time.perf_counter() - begin
        if "save" in order:
            np.save(order["save"], vectors.astype(np.float32))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"seconds": seconds, "peak_mib": peak}), flush=True)


if __name__ == "__main__":
    main()
