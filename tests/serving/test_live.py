"""What attendees are served while organizers change it: a real library on disk, a toy model, threads as in a server."""

import asyncio
import logging
import threading
import time
from pathlib import Path

import pytest
from toys import ToyEncoder
from waiting import nobody_is_held, until

from session_finder.domain.errors import NoSuchConference, StoreError, Unreadable
from session_finder.domain.library import Draft
from session_finder.domain.sessions import Programme, Session
from session_finder.search.loaded_conference import LoadedConference
from session_finder.serving.live import Serving
from session_finder.serving.snapshot import Served
from session_finder.storage.files.library import FileLibrary
from session_finder.storage.vectors.sqlite_cache import VectorCache


class Server:
    """A process that serves a folder. ``held``: while it is not set, indexing waits; ``fails``: it raises."""

    def __init__(self, folder, patience=5.0, again=3600.0, most=100):
        self.library = FileLibrary(folder / "data")
        self.encoder = ToyEncoder()
        self.cache = VectorCache(folder / "cache", self.encoder.digest, 8)
        self.held = threading.Event()
        self.held.set()
        self.fails = None
        self.indexed = []
        self.serving = Serving(self.library, self.index, patience, again, most)

    def index(self, programme, progress):
        assert self.held.wait(30)
        if self.fails:
            raise self.fails
        self.indexed.append(programme.slug)
        return LoadedConference.build(programme, self.encoder, self.cache, progress)

    def filled(self):
        self.heard = []
        self.serving.fill(lambda *told: self.heard.append(told))
        return self

    @property
    def served(self):
        return titles(self.serving.now())

    def settled(self):
        """What is served once nothing is being renewed."""
        until(lambda: self.serving._due() is None, "the renewal")
        return titles(self.serving._served)


def names(server):
    return [conference.name for conference in server.serving.now().conferences]


def titles(served: Served):
    return {slug: [s.title for s in shown.loaded.programme.sessions] for slug, shown in served.shown.items()}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "data").mkdir()
    return tmp_path


@pytest.fixture
def organizer(folder):
    """The library as another process has it."""
    return FileLibrary(folder / "data")


def publish(library, slug, *names):
    if not (library._folder / slug).exists():
        library.create(slug, f"The {slug}")
    sessions = tuple(Session(id=name, title=name) for name in names)
    draft = library.stage(slug, Programme(slug, slug, sessions), Draft("Ana", "a.csv"))
    current = next((version.number for version in library.versions(slug) if version.current), None)
    return library.publish(slug, draft.number, "Ana", current).number


def test_everything_published_is_filled_in_and_told_of(folder, organizer):
    publish(organizer, "bakers", "bread data")
    publish(organizer, "nurses", "nurse health")
    server = Server(folder).filled()
    assert server.served == {"bakers": ["bread data"], "nurses": ["nurse health"]}
    assert server.heard[0] == ("The bakers", 0, 0)
    assert server.heard[-1] == ("The nurses", 1, 1)
    assert [conference.name for conference in server.serving.now().conferences] == ["The bakers", "The nurses"]


def test_without_a_programme_it_waits_for_the_first(folder, organizer):
    server = Server(folder).filled()
    assert server.served == {}
    with pytest.raises(StoreError, match="No programme is published yet"):
        server.serving.now().loaded("")
    publish(organizer, "bakers", "bread")
    assert server.served == {"bakers": ["bread"]}


def test_the_search_right_after_a_publish_finds_what_was_published(folder, organizer):
    publish(organizer, "bakers", "bread")
    server = Server(folder).filled()
    for round_number in range(5):
        publish(organizer, "bakers", f"bread {round_number}")
        assert server.served == {"bakers": [f"bread {round_number}"]}
        publish(organizer, "bakers", f"map {round_number}")
        assert titles(asyncio.run(server.serving.soon())) == {"bakers": [f"map {round_number}"]}


def test_while_a_version_is_indexed_the_old_one_is_served_and_nobody_waits_longer_than_once(folder, organizer):
    publish(organizer, "bakers", "bread")
    server = Server(folder, patience=0.2).filled()
    server.held.clear()
    publish(organizer, "bakers", "map")
    begin = time.monotonic()
    assert server.served == {"bakers": ["bread"]}
    first = time.monotonic() - begin
    with nobody_is_held():
        for _ in range(100):
            assert server.served == {"bakers": ["bread"]}
    assert titles(asyncio.run(server.serving.soon())) == {"bakers": ["bread"]}
    assert first >= 0.2
    server.held.set()
    assert server.settled() == {"bakers": ["map"]}


def test_a_version_that_is_published_while_another_is_indexed_is_served_in_the_end(folder, organizer):
    publish(organizer, "bakers", "bread")
    server = Server(folder, patience=0.0).filled()
    server.held.clear()
    publish(organizer, "bakers", "map")
    assert server.served == {"bakers": ["bread"]}
    publish(organizer, "bakers", "castle")
    server.held.set()
    assert server.settled() == {"bakers": ["castle"]}


