"""Attendees served from a replica: while it lags, while it is gone, while the primary is, and after its promotion."""

from __future__ import annotations

import logging
from contextlib import closing

import pytest
from bakers import titles
from postgres_standby import Standby
from replicated import Process, both, done
from waiting import nobody_is_held, until

from session_finder.storage.postgres import replica_routing


@pytest.fixture
def standby(primary):
    """With the bakers' bread published before it was made."""
    with closing(Process(primary.url())) as organizer:
        organizer.library.create("bakers", "Bakers")
        organizer.publish("bread")
    standby = Standby(primary)
    yield standby
    standby.remove()


@pytest.fixture
def process(primary, standby, monkeypatch):
    """It publishes on the primary and serves from the standby."""
    monkeypatch.setattr(replica_routing.ReplicaFirst.__init__, "__defaults__", (0.2, 60.0))
    process = Process(both(primary, standby), standby.url())
    with closing(process):
        yield process.filled()


@pytest.fixture
def organizer(primary):
    """Another process, without a replica."""
    with closing(Process(primary.url())) as organizer:
        yield organizer


def turn(process):
    return int(process.published.stamp().partition(":")[0])


def test_a_publish_is_served_once_the_replica_has_it_and_the_organizer_sees_it_at_once(process, standby):
    standby.pause()
    assert process.publish("bread and map") == 2
    assert [version.number for version in process.library.versions("bakers") if version.current] == [2]
    assert [line.version for line in process.library.audit("bakers") if line.what == "publish"] == [1, 2]
    assert titles(process.library.load("bakers")) == ["bread and map"]
    assert process.shown == ["bread"]
    standby.resume()
    until(lambda: process.shown == ["bread and map"])
    assert process.as_of is None
    assert turn(process) == 0


def test_vectors_are_read_from_the_replica_and_what_it_lacks_from_the_primary(primary, process, standby):
    standby.pause()
    process.publish("bread and map")
    standby.resume()
    standby.caught_up()
    with closing(Process(primary.url(), standby.url())) as other:
        assert other.filled().found == ["bread and map"]
        assert other.encoder.encoded == ["bread"]  # the interest
        standby.pause()
        process.publish("castle")
        other.index(process.library.load("bakers"), None)
        assert other.encoder.encoded == ["bread"]


def test_a_replica_that_is_killed_leaves_nobody_waiting_and_is_read_again_when_it_is_back(
    process, organizer, standby, caplog
):
    caplog.set_level(logging.WARNING, "session_finder")
    standby.kill()
    assert process.found == ["bread"]
    assert process.as_of is None
    assert turn(process) == 1
    organizer.publish("bread and map")
    assert process.found == ["bread and map"]
    standby.start()
    until(lambda: turn(process) == 2)
    organizer.publish("bread and castle")
    until(lambda: process.found == ["bread and castle"])
    assert process.as_of is None
    assert [record.getMessage() for record in caplog.records] == [
        "The replica cannot be read; the primary is.",
        "The replica is read again.",
    ]


def test_a_replica_that_stands_still_keeps_one_search_waiting_and_not_for_long(process, standby):
    assert process.found == ["bread"]
    standby.freeze()
    try:
        assert process.found == ["bread"]
        assert turn(process) == 1
        with nobody_is_held():  # whoever comes next waits for nobody
            for _ in range(100):
                assert process.found == ["bread"]
        assert process.as_of is None
    finally:
        standby.thaw()
    until(lambda: turn(process) == 2)


def test_a_replica_that_stays_behind_is_left_for_the_primary_and_returned_to(
    primary, organizer, standby, monkeypatch, caplog
):
    caplog.set_level(logging.WARNING, "session_finder")
    monkeypatch.setattr(replica_routing.ReplicaFirst.__init__, "__defaults__", (0.1, 0.5))
    with closing(Process(primary.url(), standby.url())) as process:
        process.filled()
        standby.pause()
        organizer.publish("bread and map")
        assert process.found == ["bread"]
        until(lambda: process.found == ["bread and map"])
        assert turn(process) == 1
        for _ in range(50):
            assert process.found == ["bread and map"]  # it never goes back
        standby.resume()
        until(lambda: turn(process) == 2)
        assert process.found == ["bread and map"]
    assert [record.getMessage() for record in caplog.records] == [
        "The replica is more than 0.5 seconds behind; the primary is read.",
        "The replica is read again.",
    ]


def test_without_the_primary_attendees_are_served_from_the_replica_also_by_a_process_that_starts_then(
    primary, process, standby
):
    standby.caught_up()
    primary.kill()
    assert process.refused("castle").startswith("The database does not answer.")
    assert process.found == ["bread"]
    assert process.as_of is None
    with closing(Process(primary.url(), standby.url())) as late:
        assert late.filled().found == ["bread"]
        assert late.as_of is None
        assert late.encoder.encoded == ["bread"]
    assert turn(process) == 0


def test_the_replica_is_promoted_and_the_same_process_publishes_there_and_serves_from_there(primary, process, standby):
    standby.caught_up()
    primary.kill()
    assert process.found == ["bread"]
    standby.promote()
    until(lambda: done(lambda: process.publish("bread and castle")))
    assert process.found == ["bread and castle"]
    assert process.as_of is None


def test_nobody_is_led_back_to_what_an_older_replica_has(primary, process, organizer, standby):
    standby.pause()
    standby.kill()
    assert process.found == ["bread"]
    organizer.publish("bread and map")
    assert process.found == ["bread and map"]
    primary.kill()  # before the replica has heard of it
    standby.start()
    assert process.found == ["bread and map"]
    assert process.as_of is not None  # what is in memory, and it says so
    primary.start()
    until(lambda: process.as_of is None and turn(process) % 2 == 0)
    assert process.found == ["bread and map"]


def test_both_gone_is_as_one_gone_without_a_replica(primary, process, standby):
    primary.kill()
    standby.kill()
    assert process.found == ["bread"]
    assert process.as_of is not None
    standby.start()
    until(lambda: process.as_of is None)
    assert process.found == ["bread"]


def test_a_stamp_differs_after_each_change_of_turns_though_nothing_was_published(process, standby):
    stamps = [process.published.stamp()]
    standby.kill()
    stamps.append(process.published.stamp())
    standby.start()
    until(lambda: turn(process) == 2)
    stamps.append(process.published.stamp())
    assert len({*stamps}) == 3
    assert len({stamp.partition(":")[2] for stamp in stamps}) == 1
