"""The fits and the picture of ``python -m benchmarks reliability``."""

from __future__ import annotations

import math
from xml.etree import ElementTree

import numpy as np
import pytest

from benchmarks.reliability import fits, picture
from session_finder.evaluation.level_shares import OddsRange, Share

SETS = np.array(["a"] * 40 + ["b"] * 40)


def drawn(odds: np.ndarray) -> np.ndarray:
    """Right answers as often as their log odds say."""
    return (np.random.default_rng(1).random(len(odds)) < fits.probability(odds)).astype(float)


def test_a_correction_finds_the_line_that_made_the_answers():
    odds = np.random.default_rng(0).normal(0, 3, 20_000)
    a, b = fits.correction(odds, drawn(1 + 0.5 * odds), np.array(["a"] * len(odds)))
    assert (a, b) == (pytest.approx(1, abs=0.06), pytest.approx(0.5, abs=0.03))


def test_a_correction_never_falls_and_then_says_the_share_of_the_sets():
    odds = np.tile(np.linspace(-1, 1, 40), 2)
    right = np.concatenate([odds[:40] < 0, np.zeros(39), [1.0]]).astype(float)
    a, b = fits.correction(odds, right, SETS)
    assert b == 0
    assert 1 / (1 + math.exp(-a)) == pytest.approx((20 / 40 + 1 / 40) / 2)


def test_slopes_are_those_within_sets_whatever_the_sets_shares():
    features = np.random.default_rng(0).normal(0, 1, (40_000, 2))
    sets = np.array(["a", "b"] * 20_000)
    right = drawn(features @ np.array([1.0, 0.5]) + np.where(sets == "a", 2.0, -2.0))
    assert fits.slopes(features, right, sets).tolist() == pytest.approx([1.0, 0.5], abs=0.06)


def test_each_set_has_the_same_weight():
    weights = fits.equal_weights(np.array(["a", "b", "b", "b"]))
    assert weights.tolist() == pytest.approx([2, 2 / 3, 2 / 3, 2 / 3])


def test_log_loss_and_area_agree_with_cases_worked_by_hand():
    odds, right = np.array([0.0, math.log(3)]), np.array([0.0, 1.0])
    assert fits.log_loss(odds, right) == pytest.approx(-(math.log(0.5) + math.log(0.75)) / 2)
    assert fits.area(np.array([1.0, 2.0, 2.0]), np.array([0.0, 0.0, 1.0])) == 0.75
    assert math.isnan(fits.area(odds, np.ones(2)))


def test_the_picture_is_svg_with_a_point_for_each_range_and_the_borders_of_levels():
    ranges = [OddsRange(-math.inf, 0.0, 0.25, Share(1, 4)), OddsRange(0.0, math.inf, 0.75, Share(3, 3))]
    svg = picture.diagram("A < B", {"answers": ranges}, {"strong": 0.0}, "claimed", "measured")
    root = ElementTree.fromstring(svg)
    names = [element.tag.rpartition("}")[2] for element in root]
    assert names.count("circle") == len(ranges) + 1  # and the one of the legend
    assert names.count("path") == 1 + len(ranges)  # the line and the whiskers
    texts = [element.text for element in root if element.tag.endswith("text")]
    assert {"A < B", "strong", "answers", "claimed", "measured"} <= set(texts)
