import hashlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from session_finder.retrieval import calibration
from session_finder.retrieval.calibration import (
    BACKGROUND_QUERIES,
    CLOSE,
    EVERYDAY,
    FULL,
    GOOD,
    STRONG,
    Calibration,
    Noise,
    bar_share,
    closeness_of,
)

SCALE = Calibration(Noise(0.2, 0.1), Noise(0.1, 0.05), Noise(0.3, 0.2), Noise(0.5, 0.1))
shares = st.floats(0, 1, width=32)


@pytest.mark.parametrize(
    ("odds", "said"),
    [
        (-99, "far"),
        (CLOSE - 0.01, "far"),
        (CLOSE, "weak"),
        (GOOD - 0.01, "weak"),
        (GOOD, "good"),
        (STRONG - 0.01, "good"),
        (STRONG, "strong"),
        (99, "strong"),
    ],
)
def test_a_word_for_each_height(odds, said):
    assert closeness_of(odds) == said


@pytest.mark.parametrize(
    ("odds", "length"), [(-9, 0.0), (CLOSE, 0.0), ((CLOSE + FULL) / 2, 0.5), (FULL, 1.0), (50, 1.0)]
)
def test_the_bar_is_empty_where_nothing_is_close_and_full_far_above(odds, length):
    assert bar_share(odds) == pytest.approx(length)


def test_confidence_weighs_five_things():
    meaning = np.array([0.1] * 9 + [0.4, 0.4], dtype=np.float32)
    coverage = np.array([0.5] + [0.0] * 10, dtype=np.float32)
    expected = (
        calibration.MEANING_WEIGHT * 2
        + calibration.SUBJECT_WEIGHT * 6
        + calibration.COVERAGE_WEIGHT * 0.5
        + calibration.KNOWN_WEIGHT * 0.25
        + calibration.NEARNESS_WEIGHT * 3
        + calibration.INTERCEPT
    )
    assert SCALE.confidence(meaning, coverage, 0.25, 0.8) == pytest.approx(expected, rel=1e-5)


@given(st.lists(shares, min_size=1, max_size=40), shares, shares, shares, shares)
def test_more_of_anything_never_lowers_the_confidence(meaning, coverage, known_share, nearest, more):
    found = np.array(meaning, dtype=np.float32)
    words = np.full(len(found), coverage, dtype=np.float32)
    base = SCALE.confidence(found, words, known_share, nearest)
    assert SCALE.confidence(found + more, words, known_share, nearest) >= base - 1e-6
    assert SCALE.confidence(found, words + more, known_share, nearest) >= base - 1e-6
    assert SCALE.confidence(found, words, known_share + more, nearest) >= base - 1e-6
    assert SCALE.confidence(found, words, known_share, nearest + more) >= base - 1e-6


def test_a_session_below_the_best_loses_by_the_spread_of_scores():
    assert SCALE.odds_lost(0.0) == 0
    assert SCALE.odds_lost(0.4) == pytest.approx(2 * calibration.ODDS_PER_SPREAD)


def test_a_tenth_of_the_documents_reach_the_nearest_tenth():
    assert calibration.nearest_tenth(np.arange(101, dtype=np.float32)) == 90
    assert calibration.nearest_tenth(np.array([0.5], dtype=np.float32)) == 0.5


def test_noise_is_the_mean_and_scatter_of_what_everyday_interests_get():
    noise = calibration.noise_of([1.0, 0.5, 0.0])
    assert (noise.mean, noise.spread) == (pytest.approx(0.5), pytest.approx(0.5))
    assert noise.z_score(1.5) == pytest.approx(2.0)


def test_each_language_of_the_page_has_32_everyday_interests_and_none_stands_twice():
    assert [*EVERYDAY] == ["en", "de", "fr", "es", "ja"]
    assert {language: len(texts) for language, texts in EVERYDAY.items()} == dict.fromkeys(EVERYDAY, 32)
    every = [text for texts in EVERYDAY.values() for text in texts]
    assert len(set(every)) == len(every)


def test_the_english_ones_are_those_that_the_weights_were_fitted_with():
    assert EVERYDAY["en"] == BACKGROUND_QUERIES
    digest = hashlib.sha256("\n".join(BACKGROUND_QUERIES).encode()).hexdigest()
    assert digest == "3f107416a614d7f7e06cc869f7e446e68a2dca86ee71d184df092083a4c82d75"


@pytest.mark.parametrize(
    ("lacks_term", "nearest", "odds", "admitted"),
    [
        (True, 0.6, 1.0, calibration.MOST_WHEN_LACKING),
        (True, 0.6, -5.0, -5.0),
        (True, 0.5 + 0.1 * calibration.SAME_WORD + 0.01, 1.0, 1.0),
        (False, 0.6, 1.0, 1.0),
    ],
)
def test_where_a_word_that_is_asked_for_is_lacking_no_answer_is_better_than_weak(lacks_term, nearest, odds, admitted):
    assert SCALE.capped(odds, lacks_term, nearest) == admitted
    assert closeness_of(calibration.MOST_WHEN_LACKING) == "weak"
