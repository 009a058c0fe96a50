"""Indexes that processes share: the same answers, encoded once, whole or made anew."""

from __future__ import annotations

import mmap

import numpy as np
import pytest
from toys import ToyEncoder

from session_finder.models.encoder import vectors_name
from session_finder.retrieval import index
from session_finder.retrieval.passages import Document
from session_finder.search.indexer import projection_of
from session_finder.storage.vectors.mapped_index import FOLDER, MappedIndex
from session_finder.storage.vectors.sqlite_cache import VectorCache

DOCUMENTS = (
    Document("Health data", "A nurse counts. A model of a castle and its bread.", "map"),
    Document("Graph", "", ""),
    Document("Bread", "Health and bread and data and maps. " * 8, "castle, nurse"),
)
QUERY = np.array([0.5, 0.1, 0, 0.7, 0.2, 0.3, 0, 0.1], dtype=np.float32)


@pytest.fixture
def toy():
    return ToyEncoder()


def cache_in(folder, toy):
    return VectorCache(folder, vectors_name(toy), toy.card.dimensions)


def built(folder, toy, documents=DOCUMENTS, slug="small"):
    cache = cache_in(folder, toy)
    return MappedIndex(folder, slug)(documents, toy, cache, projection_of(toy, cache))


def arrays(found):
    sentences, words = found.sentences, found.words
    return [
        *(found.titles, found.wholes, found.windows, found.firsts),
        *(sentences.numbers, sentences.steps, sentences.firsts, words.numbers, words.firsts),
    ]


def is_mapped(array):
    while array is not None and not isinstance(array, mmap.mmap):
        array = getattr(array, "base", None)
    return isinstance(array, mmap.mmap)


def folders(folder):
    return sorted(path.name for path in folder.glob(f"{FOLDER}/*/*/"))


def test_a_mapped_index_is_the_one_that_was_built(toy, tmp_path):
    cache = cache_in(tmp_path / "other", toy)
    expected = index.build(DOCUMENTS, toy, cache, projection_of(toy, cache))
    for found in (built(tmp_path, toy), built(tmp_path, toy)):
        assert [np.array_equal(one, other) for one, other in zip(arrays(found), arrays(expected), strict=True)] == (
            [True] * 9
        )
        assert [is_mapped(one) and not one.flags.writeable for one in arrays(found)] == [True] * 9
        assert found.scores(QUERY).tolist() == expected.scores(QUERY).tolist()


def test_only_the_first_one_encodes(toy, tmp_path):
    assert built(tmp_path, toy).encoded == len(DOCUMENTS)
    (tmp_path / f"{cache_in(tmp_path, toy).path.name}").unlink()
    projection = projection_of(toy, cache_in(tmp_path / "other", toy))
    toy.encoded.clear()
    again = MappedIndex(tmp_path, "small")(DOCUMENTS, toy, cache_in(tmp_path, toy), projection)
    assert (again.encoded, toy.encoded) == (0, [])


def test_a_new_version_takes_the_place_of_the_one_before_which_goes_on(toy, tmp_path):
    before = built(tmp_path, toy)
    (kept,) = folders(tmp_path)
    scores = before.scores(QUERY).tolist()
    assert len(built(tmp_path, toy, DOCUMENTS[:2])) == 2
    (now,) = folders(tmp_path)
    assert now != kept
    assert before.scores(QUERY).tolist() == scores
    built(tmp_path, toy, DOCUMENTS, slug="another")
    assert len(folders(tmp_path)) == 2


@pytest.mark.parametrize("damage", ["flipped", "cut", "about", "missing"])
def test_a_damaged_index_is_made_anew(toy, tmp_path, damage, caplog):
    built(tmp_path, toy)
    (place,) = tmp_path.glob(f"{FOLDER}/*/*/")
    file = place / ("about.json" if damage == "about" else "windows.npy")
    content = file.read_bytes()
    if damage == "missing":
        file.unlink()
    else:
        file.write_bytes(content[:-1] + (bytes([content[-1] ^ 1]) if damage == "flipped" else b""))
    found = built(tmp_path, toy)
    assert is_mapped(found.windows)
    assert file.read_bytes() == content
    assert len({*caplog.messages}) == (damage != "missing")


def test_where_nothing_can_be_written_a_process_has_its_own(toy, tmp_path, caplog):
    (tmp_path / FOLDER).write_text("in the way")
    found = built(tmp_path, toy)
    assert not is_mapped(found.windows)
    assert len(found) == len(DOCUMENTS)
    assert "cannot be shared between processes" in caplog.text
