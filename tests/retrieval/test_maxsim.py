import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from session_finder.retrieval.maxsim import Projection, WordVectors
from session_finder.text.analyzer import MOST_WORDS, query_words

AXES = Projection(np.eye(4, 2, dtype=np.float32))
EAST, NORTH = np.array([1, 0, 0, 0], dtype=np.float32), np.array([0, 1, 0, 0], dtype=np.float32)


def test_the_words_of_an_interest_are_those_that_say_something():
    found = query_words("I am looking for talks about Café-Kultur and FHIR")
    assert [word for *_, word in found] == ["cafe", "kultur", "fhir"]
    assert [(start, end) for start, end, _ in found] == [(29, 33), (34, 40), (45, 49)]


def test_of_a_pasted_paper_the_first_words_are_asked():
    assert len(query_words("data " * 1000)) == MOST_WORDS


def test_the_axes_are_those_in_which_the_words_differ_most_with_their_largest_part_positive():
    words = np.array([[0, -3, 0], [0, 3, 0], [2, 0, 0], [0, 0, 0]], dtype=np.float32)
    axes = Projection.of(words).axes
    assert axes[:, 0].tolist() == pytest.approx([0, 1, 0])
    assert axes[:, 1].tolist() == pytest.approx([1, 0, 0])


def test_the_same_words_make_the_same_projection_and_others_another():
    words = np.random.default_rng(0).standard_normal((100, 80)).astype(np.float32)
    assert Projection.of(words).digest == Projection.of(words.copy()).digest
    assert Projection.of(words).digest != Projection.of(words + 1).digest
    assert Projection.of(words).axes.shape == (80, 64)


def test_a_word_that_comes_again_is_kept_once_as_the_mean():
    kept = AXES.quantized([("east", EAST), ("north", NORTH), ("east", NORTH * 5)])
    assert kept.tolist() == [[90, 90], [0, 127]]


def test_a_document_of_no_words_is_near_nothing():
    words = WordVectors.of([AXES.quantized([]), AXES.quantized([("east", EAST)])], AXES)
    near = words.nearness(np.array([0, 1]), EAST[None], np.ones(1, dtype=np.float32))
    assert near.tolist() == [0, 1]


def test_nearness_is_the_weighted_mean_of_each_word_s_nearest():
    pages = [[("east", EAST), ("north", NORTH)], [("north", NORTH)], [("west", -EAST)]]
    words = WordVectors.of([AXES.quantized(page) for page in pages], AXES)
    asked, weights = np.stack([EAST, NORTH]), np.array([3, 1], dtype=np.float32)
    assert words.nearness(np.array([2, 0, 1]), asked, weights).tolist() == pytest.approx([-0.75, 1, 0.25])


@pytest.mark.parametrize("weights", [[], [0, 0]])
def test_without_words_that_count_nothing_is_near(weights):
    words = WordVectors.of([AXES.quantized([("east", EAST)])], AXES)
    asked = np.zeros((len(weights), 4), dtype=np.float32)
    assert words.nearness(np.array([0]), asked, np.array(weights, dtype=np.float32)).tolist() == [0]


@given(arrays.arrays(np.float32, (5, 4), elements=st.floats(-1, 1, width=32)))
def test_eight_bits_move_a_cosine_by_less_than_a_fiftieth(vectors):
    lengths = np.linalg.norm(vectors[:, :2], axis=1)
    vectors = vectors[lengths > 0.01]
    words = WordVectors.of([AXES.quantized([(str(n), vector)]) for n, vector in enumerate(vectors)], AXES)
    for query in vectors:
        near = words.nearness(np.arange(len(vectors)), query[None], np.ones(1, dtype=np.float32))
        small = vectors[:, :2] / np.linalg.norm(vectors[:, :2], axis=1, keepdims=True)
        exact = small @ query[:2] / np.linalg.norm(query[:2])
        assert np.abs(near - exact).max() < 0.02
