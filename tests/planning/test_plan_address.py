import base64
import json
import string
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from session_finder.planning.plan import MOST, Plan, Star
from session_finder.planning.plan_address import LONGEST, PlanError, as_address, from_address

STARS = st.lists(
    st.builds(
        Star,
        st.text(max_size=30),
        st.none() | st.integers(-(10**9), 10**9),
        st.text(string.hexdigits.lower(), max_size=2),
        st.booleans(),
    ),
    max_size=60,
    unique_by=lambda star: star.id,
)
PLAN = Plan((Star("CP-02", 30_165_000, "3f"), Star("HC-15", None, "")))


def packed(text):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    deflated = packer.compress(text if isinstance(text, bytes) else text.encode()) + packer.flush()
    return "1" + base64.urlsafe_b64encode(deflated).decode().rstrip("=")


@given(STARS)
def test_every_set_of_stars_survives_an_address(stars):
    plan = Plan(tuple(sorted(stars, key=lambda star: star.id)))
    address = as_address(plan)
    assert from_address(address) == plan
    assert set(address) <= set(string.ascii_letters + string.digits + "-_")


@given(st.text(max_size=300) | st.text(string.ascii_letters + string.digits + "-_", max_size=300).map("1".__add__))
def test_whatever_stands_in_an_address_is_a_plan_or_told_to_be_none(text):
    try:
        plan = from_address(text)
    except PlanError:
        return
    assert from_address(as_address(plan)) == plan


@given(st.data())
def test_a_letter_that_was_lost_or_changed_does_no_more_harm_than_that(data):
    address = as_address(PLAN)
    place = data.draw(st.integers(0, len(address) - 1))
    letter = data.draw(st.sampled_from(["", "A", "_", "=", "\n", " ", "\u00e9", "\x00"]))
    try:
        found = from_address(address[:place] + letter + address[place + 1 :])
    except PlanError:
        return
    assert all(isinstance(star, Star) for star in found.stars)


def test_no_plan_is_no_address_and_the_reverse():
    assert as_address(Plan()) == ""
    assert from_address("") == Plan()


def test_twenty_sessions_fit_a_small_qr_code():
    plan = Plan(tuple(Star(f"HC-{number:03}", 30_165_000 + 50 * number, f"{number:02x}") for number in range(20)))
    assert len(as_address(plan)) < 300


def test_the_largest_plan_is_short_enough_to_be_read():
    names = [f"a-rather-long-name-of-a-session-{number:04}" for number in range(MOST)]
    plan = Plan(tuple(Star(name, 30_165_000 + number, "3f") for number, name in enumerate(names)))
    assert from_address(as_address(plan)) == plan


@pytest.mark.parametrize(
    ("address", "advice"),
    [
        ("2abc", "newer form"),
        ("1", "no whole plan"),
        ("1!!!!", "Copy it again"),
        (as_address(PLAN)[:-4], "Copy it again"),
        ("1" + "A" * LONGEST, "too long"),
        (packed("[" * 100_000), "Copy it again"),  # nesting that would end the stack
        (packed("{}"), ""),
        (packed("null"), "Copy it again"),
        (packed("[1]"), "no session"),
        (packed('[["a"]]'), "no session"),
        (packed('[["a", true, ""]]'), "impossible"),
        (packed('[["a", 1e3, ""]]'), "no session"),
        (packed(f'[["a", {10**400}, ""]]'), "impossible"),
        (packed('[["a", 5, "abc"]]'), "impossible"),
        (packed('[["a", 5, "ab", 2]]'), "no session"),
        (packed('[["a", 5, "ab", 1, 1]]'), "no session"),
        (packed('[[["a"], 5, "ab"]]'), "no session"),
        (packed(b"\xff\xfe\x00"), "Copy it again"),
        (packed(json.dumps([[str(number), None, ""] for number in range(MOST + 1)])), f"{MOST} at most"),
    ],
)
def test_what_no_page_ever_made_is_told_in_a_sentence(address, advice):
    if not advice:  # an object without a session says as much as an empty list
        assert from_address(address) == Plan()
        return
    with pytest.raises(PlanError, match=advice):
        from_address(address)


def test_a_bomb_is_opened_no_further_than_a_plan_is_long():
    bomb = packed(b" " * 30_000_000)
    assert len(bomb) < LONGEST
    with pytest.raises(PlanError, match="no whole plan"):
        from_address(bomb)


def test_a_session_that_stands_twice_counts_once():
    assert from_address(packed('[["a", 1, ""], ["a", 2, ""]]')).stars == (Star("a", 2, ""),)
