import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from session_finder.retrieval import ordering

scores = st.lists(st.floats(-1, 1, width=32), max_size=40).map(lambda found: np.array(found, dtype=np.float32))


def test_the_highest_scores_come_first():
    assert ordering.best(np.array([0.1, 0.9, 0.5], dtype=np.float32), 2) == [1, 2]


def test_scores_that_differ_by_less_than_a_thousandth_keep_the_order_of_the_programme():
    assert ordering.best(np.array([0.50001, 0.50004, 0.6], dtype=np.float32), 3) == [2, 0, 1]


def test_asking_for_none_or_past_the_end_gives_none():
    found = np.array([0.3, 0.2], dtype=np.float32)
    assert ordering.best(found, 0) == []
    assert ordering.best(found, 3, skip=2) == []
    assert ordering.best(np.empty(0, dtype=np.float32), 3) == []


@given(scores, st.integers(0, 45))
def test_the_best_few_are_the_head_of_the_whole_order(found, count):
    assert ordering.best(found, count) == ordering.best(found, len(found))[:count]


@given(scores, st.integers(1, 10), st.integers(0, 20))
def test_pages_of_the_list_join_without_gap_or_repeat(found, count, skip):
    assert ordering.best(found, skip) + ordering.best(found, count, skip) == ordering.best(found, skip + count)


@given(scores)
def test_every_row_comes_once_and_never_rises(found):
    order = ordering.best(found, len(found))
    assert sorted(order) == list(range(len(found)))
    rounded = np.round(found, ordering.DECIMALS)[order]
    assert all(rounded[:-1] >= rounded[1:])