def test_a_roll_back_is_served_without_encoding_anything(folder, organizer):
    publish(organizer, "bakers", "bread")
    server = Server(folder).filled()
    publish(organizer, "bakers", "map")
    assert server.served == {"bakers": ["map"]}
    encoded = len(server.encoder.encoded)
    organizer.publish("bakers", 1, "Ana", 2)
    assert server.served == {"bakers": ["bread"]}
    assert len(server.encoder.encoded) == encoded


def test_what_is_embedded_already_is_only_loaded(folder, organizer):
    publisher, server = Server(folder), Server(folder).filled()
    organizer.create("bakers", "Bakers")
    programme = Programme("bakers", "Bakers", tuple(Session(str(n), f"bread {n}") for n in range(150)))
    draft = organizer.stage("bakers", programme, Draft("Ana", "a.csv"))
    publisher.index(organizer.load("bakers", draft.number), None)
    before = len(server.encoder.encoded)
    organizer.publish("bakers", draft.number, "Ana", None)
    assert len(server.served["bakers"]) == 150
    assert len(server.encoder.encoded) == before


def test_names_hidden_and_deleted_conferences_follow(folder, organizer):
    publish(organizer, "bakers", "bread")
    publish(organizer, "nurses", "nurse")
    server = Server(folder).filled()
    organizer.rename("bakers", "Bakers of Lisbon")
    assert [conference.name for conference in server.serving.now().conferences] == ["Bakers of Lisbon", "The nurses"]
    assert server.serving.now().loaded("bakers").programme.name == "Bakers of Lisbon"
    organizer.hide("bakers", True)
    assert server.served == {"nurses": ["nurse"]}
    with pytest.raises(StoreError, match=r"no programme called 'bakers'. There are: nurses\."):
        server.serving.now().loaded("bakers")
    organizer.hide("bakers", False)
    assert server.served == {"bakers": ["bread"], "nurses": ["nurse"]}
    organizer.delete("nurses", "Ana")
    assert server.served == {"bakers": ["bread"]}


def test_only_what_changed_is_indexed_again(folder, organizer):
    publish(organizer, "bakers", "bread")
    publish(organizer, "nurses", "nurse")
    server = Server(folder).filled()
    nurses = server.serving.now().loaded("nurses")
    bakers = server.serving.now().loaded("bakers")
    publish(organizer, "bakers", "map")
    organizer.set_examples("nurses", ["night shifts"])
    served = server.serving.now()
    assert served.loaded("nurses") is nurses
    assert served.loaded("bakers") is not bakers
    assert served.conferences[1].examples == ("night shifts",)


def test_what_somebody_holds_stays_whole_when_it_is_replaced(folder, organizer):
    publish(organizer, "bakers", "bread")
    server = Server(folder).filled()
    held = server.serving.now()
    publish(organizer, "bakers", "map", "castle")
    server.serving.now()
    assert titles(held) == {"bakers": ["bread"]}
    assert [match.session.title for match in held.loaded("bakers").finder.find("bread").matches] == ["bread"]


def damage(folder):
    (folder / "data" / "bakers" / "versions" / "2" / "programme.json").write_bytes(b"{")


def test_a_damaged_version_leaves_the_old_one_served_and_is_named_once(folder, organizer, caplog):
    publish(organizer, "bakers", "bread")
    publish(organizer, "nurses", "nurse")
    server = Server(folder).filled()
    publish(organizer, "bakers", "map")
    damage(folder)
    for _ in range(20):
        assert server.settled() == {"bakers": ["bread"], "nurses": ["nurse"]}
    publish(organizer, "nurses", "health")
    assert server.settled() == {"bakers": ["bread"], "nurses": ["health"]}
    said = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert len(said) == 1
    assert said[0].startswith("bakers is damaged; what is whole of it is served. ")
    assert "programme.json is damaged: its digest is" in said[0]
    organizer.publish("bakers", 1, "Ana", 2)
    assert server.settled() == {"bakers": ["bread"], "nurses": ["health"]}


def test_a_version_that_cannot_be_indexed_is_tried_again_after_a_while_without_keeping_anybody(
    folder, organizer, caplog
):
    publish(organizer, "bakers", "bread")
    server = Server(folder, again=0.2).filled()
    server.fails = RuntimeError("out of memory")
    publish(organizer, "bakers", "map")
    assert server.settled() == {"bakers": ["bread"]}
    server.fails = None
    assert server.served == {"bakers": ["bread"]}
    time.sleep(0.25)
    server.held.clear()
    with nobody_is_held():
        assert server.served == {"bakers": ["bread"]}
    server.held.set()
    assert server.settled() == {"bakers": ["map"]}
    assert [record.exc_info is not None for record in caplog.records if record.levelno == logging.ERROR] == [True]


