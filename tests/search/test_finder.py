import asyncio
import unicodedata

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from toys import ToyEncoder

from session_finder.domain.aliases import Aliases
from session_finder.domain.sessions import Programme, Session
from session_finder.filters.filters import Filters
from session_finder.models import encoder
from session_finder.models.encoder import vectors_name
from session_finder.query.query import MAX_QUERY, one_line
from session_finder.search.loaded_conference import LoadedConference
from session_finder.search.request import Request
from session_finder.search.results import Feedback
from session_finder.search.variety import VARIED
from session_finder.storage.vectors.sqlite_cache import VectorCache

LEVELS = ("strong", "good", "weak", "far")
SESSIONS = (
    Session("1", "Health data", "A nurse"),
    Session("2", "Bread", "Bread", format="break"),
    Session("3", "Maps", "A map of a castle"),
    Session("4", "Health", "A nurse"),
    Session("5", "Health", "A nurse"),
)


@pytest.fixture
def toy():
    return ToyEncoder()


@pytest.fixture
def small(toy, tmp_path):
    return finder_of(SESSIONS, toy, tmp_path)


def finder_of(sessions, toy, folder, **about):
    programme = Programme("small", "Small", sessions, **about)
    return LoadedConference.build(programme, toy, VectorCache(folder, vectors_name(toy), toy.card.dimensions)).finder


def ids(answer):
    return [match.session.id for match in answer.matches]


def test_three_sessions_are_the_answer_best_first_and_ties_to_the_earlier(toy, tmp_path):
    sessions = (*SESSIONS[:3], Session("4", "Health", "A nurse today"), Session("5", "Health", "A nurse tomorrow"))
    answer = finder_of(sessions, toy, tmp_path).find("nurse")
    assert ids(answer) == ["4", "5", "1"]
    assert answer.more


def test_another_release_of_a_library_that_computes_vectors_encodes_again(toy, tmp_path, monkeypatch):
    every = finder_of(SESSIONS, toy, tmp_path).encoded
    assert every > 0
    assert finder_of(SESSIONS, toy, tmp_path).encoded == 0
    monkeypatch.setattr(encoder, "releases", lambda: "torch 99")
    assert finder_of(SESSIONS, toy, tmp_path).encoded == every


def test_sessions_that_say_the_same_are_one_answer_that_names_the_others(small):
    answer = small.find("nurse")
    assert ids(answer) == ["4", "1", "3"]
    assert not answer.more
    assert [[also.id for also in match.also] for match in answer.matches] == [["5"], [], []]


def test_a_break_is_never_an_answer(small):
    assert ids(small.find("bread", 10)) == ["1", "3", "4"]


def test_the_list_goes_on_where_it_stopped_and_says_when_it_is_done(small):
    assert small.find("nurse", count=2).more
    rest = small.find("nurse", count=2, skip=2)
    assert ids(rest) == ["3"]
    assert not rest.more


def test_filters_leave_only_what_was_asked_for(finder):
    answer = finder.find(Request.plain("maps", Filters(day=("2027-05-12",), track=("data platforms",))), 50)
    assert {(match.session.track, match.session.start.day) for match in answer.matches} == {("Data Platforms", 12)}
    assert not answer.more
    assert ids(answer) == [
        match.session.id
        for match in finder.find("maps", 150).matches
        if match.session.track == "Data Platforms" and match.session.start.day == 12
    ]


def test_filters_that_leave_nothing_find_nothing(finder):
    assert finder.find(Request.plain("maps", Filters(track=("no such track",)))).matches == ()


@pytest.mark.parametrize("session_id", ["HC-03", "EC-11-R", "ML-04"])
def test_similar_sessions_are_others_and_no_repeats(finder, session_id):
    found = [match.session for match in finder.similar_to(session_id, 5)]
    own = finder.programme.by_id[session_id]
    assert len(found) == 5
    assert own.title not in [session.title for session in found]


def test_synthetic_patients_are_similar_to_synthetic_patients(finder):
    assert finder.similar_to("HC-17", 1)[0].session.id == "TP-15"


def test_similar_to_a_break_or_a_stranger_is_a_key_error(finder):
    with pytest.raises(KeyError):
        finder.similar_to("B1-1040")


def test_coroutines_get_the_same_answer(finder):
    assert asyncio.run(finder.find_async("data quality", 4)) == finder.find("data quality", 4)


@pytest.mark.parametrize("nothing", ["", "   ", "\n\t", "\u200b", "\x00"])
def test_nothing_asked_finds_nothing(small, nothing):
    answer = small.find(nothing)
    assert (answer.matches, answer.more) == ((), False)


