"""The calibration for a query's language: which language that is, and an index with its noise, made at first need."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import cached_property
from typing import Final

import numpy as np

from session_finder.domain.sessions import Session
from session_finder.models.encoder import Vectors, unit
from session_finder.query.language_detection import languages_of, query_language
from session_finder.retrieval.calibration import EVERYDAY
from session_finder.retrieval.scoring import HybridIndex
from session_finder.search.encoding import QueryEncoder, without_end_marks

DEFAULT: Final = "en"  # HybridIndex.build calibrates by these everyday queries
_ALIKE: Final = 1 / 3  # mean cosine of unrelated queries from which a model does not read their language (RESULTS.md)
_SAMPLE: Final = 48  # sessions whose languages are those of the programme


class LanguageNoise:
    """An index of ``sessions`` in the calibration of each language. Any thread may use it.

    A language costs 32 forward passes, and scoring every session for each of them, when it is first asked for.
    """

    def __init__(self, index: HybridIndex, sessions: Sequence[Session], encoder: QueryEncoder) -> None:
        self._sessions, self._encoder = sessions, encoder
        self._indexes = {DEFAULT: index}

    def language(self, query: str, known_share: float, page_language: str) -> str:
        """The language of EVERYDAY whose noise a query must exceed; ``known_share`` is that of KeywordMatch."""
        found = query_language(query, known_share, page_language, self._written)
        return found if found in EVERYDAY else DEFAULT

    def index(self, language: str) -> HybridIndex:
        """The index with the noise of a language of EVERYDAY. Raises Busy (models.worker)."""
        if language not in self._indexes:
            texts = _texts(language)
            read = [self._encoder.encode_query(text) for text in texts]
            self._indexes[language] = self._calibrated(texts, read)
        return self._indexes[language]

    async def index_async(self, language: str) -> HybridIndex:
        """``index`` for coroutines: no thread waits for the model, and none that serves others scores."""
        if language not in self._indexes:
            texts = _texts(language)
            read = await asyncio.gather(*map(self._encoder.encode_query_async, texts))
            self._indexes[language] = await asyncio.to_thread(self._calibrated, texts, read)
        return self._indexes[language]

    def _calibrated(self, texts: Sequence[str], read: Sequence[Vectors]) -> HybridIndex:
        """The index with the noise of these texts; the default one if the model does not read their language.

        Then unrelated texts look alike, and by their noise half of the interests that are answered would be refused.
        """
        wholes = unit(np.stack([vectors[0] for vectors in read]))
        alike = (wholes @ wholes.T)[~np.eye(len(wholes), dtype=bool)].mean()
        index = self._indexes[DEFAULT]
        return index if alike > _ALIKE else index.calibrated(texts, read)

    @cached_property
    def _written(self) -> frozenset[str]:
        """The languages of the programme, by a sample of its sessions."""
        sample = self._sessions[:: max(1, len(self._sessions) // _SAMPLE)]
        return languages_of([f"{session.title}. {session.abstract}" for session in sample])


def _texts(language: str) -> list[str]:
    return [without_end_marks(text) for text in EVERYDAY[language]]
