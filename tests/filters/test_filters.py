"""Filters say which sessions pass; facets count the same with bits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from session_finder.domain.sessions import Session
from session_finder.filters import facets
from session_finder.filters.facets import Choice, Facets, Loosening
from session_finder.filters.filters import EVERYTHING, FACETS, OFFERED, Filters
from session_finder.filters.phrase_match import folded_text

LISBON = ZoneInfo("Europe/Lisbon")
TEN = datetime(2027, 5, 11, 10, tzinfo=LISBON)


def talk(number, minutes=0, lasts=40, **about):
    start = TEN + timedelta(minutes=minutes)
    end = None if lasts is None else start + timedelta(minutes=lasts)
    return Session(str(number), f"Talk {number}", **{"start": start, "end": end, **about})


def passing(filters, sessions):
    return [session.id for session in sessions if filters.allow(session)]


TALKS = (
    talk(1, 0, track="Health", room="Room 10", level="advanced", language="en"),
    talk(2, 20, track="health", room="Room 2", level="beginner", language="pt"),
    talk(3, 24 * 60, track="Maps", room="Room 2", level="beginner", language="en"),
    talk(4, 13 * 60, 120, track="Maps", room="Hall"),  # from 23:00 to 01:00
    Session("5", "At no time", track="Éire"),
)


def test_without_filters_everything_passes():
    assert EVERYTHING.empty
    assert passing(EVERYTHING, TALKS) == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        (Filters(track=("HEALTH",)), ["1", "2"]),
        (Filters(track=("health", "Éire")), ["1", "2", "5"]),
        (Filters(track=("health",), room=("room 2", "hall")), ["2"]),
        (Filters(day=("2027-05-11",)), ["1", "2", "4"]),
        (Filters(day=("2027-05-11", "2027-05-12")), ["1", "2", "3", "4"]),
        (Filters(begin=time(10, 20)), ["2", "4"]),
        (Filters(end=time(10, 40)), ["1", "3"]),
        (Filters(begin=time(10), end=time(11)), ["1", "2", "3"]),
        (Filters(upcoming=TEN + timedelta(minutes=40)), ["2", "3", "4", "5"]),
        (Filters(unplanned=frozenset({"1", "gone"})), ["2", "3", "4", "5"]),
        (Filters(unplanned=frozenset()), ["1", "2", "3", "4", "5"]),
        (Filters(fitting=(TALKS[0],)), ["1", "3", "4", "5"]),
        (Filters(fitting=(TALKS[0], TALKS[1])), ["3", "4", "5"]),
        (Filters(fitting=()), ["1", "2", "3", "4", "5"]),
        (Filters(at=time(10, 20)), ["1", "2", "3"]),
        (Filters(at=time(10, 40)), ["2"]),  # the first ends then
        (Filters(at=time(23, 59)), ["4"]),
        (Filters(at=time(0, 30)), []),
        (Filters(longer=40), ["1", "2", "3", "4"]),
        (Filters(longer=41), ["4"]),
        (Filters(shorter=40), ["1", "2", "3"]),
        (Filters(shorter=39), []),
        (Filters(longer=30, shorter=119), ["1", "2", "3"]),
        (Filters(code=("4", "nothing")), ["4"]),
        (Filters(unsaid=("map",)), ["1", "2", "5"]),
        (Filters(unsaid=("Healthy", "éire")), ["1", "2", "3", "4"]),
        (Filters(unsaid=("times",)), ["1", "2", "3", "4"]),
        (Filters(unsaid=("health map",)), ["1", "2", "3", "4", "5"]),
        (Filters(unsaid=("the",)), ["1", "2", "3", "4", "5"]),
    ],
)
def test_each_filter_leaves_what_it_says(filters, left):
    assert passing(filters, TALKS) == left


def test_a_session_without_an_end_ends_when_it_starts_and_the_clock_is_the_conference_s_own():
    late = talk(1, 0, None)
    assert Filters(end=time(10)).allow(late)
    assert not Filters(begin=time(9), end=time(9, 30)).allow(late)  # 9:00 in UTC


def test_a_session_without_an_end_runs_at_its_start_alone_and_has_no_length():
    open_ended, backwards, timeless = talk(1, 0, None), talk(2, 0, -5), Session("3", "At no time")
    for session in (open_ended, backwards):
        assert Filters(at=time(10)).allow(session)
        assert not Filters(at=time(10, 1)).allow(session)
        assert not Filters(longer=1).allow(session)
        assert not Filters(shorter=1440).allow(session)
    assert passing(Filters(at=time(10)), [timeless]) == []
    assert passing(Filters(shorter=60), [timeless]) == []


def test_a_length_is_measured_in_real_time_when_summer_time_begins():
    start = datetime(2027, 3, 28, 0, 30, tzinfo=LISBON)
    night = Session("1", "Night", start=start, end=datetime(2027, 3, 28, 2, 30, tzinfo=LISBON))
    assert Filters(longer=60, shorter=60).allow(night)


PEOPLE = (
    talk(1, tags=("Maps", "open data"), speakers=("Ana Silva (Harbour Hospital)", "Rui Prado")),
    talk(2, tags=("maps", "maps"), speakers=("Ana Silva", "Eva Horn, Quay University")),
    talk(3, speakers=("Harbour Hospital",)),
)


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        (Filters(tag=("MAPS",)), ["1", "2"]),
        (Filters(tag=("map",)), []),
        (Filters(tag=("Open Data", "maps")), ["1", "2"]),
        (Filters(speaker=("ana silva",)), ["1", "2"]),
        (Filters(speaker=("Ana Silva (Harbour Hospital)",)), []),
        (Filters(speaker=("harbour hospital",)), ["3"]),
        (Filters(employer=("harbour hospital",)), ["1"]),
        (Filters(employer=("Quay University",), tag=("maps",)), ["2"]),
        (Filters(code=("1",), tag=("maps",)), ["1"]),
    ],
)
def test_tags_people_and_employers_are_found_each_by_its_own_filter(filters, left):
    assert passing(filters, PEOPLE) == left
    assert Facets(PEOPLE).rows(filters) == [int(number) - 1 for number in left]


def test_names_and_employers_are_listed_apart():
    facets = Facets(PEOPLE)
    assert facets.values("speaker") == ("Ana Silva", "Rui Prado", "Eva Horn", "Harbour Hospital")
    assert facets.values("employer") == ("Harbour Hospital", "Quay University")
    assert facets.canonical("employer", "QUAY university") == "Quay University"


def test_of_many_tags_the_most_frequent_are_offered_and_those_that_are_chosen():
    many = [talk(number, tags=("often", f"rare {number}")) for number in range(60)]
    facets = Facets([*many, *(talk(f"twice {number}", tags=("rare 57", "rare 58")) for number in range(2))])
    offered = facets.choices("tag", EVERYTHING)
    assert len(offered) == 50
    assert (offered[0], Choice("rare 57", 3, False) in offered) == (Choice("often", 60, False), True)
    chosen = facets.choices("tag", Filters(tag=("RARE 59", "gone")))
    assert len(chosen) == 51
    assert [one for one in chosen if one.chosen] == [Choice("rare 59", 1, True)]
    assert facets.values("tag")[-1] == "rare 59"


def test_phrases_are_excluded_beside_those_that_are_excluded_already():
    assert EVERYTHING.excluding(None) == EVERYTHING.excluding(()) == EVERYTHING
    assert EVERYTHING.excluding(["maps"]).excluding(["gulls", "maps"]) == Filters(unsaid=("maps", "gulls"))


def test_texts_are_folded_once_for_all_phrases(monkeypatch):
    folded = []
    monkeypatch.setattr(facets, "folded_text", lambda session: folded.append(session.id) or folded_text(session))
    programme = Facets(TALKS)
    assert programme.left(Filters(track=("Maps",))) == 2
    assert folded == []
    for phrase in ("gulls", "health maps", "maps"):
        programme.left(Filters(unsaid=(phrase,)))
    assert folded == ["1", "2", "3", "4", "5"]


def test_the_active_ones_have_names_and_can_be_taken_out():
    filters = Filters(track=("Maps",), begin=time(10), longer=1, fitting=())
    assert filters.active == ("track", "begin", "longer", "fitting")
    assert filters.without(["begin", "longer"]) == Filters(track=("Maps",), fitting=())
    assert filters.without(filters.active) == EVERYTHING


zones = st.sampled_from([LISBON, UTC, ZoneInfo("Asia/Tokyo")])
starts = st.none() | st.builds(
    lambda minutes, zone: (TEN + timedelta(minutes=10 * minutes)).astimezone(zone), st.integers(0, 400), zones
)
words = st.sampled_from(["", "Health", "health", "Maps", "ẞ", "ss", "İ", "en; de", "EN/fr", "de"])

people = st.sampled_from(["", "Health", "Ana Silva", "ana silva (HEALTH)", "Horn, Eva", "Eva Horn, Health Institute"])


@st.composite
def sessions(draw):
    found = []
    for number in range(draw(st.integers(0, 12))):
        start = draw(starts)
        lasts = draw(st.none() | st.integers(-1, 30))
        end = None if start is None or lasts is None else start + timedelta(minutes=10 * lasts)
        about = {name: draw(words) for name in ("track", "level", "room", "format", "language")}
        said = {"tags": tuple(draw(st.lists(words, max_size=3))), "speakers": tuple(draw(st.lists(people, max_size=2)))}
        found.append(Session(str(number), "Talk", start=start, end=end, **about, **said))
    return tuple(found)


@st.composite
def asked(draw, programme):
    values = {name: tuple(draw(st.lists(words.filter(bool), max_size=2))) for name in FACETS}
    values["day"] = tuple(draw(st.lists(st.sampled_from(["2027-05-11", "2027-05-12", "2030-01-01"]), max_size=2)))
    values["speaker"] = tuple(draw(st.lists(st.sampled_from(["ANA Silva", "Health", "Eva Horn"]), max_size=2)))
    values["code"] = tuple(draw(st.lists(st.sampled_from(["0", "3", "gone"]), max_size=2)))
    clock = st.none() | st.sampled_from([time(0), time(9, 30), time(12), time(23, 59)])
    planned = st.none() | (st.lists(st.sampled_from(programme), max_size=3).map(tuple) if programme else st.just(()))
    every = Filters(
        **values,
        begin=draw(clock),
        end=draw(clock),
        at=draw(clock | st.sampled_from([time(10), time(10, 10), time(15, 40)])),
        longer=draw(st.none() | st.sampled_from([1, 10, 100, 1440])),
        shorter=draw(st.none() | st.sampled_from([1, 10, 100, 1440])),
        upcoming=draw(st.none() | st.just(TEN + timedelta(hours=3))),
        unplanned=draw(st.none() | st.frozensets(st.sampled_from(["0", "3", "gone"]))),
        fitting=draw(planned),
        unsaid=draw(st.none() | st.lists(st.sampled_from(["map", "health", "", "gulls"]), max_size=2).map(tuple)),
    )
    if not every.active:
        return every
    kept = draw(st.sets(st.sampled_from(every.active), max_size=4))  # all at once would leave nothing
    return every.without(set(every.active) - kept)


@given(st.data())
def test_facets_let_pass_and_count_exactly_what_the_filters_allow(data):
    programme = data.draw(sessions())
    filters = data.draw(asked(programme))
    facets = Facets(programme[: data.draw(st.integers(0, len(programme)))])  # the others are breaks
    assert facets.among(programme, filters) == tuple(session for session in programme if filters.allow(session))
    facets = Facets(programme)
    rows = [row for row, session in enumerate(programme) if filters.allow(session)]
    assert facets.rows(filters) == rows
    assert facets.left(filters) == len(rows)
    for name in OFFERED:
        for choice in facets.choices(name, filters):
            alone = replace(filters, **{name: (choice.value,)})
            assert choice.count == len(passing(alone, programme))
            assert choice.chosen == (choice.value.casefold() in filters.values(name))
    for name, offered in (("begin", facets.begins(filters)), ("end", facets.ends(filters))):
        assert all(count == len(passing(replace(filters, **{name: at}), programme)) for at, count in offered)
    for way in facets.loosenings(filters):
        assert way.count == len(passing(filters.without([way.name]), programme)) > 0


def test_choices_are_in_a_sensible_order_and_counted_beside_the_other_filters():
    facets = Facets(TALKS)
    assert [one.value for one in facets.choices("day", EVERYTHING)] == ["2027-05-11", "2027-05-12"]
    assert [one.value for one in facets.choices("room", EVERYTHING)] == ["Hall", "Room 2", "Room 10"]
    assert [one.value for one in facets.choices("level", EVERYTHING)] == ["beginner", "advanced"]
    assert facets.choices("track", Filters(room=("room 2",), track=("maps",))) == (
        Choice("Éire", 0, False),
        Choice("Health", 1, False),
        Choice("Maps", 1, True),
    )


def test_a_facet_without_variety_offers_nothing():
    alike = (talk(1, track="Maps", language=""), talk(2, track="maps", language="en"))
    facets = Facets(alike)
    assert facets.choices("track", EVERYTHING) == ()
    assert facets.choices("format", EVERYTHING) == ()
    assert facets.begins(EVERYTHING) == ()
    assert facets.choices("language", EVERYTHING) == (Choice("en", 1, False),)  # one session has none


def test_a_session_in_two_languages_is_found_by_either_and_each_is_a_choice_of_its_own():
    bilingual = (talk(1, language="en; de"), talk(2, language="EN"), talk(3, language="fr and de"), talk(4))
    facets = Facets(bilingual)
    assert passing(Filters(language=("de",)), bilingual) == ["1", "3"]
    assert passing(Filters(language=("en; de",)), bilingual) == ["1", "2", "3"]
    assert facets.choices("language", Filters(language=("DE",))) == (
        Choice("de", 2, True),
        Choice("en", 2, False),
        Choice("fr", 1, False),
    )
    assert facets.values("language") == ("en", "de", "fr")
    assert passing(Filters(track=("Bread and jam",)), [talk(1, track="Bread and jam"), talk(2, track="jam")]) == ["1"]


def test_few_times_are_offered_as_they_are_and_many_as_full_hours():
    few = Facets([talk(number, 20 * number, 30) for number in range(4)])
    assert few.begins(EVERYTHING) == ((time(10), 4), (time(10, 20), 3), (time(10, 40), 2), (time(11), 1))
    many = Facets([talk(number, 10 * number, 30) for number in range(20)])
    assert many.begins(EVERYTHING) == ((time(10), 20), (time(11), 14), (time(12), 8), (time(13), 2))
    assert many.ends(EVERYTHING) == ((time(11), 4), (time(12), 10), (time(13), 16), (time(14), 20))
    assert (time(12, 34), 4) in many.begins(Filters(begin=time(12, 34)))


def test_what_to_loosen_is_told_with_what_it_brings_the_best_first():
    facets = Facets(TALKS)
    filters = Filters(track=("Health",), day=("2027-05-12",), room=("Room 2",))
    assert facets.left(filters) == 0
    assert facets.loosenings(filters) == (Loosening("day", 1), Loosening("track", 1))
    assert facets.loosenings(Filters(track=("Éire",), room=("Hall",), day=("2027-05-12",))) == ()


def test_a_value_is_known_by_whatever_case_it_is_typed_in():
    facets = Facets(TALKS)
    assert (
        facets.canonical("track", "HEALTH"),
        facets.canonical("track", "no such"),
        facets.canonical("level", ""),
    ) == (
        "Health",
        None,
        None,
    )


def test_a_programme_of_nothing_has_nothing_to_choose():
    facets = Facets(())
    assert (facets.left(EVERYTHING), facets.rows(EVERYTHING)) == (0, [])
    assert [facets.choices(name, EVERYTHING) for name in OFFERED] == [()] * len(OFFERED)
    assert facets.left(Filters(speaker=("Ana Silva",), at=time(10))) == 0


def test_a_session_of_three_days_is_found_on_each_and_fits_every_plan():
    exhibition, evening = talk(1, 0, 2 * 1440), talk(2, 12 * 60, 300)
    facets = Facets([exhibition, evening])
    for day, left in (("2027-05-11", ["1", "2"]), ("2027-05-12", ["1"]), ("2027-05-13", ["1"]), ("2027-05-14", [])):
        assert passing(Filters(day=(day,)), [exhibition, evening]) == left
    assert [choice.count for choice in facets.choices("day", EVERYTHING)] == [2, 1, 1]
    assert passing(Filters(fitting=(evening,)), [exhibition, evening]) == ["1", "2"]
    assert passing(Filters(fitting=(exhibition,)), [exhibition, evening]) == ["1", "2"]


NIGHT = (talk(1, 12 * 60), talk(2, 15 * 60), talk(3, 19 * 60))  # at 22:00, 01:00 and 05:00
LATE = tuple(replace(session, day_starts=time(5)) for session in NIGHT)


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        (Filters(day=("2027-05-11",)), ["1", "2"]),
        (Filters(begin=time(22)), ["1", "2"]),
        (Filters(begin=time(1)), ["2"]),
        (Filters(end=time(1)), ["1", "3"]),
        (Filters(begin=time(22, 30), end=time(2)), ["2"]),
        (Filters(at=time(1, 20)), ["2"]),
        (Filters(end=time(5)), ["1", "2", "3"]),
    ],
)
def test_after_midnight_it_is_late_where_the_day_starts_in_the_morning(filters, left):
    assert passing(filters, LATE) == left
    assert Facets(LATE).rows(filters) == [int(number) - 1 for number in left]


def test_times_are_offered_in_the_order_of_the_day():
    assert [at for at, _ in Facets(LATE).begins(EVERYTHING)] == [time(5), time(22), time(1)]
    many = [replace(talk(number, 30 * number), day_starts=time(5)) for number in range(30)]  # 10:00 to 00:30
    assert [at for at, _ in Facets(many).ends(EVERYTHING)][-3:] == [time(0), time(1), time(2)]
    late = [replace(session, day_starts=time(1)) for session in many]  # the end of the whole day is no condition
    assert time(1) not in [at for at, _ in Facets(late).ends(EVERYTHING)]


EXHIBITIONS = (talk(1, 0, 2 * 1440 + 60), talk(2, 8 * 60, 16 * 60))  # until 11:00 two days later; 18:00 to 10:00


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        (Filters(at=time(9)), ["1", "2"]),
        (Filters(at=time(9), day=("2027-05-11",)), []),
        (Filters(at=time(9), day=("2027-05-12",)), ["1", "2"]),
        (Filters(at=time(23), day=("2027-05-12",)), ["1"]),
        (Filters(at=time(10, 59), day=("2027-05-13",)), ["1"]),
        (Filters(at=time(11), day=("2027-05-13",)), []),
        (Filters(at=time(11)), ["1"]),
    ],
)
def test_what_lasts_for_days_runs_on_each_of_them(filters, left):
    assert passing(filters, EXHIBITIONS) == left
    assert Facets(EXHIBITIONS).rows(filters) == [int(number) - 1 for number in left]


def test_days_are_counted_by_what_runs_then_on_each():
    choices = Facets(EXHIBITIONS).choices("day", Filters(at=time(9)))
    assert [(choice.value[-2:], choice.count) for choice in choices] == [("11", 0), ("12", 2), ("13", 1)]
