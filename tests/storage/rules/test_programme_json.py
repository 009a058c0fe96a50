import dataclasses
import json
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from session_finder.domain.sessions import Programme, Session
from session_finder.storage.rules.programme_json import digest, from_json, to_json

ZONES = ("Europe/Lisbon", "America/Denver", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Monrovia")
TEXTS = st.text(st.characters() | st.sampled_from("\ud83d\ude00\x00\u2028\ufeff"), max_size=12)
# In whole seconds: Python reads the offset +00:00:00.000001, which no clock has, back as UTC.
OFFSETS = st.integers(-23 * 3600, 23 * 3600).map(lambda seconds: timezone(timedelta(seconds=seconds)))
MOMENTS = st.builds(
    lambda moment, zone, fold: moment.replace(tzinfo=zone, fold=fold),
    st.datetimes(datetime(1900, 1, 2), datetime(2400, 1, 1)),  # noqa: DTZ001  the zone comes below
    st.none() | OFFSETS | st.just(UTC) | st.sampled_from([ZoneInfo(name) for name in ZONES]),
    st.sampled_from([0, 1]),
)
BY_TYPE = {
    "str": TEXTS,
    "bool": st.booleans(),
    "tuple[str, ...]": st.lists(TEXTS, max_size=3).map(tuple),
    "datetime | None": st.none() | MOMENTS,
}
SESSIONS = st.builds(
    Session, **{field.name: BY_TYPE[field.type] for field in dataclasses.fields(Session) if field.compare}
)
PROGRAMMES = st.builds(
    Programme,
    slug=st.just("bakers"),
    name=st.just("Bakers"),
    sessions=st.lists(SESSIONS, max_size=4).map(tuple),
    timezone=st.sampled_from(["", *ZONES]),
)
NIGHT = datetime(2027, 10, 31, 1, 30, tzinfo=ZoneInfo("Europe/Lisbon"))  # the clocks go back at two


def one(**fields):
    return Programme("bakers", "Bakers", (Session("1", "Bread", **fields),))


def back(programme):
    return from_json(to_json(programme), "bakers", "Bakers")


@settings(max_examples=100)
@given(PROGRAMMES)
def test_a_programme_comes_back_as_it_was(programme):
    found = back(programme)
    assert dataclasses.replace(found, version="") == programme
    for before, after in zip(programme.sessions, found.sessions, strict=True):
        for name in ("start", "end"):
            was, now = getattr(before, name), getattr(after, name)
            assert str(was) == str(now)
            assert getattr(getattr(was, "tzinfo", None), "key", "") == getattr(getattr(now, "tzinfo", None), "key", "")
    assert to_json(found) == to_json(programme)


@pytest.mark.parametrize(("fold", "offset"), [(0, "+01:00"), (1, "+00:00")])
def test_the_hour_that_comes_twice_keeps_which_it_is(fold, offset):
    start = back(one(start=NIGHT.replace(fold=fold))).sessions[0].start
    assert (start.isoformat(), start.tzinfo.key) == (f"2027-10-31T01:30:00{offset}", "Europe/Lisbon")


def test_a_start_whose_zone_has_changed_its_rules_keeps_the_time_on_the_clock():
    content = to_json(one(start=NIGHT.replace(day=20))).replace(b"+01:00", b"+05:00")
    assert from_json(content, "bakers", "Bakers").sessions[0].start.isoformat() == "2027-10-20T01:30:00+01:00"


def test_what_a_session_does_not_say_is_not_written():
    assert json.loads(to_json(one(room="Oven"))) == {
        "writing": 1,
        "timezone": "",
        "sessions": [{"id": "1", "title": "Bread", "room": "Oven"}],
    }


def test_slug_name_and_aliases_are_no_part_of_the_digest_and_sessions_and_zone_are():
    same = [one(), Programme("other", "Other", one().sessions, "", "v7", (("SB", "soda bread"),))]
    others = [one(room="Oven"), dataclasses.replace(one(), timezone="Europe/Lisbon")]
    assert len({digest(to_json(programme)) for programme in same}) == 1
    assert len({digest(to_json(programme)) for programme in [*same, *others]}) == 3


def test_a_stored_programme_of_before_codes_has_none_and_keeps_its_digest():
    content = (
        b'{"writing":1,"timezone":"Europe/Lisbon","sessions":[{"id":"1","title":"Bread","abstract":"How.",'
        b'"speakers":["Ada"],"room":"Oven","start":"2027-05-11T10:00:00+01:00[Europe/Lisbon]","tags":["rye"]},'
        b'{"id":"2","title":"Lunch","service":true}]}'
    )
    programme = from_json(content, "bakers", "Bakers")
    assert [session.code for session in programme.sessions] == ["", ""]
    assert to_json(programme) == content
    assert digest(content) == "5a6a3a1e1e3bce5587c89c56e04adbc6cb02d997fa693dd6a38e1a599658ef39"
    coded = dataclasses.replace(programme.sessions[0], code="HC-15")
    other = dataclasses.replace(programme, sessions=(coded, programme.sessions[1]))
    assert b'"tags":["rye"],"code":"HC-15"}' in to_json(other)
    cancelled = dataclasses.replace(programme, sessions=(dataclasses.replace(coded, cancelled=True),))
    assert from_json(to_json(cancelled), "bakers", "Bakers").sessions == cancelled.sessions


def changed(**values):
    tree = json.loads(to_json(one()))
    return json.dumps({**tree, **values}).encode()


def test_a_field_of_a_newer_program_is_refused_with_its_name():
    content = changed(sessions=[{"id": "1", "title": "Bread", "smell": "good"}])
    with pytest.raises(ValueError, match="newer") as refused:
        from_json(content, "bakers", "Bakers")
    assert str(refused.value) == "was written by a newer version of this program: session 1 has a field 'smell'"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is damaged: it holds no programme"),
        (b"[]", "is damaged: it holds no programme"),
        (b"[" * 100_000, "is damaged: it holds no programme"),
        (b'{"writing": 1}', "is damaged: it holds no programme"),
        (changed(timezone=7), "is damaged: it holds no programme"),
        (changed(sessions={}), "is damaged: it holds no programme"),
        (changed(writing=2), "was written by a newer version of this program"),
        (changed(timezone="Europe/Lisboa"), "is in the time zone 'Europe/Lisboa', which this machine does not know"),
        (changed(sessions=[7]), "is damaged: session 1 is none"),
        (changed(sessions=[{"id": "1"}]), "is damaged: session 1 has no id or no title, or a value of another kind"),
        *(
            (changed(sessions=[{"id": "1", "title": "Bread"} | wrong]), "is damaged: session 1 has no id or no title")
            for wrong in ({"id": 1}, {"room": None}, {"tags": "a"}, {"tags": [1]}, {"start": 7}, {"start": "soon"})
        ),
    ],
)
def test_what_is_no_programme_is_refused_with_a_sentence(content, said):
    with pytest.raises(ValueError, match=r"damaged|newer|zone") as refused:
        from_json(content, "bakers", "Bakers")
    assert str(refused.value).startswith(said)
