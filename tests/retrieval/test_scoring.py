import numpy as np
import pytest
from toys import WORDS, ToyEncoder

from session_finder.retrieval import index, ordering, scoring
from session_finder.retrieval.calibration import BACKGROUND_QUERIES, EVERYDAY, Calibration
from session_finder.retrieval.keywords import KeywordIndex
from session_finder.retrieval.maxsim import Projection, QueryWords
from session_finder.retrieval.passages import Document
from session_finder.retrieval.scoring import HybridIndex
from session_finder.storage.vectors.sqlite_cache import VectorCache
from session_finder.text.analyzer import stem

AXES = Projection(np.eye(len(WORDS), dtype=np.float32))

PAGES = [Document("Bread", "bread of Zelenka"), Document("Maps", "a map of a castle"), Document("Graph", "data")]


@pytest.fixture
def toy():
    return ToyEncoder()


@pytest.fixture
def everyday(toy):
    """Every second everyday interest is one about bread to the toy, and so are its words."""
    read = [toy.encode_query(text) for text in BACKGROUND_QUERIES]
    for vectors in read[1::2]:
        vectors[:] = np.eye(len(WORDS), dtype=np.float32)[WORDS.index("bread")]
    return read


@pytest.fixture
def both(toy, tmp_path, everyday):
    vectors = index.build(PAGES, toy, VectorCache(tmp_path, "toy", toy.card.dimensions), AXES)
    return HybridIndex.build(vectors, KeywordIndex(PAGES), everyday)


def test_a_score_is_meaning_plus_the_worth_of_the_words_covered(both, toy):
    query = toy.encode(["map"])[0]
    expected = both.vectors.scores(query) + both.worth * both.words.scores("map")
    assert both.search(query, both.words.search("map")).scores.tolist() == pytest.approx(expected.tolist())


def test_words_are_worth_so_many_spreads_of_the_model_s_own_noise(both, everyday):
    best = [both.vectors.scores(query[0]).max() for query in everyday]
    assert both.worth == pytest.approx(scoring.WORDS * np.std(best, ddof=1), rel=1e-5)


def test_a_name_that_no_model_knows_is_found_by_its_letters(both, toy):
    query = toy.encode(["zelenka"])[0]
    assert both.vectors.scores(query).tolist() == [0, 0, 0]
    assert both.search(query, both.words.search("zelenka")).scores.argmax() == 0


def test_the_nearest_words_of_a_document_add_what_they_are_worth(both, toy):
    interest = "a castle with bread"
    query, *words = toy.encode_query(interest)
    bare = both.search(query, both.words.search(interest)).scores
    full = both.search(query, both.words.search(interest), QueryWords(["castle", "bread"], np.stack(words))).scores
    rare = [both.words.rarity(stem(word)) for word in ("castle", "bread")]
    nearness = np.array([rare[1], rare[0], 0]) / sum(rare)  # the first page says bread, the second castle
    spread = both.scale.best.spread / both.scale.near.spread
    assert (full - bare).tolist() == pytest.approx((scoring.NEARNESS * spread * nearness).tolist(), abs=1e-5)


def test_only_the_candidates_are_read_word_by_word_and_stay_above_the_others(toy, tmp_path, everyday, monkeypatch):
    pages = [*PAGES, *(Document(f"Page {n}", "nurse") for n in range(9))]
    vectors = index.build(pages, toy, VectorCache(tmp_path, "toy", toy.card.dimensions), AXES)
    built = HybridIndex.build(vectors, KeywordIndex(pages), everyday)
    monkeypatch.setattr(scoring, "CANDIDATES", 2)
    query, *words = toy.encode_query("map castle")
    scores = built.search(
        query, built.words.search("map castle"), QueryWords(["map", "castle"], np.stack(words))
    ).scores
    assert ordering.best(scores, 3) == [1, 0, 2]  # of those that score alike the earliest is the second candidate


def test_the_length_of_the_query_says_nothing(both, toy):
    query = toy.encode(["map data"])[0]
    found = both.search(query * 7, both.words.search("map data"))
    assert found.scores.tolist() == pytest.approx(both.search(query, both.words.search("map data")).scores.tolist())


def test_an_empty_programme_has_no_scores(toy, tmp_path, everyday):
    nothing = index.build([], toy, VectorCache(tmp_path, "toy", toy.card.dimensions), AXES)
    built = HybridIndex.build(nothing, KeywordIndex([]), everyday)
    assert built.search(toy.encode(["map"])[0], built.words.search("map")).scores.shape == (0,)


@pytest.fixture
def english(toy, tmp_path):
    vectors = index.build(PAGES, toy, VectorCache(tmp_path, "toy", toy.card.dimensions), AXES)
    return HybridIndex.build(vectors, KeywordIndex(PAGES), [toy.encode_query(text) for text in BACKGROUND_QUERIES])


def test_the_english_queries_give_the_calibration_that_the_index_was_english_with(english, toy):
    again = english.calibrated(BACKGROUND_QUERIES, [toy.encode_query(text) for text in BACKGROUND_QUERIES])
    assert again.scale == english.scale != Calibration()


def test_other_queries_give_another_noise_and_words_keep_their_weight(english, toy):
    queries = ["a castle", "bread"]
    other = english.calibrated(queries, [toy.encode_query(text) for text in queries])
    assert other.scale.best.mean == pytest.approx(
        np.mean([english.vectors.scores(toy.encode([text])[0]).max() for text in queries])
    )
    assert (other.worth, other.words, other.vectors) == (english.worth, english.words, english.vectors)


def test_an_empty_index_has_no_noise(toy, tmp_path):
    nothing = index.build([], toy, VectorCache(tmp_path, "toy", toy.card.dimensions), AXES)
    empty = HybridIndex.build(nothing, KeywordIndex([]), [])
    assert empty.calibrated(EVERYDAY["de"], []) is empty
