"""Abstracts a second on a GPU, beside sentence-transformers on the same one; "not measured" where there is none."""

from __future__ import annotations

import statistics
import time

import torch

from benchmarks import report
from benchmarks.contender import _weights
from benchmarks.encode import JUDGED, SETS, texts_of

ROUNDS = 5


def run() -> None:
    """Measure and report."""
    if not torch.cuda.is_available():
        report.write("gpu", "python -m benchmarks gpu", "Not measured: there is no CUDA device here.")
        return
    from sentence_transformers import SentenceTransformer

    from session_finder.models.torch_encoder import TorchEncoder

    folder = _weights().folder
    ways = {"ours bfloat16": TorchEncoder(_weights(), "cuda", "bfloat16").encode}
    for name, dtype in (("float32", torch.float32), ("bfloat16", torch.bfloat16), ("float16", torch.float16)):
        model = SentenceTransformer(str(folder), device="cuda", model_kwargs={"dtype": dtype})
        ways[f"sentence-transformers {name}"] = lambda texts, model=model: model.encode(texts, show_progress_bar=False)
    texts = [text for name in SETS for text in texts_of(name)] if JUDGED.is_dir() else ["some abstract " * 80] * 2000
    times: dict[str, list[float]] = {name: [] for name in ways}
    for encode in ways.values():
        encode(texts[:200])
    for _ in range(ROUNDS):
        for name, encode in ways.items():
            begin = time.perf_counter()
            encode(texts)
            times[name].append(time.perf_counter() - begin)
    rows = [(name, len(texts) / statistics.median(found)) for name, found in times.items()]
    body = report.table(("way", "texts/s"), rows) + f"\n\n{torch.cuda.get_device_name()}, {len(texts)} abstracts."
    report.write("gpu", "python -m benchmarks gpu", body)
