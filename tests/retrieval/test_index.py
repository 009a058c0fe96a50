import numpy as np
import pytest
from toys import WORDS, ToyEncoder

from session_finder.retrieval import index
from session_finder.retrieval.maxsim import Projection
from session_finder.retrieval.passages import Document
from session_finder.storage.vectors.sqlite_cache import VectorCache

AXES = Projection(np.eye(len(WORDS), dtype=np.float32))

PAGES = [
    Document("health", "data about a nurse"),
    Document("bread", "bread and bread"),
    Document("", ""),
    Document("health", "data about a nurse"),
]


@pytest.fixture
def toy():
    return ToyEncoder()


@pytest.fixture
def fresh(tmp_path, toy):
    return VectorCache(tmp_path, toy.digest, toy.card.dimensions)


def test_a_score_is_the_weighted_mean_of_title_and_best_window(toy, fresh):
    built = index.build(PAGES[:1], toy, fresh, AXES)
    title = toy.encode(["health"])[0]
    window = toy.encode(["health. data about a nurse"])[0]
    query = toy.encode(["nurse data"])[0]
    expected = 0.3 * query @ title + 0.7 * query @ window
    assert built.scores(query) == pytest.approx([expected], abs=1e-6)


def test_the_best_window_of_a_long_text_is_found(toy, fresh):
    long = Document("data", " ".join(["data"] * 30 + ["castle"]))
    built = index.build([long, Document("data", "data")], toy, fresh, AXES)
    assert len(built.windows) > len(built)
    castle = built.scores(toy.encode(["castle"])[0])
    assert castle[0] > 0 == castle[1]


def test_a_second_build_encodes_nothing_and_scores_the_same(toy, fresh):
    first = index.build(PAGES, toy, fresh, AXES)
    assert first.encoded == 3  # one of the four is a repeat
    before = len(toy.encoded)
    second = index.build(PAGES, toy, fresh, AXES)
    assert second.encoded == 0
    assert len(toy.encoded) == before
    query = toy.encode(["health bread"])[0]
    assert second.scores(query).tolist() == first.scores(query).tolist()


def test_changing_one_abstract_of_a_thousand_encodes_one(toy, fresh):
    pages = [Document(f"title {n}", f"data health {n}") for n in range(1000)]
    assert index.build(pages, toy, fresh, AXES).encoded == 1000
    pages[417] = Document(pages[417].title, "bread")
    toy.encoded.clear()
    assert index.build(pages, toy, fresh, AXES).encoded == 1
    assert toy.encoded == ["title 417", "title 417. bread"]


def test_progress_counts_the_texts_that_need_encoding(toy, fresh):
    pages = [Document(f"title {n}", "data") for n in range(100)]
    index.build(pages[:30], toy, fresh, AXES)
    heard = []
    index.build(pages, toy, fresh, AXES, lambda done, total: heard.append((done, total)))
    assert heard == [(64, 70), (70, 70)]


def test_an_empty_programme_has_no_scores(toy, fresh):
    built = index.build([], toy, fresh, AXES)
    assert len(built) == 0
    assert built.scores(toy.encode(["data"])[0]).shape == (0,)


def test_a_model_that_scores_by_cosine_without_normalizing_is_normalized_here(fresh):
    raw = ToyEncoder(unit_length=False)
    raw.card = raw.card.__class__(**{**{f: getattr(raw.card, f) for f in raw.card.__slots__}, "score": "cosine"})
    built = index.build([Document("bread", "bread bread bread")], raw, fresh, AXES)
    assert np.linalg.norm(built.windows, axis=1) == pytest.approx([1.0])


def test_an_interrupted_build_keeps_what_was_encoded(toy, fresh):
    pages = [Document(f"title {n}", "data") for n in range(200)]

    def interrupt(done, total):
        if done >= 128:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index.build(pages, toy, fresh, AXES, interrupt)
    assert index.build(pages, toy, fresh, AXES).encoded == 200 - 128
