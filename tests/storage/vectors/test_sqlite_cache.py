"""The vector cache in quiet use: what goes in comes out, for one process, many threads and many processes."""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from session_finder.retrieval.vector_cache import key_of
from session_finder.storage.vectors.sqlite_cache import VectorCache

ROOT = Path(__file__).resolve().parents[3]
DIMENSIONS = 8

# One process of several: opens the cache at a sign, then keeps texts FIRST to LAST in batches of 10.
FILLER = """
import sys
from pathlib import Path
import numpy as np
from session_finder.retrieval.vector_cache import key_of
from session_finder.storage.vectors.sqlite_cache import VectorCache
folder, first, last = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
cache = VectorCache(folder, "model", 8)
for start in range(first, last, 10):
    cache.put({key_of(str(n)): np.full((1, 8), n, dtype=np.float32) for n in range(start, start + 10)})
cache.close()
"""


def cache_in(folder, model="model", dimensions=DIMENSIONS):
    return VectorCache(folder, model, dimensions)


def numbered(numbers, dimensions=DIMENSIONS):
    """For each number its key and one vector full of it."""
    return {key_of(str(n)): np.full((1, dimensions), n, dtype=np.float32) for n in numbers}


def same(found, expected):
    return found.keys() == expected.keys() and all(np.array_equal(found[key], expected[key]) for key in expected)


@pytest.mark.parametrize("kind", ["double", "every other row", "column order"])
def test_any_layout_of_numbers_in_memory_is_kept_as_float32_rows(tmp_path, kind):
    numbers = np.arange(4 * DIMENSIONS, dtype=np.float32).reshape(4, DIMENSIONS)
    given_as = {
        "double": numbers.astype(np.float64),
        "every other row": np.repeat(numbers, 2, axis=0)[::2],
        "column order": np.asfortranarray(numbers),
    }[kind]
    for cache in (cache_in(tmp_path), cache_in(Path(__file__) / "no folder")):
        cache.put({b"key": given_as})
        found = cache.get([b"key"])[b"key"]
        assert found.dtype == np.float32
        assert found.tolist() == numbers.tolist()


def test_changing_the_array_afterwards_does_not_change_what_is_kept_in_memory():
    cache = cache_in(Path(__file__) / "no folder")
    vectors = np.ones((1, DIMENSIONS), dtype=np.float32)
    cache.put({b"key": vectors})
    vectors[:] = 7
    assert cache.get([b"key"])[b"key"].tolist() == [[1.0] * DIMENSIONS]


@settings(max_examples=200)
@given(one=st.lists(st.text(max_size=4), max_size=3), other=st.lists(st.text(max_size=4), max_size=3))
def test_keys_are_equal_exactly_when_their_parts_are(one, other):
    assert (key_of(*one) == key_of(*other)) == (one == other)


def test_a_key_is_32_bytes_and_half_a_surrogate_has_one_too():
    assert len(key_of("\ud83d")) == 32
    assert key_of("a", "b") != key_of("ab") != key_of("", "ab")


def test_eight_threads_may_use_one_cache(tmp_path):
    cache = cache_in(tmp_path)
    start = threading.Barrier(8)

    def use(number):
        entries = numbered(range(number * 100, number * 100 + 100))
        start.wait()
        for key, vectors in entries.items():
            cache.put({key: vectors})
            assert same(cache.get([key]), {key: vectors})
        return entries

    with ThreadPoolExecutor(8) as threads:
        expected = {key: kept for entries in threads.map(use, range(8)) for key, kept in entries.items()}
    assert same(cache_in(tmp_path).get(list(expected)), expected)


@pytest.mark.parametrize("found", ["nothing", "a damaged file"])
def test_openings_at_the_same_moment_all_use_the_same_new_file(tmp_path, found):
    for attempt in range(6):
        folder = tmp_path / str(attempt)
        if found == "a damaged file":
            folder.mkdir()
            (folder / cache_in(tmp_path).path.name).write_bytes(b"damaged " * 1000)
        start = threading.Barrier(6)

        def open_and_put(number, folder=folder, start=start):
            start.wait()
            cache = cache_in(folder)
            cache.put(numbered([number]))
            cache.close()

        with ThreadPoolExecutor(6) as threads:
            list(threads.map(open_and_put, range(6)))
        expected = numbered(range(6))
        assert same(cache_in(folder).get(list(expected)), expected)
        assert len(list(folder.glob("*.damaged-*"))) == (found == "a damaged file")


def test_processes_that_fill_a_new_cache_at_once_lose_nothing(tmp_path):
    spans = [(0, 300), (200, 500), (0, 500)]
    fillers = [
        subprocess.Popen(
            [sys.executable, "-c", FILLER, str(tmp_path), str(first), str(last)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for first, last in spans
    ]
    for filler in fillers:
        assert filler.stdout.readline() == "ready\n"
    for filler in fillers:
        filler.stdin.write("go\n")
        filler.stdin.flush()
    for filler in fillers:
        assert filler.communicate(timeout=60)[1] == ""
        assert filler.returncode == 0
    expected = numbered(range(500))
    assert same(cache_in(tmp_path).get(list(expected)), expected)
    assert list(tmp_path.glob("*.damaged-*")) == []


def test_each_model_and_each_number_of_dimensions_has_a_file_of_its_own(tmp_path):
    paths = [cache_in(tmp_path, "one").path, cache_in(tmp_path, "other").path, cache_in(tmp_path, "one", 16).path]
    assert len(set(paths)) == 3
