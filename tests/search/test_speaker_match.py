import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from session_finder.domain.sessions import Session
from session_finder.retrieval.calibration import GOOD, SURE
from session_finder.retrieval.keywords import KeywordMatch
from session_finder.retrieval.scoring import ScoredDocuments
from session_finder.search.speaker_match import NO_NAMES, NameMatch, SpeakerIndex

SESSIONS = (
    Session("1", "Panel", speakers=("Rui Prado", "Ana Silva (Tidewater Health)", "Eva Horn")),
    Session("2", "Solo", speakers=("Ana Silva",)),
    Session("3", "Duo", speakers=("Ana Silva", "Eva Horn")),
    Session("4", "Other", speakers=("Horn, Eva",)),
    Session("5", "Nobody"),
)
PEOPLE = SpeakerIndex(SESSIONS, frozenset({"tidewat"}))


def found(*scores, terms=frozenset(), used=1.0):
    values = np.array(scores, dtype=np.float32)
    return ScoredDocuments(values, -5.0, KeywordMatch("", np.zeros(len(values), dtype=np.float32), used, terms))


@pytest.mark.parametrize("asked", ["ana silva", "Ana Silva", "Silva, Ana", "ANA SÍLVA?"])
def test_a_full_name_is_known_however_it_is_typed(asked):
    assert PEOPLE.match_names(asked) == NameMatch((0, 1, 2), True)


def test_what_people_say_around_a_name_asks_for_nothing_else():
    assert PEOPLE.match_names("talks by Ana Silva") == NameMatch((0, 1, 2), True)
    assert PEOPLE.match_names("Ana Silva on graphs") == NameMatch((0, 1, 2), False)


def test_several_names_are_all_known_and_a_family_may_be_written_first():
    assert PEOPLE.match_names("Rui Prado and Eva Horn") == NameMatch((0, 2, 3), True)


@pytest.mark.parametrize("asked", ["", "silva", "Ana", "Ana Prado", "Tidewater Health", "horn of Eva"])
def test_what_is_no_full_name_names_nobody(asked):
    assert PEOPLE.match_names(asked) == NO_NAMES


@pytest.mark.parametrize(
    "written",
    ["Dr. Ana Silva", "Ana M. Silva", "Prof. Silva, Ana", "Silva, Ana M.", "Ana Silva, Ph.D.", "Ms Ana Silva"],
)
@pytest.mark.parametrize(
    "asked", ["Ana Silva", "Silva, Ana", "Dr Ana Silva", "Ana M. Silva", "talks by prof. ana silva"]
)
def test_titles_and_initials_stand_in_a_name_or_not(written, asked):
    assert SpeakerIndex([Session("1", "Solo", speakers=(written,))]).match_names(asked) == NameMatch((0,), True)


def test_other_initials_are_another_persons():
    people = SpeakerIndex(
        [Session(name, "Solo", speakers=(name,)) for name in ("Ana M. Silva", "Ana B. Silva", "Ana Silva")]
    )
    assert people.match_names("Ana B Silva").rows == (1, 2)
    assert people.match_names("Ana Silva").rows == (0, 1, 2)


def test_a_title_is_part_of_a_name_that_is_no_full_one_without_it():
    people = SpeakerIndex(
        [Session("1", "Solo", speakers=("Md Rahman",)), Session("2", "Duo", speakers=("J. Horn", "李 伟"))]
    )
    assert [people.match_names(asked).rows for asked in ("md rahman", "J Horn", "李 伟", "Rahman", "Horn")] == [
        *((0,), (1,), (1,), (), ())
    ]


def test_who_is_asked_for_comes_first_and_alone_before_with_others():
    called = PEOPLE.rank_named_first(found(0.1, 0.2, 0.3, 0.9, 0.8), "Ana Silva")
    assert np.argsort(-called.scores).tolist() == [1, 2, 0, 3, 4]
    assert called.minimum_odds == {0: SURE, 1: SURE, 2: SURE}


def test_with_a_subject_beside_the_name_the_subject_orders_that_persons_sessions():
    called = PEOPLE.rank_named_first(found(0.3, 0.1, 0.2, 0.9, 0.8), "Ana Silva on graphs")
    assert np.argsort(-called.scores).tolist() == [0, 2, 1, 3, 4]


def test_an_employers_people_come_first_where_no_session_has_its_name_for_a_subject():
    called = PEOPLE.rank_named_first(
        found(0.1, 0.2, 0.3, 0.2, 0.1, terms=frozenset({"tidewat", "health"})), "tidewater health"
    )
    assert int(np.argmax(called.scores)) == 0
    assert called.minimum_odds == {0: GOOD}


@pytest.mark.parametrize(("terms", "used"), [({"health"}, 1.0), ({"tidewat", "graph"}, 1.0), ({"tidewat"}, 0.5)])
def test_an_employer_is_not_asked_for_by_a_subject_or_among_other_words(terms, used):
    before = found(0.1, 0.2, 0.3, 0.2, 0.1, terms=frozenset(terms), used=used)
    assert PEOPLE.rank_named_first(before, "whatever") is before


@given(st.lists(st.floats(-1, 1, width=32), min_size=5, max_size=5), st.sampled_from(["Ana Silva", "Eva Horn graphs"]))
def test_all_who_are_named_are_above_all_who_are_not(scores, asked):
    called = PEOPLE.rank_named_first(found(*scores), asked)
    named = list(called.minimum_odds)
    others = [row for row in range(5) if row not in called.minimum_odds]
    assert called.scores[named].min() > called.scores[others].max()
    assert [called.scores[row] for row in others] == [np.float32(scores[row]) for row in others]
