"""Whatever happens to two servers between any two questions, no version is missed for good and nobody is led back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from session_finder.domain.errors import NoSuchConference, StoreError, Unavailable
from session_finder.domain.library import Conference, Loaded, State
from session_finder.domain.sessions import Programme
from session_finder.storage.postgres.replica_routing import ReplicaFirst


class Server:
    """What is published on one of them: version 0, 1, 2 and so on."""

    def __init__(self):
        self.version = 0
        self.up = True
        self.damaged = False
        self.logos = {}
        self.on_the_way = lambda: None  # what happens while its stamp is

    def _asked(self):
        if not self.up:
            raise Unavailable("away")

    def stamp(self):
        self._asked()
        mark = f"mark {self.version}"
        happen, self.on_the_way = self.on_the_way, lambda: None
        happen()
        return mark

    def states(self):
        self._asked()
        return (State("bakers", Conference("bakers", "Bakers"), str(self.version)),)

    def load(self, slug):
        self._asked()
        if slug != "bakers":
            raise NoSuchConference(slug)
        if self.damaged:
            raise StoreError("damaged")
        return Programme("bakers", "a.csv", (), version=str(self.version))

    def load_served(self, slug):
        return Loaded(self.load(slug), self.version)

    def logo(self, slug, name):
        self._asked()
        return self.logos.get(name)


class Attendees:
    """Served as Serving serves them: the stamp first, then the states, then what has another digest."""

    def __init__(self):
        self.replica, self.primary = Server(), Server()
        self.first = ReplicaFirst(self.replica, self.primary)
        self.first._compare_at = float("inf")  # only when we say so
        self.stamp, self.digest, self.served = "", "", 0

    def happen(self, event):
        if event == "publish":
            self.primary.version += self.primary.up
        elif event == "replicate":
            if self.primary.up and self.replica.up:
                self.replica.version = self.primary.version
        elif event == "compare":
            self.compare()
        else:
            server = self.replica if "replica" in event else self.primary
            server.up = not server.up

    def compare(self):
        if self.first._comparing.acquire(blocking=False):
            self.first._compare()
            self.first._compare_at = float("inf")

    def search(self, meanwhile):
        """``meanwhile``: what happens before the questions, and while the answer to the stamp is on its way."""
        events = iter(meanwhile)
        try:
            if self.first.stamp() == self.stamp:
                return
            self._between(events)
            self.replica.on_the_way = self.primary.on_the_way = lambda: self._between(events)
            self.stamp = self.first.stamp()
            self._between(events)
            (state,) = self.first.states()
            self._between(events)
            if state.digest != self.digest:
                self.served = int(self.first.load("bakers").version)
                self.digest = state.digest
        except StoreError:
            self.stamp = ""  # Serving tries again
        finally:
            self.replica.on_the_way = self.primary.on_the_way = lambda: None

    def _between(self, events):
        for event in next(events, ()):
            self.happen(event)


def test_a_logo_that_the_replica_lacks_comes_from_the_primary_and_is_missing_while_that_is_away():
    attendees = Attendees()
    attendees.primary.logos = {"new": b"new", "old": b"old"}
    attendees.replica.logos = {"old": b"of the replica"}
    assert attendees.first.logo("bakers", "old") == b"of the replica"
    assert attendees.first.logo("bakers", "new") == b"new"
    attendees.primary.up = False
    assert attendees.first.logo("bakers", "new") is None
    attendees.primary.up, attendees.replica.up = True, False
    assert attendees.first.logo("bakers", "old") == b"old"
    attendees.primary.up = False
    with pytest.raises(Unavailable):
        attendees.first.logo("bakers", "old")


EVENTS = st.lists(st.sampled_from(["publish", "replicate", "compare", "replica up or down", "primary up or down"]))


@settings(max_examples=400)
@given(st.lists(st.tuples(EVENTS, st.lists(EVENTS, max_size=4)), max_size=8))
def test_no_version_is_missed_and_none_older_is_served(story):
    attendees = Attendees()
    for before, meanwhile in story:
        for event in before:
            attendees.happen(event)
        had = attendees.served
        attendees.search(meanwhile)
        assert attendees.served >= had
    attendees.replica.up = attendees.primary.up = True
    attendees.replica.version = attendees.primary.version
    for _ in range(3):  # the last ones find all as it is
        attendees.search(())
        attendees.compare()
    attendees.search(())
    assert attendees.served == attendees.primary.version
    assert attendees.first._turn[1] is attendees.replica


def test_a_programme_that_is_damaged_on_the_replica_is_the_primarys_and_the_turn_stays():
    attendees = Attendees()
    attendees.replica.damaged = True
    attendees.primary.version = 1
    assert attendees.first.load("bakers").version == "1"
    assert attendees.first._turn == (0, attendees.replica)
    attendees.primary.damaged = True
    with pytest.raises(StoreError, match="damaged"):
        attendees.first.load("bakers")


def test_a_conference_that_the_replica_does_not_know_is_not_looked_for_elsewhere():
    attendees = Attendees()
    attendees.primary.up = False
    with pytest.raises(NoSuchConference):
        attendees.first.load("millers")
