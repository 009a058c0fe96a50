import numpy as np
import pytest
from toys import WORDS, ToyEncoder

from session_finder.engine import closeness, index
from session_finder.engine.closeness import EVERYDAY, FULL, GOOD, STRONG, Scale
from session_finder.engine.documents import Document
from session_finder.engine.vectors import VectorCache

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
    assert SCALE.word(at(height), 1.0) == word


@pytest.mark.parametrize(("height", "share"), [(-3, 0.0), (0, 0.0), (FULL / 2, 0.5), (FULL, 1.0), (50, 1.0)])
def test_the_bar_is_empty_at_the_noise_and_full_far_above(height, share):
    assert SCALE.share(at(height), 1.0) == pytest.approx(share)


def test_a_query_twice_as_long_with_twice_the_score_is_as_close():
    assert SCALE.height(0.6, 2.0) == pytest.approx(SCALE.height(0.3, 1.0))


def test_the_scale_is_the_mean_and_scatter_of_everyday_interests_best_scores(tmp_path):
    toy = ToyEncoder()
    built = index.build(
        [Document("bread", "bread"), Document("map", "map")], toy, VectorCache(tmp_path, "t", len(WORDS))
    )
    everyday = toy.encode(["bread", "bread map", "castle"])
    best = np.array([1.0, np.sqrt(0.5), 0.0])
    scale = closeness.measure(built, everyday)
    assert scale.noise == pytest.approx(best.mean())
    assert scale.spread == pytest.approx(best.std(ddof=1))


def test_no_everyday_interest_stands_twice():
    assert len(set(EVERYDAY)) == len(EVERYDAY) == 32
