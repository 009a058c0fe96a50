"""The cache of vectors in every store: what goes in comes out, and nothing else goes in."""

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from session_finder.retrieval.vector_cache import BadVectors, key_of

FLOATS = arrays(np.float32, (2, 8), elements=st.floats(width=32, allow_nan=False, allow_infinity=False))


def numbered(numbers):
    """For each number its key and one vector full of it."""
    return {key_of(str(n)): np.full((1, 8), n, dtype=np.float32) for n in numbers}


def same(found, expected):
    return found.keys() == expected.keys() and all(np.array_equal(found[key], expected[key]) for key in expected)


def test_what_was_put_comes_back_to_the_bit_in_this_process_and_the_next(store):
    one, other = store.cache(), store.cache()

    @settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(vectors=FLOATS)
    def returns(vectors):
        key = key_of(vectors.tobytes().hex())
        one.put({key: vectors})
        for cache in (one, other):
            found = cache.get([key])[key]
            assert (found.shape, found.dtype, found.tobytes()) == (vectors.shape, np.float32, vectors.tobytes())

    returns()


def test_what_is_not_there_is_left_out_and_asking_twice_gives_it_once(store):
    cache = store.cache()
    cache.put(numbered([1, 2]))
    one, three = key_of("1"), key_of("3")
    assert list(cache.get([one, three, one])) == [one]
    assert cache.get([]) == {}
    cache.put({})


def test_a_thousand_texts_and_one_are_kept_and_asked_for_at_once(store):
    entries = numbered(range(1001))
    store.cache().put(entries)
    assert same(store.cache().get(list(entries)), entries)


def test_a_text_that_is_kept_again_is_replaced(store):
    cache = store.cache()
    cache.put({b"key": np.ones((3, 8), dtype=np.float32)})
    cache.put({b"key": np.full((1, 8), 2, dtype=np.float32)})
    assert store.cache().get([b"key"])[b"key"].tolist() == [[2.0] * 8]


def test_two_models_and_two_lengths_never_see_each_others_vectors(store):
    store.cache("one").put({b"key": np.ones((1, 8), dtype=np.float32)})
    assert store.cache("other").get([b"key"]) == {}
    assert store.cache("one", 16).get([b"key"]) == {}
    assert store.cache("one").words("words", 8).get([b"key"]) == {}
    assert store.cache("one").get([b"key"])[b"key"].tolist() == [[1.0] * 8]


def test_words_are_kept_in_8_bits_beside_their_model(store):
    words = np.arange(-6, 6, dtype=np.int8).reshape(3, 4)
    store.cache().words("words1", 4).put({b"key": words})
    found = store.cache().words("words1", 4).get([b"key"])[b"key"]
    assert (found.dtype, found.tolist()) == (np.int8, words.tolist())
    assert store.cache().words("words2", 4).get([b"key"]) == {}


@pytest.mark.parametrize("shape", [(8,), (2, 9), (0, 8), (1, 2, 8)])
def test_vectors_of_another_shape_are_refused_with_both_shapes_and_nothing_beside_them_is_kept(store, shape):
    cache = store.cache()
    with pytest.raises(ValueError, match=r"should have shape \(1 or more, 8\), have") as refused:
        cache.put({b"good": np.ones((1, 8), dtype=np.float32), b"bad": np.ones(shape, dtype=np.float32)})
    assert str(refused.value).endswith(str(shape))
    assert cache.get([b"good", b"bad"]) == {}


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_what_is_no_number_is_refused_and_nothing_beside_it_is_kept(store, value):
    cache = store.cache()
    bad = np.ones((2, 8), dtype=np.float32)
    bad[1, 7] = value
    with pytest.raises(BadVectors, match="finite"):
        cache.put({b"good": np.ones((1, 8), dtype=np.float32), b"bad": bad})
    assert cache.get([b"good", b"bad"]) == {}


def test_a_vector_of_zeros_is_refused_where_the_model_gives_vectors_of_length_one(store):
    zeros = np.zeros((1, 8), dtype=np.float32)
    with pytest.raises(BadVectors, match="length"):
        store.cache(zeros=False).put({b"key": zeros})
    assert store.cache().get([b"key"]) == {}
    store.cache(zeros=True).put({b"key": zeros})
    assert store.cache().get([b"key"])[b"key"].tolist() == [[0.0] * 8]


def test_eight_threads_that_keep_the_same_texts_at_once_lose_nothing(store):
    cache, other = store.cache(), store.cache()
    start = threading.Barrier(8)
    entries = numbered(range(100))

    def use(number):
        keys = list(entries)[:: 1 if number % 2 else -1]
        start.wait()
        for first in range(0, 100, 20):
            part = {key: entries[key] for key in keys[first : first + 20]}
            (cache if number % 3 else other).put(part)
            assert same(cache.get(list(part)), part)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(use, range(8)))
    assert same(store.cache().get(list(entries)), entries)
