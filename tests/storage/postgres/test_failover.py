"""A primary that dies and a standby that is promoted: the processes go on, with the address of both, by themselves."""

from __future__ import annotations

import socket
import threading
from contextlib import closing, contextmanager, suppress

import pytest
from bakers import titles
from postgres_standby import Standby
from replicated import Process, both, done
from waiting import PATIENCE, nobody_is_held, until

from session_finder.domain.errors import StoreError

AWAY = "The database does not answer. Nothing is half done: look again in a minute, then try again."
COPY = "The database that was reached is a copy for reading. Try again in a minute, when it is the first again."


@pytest.fixture
def standby(primary):
    standby = Standby(primary)
    yield standby
    standby.remove()


@pytest.fixture
def processes(primary, standby):
    """Two with the address of both servers; the bakers' bread is published."""
    one, other = (Process(both(primary, standby)) for _ in range(2))
    with closing(one), closing(other):
        one.library.create("bakers", "Bakers")
        one.publish("bread")
        yield one.filled(), other.filled()


def test_searches_go_on_while_the_primary_is_gone_and_after_the_promotion_the_same_process_publishes(
    primary, standby, processes
):
    one, other = processes
    standby.awaited()
    one.publish("bread and map")
    assert other.found == ["bread and map"]
    primary.kill()
    assert one.refused("castle") == AWAY
    assert other.found == ["bread and map"]
    assert other.as_of is not None
    standby.promote()
    until(lambda: done(lambda: one.publish("bread and castle")))
    until(lambda: other.as_of is None)
    assert other.found == one.found == ["bread and castle"]
    numbers = {version.number: version.published for version in other.library.versions("bakers")}
    assert all(numbers[number] for number in (1, 2, max(numbers)))


def test_nothing_is_lost_that_a_standby_had_to_have_when_the_primary_is_killed_while_somebody_publishes(
    primary, standby, processes
):
    one, other = processes
    standby.awaited()
    acknowledged = [1]

    def publish():
        with suppress(StoreError):
            while True:
                acknowledged.append(one.publish(*(f"bread {len(acknowledged)} {place}" for place in range(100))))

    publisher = threading.Thread(target=publish)
    publisher.start()
    until(lambda: len(acknowledged) > 4)
    primary.kill()
    publisher.join(PATIENCE)
    assert not publisher.is_alive()
    standby.promote()
    until(lambda: other.as_of is None)
    until(lambda: done(lambda: one.library.load("bakers")))
    known = other.library.versions("bakers")
    (current,) = [version.number for version in known if version.current]
    assert {*acknowledged} <= {version.number for version in known if version.published}
    assert acknowledged[-1] <= current <= acknowledged[-1] + 1  # committed, and the answer was lost on its way
    assert other.shown == titles(one.library.load("bakers"))
    assert len(other.shown) == 100
    assert {*acknowledged} <= {line.version for line in other.library.audit("bakers") if line.what == "publish"}
    assert one.publish("bread") > current


def test_a_primary_that_stands_still_keeps_nobody_longer_than_two_seconds_before_and_after_the_promotion(
    primary, standby, processes
):
    one, other = processes
    standby.caught_up()
    primary.freeze()
    try:
        assert one.refused("castle") == AWAY
        standby.promote()

        def published():
            with nobody_is_held():
                return done(lambda: one.publish("bread and castle"))

        until(published)
        until(lambda: other.as_of is None)
        assert other.found == ["bread and castle"]
    finally:
        primary.kill()


@contextmanager
def relayed(server):
    """An address that leads to a server, and to another one once ``to`` names it; open connections stay where they are.

    So does a name that an operator points elsewhere.
    """
    listening = socket.create_server(("127.0.0.1", 0))
    to = [server]
    ended = threading.Event()

    def passing(source, sink):
        with closing(sink):
            try:
                while part := source.recv(65536):
                    sink.sendall(part)
            except OSError:
                pass

    def accepting():
        while not ended.is_set():
            try:
                inner, _ = listening.accept()
            except OSError:
                return
            outer = socket.create_connection(("127.0.0.1", to[0].port))
            for ends in ((inner, outer), (outer, inner)):
                threading.Thread(target=passing, args=ends, daemon=True).start()

    threading.Thread(target=accepting, daemon=True).start()
    yield server.url().replace(f":{server.port}/", f":{listening.getsockname()[1]}/"), to
    ended.set()
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()


def test_who_reaches_a_copy_is_told_to_try_again_and_its_open_connections_are_not_used_again(
    primary, standby, processes
):
    standby.caught_up()
    with relayed(standby) as (address, to), closing(Process(address)) as strayed:
        pools = [threading.Thread(target=strayed.library.versions, args=("bakers",)) for _ in range(4)]
        for thread in pools:
            thread.start()
        for thread in pools:
            thread.join()
        assert strayed.refused("castle") == COPY
        to[0] = primary
        assert strayed.publish("bread and castle") == 2
    assert processes[0].found == ["bread and castle"]
