import math
from pathlib import Path

import pytest

from session_finder.evaluation import evaluation
from session_finder.evaluation.golden import JudgedQuery, read_golden, read_unanswerable
from session_finder.retrieval.calibration import BACKGROUND_QUERIES

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "data" / "harbour-2027" / "golden.jsonl"
UNANSWERABLE = GOLDEN.with_name("unanswerable.jsonl")

# What the bundled model reaches in float32; a change that lowers it must say why.
# An interest or two less than was measured (0.614, 0.80, 0.775; 95 and 9), since processors round differently.
LEVEL = {"nDCG@3": 0.60, "success@3": 0.78, "MRR@10": 0.76}
NOT_CLOSE = (93, 10)  # of 100 unanswerable interests at least, of the golden ones at most


def ranked(finder, judged):
    return {one.id: [match.session.id for match in finder.find(one.text, evaluation.DEPTH).matches] for one in judged}


def test_measures_agree_with_a_case_worked_by_hand():
    judged = (JudgedQuery("a", "", {"s1": 3, "s2": 1}), JudgedQuery("b", "", {"s9": 2}))
    found = evaluation.mean_measures(judged, {"a": ["s7", "s1", "s8", "s2"], "b": ["s1", "s2", "s3", "s4", "s9"]})
    ideal = 3 / math.log2(2) + 1 / math.log2(3)
    assert found["nDCG@3"] == pytest.approx((3 / math.log2(3) / ideal + 0) / 2)
    assert found["success@3"] == pytest.approx(0.5)
    assert found["MRR@10"] == pytest.approx((1 / 2 + 1 / 5) / 2)


def test_an_interest_without_any_answer_counts_as_nothing_found():
    judged = (JudgedQuery("a", "", {"s1": 1}), JudgedQuery("b", "", {"s2": 1}))
    assert evaluation.mean_measures(judged, {"a": ["s1"], "b": []})["success@3"] == pytest.approx(0.5)


def test_the_golden_set_stays_at_its_level(finder):
    judged = read_golden(GOLDEN)
    found = evaluation.mean_measures(judged, ranked(finder, judged))
    assert {name: found[name] for name, level in LEVEL.items() if found[name] < level} == {}


def test_what_the_programme_does_not_answer_is_called_not_close_and_most_of_what_it_does_is_not(finder):
    refused = sum(not finder.find(text).close for text in read_unanswerable(UNANSWERABLE))
    lost = sum(not finder.find(interest.text).close for interest in read_golden(GOLDEN))
    assert refused >= NOT_CLOSE[0]
    assert lost <= NOT_CLOSE[1]


def test_no_unanswerable_interest_is_one_that_the_noise_is_measured_with():
    assert not set(read_unanswerable(UNANSWERABLE)) & set(BACKGROUND_QUERIES)
