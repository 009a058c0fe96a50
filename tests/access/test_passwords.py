import json
import stat

import pytest
from argon2 import PasswordHasher

from session_finder.access import passwords
from session_finder.access.passwords import PasswordError

RIGHT = "correct horse battery"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(passwords, "_hasher", lambda: PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))


def kept(folder):
    return json.loads((folder / ".library" / "password.json").read_text())


def test_before_one_is_set_there_is_none(tmp_path):
    assert not passwords.is_set(tmp_path)
    assert passwords.stamp(tmp_path) == ""
    assert not passwords.check(tmp_path, "")


def test_the_one_that_was_set_is_right_and_every_other_wrong(tmp_path):
    passwords.set_password(tmp_path / "data", RIGHT)
    assert passwords.is_set(tmp_path / "data")
    assert passwords.check(tmp_path / "data", RIGHT)
    for text in ("", RIGHT[:-1], RIGHT + " ", RIGHT.upper(), "x" * 5000):
        assert not passwords.check(tmp_path / "data", text)


def test_the_file_holds_an_argon2id_hash_that_only_its_owner_may_read(tmp_path):
    passwords.set_password(tmp_path, RIGHT)
    path = tmp_path / ".library" / "password.json"
    assert kept(tmp_path)["hash"].startswith("$argon2id$v=19$")
    assert RIGHT not in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [other.name for other in path.parent.iterdir() if other.suffix != ".lock"] == ["password.json"]


def test_the_library_s_parameters_are_those_of_the_rfc(tmp_path, monkeypatch):
    monkeypatch.undo()
    passwords.set_password(tmp_path, RIGHT)
    assert "$m=65536,t=3,p=4$" in kept(tmp_path)["hash"]
    assert passwords.check(tmp_path, RIGHT)


def test_a_short_one_is_refused_with_both_numbers(tmp_path):
    with pytest.raises(PasswordError, match=r"^A password has at least 12 characters, this one has 7\."):
        passwords.set_password(tmp_path, "seven77")
    assert not passwords.is_set(tmp_path)


def test_a_very_long_one_is_refused(tmp_path):
    with pytest.raises(PasswordError, match=r"at most 1,000 characters, this one has 1,001"):
        passwords.set_password(tmp_path, "x" * 1001)


def test_an_accent_is_the_same_however_the_keyboard_writes_it(tmp_path):
    passwords.set_password(tmp_path, "caf\u00e9 du port 27")
    assert passwords.check(tmp_path, "cafe\u0301 du port 27")


def test_another_password_changes_the_stamp_and_the_same_again_does_too(tmp_path):
    stamps = []
    for text in (RIGHT, RIGHT, "another long password"):
        passwords.set_password(tmp_path, text)
        stamps.append(passwords.stamp(tmp_path))
    assert len(set(stamps)) == 3
    assert not passwords.check(tmp_path, RIGHT)


def test_a_hash_with_other_parameters_is_made_anew_and_nobody_is_signed_out(tmp_path, monkeypatch):
    passwords.set_password(tmp_path, RIGHT)
    before = kept(tmp_path)
    monkeypatch.setattr(passwords, "_hasher", lambda: PasswordHasher(time_cost=2, memory_cost=64, parallelism=1))
    assert not passwords.check(tmp_path, "a wrong password")
    assert kept(tmp_path) == before
    assert passwords.check(tmp_path, RIGHT)
    after = kept(tmp_path)
    assert "$m=64,t=2,p=1$" in after["hash"]
    assert after["stamp"] == before["stamp"]
    assert passwords.check(tmp_path, RIGHT)


def test_a_hash_is_not_made_anew_over_a_password_that_was_set_meanwhile(tmp_path):
    passwords.set_password(tmp_path, RIGHT)
    old = passwords._kept(tmp_path)
    passwords.set_password(tmp_path, "another long password")
    passwords._renew(tmp_path, old, old)
    assert passwords.check(tmp_path, "another long password")


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b'{"hash": 7, "stamp": "x"}', b'{"hash": "", "stamp": ""}', b"\xff\xfe", b"[" * 9000],
)
def test_a_damaged_file_lets_nobody_in_and_is_not_taken_for_none(tmp_path, content):
    (tmp_path / ".library").mkdir()
    (tmp_path / ".library" / "password.json").write_bytes(content)
    assert passwords.is_set(tmp_path)
    for ask in (lambda: passwords.stamp(tmp_path), lambda: passwords.check(tmp_path, RIGHT)):
        with pytest.raises(PasswordError, match=r"cannot be read.*python -m session_finder password"):
            ask()
    passwords.set_password(tmp_path, RIGHT)
    assert passwords.check(tmp_path, RIGHT)


def test_a_hash_that_is_none_lets_nobody_in(tmp_path):
    (tmp_path / ".library").mkdir()
    (tmp_path / ".library" / "password.json").write_text('{"hash": "$argon2id$nonsense", "stamp": "x"}')
    with pytest.raises(PasswordError, match="cannot be read"):
        passwords.check(tmp_path, RIGHT)


def test_a_folder_that_cannot_be_written_is_named_and_the_password_stays(tmp_path):
    (tmp_path / ".library").write_text("a file where a folder should be")
    with pytest.raises(PasswordError, match=r"password.json cannot be written.*has not changed"):
        passwords.set_password(tmp_path, RIGHT)