def test_a_broken_conference_beside_good_ones_is_left_out_until_it_is_mended(folder, organizer, caplog):
    publish(organizer, "nurses", "nurse")
    place = folder / "data" / "bakers"
    place.mkdir()
    (place / "programme.csv").write_bytes(b"")
    server = Server(folder).filled()
    assert server.served == {"nurses": ["nurse"]}
    assert "bakers cannot be brought up to date; it is not served." in caplog.text
    assert names(server) == ["The nurses"]
    assert [conference.slug for conference in server.serving.now().listed] == ["nurses", "bakers"]
    with pytest.raises(Unreadable, match=r"^The programme of bakers cannot be read at the moment\."):
        server.serving.now().loaded("bakers")
    assert server.serving.now().loaded("").programme.slug == "nurses"
    (place / "about.toml").write_text('name = "Bakers"\n', encoding="utf-8")
    (place / "programme.csv").write_text("title\nbread\n", encoding="utf-8")
    assert server.served == {"bakers": ["bread"], "nurses": ["nurse"]}
    assert server.serving.now().unreadable == {}


@pytest.mark.parametrize("change", ["hide", "delete"])
def test_a_conference_that_cannot_be_read_and_is_hidden_or_deleted_is_not_here(folder, organizer, change):
    publish(organizer, "bakers", "bread")
    publish(organizer, "nurses", "nurse")
    (folder / "data" / "bakers" / "versions" / "1" / "programme.json").write_bytes(b"{")
    server = Server(folder).filled()
    assert [*server.serving.now().unreadable] == ["bakers"]
    if change == "hide":
        organizer.hide("bakers", True, "Ana")
    else:
        organizer.delete("bakers", "Ana")
    server.settled()
    with pytest.raises(NoSuchConference):
        server.serving.now().loaded("bakers")


def test_a_conference_put_there_by_hand_with_a_broken_about_has_its_slug_for_a_name_until_it_is_mended(
    folder, organizer, caplog
):
    place = folder / "data" / "bakers"
    place.mkdir()
    (place / "programme.csv").write_text("title\nbread\n", encoding="utf-8")
    (place / "about.toml").write_bytes(b"\xff\xfe= =\n")
    server = Server(folder).filled()
    assert (server.served, names(server)) == ({"bakers": ["bread"]}, ["bakers"])
    assert caplog.text.count("bakers is damaged; what is whole of it is served.") == 1
    (place / "about.toml").write_text('name = "Bakers"\n', encoding="utf-8")
    assert (server.settled(), names(server)) == ({"bakers": ["bread"]}, ["Bakers"])


def test_a_damaged_version_comes_back_once_its_file_is_put_back(folder, organizer, caplog):
    publish(organizer, "bakers", "bread")
    publish(organizer, "bakers", "map")
    content = (folder / "data" / "bakers" / "versions" / "2" / "programme.json").read_bytes()
    damage(folder)
    server = Server(folder, again=0.05).filled()
    assert server.served == {"bakers": ["bread"]}
    (folder / "data" / "bakers" / "versions" / "2" / "programme.json").write_bytes(content)
    time.sleep(0.1)
    server.serving.now()
    assert server.settled() == {"bakers": ["map"]}
    assert caplog.text.count("Attendees see version 1 in its place.") == 1


def test_a_version_damaged_under_a_running_server_stays_served_from_memory_whatever_else_changes(folder, organizer):
    publish(organizer, "bakers", "bread")
    publish(organizer, "bakers", "map")
    server = Server(folder).filled()
    damage(folder)
    organizer.rename("bakers", "Millers")
    publish(organizer, "nurses", "nurse")
    assert server.settled() == {"bakers": ["map"], "nurses": ["nurse"]}
    publish(organizer, "bakers", "flour")
    assert server.settled() == {"bakers": ["flour"], "nurses": ["nurse"]}


def test_an_about_toml_that_breaks_leaves_all_served_as_it_was(folder, organizer):
    publish(organizer, "bakers", "bread")
    publish(organizer, "nurses", "nurse")
    server = Server(folder).filled()
    (folder / "data" / "bakers" / "about.toml").write_text("name = ", encoding="utf-8")
    publish(organizer, "nurses", "health")
    assert server.settled() == {"bakers": ["bread"], "nurses": ["health"]}


def test_a_folder_that_is_gone_for_a_moment_has_deleted_nothing(folder, organizer, caplog):
    publish(organizer, "bakers", "bread")
    server = Server(folder).filled()
    (folder / "data").rename(folder / "unmounted")
    assert server.settled() == {"bakers": ["bread"]}
    assert caplog.text.count("cannot be read") == 1
    (folder / "unmounted").rename(folder / "data")
    assert server.settled() == {"bakers": ["bread"]}


