import numpy as np
import pytest
from toys import ToyEncoder

from session_finder.engine import hybrid, index
from session_finder.engine.closeness import EVERYDAY
from session_finder.engine.documents import Document
from session_finder.engine.hybrid import HybridIndex
from session_finder.engine.keywords import KeywordIndex
from session_finder.engine.vectors import VectorCache

PAGES = [Document("Bread", "bread of Zelenka"), Document("Maps", "a map of a castle"), Document("Graph", "data")]


@pytest.fixture
def toy():
    return ToyEncoder()


@pytest.fixture
def both(toy, tmp_path):
    vectors = index.build(PAGES, toy, VectorCache(tmp_path, "toy", toy.card.dimensions))
    everyday = toy.encode([f"bread {text}" if n % 2 else text for n, text in enumerate(EVERYDAY)])
    return HybridIndex.build(vectors, KeywordIndex(PAGES), everyday)


def test_a_score_is_meaning_plus_the_worth_of_the_words_covered(both, toy):
    query = toy.encode_interest("map")
    expected = both.vectors.scores(query) + both.worth * both.words.scores("map")
    assert both.search(query, "map").scores.tolist() == pytest.approx(expected.tolist())


def test_words_are_worth_so_many_spreads_of_the_model_s_own_noise(both, toy):
    everyday = toy.encode([f"bread {text}" if n % 2 else text for n, text in enumerate(EVERYDAY)])
    best = [both.vectors.scores(query).max() for query in everyday]
    assert both.worth == pytest.approx(hybrid.WORDS * np.std(best, ddof=1), rel=1e-5)


def test_a_name_that_no_model_knows_is_found_by_its_letters(both, toy):
    query = toy.encode_interest("zelenka")
    assert both.vectors.scores(query).tolist() == [0, 0, 0]
    assert both.search(query, "zelenka").scores.argmax() == 0


def test_the_length_of_the_query_says_nothing(both, toy):
    query = toy.encode_interest("map data")
    found = both.search(query * 7, "map data")
    assert found.scores.tolist() == pytest.approx(both.search(query, "map data").scores.tolist())


def test_an_empty_programme_has_no_scores(toy, tmp_path):
    nothing = index.build([], toy, VectorCache(tmp_path, "toy", toy.card.dimensions))
    built = HybridIndex.build(nothing, KeywordIndex([]), toy.encode(EVERYDAY))
    assert built.search(toy.encode_interest("map"), "map").scores.shape == (0,)
