"""Index a programme: convert sessions to documents, embed them, and calibrate."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from session_finder.domain.aliases import Aliases
from session_finder.domain.sessions import Session
from session_finder.domain.speakers import speaker
from session_finder.models.encoder import Encoder, Progress, Vectors
from session_finder.retrieval import index
from session_finder.retrieval.calibration import BACKGROUND_QUERIES
from session_finder.retrieval.index import VectorSearch
from session_finder.retrieval.keywords import KeywordIndex
from session_finder.retrieval.maxsim import Projection
from session_finder.retrieval.passages import Document
from session_finder.retrieval.scoring import HybridIndex
from session_finder.retrieval.vector_cache import VectorStore, key_of
from session_finder.text.analyzer import query_words
from session_finder.text.dictionary import is_english

BuildVectors = Callable[[Sequence[Document], Encoder, VectorStore, Projection, Progress | None], VectorSearch]


def document(session: Session, aliases: Aliases) -> Document:
    """The document of a session: its title and abstract, then its tags, track, speakers' names and aliases.

    Employers are searched by keyword only: a speaker from a health insurer need not speak about health.
    """
    speakers = [speaker(written) for written in session.speakers]
    employers = "\n".join(one.employer for one in speakers if one.employer)
    known = [part for part in (*session.tags, session.track, *(one.name for one in speakers)) if part]
    said = "\n".join([session.title, session.abstract, *known, employers])
    about = ", ".join([*known, *aliases.missing(said)])
    return Document(session.title, session.abstract, about, session.room, employers)


def build_index(
    documents: Sequence[Document],
    encoder: Encoder,
    cache: VectorStore,
    progress: Progress | None = None,
    build_vectors: BuildVectors = index.build,
) -> HybridIndex:
    """Index documents.

    ``progress`` is called with (documents done, documents to encode). ``build_vectors`` decides where vectors are
    searched, in memory by default.
    """
    everyday = _everyday(encoder, cache)
    vectors = build_vectors(documents, encoder, cache, _projection(everyday, cache), progress)

    def is_word(word: str) -> bool:
        # What the tokenizer keeps in one piece is a word too: a name, a product.
        return len(encoder.token_spans(word)) == 1 or is_english(word)

    words = KeywordIndex(documents, is_word)
    return HybridIndex.build(vectors, words, everyday)


def embed(sessions: Sequence[Session], aliases: Iterable[tuple[str, str]], encoder: Encoder, cache: VectorStore) -> int:
    """Cache the vectors of sessions without building an index; the number that were not cached before."""
    known = Aliases(tuple(aliases))
    projection = projection_of(encoder, cache)
    return index.build([document(session, known) for session in sessions], encoder, cache, projection).encoded


def projection_of(encoder: Encoder, cache: VectorStore) -> Projection:
    """The projection of the model's word vectors."""
    return _projection(_everyday(encoder, cache), cache)


def _everyday(encoder: Encoder, cache: VectorStore) -> list[Vectors]:
    """For each of BACKGROUND_QUERIES its vector and its words', (1 + words, dim), cached."""
    keys = [key_of("interest and words", text) for text in BACKGROUND_QUERIES]
    known = cache.get(keys)
    missing = [row for row, key in enumerate(keys) if key not in known]
    if missing:
        texts = [BACKGROUND_QUERIES[row] for row in missing]
        spans = [[(start, end) for start, end, _ in query_words(text)] for text in texts]
        entries = dict(zip([keys[row] for row in missing], encoder.encode_parts(texts, spans), strict=True))
        cache.put(entries)
        known.update(entries)
    return [known[key] for key in keys]


def _projection(everyday: Sequence[Vectors], cache: VectorStore) -> Projection:
    """The projection of word vectors: the cached one, so that cached words stay comparable, or a new one."""
    key = key_of("projection", *BACKGROUND_QUERIES)
    kept = cache.get([key]).get(key)
    if kept is not None:
        return Projection(np.ascontiguousarray(kept.T))
    made = Projection.of(np.concatenate([words[1:] for words in everyday]))
    cache.put({key: made.axes.T})
    return made