def test_many_threads_see_whole_versions_only_and_never_an_older_one_again(folder, organizer):
    publish(organizer, "bakers", "bread 0", "data 0")
    server = Server(folder, patience=0.0).filled()
    ended = threading.Event()
    seen = [[] for _ in range(8)]

    def search(own):
        while not ended.is_set():
            loaded = server.serving.now().loaded("bakers")
            answer = loaded.finder.find("bread data", 2)
            own.append(tuple(sorted(match.session.title for match in answer.matches)))

    threads = [threading.Thread(target=search, args=(own,)) for own in seen]
    for thread in threads:
        thread.start()
    for number in range(1, 8):
        publish(organizer, "bakers", f"bread {number}", f"data {number}")
    time.sleep(0.2)
    ended.set()
    for thread in threads:
        thread.join()
    whole = [(f"bread {number}", f"data {number}") for number in range(8)]
    for own in seen:
        assert own == sorted(own)
        assert set(own) <= set(whole)
    assert server.settled() == {"bakers": ["bread 7", "data 7"]}


def test_nothing_is_read_while_nothing_changes(folder, organizer, monkeypatch):
    publish(organizer, "bakers", "bread")
    server = Server(folder).filled()
    served = server.serving.now()
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail(f"{path} is read"))
    monkeypatch.setattr(Path, "open", lambda path, *_, **__: pytest.fail(f"{path} is read"))
    assert all(server.serving.now() is served for _ in range(10))


def in_memory(server):
    return [slug for slug, shown in server.serving.now().shown.items() if shown.in_memory]


def test_only_so_many_conferences_are_in_memory_and_the_one_asked_for_longest_ago_makes_room(folder, organizer):
    for slug in ("a", "b", "c", "d"):
        publish(organizer, slug, f"bread {slug}")
    server = Server(folder, most=2).filled()
    assert (server.indexed, in_memory(server)) == (["a", "b"], ["a", "b"])
    served = server.serving.now()
    assert [conference.slug for conference in served.conferences] == ["a", "b", "c", "d"]
    assert [shown.sessions for shown in served.shown.values()] == [1, 1, 1, 1]
    served.loaded("a")
    assert served.loaded("c").finder.find("bread").matches[0].session.title == "bread c"
    assert in_memory(server) == ["a", "c"]
    served.loaded("a")
    served.loaded("d")
    assert (server.indexed, in_memory(server)) == (["a", "b", "c", "d"], ["a", "d"])
    assert [served.waits(slug) for slug in ("a", "b", "", "nobody")] == [False, True, False, False]


def test_what_is_loaded_is_ready_to_read_a_query(folder, organizer):
    publish(organizer, "bakers", "bread")
    server = Server(folder).filled()
    assert "lexicon" in vars(server.serving.now().loaded("bakers"))
    publish(organizer, "bakers", "rolls")
    until(lambda: titles(server.serving.now()) == {"bakers": ["rolls"]})
    assert "lexicon" in vars(server.serving.now().loaded("bakers"))


def test_what_makes_room_stays_whole_for_whoever_has_it_and_costs_no_encoding_later(folder, organizer):
    publish(organizer, "a", "bread")
    publish(organizer, "b", "map")
    server = Server(folder, most=1).filled()
    held = server.serving.now().loaded("a")
    server.serving.now().loaded("b")
    assert [match.session.title for match in held.finder.find("bread").matches] == ["bread"]
    encoded = len(server.encoder.encoded)
    assert server.serving.now().loaded("a") is not held
    assert len(server.encoder.encoded) == encoded


def test_a_publish_indexes_what_is_in_memory_and_leaves_the_others_until_they_are_asked_for(folder, organizer):
    publish(organizer, "a", "bread")
    publish(organizer, "b", "map")
    server = Server(folder, most=1).filled()
    publish(organizer, "a", "castle")
    publish(organizer, "b", "nurse")
    assert in_memory(server) == ["a"]
    assert server.indexed == ["a", "a"]
    assert server.serving.now().shown["b"].version == organizer.load("b").version
    assert [s.title for s in server.serving.now().loaded("b").programme.sessions] == ["nurse"]
    assert in_memory(server) == ["b"]


def test_of_many_who_ask_at_once_for_what_is_not_in_memory_one_makes_it(folder, organizer):
    publish(organizer, "a", "bread")
    publish(organizer, "b", "map")
    server = Server(folder, most=1).filled()
    served = server.serving.now()
    start = threading.Barrier(8)
    found = []

    def ask():
        start.wait()
        found.append(served.loaded("b"))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert server.indexed == ["a", "b"]
    assert len({id(loaded) for loaded in found}) == 1
