"""One interest, all conferences: merged by closeness, each conference in its finder's order, repeats told once."""

import logging
import threading
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from served import shown_conference
from timetables import MIDNIGHT, at
from toys import WORDS, ToyEncoder

from session_finder.domain.errors import StoreError
from session_finder.domain.library import Conference
from session_finder.domain.sessions import Programme, Session
from session_finder.federated.exact import AFewAtATime, AnswerFromAll, Exact, FoundThere, different
from session_finder.models.worker import Busy, EncoderWorker
from session_finder.search.loaded_conference import LoadedConference
from session_finder.search.results import Match
from session_finder.search.variety import AS_WELL
from session_finder.serving.conference_cache import CachedConference, ConferenceCache
from session_finder.serving.snapshot import Served, Shown
from session_finder.storage.vectors.sqlite_cache import VectorCache

TALK = "How nurses read the data of a ward at night and what they do about it."
NURSES = (
    Session("1", "Health data", "A nurse reads data."),
    Session("2", "Nurse", "A nurse."),
    Session("3", "Castle", "A castle."),
)
BAKERS = (Session("1", "Bread", "Bread."), Session("2", "Nurse and bread", "A nurse bakes bread."))
GRAPHS = (Session("1", "Graph", "A graph model."), Session("2", "Map", "A map of a graph."))


@pytest.fixture(scope="module")
def toy():
    return ToyEncoder()


@pytest.fixture(scope="module")
def shown(toy, tmp_path_factory):
    """Makes a conference of sessions as it is served; its finder is in memory."""
    cache = VectorCache(tmp_path_factory.mktemp("cache"), toy.digest, len(WORDS))

    def make(slug, sessions, encoder=toy):
        loaded = LoadedConference.build(Programme(slug, slug, tuple(sessions)), encoder, cache)
        return shown_conference(Conference(slug, f"The {slug}"), loaded)

    return make


@pytest.fixture
def three(shown):
    programmes = {"nurses": NURSES, "bakers": BAKERS, "graphs": GRAPHS}
    return Served({slug: shown(slug, sessions) for slug, sessions in programmes.items()})


def places(answer):
    return [(found.conference.slug, found.match.session.id) for found in answer.matches]


def test_the_best_of_all_conferences_come_first_and_each_names_its_own(three):
    answer = Exact(lambda: three).find("bread", 3)
    assert places(answer)[:2] == [("bakers", "1"), ("bakers", "2")]
    assert answer.matches[0].conference.name == "The bakers"
    assert answer.close
    assert (answer.conferences, answer.approximate, answer.interest) == (3, False, "bread")


def test_where_one_conference_reads_a_time_only_sessions_then_are_searched(shown):
    bakers = (at("9:00", name="Bread"), at("3 9:00", name="Bread and maps"))  # on Tuesday and on Friday
    nurses = (at("9:00", name="Nurses bake bread"),)  # on Tuesday alone
    served = Served({"bakers": shown("bakers", bakers), "nurses": shown("nurses", nurses)})
    everywhere = Exact(lambda: served, lambda: MIDNIGHT)
    answer = everywhere.find("bread on Friday", 3)
    assert places(answer) == [("bakers", "Bread and maps")]
    assert answer.query.said("time") == ("on Friday",)
    as_words = everywhere.find("bread on Friday", 3, as_typed=True)
    assert len(as_words.matches) == 3
    assert as_words.query.parts == ()


def test_what_is_not_wanted_is_left_out_of_all_conferences(three):
    answer = Exact(lambda: three).find("nurse but no bread", 3)
    assert ("bakers", "2") not in places(answer)
    assert answer.query.filters.unsaid == ("bread",)


def test_the_list_is_in_the_order_of_the_odds_which_word_and_share_hide_at_both_ends(sample, worker, cache):
    tracks = list(dict.fromkeys(session.track for session in sample.searchable))
    served = Served(
        {track: shown_conference(Conference(track, track), part(sample, track, worker, cache)) for track in tracks}
    )
    found = Exact(lambda: served).find("Health Analytics?", 145).matches
    assert len({one.conference.slug for one in found}) > 3
    odds = [one.match.odds for one in found]
    assert all(after <= before + AS_WELL + 0.05 for before, after in pairwise(odds))  # 0.05: a thousandth of a score
    assert found[-1].match.share == 0
    assert len({one.match.share for one in found}) < len(set(odds))


def part(programme, track, worker, cache):
    """One track, loaded as if it were a conference."""
    sessions = tuple(session for session in programme.searchable if session.track == track)
    return LoadedConference.build(replace(programme, sessions=sessions), worker, cache)


