"""Evaluate rankings: the finder and the baselines on judged queries, by standard measures."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import ir_measures
import numpy as np
from ir_measures import RR, Success, nDCG

from session_finder.evaluation.baselines import Baselines
from session_finder.evaluation.golden import JudgedQuery
from session_finder.search.finder import SessionFinder

DEPTH = 10
MEASURES = {"nDCG@3": nDCG @ 3, "success@3": Success @ 3, "nDCG@10": nDCG @ 10, "MRR@10": RR @ 10}
METHODS = ("dense", "bm25", "rrf", "ours")
RESAMPLES = 10_000
Rankings = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Difference:
    """The difference of two methods in mean nDCG@3, with its 95 % interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class MethodComparison:
    """The measures and median milliseconds of each of METHODS on one set, and ours less each of the others."""

    measures: dict[str, dict[str, float]]
    milliseconds: dict[str, float]
    gains: dict[str, Difference]
    interests: int


def compare(finder: SessionFinder, baselines: Baselines, judged: tuple[JudgedQuery, ...]) -> MethodComparison:
    """Rank every query by each method and measure."""
    ids = [session.id for session in finder.programme.searchable]

    def named(rows: Callable[[str, int], list[int]]) -> Callable[[str], list[str]]:
        return lambda text: [ids[row] for row in rows(text, DEPTH)]

    ways: dict[str, Callable[[str], list[str]]] = {
        "dense": named(baselines.dense),
        "bm25": named(baselines.bm25),
        "rrf": named(baselines.rrf),
        "ours": lambda text: [match.session.id for match in finder.find(text, DEPTH).matches],
    }
    rankings: dict[str, Rankings] = {way: {} for way in ways}
    times: dict[str, list[float]] = {way: [] for way in ways}
    for interest in judged:
        finder.encoder.encode_query(interest.text)  # so that the first method does not pay for encoding
        for way, rank in ways.items():
            begin = time.perf_counter()
            rankings[way][interest.id] = rank(interest.text)
            times[way].append(time.perf_counter() - begin)
    each = {way: _ndcg_of_each(judged, ranking) for way, ranking in rankings.items()}
    return MethodComparison(
        measures={way: mean_measures(judged, ranking) for way, ranking in rankings.items()},
        milliseconds={way: statistics.median(found) * 1000 for way, found in times.items()},
        gains={way: difference(each["ours"], each[way]) for way in METHODS if way != "ours"},
        interests=len(judged),
    )


def mean_measures(judged: tuple[JudgedQuery, ...], rankings: Rankings) -> dict[str, float]:
    """The mean of each of MEASURES over the queries; a query without a ranking counts as 0."""
    found = ir_measures.calc_aggregate(list(MEASURES.values()), _grades(judged), _run(rankings))
    return {name: float(found[measure]) for name, measure in MEASURES.items()}


def difference(ours: list[float], other: list[float]) -> Difference:
    """The mean of the paired differences and its 95 % bootstrap interval (Sakai 2006), with a fixed seed."""
    gains = np.array(ours) - np.array(other)
    draws = np.random.default_rng(0).integers(len(gains), size=(RESAMPLES, len(gains)))
    low, high = np.percentile(gains[draws].mean(axis=1), [2.5, 97.5])
    return Difference(float(gains.mean()), float(low), float(high))


def _ndcg_of_each(judged: tuple[JudgedQuery, ...], rankings: Rankings) -> list[float]:
    """nDCG@3 of each query, in order."""
    found = {
        metric.query_id: float(metric.value)
        for metric in ir_measures.iter_calc([MEASURES["nDCG@3"]], _grades(judged), _run(rankings))
    }
    return [found.get(interest.id, 0.0) for interest in judged]


def _grades(judged: tuple[JudgedQuery, ...]) -> dict[str, dict[str, int]]:
    return {interest.id: interest.answers for interest in judged}


def _run(rankings: Rankings) -> dict[str, dict[str, float]]:
    return {
        interest: {session: float(len(ids) - place) for place, session in enumerate(ids)}
        for interest, ids in rankings.items()
    }
