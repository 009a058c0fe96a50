"""Vectors for a hundred thousand sessions without hours of encoding: each lies near those of one that was encoded.

A session of ``variants`` says what its model session says, of another tool. Its vectors are that session's, each moved
by a tenth of its length in a direction of its own and brought to length one again: clustered, as real ones are. What a
search costs depends on how many there are, not on their numbers; what it finds is not measured here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from benchmarks.scale import texts
from session_finder.bootstrap.model_loading import Model
from session_finder.domain.aliases import Aliases
from session_finder.domain.sessions import Session
from session_finder.models.encoder import unit
from session_finder.retrieval.index import WORDS
from session_finder.retrieval.passages import SETTINGS
from session_finder.retrieval.vector_cache import key_of
from session_finder.search.indexer import document, projection_of

_MOVED = 0.1  # of a vector's length
_BATCH = 1_000  # sessions


def variants(count: int, models: int) -> list[Session]:
    """``count`` sessions on the subjects of the first ``models`` ones, each with a tool and a number of its own."""
    found = []
    for number in range(count):
        made = texts.session(number % models, texts.tool(number))
        found.append(Session(f"s{number}", *(getattr(made, name) for name in Session.__slots__[1:])))
    return found


def keep(model: Model, sessions: Sequence[Session], models: int) -> Iterator[int]:
    """Put the vectors of ``variants`` into the cache, whose model sessions are there; yields how many are done."""
    cache = model.cache
    projection = projection_of(model.worker, cache)
    small = cache.words(f"{WORDS}:{projection.digest}", projection.dimensions)

    def key(session: Session) -> bytes:
        said = document(session, Aliases(()))
        return key_of(SETTINGS, str(model.worker.card.window_tokens), said.title, said.body, said.about)

    known = [key(session) for session in sessions[:models]]
    whole, pressed = cache.get(known), small.get(known)
    drawn = np.random.default_rng(models)
    for start in range(0, len(sessions), _BATCH):
        rows = range(start, min(start + _BATCH, len(sessions)))
        keys = [key(sessions[row]) for row in rows]
        near = (whole[known[row % models]] for row in rows)
        cache.put({name: _moved(vectors, drawn) for name, vectors in zip(keys, near, strict=True)})
        small.put({name: pressed[known[row % models]] for name, row in zip(keys, rows, strict=True)})
        yield rows[-1] + 1


def _moved(vectors: np.ndarray, drawn: np.random.Generator) -> np.ndarray:
    directions = unit(drawn.standard_normal(vectors.shape, dtype=np.float32))
    return unit(vectors + _MOVED * directions)