def test_an_interest_is_understood_as_one_line_of_composed_text():
    assert one_line("  Zoe\u0308\n talks\x00about\tmaps ") == "Zo\u00eb talks about maps"


def test_half_of_a_surrogate_pair_does_no_harm():
    assert one_line("maps \ud83d") == "maps ?"


def test_an_interest_is_read_up_to_its_bound():
    assert len(one_line("a" * (MAX_QUERY + 5))) == MAX_QUERY


@given(st.text(max_size=200))
def test_understanding_twice_changes_nothing(text):
    once = one_line(text)
    assert one_line(once) == once
    assert unicodedata.is_normalized("NFC", once)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80))
def test_whatever_is_typed_the_answer_is_in_order_and_the_same_twice(finder, text):
    first = finder.find(text, 5)
    assert first == finder.find(text, 5)
    rounded = [round(match.score, 3) for match in first.matches]
    levels = [LEVELS.index(match.closeness) for match in first.matches]
    assert levels == sorted(levels)
    assert rounded[VARIED:] == sorted(rounded[VARIED:], reverse=True)
    assert len({match.session.id for match in first.matches}) == len(first.matches)


def test_a_long_interest_is_read_to_its_end(finder):
    filler = "We are looking for a friendly colleague with good communication skills. " * 40
    ending = "You forecast river floods from rainfall radar and gauge data, six hours ahead." * 12
    assert "CP-01" in ids(finder.find(filler + ending))


def test_the_length_of_an_interests_vector_does_not_change_the_score(tmp_path):
    raw = ToyEncoder(unit_length=False)
    programme = Programme("small", "Small", SESSIONS)
    found = LoadedConference.build(programme, raw, VectorCache(tmp_path, raw.digest, raw.card.dimensions)).finder
    once, thrice = found.find("nurse").matches, found.find("nurse nurse nurse").matches
    assert [match.score for match in thrice] == pytest.approx([match.score for match in once])


def test_as_many_vectors_as_sessions_or_none_at_all(small, toy):
    with pytest.raises(ValueError, match="4 vectors and 1 leaders for 1 sessions"):
        LoadedConference(Programme("x", "X", SESSIONS[:1]), toy, small.index, np.zeros(1, dtype=np.intp), Aliases())


def test_health_analytics_is_answered_from_health_and_care_though_hardly_any_session_says_so(finder):
    answer = finder.find("Health Analytics?", 5)
    assert "HC-15" in ids(answer)[:3]
    assert answer.matches[0].closeness in ("strong", "good")


def test_the_marks_at_the_end_of_an_interest_change_nothing(finder):
    plain = finder.find("Health Analytics")
    assert [one.session.track for one in plain.matches] == ["Health and Care"] * 3
    for text in ("Health Analytics?", "Health Analytics.", "Health Analytics …", "Health Analytics？"):
        assert ids(finder.find(text)) == ids(plain)


@pytest.mark.parametrize("text", ["santé", "k8s", "migraines"])
def test_what_no_session_has_stands_for_no_other_word(finder, text):
    assert not finder.find(text).close
    assert finder.find(text).terms == frozenset()


def test_nothing_is_close_to_everyday_interests_and_the_nearest_come_all_the_same(finder):
    for text in ("how to fry an egg", "opera singers", "ski wax"):
        answer = finder.find(text)
        assert not answer.close
        assert [match.closeness for match in answer.matches] == ["far"] * 3
        assert [match.share for match in answer.matches] == [0.0] * 3


def test_a_second_finder_of_the_same_programme_encodes_nothing(sample, finder, worker, cache):
    again = LoadedConference.build(sample, worker, cache).finder
    assert again.encoded == 0
    assert again.find("maps") == finder.find("maps")


@pytest.mark.parametrize(
    ("name", "sessions"),
    [
        ("Khumalo", {"EC-08", "EC-15"}),
        ("wojciech golebiewski", {"ML-05", "ML-12"}),
        ("Katerina Prochazkova", {"CF-11", "CF-12"}),
        ("Siobhán Tuohy", {"CP-10"}),
    ],
)
def test_a_speaker_is_found_by_name_accents_or_not(finder, name, sessions):
    assert sessions <= set(ids(finder.find(name)))


def test_an_acronym_is_found_where_it_stands(finder):
    assert ids(finder.find("FHIR"))[0] in ("HC-03", "HC-03-R")


def test_a_misspelled_word_finds_what_the_right_one_finds(finder):
    assert ids(finder.find("interopability"))[0] == ids(finder.find("interoperability"))[0]


def test_a_room_is_found_by_its_name_and_a_repeat_is_answered_by_the_one_that_is_there(finder):
    matches = finder.find("Rope Loft", 2).matches
    assert [match.session.room for match in matches] == ["Rope Loft", "Rope Loft"]
    assert matches[0].also


