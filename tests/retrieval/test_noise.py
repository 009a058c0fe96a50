import numpy as np
import pytest
from toys import WORDS, ToyEncoder

from session_finder.retrieval import index
from session_finder.retrieval.calibration import BACKGROUND_QUERIES, EVERYDAY, Calibration
from session_finder.retrieval.keywords import KeywordIndex
from session_finder.retrieval.maxsim import Projection
from session_finder.retrieval.passages import Document
from session_finder.retrieval.scoring import HybridIndex
from session_finder.storage.vectors.sqlite_cache import VectorCache

AXES = Projection(np.eye(len(WORDS), dtype=np.float32))
PAGES = [Document("Bread", "bread of Zelenka"), Document("Maps", "a map of a castle"), Document("Graph", "data")]


@pytest.fixture
def toy():
    return ToyEncoder()


@pytest.fixture
def built(toy, tmp_path):
    vectors = index.build(PAGES, toy, VectorCache(tmp_path, "toy", toy.card.dimensions), AXES)
    return HybridIndex.build(vectors, KeywordIndex(PAGES), [toy.encode_query(text) for text in BACKGROUND_QUERIES])


def test_the_english_queries_give_the_calibration_that_the_index_was_built_with(built, toy):
    again = built.calibrated(BACKGROUND_QUERIES, [toy.encode_query(text) for text in BACKGROUND_QUERIES])
    assert again.scale == built.scale != Calibration()


def test_other_queries_give_another_noise_and_words_keep_their_weight(built, toy):
    queries = ["a castle", "bread"]
    other = built.calibrated(queries, [toy.encode_query(text) for text in queries])
    assert other.scale.best.mean == pytest.approx(
        np.mean([built.vectors.scores(toy.encode([text])[0]).max() for text in queries])
    )
    assert (other.worth, other.words, other.vectors) == (built.worth, built.words, built.vectors)


def test_an_empty_index_has_no_noise(toy, tmp_path):
    nothing = index.build([], toy, VectorCache(tmp_path, "toy", toy.card.dimensions), AXES)
    empty = HybridIndex.build(nothing, KeywordIndex([]), [])
    assert empty.calibrated(EVERYDAY["de"], []) is empty
