import math

import pytest
from toys import ToyEncoder

from session_finder.domain.sessions import Programme, Session
from session_finder.evaluation.golden import JudgedQuery
from session_finder.evaluation.level_shares import (
    JudgedAnswer,
    Share,
    at_places,
    judged_answers,
    probability,
    reliability,
    shares_by_level,
)
from session_finder.retrieval.calibration import GOOD, STRONG
from session_finder.search.loaded_conference import LoadedConference
from session_finder.storage.vectors.sqlite_cache import VectorCache

ANSWERS = (
    JudgedAnswer(1, 3.0, "strong", True),
    JudgedAnswer(2, 1.0, "strong", False),
    JudgedAnswer(3, -1.0, "good", True),
    JudgedAnswer(1, -9.0, "far", False),
)


def test_each_level_has_the_share_of_its_right_answers():
    assert shares_by_level(ANSWERS) == {
        "strong": Share(1, 2),
        "good": Share(1, 1),
        "weak": Share(0, 0),
        "far": Share(0, 1),
    }
    assert list(shares_by_level(())) == ["strong", "good", "weak", "far"]


def test_first_and_later_answers_are_told_apart():
    assert at_places(ANSWERS, 1) == (ANSWERS[0], ANSWERS[3])
    assert at_places(ANSWERS, 2, 3) == (ANSWERS[1], ANSWERS[2])


def test_the_interval_of_a_share_is_wilsons():
    low, high = Share(9, 10).interval  # by R: binom::binom.wilson(9, 10)
    assert (low, high) == (pytest.approx(0.5958, abs=1e-4), pytest.approx(0.9821, abs=1e-4))
    assert Share(0, 5).interval[0] == 0.0
    assert Share(5, 5).interval[1] == 1.0


def test_of_no_answers_nothing_is_known():
    assert math.isnan(Share(0, 0).value)
    assert Share(0, 0).interval == (0.0, 1.0)


def test_a_range_of_odds_holds_its_lower_edge_and_empty_ranges_are_left_out():
    found = reliability(ANSWERS, (-1.0, 1.0, 2.0))
    assert [(one.low, one.high, one.share) for one in found] == [
        (-math.inf, -1.0, Share(0, 1)),
        (-1.0, 1.0, Share(1, 1)),
        (1.0, 2.0, Share(0, 1)),
        (2.0, math.inf, Share(1, 1)),
    ]
    assert found[1].predicted == pytest.approx(1 / (1 + math.e))


def test_levels_begin_where_ranges_do():
    at = [JudgedAnswer(1, odds, "good", True) for odds in (GOOD, STRONG)]
    assert [one.low for one in reliability(at)] == [GOOD, STRONG]


@pytest.mark.parametrize(("odds", "share"), [(0.0, 0.5), (math.log(3), 0.75), (-math.log(3), 0.25), (-2000.0, 0.0)])
def test_log_odds_are_probabilities(odds, share):
    assert probability(odds) == pytest.approx(share)


def test_an_answer_is_right_if_it_or_one_that_says_the_same_is_judged(tmp_path):
    toy = ToyEncoder()
    sessions = (Session("1", "Health", "A nurse"), Session("2", "Maps", "A map"), Session("3", "Health", "A nurse"))
    cache = VectorCache(tmp_path, toy.digest, toy.card.dimensions)
    finder = LoadedConference.build(Programme("small", "Small", sessions), toy, cache).finder
    judged = (JudgedQuery("a", "nurse", {"3": 1}), JudgedQuery("b", "nurse", {"2": 1}))
    found = judged_answers(finder, judged)
    assert [(one.place, one.right) for one in found] == [(1, True), (2, False), (1, False), (2, True)]
    first = finder.find("nurse").matches[0]
    assert (found[0].odds, found[0].closeness) == (first.odds, first.closeness)
