"""The tracks that pages tell apart by colour and shape."""

from __future__ import annotations

from session_finder.domain.main_tracks import MOST, main_tracks
from session_finder.domain.sessions import Programme, Session


def test_the_largest_come_first_in_their_most_frequent_spelling():
    names = ["Maps", "health", "Health", "Health", "", "maps", "Health"]
    assert main_tracks(names) == {"health": "Health", "maps": "Maps"}


def test_of_equally_many_the_first_in_the_alphabet_comes_first():
    assert [*main_tracks(["b", "a", "c"])] == ["a", "b", "c"]


def test_there_are_no_more_than_can_be_told_apart():
    names = [f"track {number:02}" for number in range(MOST + 3)]
    assert [*main_tracks(names)] == names[:MOST]
    assert main_tracks([]) == {}


def test_a_programme_numbers_the_tracks_of_what_can_be_found():
    talks = (Session("1", "A", track="Maps"), Session("2", "B", track="Boats"), Session("3", "C", track="boats"))
    pause = Session("4", "Lunch", track="Pauses", format="lunch")
    assert Programme("x", "X", (*talks, pause)).track_numbers == {"boats": 0, "maps": 1}
