"""Several subjects in one query: what is split, in which order, and what is said of the rest."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from session_finder.filters.filters import Filters
from session_finder.search.request import Request, understand
from session_finder.search.results import Feedback
from session_finder.search.several import taking_turns

NOW = datetime(2027, 5, 11, 8, tzinfo=UTC)
LIST = "I am interested in accessibility, maps, kafka and nursing"
FOUR = ("accessibility", "maps", "kafka", "nursing")


def understood(loaded, typed, **how):
    return understand(typed, loaded.lexicon, NOW, **how)


def labelled(answer):
    return [(match.subject, match.session.id) for match in answer.matches]


def best(finder, subject):
    return finder.find(subject, 1).matches[0].session.id


def test_each_subject_gets_its_turn_with_its_own_best_session(loaded, finder):
    answer = finder.find(understood(loaded, LIST), 8)
    assert [match.subject for match in answer.matches] == [*FOUR, *FOUR]
    assert [match.session.id for match in answer.matches[:4]] == [best(finder, subject) for subject in FOUR]
    assert (answer.subjects, answer.missing, answer.close, answer.more) == (FOUR, (), True, True)


def test_subjects_without_a_close_session_are_named_and_get_no_turn(loaded, finder):
    answer = finder.find(understood(loaded, "leadership, hiring, burnout and SQL"), 3)
    assert [match.subject for match in answer.matches] == ["hiring", "SQL", "SQL"]
    assert [match.session.id for match in answer.matches[:2]] == [best(finder, "hiring"), best(finder, "SQL")]
    assert (answer.subjects, answer.missing) == (("hiring", "SQL"), ("leadership", "burnout"))


def test_semicolons_separate_wherever_that_helps(loaded, finder):
    assert finder.find(understood(loaded, "hiring; burnout; sql"), 3).subjects == ("hiring", "sql")
    assert finder.find(understood(loaded, "hiring, burnout, sql"), 3).interest == "hiring, burnout, sql"


@pytest.mark.parametrize("typed", ["health, hospitals and nurses", "maps, tides and charts", "nursing"])
def test_a_list_that_is_one_topic_is_searched_as_one(loaded, finder, typed):
    answer = finder.find(understood(loaded, typed), 3)
    assert labelled(answer) == [("", match.session.id) for match in finder.find(typed, 3).matches]
    assert (answer.subjects, answer.missing) == ((), ())


@pytest.mark.parametrize("request_of", [Request.plain, str])
def test_what_is_searched_literally_is_one_subject(loaded, finder, request_of):
    assert finder.find(request_of(LIST), 3).subjects == ()
    assert finder.find(understood(loaded, LIST, as_typed=True), 3).subjects == ()
    assert finder.find(understood(loaded, LIST).as_one, 3).subjects == ()


def test_the_list_goes_on_where_it_stopped_through_the_whole_programme(loaded, finder):
    request = understood(loaded, LIST)
    everything = finder.find(request, 1000)
    assert not everything.more
    assert len({match.session.id for match in everything.matches}) == len(everything.matches)
    assert len(everything.matches) == len(finder.find("maps", 1000).matches)
    assert labelled(finder.find(request, 5, skip=7)) == labelled(everything)[7:12]


def test_filters_hold_for_each_subject(loaded, finder):
    track = finder.programme.by_id[best(finder, "maps")].track
    answer = finder.find(understood(loaded, LIST, chosen=Filters(track=(track,))), 8)
    assert {match.session.track for match in answer.matches} == {track}
    assert answer.subjects[0] in FOUR
    assert {*answer.subjects, *answer.missing} == {*FOUR}


def test_a_rated_session_is_gone_and_the_other_subjects_stay_as_they_were(loaded, finder):
    liked = best(finder, "maps")
    request = understood(loaded, LIST)
    before, after = finder.find(request, 4), finder.find(request, 4, feedback=Feedback(more=(liked,)))
    assert [match.subject for match in after.matches] == [*FOUR]
    assert liked not in [match.session.id for match in after.matches]
    kept = [pair for pair in labelled(before) if pair[0] != "maps"]
    assert [pair for pair in labelled(after) if pair[0] != "maps"] == kept


def test_a_coroutine_finds_the_same(loaded, finder):
    request = understood(loaded, LIST)
    assert labelled(asyncio.run(finder.find_async(request, 8))) == labelled(finder.find(request, 8))


ROWS = st.lists(st.permutations(range(6)), min_size=1, max_size=4)


@given(ROWS, st.lists(st.integers(0, 6), min_size=4, max_size=4), st.integers(1, 8))
def test_a_shorter_list_is_the_beginning_of_a_longer_one(rankings, near, count):
    def turns(depth):
        cut = [own[:depth] for own in rankings]
        return taking_turns([own[: min(few, depth)] for own, few in zip(cut, near, strict=False)], cut, lambda row: row)

    assert turns(count)[:count] == turns(6)[:count]
    assert len({row for row, _ in turns(6)}) == len(turns(6)) == (6 if any(near[: len(rankings)]) else 0)


def test_duplicates_are_one_session():
    assert taking_turns([[0, 2], [1, 3]], [[0, 2], [1, 3]], lambda row: row // 2) == [(0, 0), (3, 1)]
