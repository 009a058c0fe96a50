"""The sample programme: what it promises to tests, to `evaluate` and to whoever looks at it."""

import re
from collections import Counter
from datetime import date
from itertools import combinations
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from session_finder.storage.files.library import read_file

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "harbour-2027"


def overlapping(sessions):
    """Pairs of sessions of which each begins before the other ends."""
    return [(a.id, b.id) for a, b in combinations(sessions, 2) if a.start < b.end and b.start < a.end]


def test_it_is_read_without_a_problem_and_drops_no_column():
    reading = read_file(SHIPPED / "programme.csv", "Europe/Lisbon")
    assert reading.problems == ()
    assert reading.dropped_columns == ()


def test_it_has_150_sessions_to_find_and_14_breaks(sample):
    assert len(sample.searchable) == 150
    assert len(sample.sessions) - len(sample.searchable) == 14


def test_it_lasts_three_days_in_may_and_every_time_is_lisbons(sample):
    moments = [moment for session in sample.sessions for moment in (session.start, session.end)]
    assert {moment.tzinfo for moment in moments} == {ZoneInfo("Europe/Lisbon")}
    assert {moment.date() for moment in moments} == {date(2027, 5, 11), date(2027, 5, 12), date(2027, 5, 13)}
    assert {moment.isoformat()[-6:] for moment in moments} == {"+01:00"}
    assert [session.id for session in sample.sessions if session.start >= session.end] == []


def test_nobody_speaks_in_two_places_at_once(sample):
    by_speaker = {}
    for session in sample.sessions:
        for speaker in session.speakers:
            by_speaker.setdefault(speaker, []).append(session)
    clashes = {speaker: overlapping(sessions) for speaker, sessions in by_speaker.items()}
    assert {speaker: pairs for speaker, pairs in clashes.items() if pairs} == {}


def test_no_room_holds_two_sessions_at_once(sample):
    rooms = {session.room for session in sample.sessions}
    clashes = {room: overlapping([s for s in sample.sessions if s.room == room]) for room in rooms}
    assert {room: pairs for room, pairs in clashes.items() if pairs} == {}


def test_every_session_says_who_where_and_for_whom_in_60_to_300_words(sample):
    assert {
        session.id: len(session.abstract.split())
        for session in sample.searchable
        if not 60 <= len(session.abstract.split()) <= 300
    } == {}
    for field in ("speakers", "track", "level", "format", "room", "language", "tags"):
        assert [session.id for session in sample.searchable if not getattr(session, field)] == [], field


def test_it_has_eight_tracks_besides_the_plenary(sample):
    tracks = Counter(session.track for session in sample.searchable)
    assert len(tracks.keys() - {"Plenary"}) == 8
    assert min(tracks[track] for track in tracks.keys() - {"Plenary"}) >= 10
    assert "Health and Care" in tracks


@pytest.mark.parametrize("kind", ["keynote", "workshop", "talk", "panel"])
def test_it_has_sessions_of_every_common_kind(sample, kind):
    assert sum(session.format == kind for session in sample.searchable) >= 2


def test_it_has_three_levels(sample):
    assert {session.level for session in sample.searchable} == {"introductory", "intermediate", "advanced"}


def test_the_words_health_analytics_are_not_the_way_to_find_health_analytics(sample):
    said = [
        session.id
        for session in sample.searchable
        if "health analytics" in " ".join((session.title, session.abstract, session.track, *session.tags)).casefold()
    ]
    assert len(said) < 5
    assert sum(session.track == "Health and Care" for session in sample.searchable) >= 15


def test_no_abstract_stands_twice_except_for_sessions_held_twice(sample):
    repeated = Counter(session.abstract for session in sample.searchable)
    titles = {s.title.removesuffix(" (repeat)") for s in sample.searchable if repeated[s.abstract] > 1}
    assert len(titles) == sum(count > 1 for count in repeated.values())


def test_no_mail_address_is_shown(sample):
    for session in sample.sessions:
        assert not re.search(r"\w@\w+\.\w", " ".join((session.title, session.abstract, *session.speakers)))
