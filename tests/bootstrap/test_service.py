"""The service of a server: warm whatever lies in its folder, and up to date with every other process."""

import asyncio
import sqlite3

import pytest
from toy_model import ToyModel

from session_finder.access.organizers import Organizer
from session_finder.bootstrap.service import NotReady, Service
from session_finder.domain.errors import StoreError
from session_finder.intake import read_programme
from session_finder.publishing.publisher import Publisher
from session_finder.publishing.upload import Upload
from session_finder.storage.files.library import FileLibrary

ANA = Organizer("Ana")


def reading(*titles):
    return read_programme("\n".join(["title", *titles]).encode(), "a.csv")


def warm(settings):
    service = Service(settings)
    service.warm_up()
    assert service.status.stage == "ready"
    return service


def titles(service, slug="bakers"):
    return [session.title for session in service.loaded(slug).programme.sessions]


def another_process(settings):
    """What an organizer on the command line has: a library and a model of its own, the same folders."""
    return Publisher(FileLibrary(settings.data), ToyModel(settings).load)


def test_a_server_without_any_programme_becomes_ready_and_serves_the_first_that_is_published(settings):
    service = warm(settings)
    assert service.conferences == ()
    with pytest.raises(StoreError, match="No programme is published yet"):
        service.loaded("")
    organizer = another_process(settings)
    organizer.create("bakers", "Bakers 2027", "", ANA)
    assert service.conferences == ()
    organizer.publish("bakers", Upload("a.csv", reading("bread")), ANA)
    assert [conference.name for conference in service.conferences] == ["Bakers 2027"]
    assert titles(service) == ["bread"]


def test_a_server_whose_folder_is_not_there_becomes_ready(settings, caplog):
    settings.data.rmdir()
    service = warm(settings)
    assert service.conferences == ()
    assert "cannot be read" in caplog.text


@pytest.mark.parametrize(
    ("broken", "served", "said"),
    [
        ("about.toml", ["bakers", "nurses"], "bakers is damaged; what is whole of it is served."),
        ("programme.csv", ["nurses"], "bakers cannot be brought up to date"),
    ],
)
def test_a_broken_conference_keeps_no_other_from_being_served(settings, caplog, broken, served, said):
    for slug in ("bakers", "nurses"):
        (settings.data / slug).mkdir()
        (settings.data / slug / "programme.csv").write_text(f"title\n{slug} talk\n", encoding="utf-8")
    (settings.data / "bakers" / broken).write_bytes(b"\xff= =\x00")
    service = warm(settings)
    assert [conference.slug for conference in service.conferences] == served
    assert said in caplog.text


def test_every_process_serves_what_one_of_them_published_and_encodes_nothing_for_it(settings):
    first, second = warm(settings), warm(settings)
    organizer = another_process(settings)
    organizer.create("bakers", "Bakers", "", ANA)
    for expected, title in ((None, "bread"), (1, "castle"), (2, "graph")):
        encoded = [len(service.model.worker._encoder.encoded) for service in (first, second)]
        organizer.publish("bakers", Upload("a.csv", reading(title, "data"), expected), ANA)
        assert titles(first) == titles(second) == [title, "data"]
        assert titles(first) == [s.title for s in asyncio.run(second.served_soon()).loaded("").programme.sessions]
        if expected is not None:  # the first finder also learns the everyday interests, once
            assert [len(service.model.worker._encoder.encoded) for service in (first, second)] == encoded
    organizer.roll_back("bakers", 1, ANA, 3)
    assert titles(first) == titles(second) == ["bread", "data"]
    assert first.loaded("bakers").finder.find("bread").matches[0].session.title == "bread"


def test_a_service_publishes_by_itself_with_its_own_model(settings):
    service = warm(settings)
    heard = []
    service.publisher.create("bakers", "Bakers", "Europe/Lisbon", ANA)
    service.publisher.publish("bakers", Upload("a.csv", reading("bread", "map")), ANA, lambda *told: heard.append(told))
    assert heard[-1] == (2, 2)
    assert titles(service) == ["bread", "map"]


def test_before_it_is_ready_nothing_is_served_and_nothing_published(settings):
    service = Service(settings)
    for ask in (
        lambda: service.conferences,
        lambda: service.loaded("bakers"),
        lambda: asyncio.run(service.served_soon()),
    ):
        with pytest.raises(NotReady):
            ask()
    service.publisher.create("bakers", "Bakers", "", ANA)
    with pytest.raises(NotReady):
        service.publisher.publish("bakers", Upload("a.csv", reading("bread")), ANA)
    assert [draft.number for draft in service.publisher.drafts("bakers")] == [1]
    service.warm_up()
    service.publisher.resume("bakers", 1, ANA, None)
    assert titles(service) == ["bread"]


def test_a_cache_that_is_lost_is_made_again_for_the_version_that_is_served_next(settings):
    service = warm(settings)
    organizer = another_process(settings)
    organizer.create("bakers", "Bakers", "", ANA)
    organizer.publish("bakers", Upload("a.csv", reading("bread")), ANA)
    assert titles(service) == ["bread"]
    draft = organizer.stage("bakers", Upload("b.csv", reading("castle")), ANA)
    organizer.resume("bakers", draft.number, ANA, 1)
    with sqlite3.connect(service.model.cache.path) as connection:
        connection.execute("DELETE FROM vectors")
    connection.close()
    assert titles(service) == ["castle"]
    assert service.loaded("bakers").finder.find("castle").matches[0].score > 0.5
