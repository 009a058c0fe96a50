"""The noise that a query in another language than English must exceed: an index calibrated by other everyday queries.

HybridIndex calibrates itself by the English ones when it is built. What unrelated texts of a language get differs much
between languages, and between a programme in that language and one in another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from session_finder.models.encoder import Vectors, unit
from session_finder.retrieval import ordering
from session_finder.retrieval.calibration import Calibration, nearest_tenth, noise_of
from session_finder.retrieval.scoring import CANDIDATES, HybridIndex
from session_finder.text.analyzer import query_words, stem


def with_noise_of(index: HybridIndex, queries: Sequence[str], read: Sequence[Vectors]) -> HybridIndex:
    """``index`` with a calibration by ``queries``, at least two; unchanged if it is empty.

    ``read``: for each query its vector and its words' (analyzer.query_words), (1 + w, dim) float32. Words keep their
    weight beside meaning. Scores every document for every query.
    """
    if not len(index.vectors):
        return index
    best, tenth, scores, near = [], [], [], []
    for text, query in zip(queries, read, strict=True):
        meaning = index.vectors.scores(unit(query[0]))
        score = meaning + index.worth * index.words.search(text).coverage
        candidates = index.vectors.candidates(np.array(ordering.best(score, CANDIDATES), dtype=np.intp))
        rarity = np.array([index.words.rarity(stem(word)) for _, _, word in query_words(text)], dtype=np.float32)
        best.append(float(meaning.max()))
        tenth.append(nearest_tenth(meaning))
        scores.append(float(score.max()))
        near.append(float(candidates.nearness(query[1:], rarity).max()))
    return replace(index, scale=Calibration(*(noise_of(values) for values in (best, tenth, scores, near))))
