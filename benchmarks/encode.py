"""How fast abstracts and interests become vectors, beside the other ways to do it. Ratios, interleaved, medians."""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from benchmarks import report
from benchmarks.contender import CONTENDERS

ROOT = Path(__file__).resolve().parents[1]
JUDGED = ROOT.parent / "shared" / "data" / "judged"
SETS = ("fosdem2025_tracks", "rmedicine2025_keywords")
ABSTRACTS = 60  # of each set, drawn once
QUERIES = 40
ROUNDS = 5
BASE = "sentence-transformers float32"


def texts_of(name: str) -> list[str]:
    """Abstracts of a judged set, titles first."""
    lines = (JUDGED / name / "docs.jsonl").read_text(encoding="utf-8").splitlines()
    return [f"{doc['title']}. {doc['text']}" for doc in map(json.loads, lines) if doc["text"]]


def interests_of(name: str) -> list[str]:
    """The interests of a judged set."""
    lines = (JUDGED / name / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    return [query["text"] for query in map(json.loads, lines)]


class Process:
    """A contender in its own process."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.contender", name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=ROOT,
        )
        self._read()

    def tell(self, **order: object) -> dict[str, float]:
        """Give an order and wait for its answer."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return self._read()

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()

    def _read(self) -> dict[str, float]:
        assert self._process.stdout
        while True:
            line = self._process.stdout.readline()
            if not line:
                raise RuntimeError(f"{self.name} ended before it answered")
            if line.startswith("{"):
                return dict(json.loads(line))


def gemm_peak(dtype_name: str) -> float:
    """The best matrix product here, in GFLOP/s, over half a second."""
    import torch

    size = 1024
    left = torch.randn(size, size).to(getattr(torch, dtype_name))
    best = 0.0
    until = time.perf_counter() + 0.5
    while time.perf_counter() < until:
        begin = time.perf_counter()
        left @ left
        best = max(best, 2 * size**3 / (time.perf_counter() - begin) / 1e9)
    return best


def flops(token_counts: list[int]) -> float:
    """GFLOP of one pass of all-MiniLM-L6-v2 (6 layers of 384) over texts of these lengths, nothing padded."""
    return sum(6 * (24 * 384**2 * count + 4 * 384 * count**2) for count in token_counts) / 1e9


def run() -> None:
    """Measure and report."""
    if not JUDGED.is_dir():
        print("../shared/data is not here: nothing to encode.")
        return
    drawn = random.Random(1)
    documents = [text for name in SETS for text in drawn.sample(texts_of(name), ABSTRACTS)]
    queries = [text for name in SETS for text in drawn.sample(interests_of(name), QUERIES // len(SETS))]
    with tempfile.TemporaryDirectory() as folder:
        report.write("encode", "python -m benchmarks encode", measured(Path(folder), documents, queries))


def measured(folder: Path, documents: list[str], queries: list[str]) -> str:
    """The table, as Markdown."""
    (folder / "documents.json").write_text(json.dumps(documents), encoding="utf-8")
    (folder / "queries.json").write_text(json.dumps(queries), encoding="utf-8")
    processes, failed = [], []
    for name in CONTENDERS:
        try:
            processes.append(Process(name))
        except RuntimeError as error:
            failed.append(str(error))
    seconds: dict[str, list[float]] = {process.name: [] for process in processes}
    singles: dict[str, list[float]] = {process.name: [] for process in processes}
    peaks: dict[str, float] = {}
    gemm: list[float] = []
    for number in range(ROUNDS):
        gemm.append(gemm_peak("float32"))
        for process in processes[number % len(processes) :] + processes[: number % len(processes)]:
            found = process.tell(file=str(folder / "documents.json"), save=str(folder / f"{process.name}.npy"))
            seconds[process.name].append(found["seconds"])
            single = process.tell(
                file=str(folder / "queries.json"), save=str(folder / f"{process.name}.q.npy"), one_by_one=True
            )
            singles[process.name].append(single["seconds"])
            peaks[process.name] = single["peak_mib"]
            print(f"  round {number + 1}, {process.name}: {found['seconds']:.1f} s", flush=True)
    for process in processes:
        process.close()
    truth, truth_queries = np.load(folder / f"{BASE}.npy"), np.load(folder / f"{BASE}.q.npy")
    order = np.argsort(-(truth_queries @ truth.T), kind="stable")[:, :3]
    rate = {name: len(documents) / statistics.median(times) for name, times in seconds.items()}
    work = flops(_lengths(documents))
    rows = []
    for name, times in seconds.items():
        vectors, of_queries = np.load(folder / f"{name}.npy"), np.load(folder / f"{name}.q.npy")
        cosine = (vectors * truth).sum(1) / np.linalg.norm(vectors, axis=1) / np.linalg.norm(truth, axis=1)
        same = (np.argsort(-(of_queries @ vectors.T), kind="stable")[:, :3] == order).all(1).mean()
        share = work / statistics.median(times) / statistics.median(gemm)
        milliseconds = statistics.median(singles[name]) / len(queries) * 1000
        rows.append(
            (
                name,
                rate[name],
                rate[name] / rate[BASE],
                milliseconds,
                statistics.median(singles[BASE]) / statistics.median(singles[name]),
                round(peaks[name]),
                float(cosine.min()),
                f"{same:.0%}",
                f"{share:.0%}",
            )
        )
    header = (
        "way",
        "texts/s",
        "x base",
        "one interest, ms",
        "x base",
        "peak MiB",
        "min cosine",
        "same top 3",
        "of float32 GEMM peak",
    )
    note = (
        f"{len(documents)} abstracts of {', '.join(SETS)}, {len(queries)} interests one by one, medians of {ROUNDS} "
        f"interleaved rounds; the base is {BASE}. float32 GEMM peak {statistics.median(gemm):.0f} GFLOP/s."
    )
    return "\n\n".join([report.table(header, rows), note, *failed])


def _lengths(texts: list[str]) -> list[int]:
    from benchmarks.contender import _weights
    from session_finder.models.tokens import load_tokenizer

    tokenizer = load_tokenizer(_weights())
    tokenizer.enable_truncation(256)
    return [len(encoding.ids) for encoding in tokenizer.encode_batch(texts)]