def test_the_list_goes_on_where_it_stopped_and_says_when_it_is_done(three):
    everywhere = Exact(lambda: three)
    whole = everywhere.find("graph data", 7)
    assert not whole.more
    pages = [everywhere.find("graph data", 2, skip) for skip in (0, 2, 4, 6)]
    assert [place for page in pages for place in places(page)] == places(whole)
    assert [page.more for page in pages] == [True, True, True, False]


def test_an_empty_interest_finds_nothing_and_asks_nobody(three):
    answer = Exact(lambda: three).find(" \t ")
    assert (answer.matches, answer.interest, answer.more, answer.conferences) == ((), "", False, 3)


def test_what_is_close_to_nothing_says_so(loaded):
    served = Served({"harbour": shown_conference(Conference("harbour", "Harbour"), loaded)})
    assert not Exact(lambda: served).find("how to fry an egg").close
    assert Exact(lambda: served).find("Health Analytics?").close


def test_of_one_conference_the_answer_is_its_finders(loaded):
    served = Served({"harbour": shown_conference(Conference("harbour", "Harbour"), loaded)})
    answer, own = Exact(lambda: served).find("Health Analytics?", 20), loaded.finder.find("Health Analytics?", 20)
    assert tuple(found.match for found in answer.matches) == own.matches
    assert (answer.terms, answer.close, answer.more) == (own.terms, own.close, own.more)


def test_a_language_is_foreign_only_where_it_is_to_every_conference(loaded, cache):
    french = Session("1", "Comment lire les données de santé", "Les données de santé sont lues chaque jour ici.")
    here = shown_conference(Conference("harbour", "Harbour"), loaded)
    there = shown_conference(
        Conference("lyon", "Lyon"),
        LoadedConference.build(Programme("lyon", "", (french,)), loaded.finder.encoder, cache),
    )
    asked = "comment lire les données de santé chaque jour"
    assert Exact(lambda: Served({"harbour": here})).find(asked).language == "French"
    assert Exact(lambda: Served({"harbour": here, "lyon": there})).find(asked).language == ""


def test_the_same_session_in_two_conferences_is_one_answer_that_names_the_other(shown):
    talk = Session("n", "Nurse data", TALK)
    served = Served(
        {
            "first": shown("first", (talk, *BAKERS)),
            "second": shown("second", (Session("1", "Castle", "A castle."), replace(talk, id="other"))),
        }
    )
    answer = Exact(lambda: served).find("nurse data", 10)
    assert len(answer.matches) == 4
    best = answer.matches[0]
    both = [(one.conference.slug, one.match.session.id) for one in (best, *best.also)]
    assert sorted(both) == [("first", "n"), ("second", "other")]
    assert best.match.odds >= best.also[0].match.odds
    assert not answer.more


def test_openings_without_an_abstract_are_as_many_as_there_are_conferences():
    opening = Match(Session("0", "Opening"), 1.0, "good", 0.5, odds=1.0)
    found = [FoundThere(Conference(slug, slug), opening) for slug in ("a", "b", "c")]
    assert different(found) == found


def test_two_sessions_of_one_conference_stay_two_whatever_another_one_has():
    one = Match(Session("1", "Nurse data", TALK), 1.0, "good", 0.5, odds=1.0)
    near = Match(Session("2", "Nurse data", f"{TALK} Twice."), 1.0, "good", 0.5, odds=0.9)
    here, there = Conference("here", "Here"), Conference("there", "There")
    found = different([FoundThere(here, one), FoundThere(there, one), FoundThere(here, near)])
    assert [(answer.match.session.id, len(answer.also)) for answer in found] == [("1", 1), ("2", 0)]


def test_many_repeats_do_not_make_the_list_short(shown):
    talk = Session("n", "Nurse data", TALK)
    rest = [Session(f"r{number}", f"Nurse {word}", f"A {word} here.") for number, word in enumerate(WORDS[:5])]
    served = Served({slug: shown(slug, (talk, *rest)) for slug in "abcd"})
    answer = Exact(lambda: served).find("nurse data", 5)
    assert len(answer.matches) == 5
    assert len(answer.matches[0].also) == 3
    assert answer.more


def test_the_model_reads_an_interest_once_however_many_conferences_there_are(toy, shown):
    worker = EncoderWorker(toy)
    served = Served({slug: shown(slug, NURSES, worker) for slug in ("a", "b", "c", "d")})
    before = len(toy.encoded)
    Exact(lambda: served).find("castle health")
    assert toy.encoded[before:] == ["castle health"]
    worker.close()


