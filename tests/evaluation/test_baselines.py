import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toys import ToyEncoder

from session_finder.domain.sessions import Programme, Session
from session_finder.evaluation import evaluation
from session_finder.evaluation.baselines import Baselines
from session_finder.evaluation.evaluation import Difference, compare, difference
from session_finder.evaluation.golden import JudgedQuery
from session_finder.search.loaded_conference import LoadedConference
from session_finder.storage.vectors.sqlite_cache import VectorCache

SESSIONS = (
    Session("1", "Data"),
    Session("2", "Data health"),
    Session("3", "Sourdough"),
)
dyadic = st.integers(0, 64).map(lambda number: number / 64)
shares = st.lists(st.tuples(dyadic, dyadic), min_size=1, max_size=20)


@pytest.fixture
def build(tmp_path):
    """The finder and the baselines of sessions, with a toy encoder of their own."""

    def make(sessions, unit_length=True):
        toy = ToyEncoder(unit_length=unit_length)
        cache = VectorCache(tmp_path, toy.digest, toy.card.dimensions)
        finder = LoadedConference.build(Programme("small", "Small", tuple(sessions)), toy, cache).finder
        return finder, Baselines.build(finder, toy, cache), toy, cache

    return make


@pytest.fixture
def three(build):
    return build(SESSIONS)


@pytest.fixture
def four(build):
    """With bread among the sessions some everyday interest comes close, so that words count beside meaning."""
    finder, baselines, *_ = build([*SESSIONS, Session("4", "Bread")])
    return finder, baselines


# ---- rankings -----------------------------------------------------------------------------------------------------


def test_dense_ranks_by_the_angle_of_one_vector_for_each_session(three):
    _, baselines, *_ = three
    assert baselines.dense("data", 3) == [0, 1, 2]
    assert baselines.dense("health", 3) == [1, 0, 2]
    assert baselines.dense("health data", 3) == [1, 0, 2]
    assert baselines.dense("data sourdough", 3) == [0, 1, 2]


def test_bm25_ranks_by_words_alone_rare_ones_first(three):
    _, baselines, *_ = three
    assert baselines.bm25("data sourdough", 3) == [2, 0, 1]
    assert baselines.bm25("health", 3) == [1, 0, 2]


def test_reciprocal_ranks_of_both_are_added(three):
    _, baselines, *_ = three
    assert baselines.dense("data sourdough", 3) == [0, 1, 2]
    assert baselines.bm25("data sourdough", 3) == [2, 0, 1]
    fused = [1 / 61 + 1 / 62, 1 / 62 + 1 / 63, 1 / 63 + 1 / 61]
    assert baselines.rrf("data sourdough", 3) == sorted(range(3), key=lambda row: -fused[row]) == [0, 2, 1]


def sessions_ranked(dense, words):
    """A session for each pair of ranks, by dense vectors and by BM25, for the interest "data sourdough"."""
    for row, (near, short) in enumerate(zip(dense, words, strict=True)):
        filling = ["health"] * near + ["crust"] * (20 * short - near)
        yield Session(str(row), "", " ".join(["data", "sourdough", *filling]))
    for row in range(50):  # so that the words of the others are rare
        yield Session(f"castle {row}", "", "castle")


@pytest.mark.parametrize(
    ("last", "middle", "expected"),
    [(12, 6, [1, 0]), (14, 7, [0, 1])],
    ids=["a constant above 54", "a constant below 77"],
)
def test_the_constant_of_reciprocal_ranks_is_sixty(build, last, middle, expected):
    others = [rank for rank in range(1, last + 1) if rank not in (1, middle)]
    dense = [1, middle, *others]
    words = [last, middle, *(rank for rank in range(1, last) if rank != middle)]
    _, baselines, *_ = build(sessions_ranked(dense, words))
    order = baselines.rrf("data sourdough", last)
    assert [dense[row] for row in baselines.dense("data sourdough", last)] == list(range(1, last + 1))
    assert [words[row] for row in baselines.bm25("data sourdough", last)] == list(range(1, last + 1))
    assert [row for row in order if row in (0, 1)] == expected


def test_equal_sums_of_ranks_go_to_the_earlier_session(build):
    _, baselines, *_ = build([Session("1", "Data"), Session("2", "Sourdough"), Session("3", "Data")])
    assert baselines.rrf("nothing", 3) == [0, 1, 2]


@pytest.mark.parametrize("way", ["dense", "bm25", "rrf"])
def test_no_more_rows_are_named_than_were_asked_for_or_are_there(three, way):
    _, baselines, *_ = three
    rank = getattr(baselines, way)
    assert rank("data sourdough", 2) == rank("data sourdough", 9)[:2]
    assert sorted(rank("data sourdough", 9)) == [0, 1, 2]


def test_breaks_are_not_ranked(build):
    _, baselines, *_ = build([Session("1", "Data", format="lunch"), *SESSIONS[1:]])
    assert baselines.dense("data", 9) == [0, 1]


