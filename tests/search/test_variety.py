"""The first answers vary: who and what gives way, and what never does."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from session_finder.domain.sessions import Session
from session_finder.evaluation.golden import read_golden
from session_finder.paths import SAMPLE
from session_finder.retrieval.calibration import GOOD
from session_finder.search.variety import AS_WELL, CONSIDERED, Kin, varied

NEAR, FURTHER = AS_WELL / 2, AS_WELL * 2


def order(kin, odds, asked=()):
    return varied(range(len(kin)), odds.__getitem__, kin.__getitem__, frozenset(asked))


def kin(speaker="", title="", track=""):
    return Kin.of(Session("x", title, speakers=(speaker,) if speaker else (), track=track))


def test_a_speaker_s_second_session_gives_way_to_one_that_fits_as_well():
    ana = kin("Ana Silva (Harbour Hospital)", "Maps")
    assert order([ana, kin("Ana Silva", "Bread"), kin("Bo Berg", "Ships")], [2.0, 1.9, 1.9 - NEAR]) == [0, 2, 1]


def test_what_fits_better_never_gives_way():
    ana = kin("Ana Silva", "Maps")
    assert order([ana, kin("Ana Silva", "Bread"), kin("Bo Berg", "Ships")], [2.0, 1.9, 1.9 - FURTHER]) == [0, 1, 2]


def test_a_level_is_kept():
    both = [kin("Ana Silva", "Maps"), kin("Ana Silva", "Bread"), kin("Bo Berg", "Ships")]
    assert order(both, [GOOD + 0.1, GOOD, GOOD - NEAR]) == [0, 1, 2]


def test_parts_of_a_series_are_alike():
    parts = [kin(title="Maps for nurses, part 1"), kin(title="Maps for nurses, part 2"), kin(title="Ships at night")]
    assert order(parts, [2.0, 2.0, 2.0]) == [0, 2, 1]


@pytest.mark.parametrize(
    ("tracks", "expected"),
    [
        (["red", "red", "red", "blue"], [0, 1, 3, 2]),
        (["red", "red", "blue", "blue"], [0, 1, 2, 3]),
        ([""] * 4, [0, 1, 2, 3]),
    ],
)
def test_a_track_has_two_places_of_three(tracks, expected):
    known = [kin(title=title, track=track) for title, track in zip("wxyz", tracks, strict=True)]
    assert order(known, [2.0] * 4) == expected


@pytest.mark.parametrize(("asked", "expected"), [("health", [0, 1, 2, 3]), ("map", [0, 1, 3, 2])])
def test_a_track_that_is_asked_for_may_have_all_places(asked, expected):
    known = [
        kin(title=title, track=track) for title, track in zip("wxyz", ["Health and Care"] * 3 + ["Maps"], strict=True)
    ]
    assert order(known, [2.0] * 4, {asked}) == expected


SOME = st.sampled_from(
    [kin(name, title, track) for name in ("", "Ana", "Bo") for title in "xy" for track in ("", "red", "blue")]
)


@given(st.lists(st.tuples(SOME, st.floats(-6, 6)), max_size=2 * CONSIDERED), st.integers(0, CONSIDERED))
def test_nothing_is_lost_nor_passed_by_what_fits_less(some, more):
    some.sort(key=lambda one: -one[1])
    odds = [one[1] for one in some]
    found = order([one[0] for one in some], odds)
    assert sorted(found) == list(range(len(some)))
    for place, row in enumerate(found):
        assert all(odds[later] - AS_WELL <= odds[row] for later in found[place:])
    shorter = max(CONSIDERED, len(some) - more)
    assert order([one[0] for one in some[:shorter]], odds[:shorter]) == found[:shorter]


def test_a_longer_list_begins_like_a_shorter_one(finder):
    for query in read_golden(SAMPLE / "golden.jsonl"):
        longer = [match.session.id for match in finder.find(query.text, 8).matches]
        pages = [finder.find(query.text, 3).matches, finder.find(query.text, 3, skip=3).matches]
        assert [match.session.id for page in pages for match in page] == longer[:6]


def test_whoever_is_asked_for_by_name_keeps_all_places(finder):
    counts = Counter(name for one in finder.programme.searchable for name in one.speakers)
    (name, several), *_ = counts.most_common(1)
    found = finder.find(name, several).matches
    assert several > 1
    assert all(name in match.session.speakers for match in found)
