import pytest

from session_finder.engine import closeness
from session_finder.engine.closeness import EVERYDAY, FULL, GOOD, STRONG, Scale

SCALE = Scale(noise=0.2, spread=0.1)


def at(height):
    return SCALE.noise + height * SCALE.spread


@pytest.mark.parametrize(
    ("height", "word"),
    [
        (-1, "weak"),
        (GOOD - 0.01, "weak"),
        (GOOD + 0.01, "good"),
        (STRONG - 0.01, "good"),
        (STRONG + 0.01, "strong"),
        (99, "strong"),
    ],
)
def test_a_word_for_each_height_above_the_noise(height, word):
    assert SCALE.word(at(height)) == word


@pytest.mark.parametrize(("height", "share"), [(-3, 0.0), (0, 0.0), (FULL / 2, 0.5), (FULL, 1.0), (50, 1.0)])
def test_the_bar_is_empty_at_the_noise_and_full_far_above(height, share):
    assert SCALE.share(at(height)) == pytest.approx(share)


def test_the_scale_is_the_mean_and_scatter_of_everyday_interests_best_scores():
    scale = closeness.measure([1.0, 0.5, 0.0])
    assert (scale.noise, scale.spread) == (pytest.approx(0.5), pytest.approx(0.5))


def test_no_everyday_interest_stands_twice():
    assert len(set(EVERYDAY)) == len(EVERYDAY) == 32