def test_title_and_abstract_are_one_text_and_either_may_be_missing(build, tmp_path):
    sessions = [Session("1", "Data", "A map"), Session("2", "", "A castle"), Session("3", "Bread")]
    finder, _, toy, _ = build(sessions)
    toy.encoded.clear()
    other = VectorCache(tmp_path / "other", toy.digest, toy.card.dimensions)
    Baselines.build(finder, toy, other)
    assert toy.encoded == ["Data. A map", "A castle", "Bread"]


def test_a_second_build_encodes_nothing_and_ranks_the_same(three):
    finder, baselines, toy, cache = three
    toy.encoded.clear()
    again = Baselines.build(finder, toy, cache)
    assert toy.encoded == []
    assert again.dense("health", 3) == baselines.dense("health", 3)


def test_sessions_of_one_text_are_encoded_once_and_ranked_each(build):
    _, baselines, toy, _ = build([*SESSIONS, Session("4", "Data")])
    assert baselines.dense("data", 2) == [0, 3]
    assert toy.encoded.count("Data") == 3  # title and window of the index, and the baseline's own


# ---- differences --------------------------------------------------------------------------------------------------


@given(st.lists(dyadic, min_size=1, max_size=20))
def test_a_way_does_not_differ_from_itself(scores):
    assert difference(scores, scores) == Difference(0, 0, 0)


@settings(max_examples=20)
@given(st.lists(dyadic, min_size=1, max_size=20), dyadic)
def test_a_constant_gain_is_that_gain_for_certain(scores, gain):
    assert difference([score + gain for score in scores], scores) == Difference(gain, gain, gain)


def test_of_two_interests_with_one_gain_the_interval_reaches_from_none_to_all():
    assert difference([1, 0.5], [0, 0.5]) == Difference(0.5, 0, 1)


def test_the_bounds_of_many_interests_are_about_two_deviations_from_the_mean():
    found = difference([1, 0, 0, 0] * 25, [0] * 100)
    deviation = math.sqrt(0.25 * 0.75 / 100)
    assert found.mean == 0.25
    assert (found.low, found.high) == pytest.approx((0.25 - 1.96 * deviation, 0.25 + 1.96 * deviation), abs=0.01)


@settings(max_examples=20)
@given(shares)
def test_differences_lie_in_their_interval_and_turn_with_their_sides(pairs):
    ours, other = ([pair[side] for pair in pairs] for side in (0, 1))
    found, turned = difference(ours, other), difference(other, ours)
    gains = np.array(ours) - np.array(other)
    assert found == difference(ours, other)
    assert found.mean == pytest.approx(gains.mean())
    assert gains.min() - 1e-9 <= found.low <= found.high <= gains.max() + 1e-9
    assert (found.mean, found.low, found.high) == pytest.approx((-turned.mean, -turned.high, -turned.low))


# ---- all ways on one set ------------------------------------------------------------------------------------------


def test_all_ways_are_measured_against_the_same_judgements(four):
    finder, baselines = four
    found = compare(finder, baselines, (JudgedQuery("a", "sourdough", {"3": 3}), JudgedQuery("b", "health", {"2": 2})))
    assert found.interests == 2
    assert tuple(found.measures) == tuple(found.milliseconds) == evaluation.METHODS
    perfect = dict.fromkeys(evaluation.MEASURES, 1.0)
    assert found.measures["bm25"] == pytest.approx(perfect)
    assert found.measures["ours"] == pytest.approx(perfect)
    assert found.measures["dense"] == pytest.approx(
        {"nDCG@3": (0.5 + 1) / 2, "success@3": 1, "nDCG@10": (0.5 + 1) / 2, "MRR@10": (1 / 3 + 1) / 2}
    )


def test_gains_are_the_differences_of_the_means_with_their_bounds(four):
    finder, baselines = four
    found = compare(finder, baselines, (JudgedQuery("a", "sourdough", {"3": 3}), JudgedQuery("b", "health", {"2": 2})))
    assert set(found.gains) == {"dense", "bm25", "rrf"}
    assert found.gains["dense"] == Difference(0.25, 0, 0.5)
    assert found.gains["bm25"] == Difference(0, 0, 0)
    for way, gain in found.gains.items():
        assert gain.mean == pytest.approx(found.measures["ours"]["nDCG@3"] - found.measures[way]["nDCG@3"])


def test_an_interest_that_no_way_answers_counts_as_nothing_for_all(four):
    finder, baselines = four
    found = compare(finder, baselines, (JudgedQuery("a", "data", {"9": 3}),))
    assert found.measures == {way: dict.fromkeys(evaluation.MEASURES, 0.0) for way in evaluation.METHODS}
    assert set(found.gains.values()) == {Difference(0, 0, 0)}


def test_every_way_takes_some_time(four):
    finder, baselines = four
    found = compare(finder, baselines, (JudgedQuery("a", "data", {"1": 3}),))
    assert all(milliseconds > 0 for milliseconds in found.milliseconds.values())
