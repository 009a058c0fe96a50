"""All conferences at once in a real database: gathered in the background, searched approximately, read closely."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import psycopg
import pytest
from served import shown_conference
from toys import WORDS, ToyEncoder
from waiting import until

from session_finder.domain.errors import StoreError
from session_finder.domain.library import Conference, Draft
from session_finder.domain.sessions import Programme, Session
from session_finder.federated.approximate import Near
from session_finder.federated.background_indexer import Gatherer
from session_finder.federated.exact import Exact
from session_finder.search.loaded_conference import LoadedConference
from session_finder.serving.live import Serving
from session_finder.serving.snapshot import Served
from session_finder.storage.postgres.database import Database
from session_finder.storage.postgres.library import PostgresLibrary
from session_finder.storage.vectors.postgres_search import SearchTable
from session_finder.storage.vectors.sqlite_cache import VectorCache

TALK = "How nurses read the data of a ward at night and what they do about it."
PROGRAMMES = {
    "bakers": (Session("1", "Bread", "Bread."), Session("2", "Nurse and bread", "A nurse bakes bread.")),
    "graphs": (Session("1", "Graph", "A graph model."), Session("2", "Map", "A map of a graph.")),
    "nurses": (Session("1", "Health data", "A nurse reads data."), Session("2", "Nurse", "A nurse.")),
}


class House:
    """A server with a database: what it serves, its gatherer, its search across all conferences."""

    def __init__(self, database, folder, most=100):
        self.library = PostgresLibrary(database)
        self.encoder = ToyEncoder()
        self.cache = VectorCache(folder, self.encoder.digest, len(WORDS))
        self.store = SearchTable(database, self.encoder.digest, len(WORDS))
        self.serving = Serving(self.library, self._index, most=most)
        self.gatherer = Gatherer(self.serving.now, self.library, self.encoder, self.cache, self.store)
        exact = Exact(self.serving.now, only_in_memory=True)
        self.near = Near(self.serving.now, self.store, self.encoder, self.cache, exact)

    def _index(self, programme, progress):
        return LoadedConference.build(programme, self.encoder, self.cache)

    def publish(self, slug, *sessions):
        draft = self.library.stage(slug, Programme(slug, slug, sessions), Draft("Ana", "a.csv"))
        self.library.publish(
            slug, draft.number, "Ana", next((v.number for v in self.library.versions(slug) if v.current), None)
        )

    def places(self, interest, count=3, skip=0):
        found = self.near.find(interest, count, skip).matches
        return [(one.conference.slug, one.match.session.id) for one in found]


@pytest.fixture
def house(database, tmp_path):
    """One that has all conferences in memory."""
    return opened(House(database, tmp_path))


@pytest.fixture
def small_house(database, tmp_path):
    """One that has a single conference in memory."""
    return opened(House(database, tmp_path, most=1))


def opened(house):
    for slug, sessions in PROGRAMMES.items():
        house.library.create(slug, f"The {slug}")
        house.publish(slug, *sessions)
    house.serving.fill(lambda *_: None)
    return house


def test_before_anything_is_gathered_every_session_in_memory_is_looked_at(house):
    answer = house.near.find("bread")
    assert (answer.approximate, answer.conferences) == (False, 3)
    assert [one.conference.slug for one in answer.matches[:2]] == ["bakers", "bakers"]


def test_before_that_no_finder_is_made_for_it(small_house):
    assert small_house.near.find("bread").conferences == 1


def test_what_is_gathered_is_searched_approximately_and_says_so(house):
    assert house.gatherer.look()
    answer = house.near.find("bread", 2)
    assert (answer.approximate, answer.conferences, answer.interest) == (True, 3, "bread")
    assert [(one.conference, one.match.session) for one in answer.matches] == [
        (Conference("bakers", "The bakers"), session) for session in PROGRAMMES["bakers"]
    ]
    assert [one.match.evidence.text for one in answer.matches] == ["Bread.", "A nurse bakes bread."]
    assert answer.terms == {"bread"}
    assert answer.more


def test_nothing_is_encoded_again_for_it_but_the_interest(house):
    house.gatherer.look()
    house.near.find("anything")
    before = len(house.encoder.encoded)
    assert house.gatherer.look()
    house.near.find("bread")
    assert set(house.encoder.encoded[before:]) == {"bread"}


def test_further_ones_follow_and_none_comes_twice(house):
    house.gatherer.look()
    whole = house.places("nurse", 6)
    assert len(set(whole)) == 6
    assert [house.places("nurse", 2, skip) for skip in (0, 2, 4)] == [whole[:2], whole[2:4], whole[4:]]
    assert not house.near.find("nurse", 2, 4).more
    assert house.near.find(" ").matches == ()
    assert house.near.find("nurse", 0).matches == ()


def test_a_new_version_is_found_at_once_in_memory_and_in_the_database_once_it_is_gathered(house):
    house.gatherer.look()
    house.publish("bakers", Session("9", "Castle of bread", "A castle."))
    house.serving.now()
    answer = house.near.find("castle", 1)
    assert (answer.approximate, answer.conferences) == (False, 3)
    assert house.places("castle", 1) == [("bakers", "9")]
    assert house.gatherer.look()
    assert house.near.find("castle").approximate
    assert house.places("castle", 1) == [("bakers", "9")]
    assert ("bakers", "1") not in house.places("bread", 9)


def test_where_not_all_are_in_memory_a_new_version_is_searched_once_it_is_gathered(small_house):
    small_house.gatherer.look()
    small_house.publish("bakers", Session("9", "Castle of bread", "A castle."))
    small_house.serving.now()
    answer = small_house.near.find("bread", 9)
    assert (answer.approximate, answer.conferences) == (True, 2)
    assert "bakers" not in {one.conference.slug for one in answer.matches}
    assert small_house.gatherer.look()
    assert small_house.places("castle", 1) == [("bakers", "9")]


def test_a_conference_that_is_renamed_is_not_gathered_again(house, database_url):
    house.gatherer.look()
    house.library.rename("bakers", "The millers")
    house.serving.now()
    answer = house.near.find("bread", 1)
    assert (answer.approximate, answer.matches[0].conference.name) == (True, "The millers")


def test_a_hidden_conference_is_not_searched_and_is_at_once_when_it_is_shown_again(house):
    house.gatherer.look()
    house.library.hide("bakers", True)
    house.serving.now()
    assert {slug for slug, _ in house.places("bread", 9)} == {"graphs", "nurses"}
    house.gatherer.look()
    house.library.hide("bakers", False)
    house.serving.now()
    assert ("bakers", "1") in house.places("bread", 9)


def test_a_session_that_several_conferences_have_is_one_answer_that_names_the_others(house):
    for slug in ("bakers", "nurses"):
        house.publish(slug, *PROGRAMMES[slug], Session("7", "The ward at night", TALK), Session("8", "Opening"))
    house.serving.now()
    house.gatherer.look()
    answer = house.near.find("ward", 1)
    ((only, other),) = [(one.conference.slug, one.also[0].conference.slug) for one in answer.matches]
    assert {only, other} == {"bakers", "nurses"}
    assert [slug for slug, session in house.places("opening", 12) if session == "8"] == ["bakers", "nurses"]


def test_a_conference_s_own_aliases_are_understood(house):
    house.library.set_aliases("graphs", [("kg", "graph")])
    house.serving.now()
    house.gatherer.look()
    assert house.places("kg", 2) == [("graphs", "1"), ("graphs", "2")]


def test_two_servers_that_look_at_once_gather_each_session_once(house, database, database_url, tmp_path):
    house.publish("bakers", *(Session(str(n), f"Bread {n}", f"Bread, number {n}.") for n in range(600)))
    house.serving.now()
    another = House(database, tmp_path)
    another.serving.fill(lambda *_: None)
    with ThreadPoolExecutor(2) as threads:
        until(lambda: all(threads.map(lambda one: one.gatherer.look(), (house, another))), "having gathered all")
    with psycopg.connect(database_url) as connection:
        for table in ("near_windows", "near_sessions"):
            (count,) = connection.execute(f"select count(*) from session_finder.{table}").fetchone()
            assert count == 604
    assert another.near.find("bread").conferences == 3


def test_one_conference_that_cannot_be_read_keeps_no_other_from_being_gathered(small_house, database_url):
    with psycopg.connect(database_url) as connection:
        connection.execute(
            "update session_finder.versions v set programme = 'damaged' from session_finder.conferences c"
            " where c.id = v.conference and c.slug = 'graphs'"
        )
    with pytest.raises(StoreError, match="graphs"):
        small_house.gatherer.look()
    answer = small_house.near.find("bread")
    assert (answer.approximate, answer.conferences) == (True, 2)


def test_who_stops_while_a_conference_is_filled_in_leaves_it_to_the_next(house, database, tmp_path):
    house.gatherer.stop()
    assert not house.gatherer.look()
    another = House(database, tmp_path)
    another.serving.fill(lambda *_: None)
    assert another.gatherer.look()


def test_an_empty_programme_is_gathered_too(house):
    house.publish("bakers", Session("b", "Coffee", format="break"))
    house.serving.now()
    assert house.gatherer.look()
    assert house.near.find("bread").conferences == 3


def test_the_tracks_of_a_programme_searched_together_answer_as_the_programme_does(
    sample, finder, worker, cache, encoder, database
):
    tracks = dict.fromkeys(session.track for session in sample.searchable)
    parts = {
        track: replace(sample, slug=track, sessions=tuple(s for s in sample.searchable if s.track == track))
        for track in tracks
    }
    served = Served(
        {
            track: shown_conference(
                Conference(track, track, aliases=one.aliases), LoadedConference.build(one, worker, cache)
            )
            for track, one in parts.items()
        }
    )
    store = SearchTable(database, encoder.digest, encoder.card.dimensions)
    near = Near(lambda: served, store, worker, cache, Exact(lambda: served))
    assert Gatherer(lambda: served, None, worker, cache, store).look()
    same = 0
    interests = ("Health Analytics?", "dashboards that people read", "privacy of patients", "maps", "how to hire")
    for interest in interests:
        found, wanted = near.find(interest), finder.find(interest)
        ours = {one.match.session.id for one in found.matches}
        same += len(ours & {match.session.id for match in wanted.matches})
        assert (found.approximate, found.close) == (True, wanted.close)
    assert same >= 13  # of 15


def test_while_the_database_is_away_what_is_in_memory_is_searched(house):
    house.gatherer.look()
    gone = SearchTable(Database("postgresql://nobody@127.0.0.1:1/none"), house.encoder.digest, len(WORDS))
    answer = replace(house.near, store=gone).find("bread")
    assert (answer.approximate, answer.conferences) == (False, 3)
    assert [one.conference.slug for one in answer.matches[:2]] == ["bakers", "bakers"]
