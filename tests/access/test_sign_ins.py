from __future__ import annotations

import stat

import pytest

from session_finder.access.organizers import Organizer
from session_finder.access.sign_ins import SignInError, SignIns

ADA, GRACE = Organizer("Ada"), Organizer("Grace", frozenset({"quay", "pier"}))


class Clock:
    def __init__(self):
        self.now = 1_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def sign_ins(tmp_path, clock):
    return SignIns(tmp_path, 3600, clock)


def test_a_token_is_its_own_organizer_s_and_no_other_is_anybody_s(sign_ins):
    sign_ins.admit("a", ADA, "door")
    sign_ins.admit("b", GRACE, "door")
    assert (sign_ins.organizer("a", "door"), sign_ins.organizer("b", "door")) == (ADA, GRACE)
    for token in ("", "c", "A", "../a", "a\0", "\udcff"):
        assert sign_ins.organizer(token, "door") is None
        assert not sign_ins.holds(token, "door")


def test_another_process_and_a_restarted_one_know_it_too(sign_ins, tmp_path, clock):
    sign_ins.admit("a", GRACE, "door")
    assert SignIns(tmp_path, 3600, clock).organizer("a", "door") == GRACE
    SignIns(tmp_path, 3600, clock).end("a")
    assert not sign_ins.holds("a", "door")


def test_nothing_on_disk_signs_anybody_in_and_only_the_owner_may_read_it(sign_ins, tmp_path):
    sign_ins.admit("a token", ADA, "door")
    (path,) = (tmp_path / ".library" / "sign-ins").iterdir()
    assert "a token" not in path.name + path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sign_ins.organizer(path.name, "door") is None


def test_who_signs_out_is_outside(sign_ins):
    sign_ins.admit("a", ADA, "door")
    sign_ins.end("a")
    sign_ins.end("never here")
    assert sign_ins.organizer("a", "door") is None


def test_it_ends_when_nobody_was_there_for_an_hour_and_looking_on_is_not_being_there(sign_ins, clock):
    sign_ins.admit("a", ADA, "door")
    clock.now += 3599
    assert sign_ins.organizer("a", "door") == ADA
    clock.now += 3599
    assert sign_ins.holds("a", "door")
    clock.now += 1
    assert not sign_ins.holds("a", "door")
    assert len(sign_ins) == 0


def test_another_door_ends_it_for_good(sign_ins):
    sign_ins.admit("a", ADA, "door")
    assert sign_ins.organizer("a", "another password") is None
    assert sign_ins.organizer("a", "door") is None


def test_the_idlest_are_signed_out_beyond_the_bound(tmp_path, clock):
    sign_ins = SignIns(tmp_path, 3600, clock, most=3)
    for number in range(5):
        sign_ins.admit(str(number), ADA, "door")
        clock.now += 60
        sign_ins.organizer("0", "door")
    assert [number for number in range(5) if sign_ins.holds(str(number), "door")] == [0, 3, 4]


def test_a_new_sign_in_sweeps_away_those_that_are_over(tmp_path, sign_ins, clock):
    sign_ins.admit("a", ADA, "door")
    (tmp_path / ".library" / "sign-ins" / ".left-over").write_text("")
    clock.now += 10_000_000_000
    sign_ins.admit("b", ADA, "door")
    assert len([*(tmp_path / ".library" / "sign-ins").iterdir()]) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        b"[" * 9000,
        b'{"name": "Ada", "door": "door"}',
        b'{"name": 7, "door": "door", "conferences": null}',
        b'{"name": "Ada", "door": "door", "conferences": [7]}',
        b'{"name": "Ada", "door": "door", "conferences": "all"}',
    ],
)
def test_a_damaged_file_lets_nobody_in(sign_ins, tmp_path, content):
    sign_ins.admit("a", ADA, "door")
    (path,) = (tmp_path / ".library" / "sign-ins").iterdir()
    path.write_bytes(content)
    assert sign_ins.organizer("a", "door") is None


def test_a_folder_that_cannot_be_written_is_named(sign_ins, tmp_path):
    (tmp_path / ".library").write_text("a file where a folder should be")
    with pytest.raises(SignInError, match=r"sign-ins cannot be written: .*\. Nobody can sign in until"):
        sign_ins.admit("a", ADA, "door")
    assert sign_ins.organizer("a", "door") is None