def test_slips_are_put_right_for_the_model_too(finder):
    right = finder.find("reproducible environments for R and python", 5)
    assert ids(finder.find("reproducible enviroments for R and pyhton", 5)) == ids(right)


def test_an_alias_finds_what_only_its_other_form_says(toy, tmp_path):
    bread = Session("3", "Bread", "Bread")  # an everyday interest that the toy knows: without noise words weigh nothing
    sessions = (Session("1", "Maps", "Of a castle"), Session("2", "Clinic", "Fast Resources for a nurse"), bread)
    aliases = (("FHIR", "Fast Resources"),)
    answer = finder_of(sessions, toy, tmp_path, aliases=aliases).find("fhir", 1)
    assert ids(answer) == ["2"]
    assert answer.terms == {"fhir", "fast", "resourc"}  # its spelled-out form is marked too
    assert finder_of(sessions, toy, tmp_path / "without").find("fhir", 1).terms == frozenset()


def test_what_is_liked_pulls_what_is_disliked_pushes_and_both_are_off_the_list(finder):
    liked, disliked = "HC-17", "ML-05"
    answer = finder.find("data", 10, feedback=Feedback((liked,), (disliked,)))
    assert not {liked, disliked} & set(ids(answer))
    place = {session: ids(finder.find("data", 150)).index(session) for session in ("TP-15",)}
    assert ids(finder.find("data", 150, feedback=Feedback((liked,)))).index("TP-15") < place["TP-15"]
    assert ids(finder.find("data", 150, feedback=Feedback((), (liked,)))).index("TP-15") > place["TP-15"]


def test_likes_without_an_interest_are_an_interest_and_dislikes_alone_are_none(finder):
    assert len(finder.find("", feedback=Feedback(("HC-17", "HC-03"))).matches) == 3
    assert finder.find("", feedback=Feedback((), ("HC-17",))).matches == ()


def test_general_words_are_close_to_nothing_but_what_was_liked_is_a_subject(finder):
    assert not finder.find("something interesting").close
    assert finder.find("something interesting", feedback=Feedback(("HC-17", "HC-03"))).close


def test_the_pick_from_outside_has_a_track_that_none_of_the_three_has(finder):
    answer = finder.find("Health Analytics?")
    assert answer.outside.session.track not in {match.session.track for match in answer.matches}
    assert finder.find("Health Analytics?", skip=3).outside is None
    assert finder.find(Request.plain("Health Analytics?", Filters(track=("Health and Care",)))).outside is None
    assert finder.find("medieval castles").outside is None


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_evidence_stands_in_its_abstract_and_no_talk_is_listed_twice(finder, text):
    matches = finder.find(text, 12).matches
    for match in matches:
        if match.evidence and match.evidence.source == "abstract":
            assert match.evidence.text in match.session.abstract
    shown = [match.session.id for match in matches]
    also = [session.id for match in matches for session in match.also]
    assert len({*shown, *also}) == len(shown) + len(also)


PEOPLED = (
    Session("1", "Data panel", "A model of data", speakers=("Ana Silva (Tidewater)", "Eva Horn", "Rui Prado")),
    Session("2", "Health data", "A nurse and a model", speakers=("Rui Prado (Graph Health)",)),
    Session("3", "Castle", "A castle of bread", speakers=("Ana Silva",)),
    Session("4", "Health", "A nurse", speakers=("Eva Horn",)),
)


def test_who_is_asked_for_by_full_name_comes_first_alone_before_with_others(toy, tmp_path):
    answer = finder_of(PEOPLED, toy, tmp_path).find("talks by Ana Silva", 4)
    assert ids(answer)[:2] == ["3", "1"]
    assert [match.closeness for match in answer.matches][:2] == ["strong", "strong"]
    assert [match.evidence.text for match in answer.matches][:2] == [
        ", ".join(one.speakers) for one in (PEOPLED[2], PEOPLED[0])
    ]
    assert answer.close


def test_who_is_named_beside_a_subject_has_the_session_on_that_first(toy, tmp_path):
    assert ids(finder_of(PEOPLED, toy, tmp_path).find("Rui Prado on health"))[:2] == ["2", "1"]


def test_an_employer_is_found_by_its_name_and_is_no_subject(toy, tmp_path):
    small = finder_of(PEOPLED, toy, tmp_path)
    assert ids(small.find("tidewater"))[0] == "1"
    assert not any("Tidewater" in text for text in toy.encoded)


def test_nothing_is_close_to_an_interest_without_a_subject(small):
    answer = small.find("something interesting")
    assert not answer.close
    assert {match.closeness for match in answer.matches} == {"far"}
