"""A loaded conference: one version of a programme and everything that answers questions about it."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from session_finder.domain.aliases import Aliases
from session_finder.domain.sessions import Programme
from session_finder.filters.facets import Facets
from session_finder.models.encoder import Progress
from session_finder.query.lexicon import ProgrammeLexicon
from session_finder.retrieval import duplicates, index
from session_finder.retrieval.duplicates import Rows
from session_finder.retrieval.scoring import HybridIndex
from session_finder.retrieval.vector_cache import VectorStore
from session_finder.search.encoding import QueryEncoder
from session_finder.search.finder import SessionFinder
from session_finder.search.indexer import BuildVectors, build_index, document
from session_finder.search.word_search import WordSearch
from session_finder.topics.topic_map import LazyTopicMap


class LoadedConference:
    """A programme with its finder, facets, lexicon, word search and topic map. Immutable, so any thread may use it.

    Parts that not every question needs are built when they are first used.
    """

    def __init__(
        self, programme: Programme, encoder: QueryEncoder, index: HybridIndex, leaders: Rows, aliases: Aliases
    ) -> None:
        self.programme = programme
        self.facets = Facets(programme.searchable)
        self.finder = SessionFinder(programme, self.facets, encoder, index, leaders, aliases)
        rows = np.arange(len(programme.searchable))
        self.topic_map = LazyTopicMap(programme, lambda: index.vectors.document_vectors(rows))

    @classmethod
    def build(
        cls,
        programme: Programme,
        encoder: QueryEncoder,
        cache: VectorStore,
        progress: Progress | None = None,
        build_vectors: BuildVectors = index.build,
    ) -> LoadedConference:
        """Index a programme.

        ``progress`` is called with (sessions done, sessions to encode). ``build_vectors`` decides where vectors are
        searched, in memory by default.
        """
        aliases = Aliases(programme.aliases)
        documents = [document(session, aliases) for session in programme.searchable]
        found = build_index(documents, encoder, cache, progress, build_vectors)
        return cls(programme, encoder, found, duplicates.groups(documents), aliases)

    @cached_property
    def lexicon(self) -> ProgrammeLexicon:
        """What the words of a query may mean in this programme."""
        return ProgrammeLexicon(self.programme)

    @cached_property
    def words(self) -> WordSearch:
        """Search by letters in the same programme, breaks included."""
        return WordSearch(self.programme)

    def warm(self) -> None:
        """Build now what the first query, and the first page, would otherwise wait for."""
        _ = self.lexicon, self.programme.dates