def broken(slug, error):
    def make():
        raise error

    held = CachedConference(ConferenceCache(1), Programme(slug, slug, NURSES), make, None)
    return Shown(Conference(slug, slug), held)


def test_a_conference_that_cannot_be_read_is_left_out_and_named_in_the_log_once(three, caplog):
    served = Served({"gone": broken("gone", StoreError("The disk is away.")), **three.shown})
    everywhere = Exact(lambda: served)
    with caplog.at_level(logging.WARNING):
        answers = [everywhere.find(interest) for interest in ("bread", "nurse")]
    assert [answer.conferences for answer in answers] == [3, 3]
    assert places(answers[0])[0] == ("bakers", "1")
    assert [record.message for record in caplog.records] == [
        "gone is left out of the search across all conferences. The disk is away."
    ]


def test_where_none_can_be_read_that_is_an_error_and_so_it_is_where_there_is_none():
    with pytest.raises(StoreError, match="cannot be read"):
        Exact(lambda: Served({"gone": broken("gone", StoreError("away"))})).find("bread")
    with pytest.raises(StoreError, match="No programme is published"):
        Exact(Served).find("bread")


def test_too_many_searches_are_no_reason_to_leave_a_conference_out(three):
    served = Served({"full": broken("full", Busy("Too many.")), **three.shown})
    with pytest.raises(Busy):
        Exact(lambda: served).find("bread")


def test_a_finder_that_is_made_for_it_drives_out_none_that_has_not_answered_yet(shown):
    memory, made = ConferenceCache(2), []

    def held(slug, here):
        loaded = shown(slug, NURSES).loaded

        def make():
            made.append(slug)
            return loaded

        return Shown(Conference(slug, slug), CachedConference(memory, loaded.programme, make, loaded if here else None))

    served = Served({slug: held(slug, here=slug in "bc") for slug in "abcd"})
    assert Exact(lambda: served).find("nurse").conferences == 4
    assert made == ["a", "d"]


TITLES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
PROGRAMMES = st.lists(st.lists(st.tuples(TITLES, TITLES), min_size=1, max_size=5), min_size=1, max_size=4)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(programmes=PROGRAMMES, interest=TITLES, count=st.integers(1, 6))
def test_the_order_of_each_conference_is_its_finders_and_the_closest_leads(shown, programmes, interest, count):
    served = Served(
        {
            str(number): shown(str(number), [Session(str(row), *texts) for row, texts in enumerate(sessions)])
            for number, sessions in enumerate(programmes)
        }
    )
    answer = Exact(lambda: served).find(interest, count)
    told = [one for found in answer.matches for one in (found, *found.also)]
    for slug, there in served.shown.items():
        own = [match.session.id for match in there.loaded.finder.find(interest, 50).matches]
        of_it = [found.match.session.id for found in answer.matches if found.conference.slug == slug]
        assert of_it == [name for name in own if name in of_it]
        # What stands before one of its sessions in its own order stands before it here, or is told beside another's.
        known = {found.match.session.id for found in told if found.conference.slug == slug}
        last = own.index(of_it[-1]) if of_it else -1
        assert set(own[: last + 1]) <= known
    best = max(there.loaded.finder.find(interest, 1).matches[0].odds for there in served.shown.values())
    assert answer.matches[0].match.odds == pytest.approx(best, abs=1e-3)
    assert len(answer.matches) <= count
    assert answer.more == (len(Exact(lambda: served).find(interest, 100).matches) > count)


def test_who_asks_for_what_is_in_memory_makes_no_finder(shown, toy):
    made = []
    absent = CachedConference(ConferenceCache(1), Programme("x", "X", BAKERS), lambda: made.append(1), None)
    served = Served({"nurses": shown("nurses", NURSES), "x": Shown(Conference("x", "X"), absent)})
    answer = Exact(lambda: served, only_in_memory=True).find("nurse", 9)
    assert (answer.conferences, made) == (1, [])
    assert {one.conference.slug for one in answer.matches} == {"nurses"}


def test_a_few_search_all_conferences_at_once_and_who_would_wait_too_long_is_told():
    inside, going_on = threading.Event(), threading.Event()

    class Slow:
        def find(self, interest, count=3, skip=0, times="", without=""):
            inside.set()
            going_on.wait(10)
            return AnswerFromAll(interest)

    few = AFewAtATime(Slow(), most=1, patience=0.01)
    asking = threading.Thread(target=few.find, args=("bread",))
    asking.start()
    inside.wait(10)
    with pytest.raises(Busy):
        few.find("bread")
    going_on.set()
    asking.join()
    assert few.find("bread").interest == "bread"
