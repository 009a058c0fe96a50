"""The best choice of candidates against all choices, and what decides between equal ones."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from session_finder.query.candidates import Candidate, best_choice


def candidate(start, end, score, facet="tag"):
    return Candidate.of((start, end), facet, score)


several = st.lists(
    st.tuples(st.integers(0, 9), st.integers(1, 5), st.integers(1, 4)).map(
        lambda one: candidate(one[0], one[0] + one[1], one[2] / 2)
    ),
    max_size=7,
)


def worth(choice):
    return sum(one.score for one in choice), sum(one.end - one.start for one in choice)


def apart(choice):
    ordered = sorted(choice, key=lambda one: one.start)
    return all(one.end <= other.start for one, other in pairwise(ordered))


@given(several)
def test_no_choice_without_overlaps_is_worth_more(candidates):
    every = [list(some) for size in range(len(candidates) + 1) for some in combinations(candidates, size)]
    chosen = best_choice(candidates)
    assert apart(chosen)
    assert worth(chosen) == max(worth(some) for some in every if apart(some))


@given(several)
def test_the_choice_is_in_order_and_consists_of_the_candidates(candidates):
    chosen = best_choice(candidates)
    assert chosen == sorted(chosen, key=lambda one: one.start)
    assert {id(one) for one in chosen} <= {id(one) for one in candidates}


def test_of_equal_scores_the_longer_wins():
    short, long = candidate(2, 4, 3), candidate(0, 6, 3)
    assert best_choice([short, long]) == best_choice([long, short]) == [long]


def test_two_small_candidates_beat_a_larger_one_only_by_their_sum():
    left, right = candidate(0, 3, 2), candidate(3, 6, 2)
    assert best_choice([left, right, candidate(0, 6, 3.5)]) == [left, right]
    assert best_choice([left, right, candidate(0, 6, 4.5)]) == [candidate(0, 6, 4.5)]


def test_of_the_same_span_and_score_the_first_wins():
    room, tag = candidate(0, 3, 2, "room"), candidate(0, 3, 2, "tag")
    assert best_choice([room, tag]) == [room]
    assert best_choice([tag, room]) == [tag]


def test_nothing_is_chosen_of_nothing():
    assert best_choice([]) == []


def test_only_a_format_names_sessions():
    assert [Candidate.of((0, 1), facet, 1.0).names_sessions for facet in ("format", "track")] == [True, False]
