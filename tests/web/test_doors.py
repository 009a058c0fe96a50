"""The door as the pages see it: every way in, and every reason to stay outside."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from session_finder.application import passwords
from session_finder.application.access import Organizer
from session_finder.application.tries import Tries
from session_finder.places import COMMAND
from session_finder.web import door_words as words
from session_finder.web import doors
from session_finder.web.as_typed import as_typed
from session_finder.web.shared import service

PAGES = Path(__file__).resolve().parents[2] / "pages"
RIGHT = "correct horse battery"
SECRETS = {
    "auth": {"client_id": "x", "redirect_uri": "http://localhost/oauth2callback", "cookie_secret": "x"},
    "organizers": {"all": ["ada@harbour.example"], "quay": ["grace@harbour.example"]},
}


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture(autouse=True)
def no_traces(tmp_path, monkeypatch):
    """A folder without a password, nobody signed in, no tries made."""
    monkeypatch.setenv("SESSION_FINDER_DATA", str(tmp_path))
    service.cache_clear()
    doors.passes.cache_clear()
    monkeypatch.setattr(doors, "tries", Tries())
    yield
    service.cache_clear()
    doors.passes.cache_clear()


@pytest.fixture
def password(tmp_path):
    passwords.set_password(tmp_path, RIGHT)
    return tmp_path


def arrive(user=None, secrets=None):
    visit = AppTest.from_file(str(PAGES / "organize.py"), default_timeout=30)
    visit.secrets = secrets or {}
    visit.user = user or {}
    return visit.run()


def sign_in(visit, password=RIGHT, name="Ada"):
    visit.text_input(key="door_name").set_value(name)
    visit.text_input(key="door_password").set_value(password)
    return next(button for button in visit.button if button.label == words.SIGN_IN).click().run()


def person(email="ada@harbour.example", age=60.0, **others):
    return {"is_logged_in": True, "email": email, "email_verified": True, "iat": time.time() - age, **others}


def inside(visit):
    """Who the page takes the visitor for, "" when it was not reached."""
    assert not visit.exception
    said = [caption.value for caption in visit.caption if caption.value.startswith("Signed in as")]
    return said[0].replace("\\", "") if said else ""


def test_with_neither_a_provider_nor_a_password_a_server_that_others_reach_is_closed():
    visit = arrive()
    assert inside(visit) == ""
    assert [info.value for info in visit.info] == [words.CLOSED.format(command=COMMAND)]
    assert not visit.text_input
    assert not visit.button


def test_the_password_opens_the_door_and_the_name_is_the_one_that_was_typed(password):
    visit = arrive()
    assert inside(visit) == ""
    assert inside(sign_in(visit, name=" Ada\tLovelace ")) == "Signed in as Ada Lovelace."
    assert words.PASSWORD not in [box.label for box in visit.text_input]
    assert inside(visit.run()) == "Signed in as Ada Lovelace."
    kept = visit.session_state["door_password"] if "door_password" in visit.session_state else ""  # noqa: SIM401  it has no get
    assert kept == ""  # never the password itself


def test_without_a_name_the_history_says_organizer(password):
    assert inside(sign_in(arrive(), name="")) == "Signed in as Organizer."


def test_a_wrong_password_opens_nothing(password):
    visit = sign_in(arrive(), "wrong horse battery")
    assert inside(visit) == ""
    assert [warning.value for warning in visit.warning] == [words.WRONG]
    assert visit.text_input(key="door_password").value == ""
    assert not visit.run().warning


def test_an_empty_password_is_no_try(password):
    visit = arrive()
    for _ in range(9):
        sign_in(visit, "")
    assert inside(sign_in(visit)) == "Signed in as Ada."


def test_after_five_wrong_tries_the_right_one_waits_too_whatever_page_it_comes_from(password, monkeypatch):
    clock = Clock()
    monkeypatch.setattr(doors, "tries", Tries(clock))
    visit = arrive()
    for _ in range(4):
        sign_in(visit, "wrong horse battery")
        assert [warning.value for warning in visit.warning] == [words.WRONG]
    sign_in(visit, "wrong horse battery")
    assert [warning.value for warning in visit.warning] == [
        "That is not the password. Too many wrong tries. Wait 10 seconds before the next one."
    ]
    clock.now += 6.5
    visit = arrive()
    sign_in(visit)
    assert inside(visit) == ""
    assert [warning.value for warning in visit.warning] == ["Too many wrong tries. Wait 4 seconds before the next one."]
    clock.now += 3.5
    assert inside(sign_in(visit)) == "Signed in as Ada."


def test_who_signs_out_is_outside(password):
    visit = sign_in(arrive())
    visit.button(key="sign_out").click().run()
    assert inside(visit) == ""
    assert inside(visit.run()) == ""


def test_another_password_signs_everybody_out(password):
    visit = sign_in(arrive())
    passwords.set_password(password, "another long password")
    assert inside(visit.run()) == ""
    assert inside(sign_in(visit)) == ""
    assert inside(sign_in(visit, "another long password")) == "Signed in as Ada."


def test_a_session_that_is_idle_for_hours_ends(password, monkeypatch):
    clock = Clock()
    monkeypatch.setattr(doors.passes(), "_clock", clock)
    visit = sign_in(arrive())
    clock.now += 8 * 3600 - 1
    assert inside(visit.run()) == "Signed in as Ada."
    clock.now += 8 * 3600
    assert inside(visit.run()) == ""


def test_the_hours_are_a_setting(monkeypatch):
    monkeypatch.setenv("SESSION_FINDER_IDLE_HOURS", "2")
    service.cache_clear()
    assert doors.passes()._idle == 7200


def test_a_password_file_that_is_damaged_lets_nobody_in_and_names_no_folder(password):
    visit = sign_in(arrive())
    (password / ".library" / "password.json").write_text("{")
    assert inside(visit.run()) == ""
    assert [error.value for error in visit.error] == [words.UNREADABLE.format(command=COMMAND)]
    assert not visit.text_input


def test_a_provider_s_organizer_is_known_by_the_address():
    assert inside(arrive(person(), SECRETS)) == "Signed in as ada@harbour.example."
    assert doors.passes().organizer("test session id", "provider") == Organizer("ada@harbour.example")


def test_an_organizer_of_one_conference_is_no_more_than_that():
    assert inside(arrive(person("Grace@Harbour.example"), SECRETS)) == "Signed in as grace@harbour.example."
    assert doors.passes().organizer("test session id", "provider") == Organizer(
        "grace@harbour.example", frozenset({"quay"})
    )


def test_with_a_provider_the_password_is_no_way_in(password):
    visit = arrive(secrets=SECRETS)
    assert inside(visit) == ""
    assert not visit.text_input
    assert [button.label for button in visit.button] == [words.SIGN_IN]


def test_a_pass_from_the_password_ends_when_a_provider_is_set_up(password):
    visit = sign_in(arrive())
    assert inside(visit) == "Signed in as Ada."
    visit.secrets = SECRETS
    assert inside(visit.run()) == ""


@pytest.mark.parametrize(
    ("user", "sentence"),
    [
        (person("mallory@harbour.example"), "mallory@harbour.example is signed in and is no organizer here."),
        (person(email_verified=False), "The sign-in does not vouch for ada@harbour.example"),
        (person(email_verified="true"), "The sign-in does not vouch for ada@harbour.example"),
        (person(email=None), "The sign-in gave no e-mail address."),
        (person("![x](http://evil.example)@x.y"), "![x](http://evil.example)@x.y is signed in and is no organizer"),
    ],
)
def test_whoever_the_provider_knows_and_the_list_does_not_is_told_why(user, sentence):
    visit = arrive(user, SECRETS)
    assert inside(visit) == ""
    assert len(visit.error) == 1
    assert visit.error[0].value.startswith(as_typed(sentence))
    assert [button.label for button in visit.button] == [words.SIGN_OUT]
    assert len(doors.passes()) == 0


def test_a_sign_in_at_the_provider_from_long_ago_opens_no_new_session():
    visit = arrive(person(age=8 * 3600 + 1), SECRETS)
    assert inside(visit) == ""
    assert [info.value for info in visit.info] == ["You have not been here for 8 hours. Sign in again."]
    assert [button.label for button in visit.button] == [words.SIGN_IN]


def test_who_was_here_all_the_time_stays_however_old_the_sign_in_is_by_now():
    visit = arrive(person(), SECRETS)
    visit.user = person(age=9 * 3600)
    assert inside(visit.run()) == "Signed in as ada@harbour.example."


def test_who_signs_out_at_the_provider_is_outside():
    visit = arrive(person(), SECRETS)
    visit.button(key="sign_out").click().run()
    assert inside(visit) == ""
    assert len(doors.passes()) == 0


def test_headers_that_overrule_the_provider_close_the_door():
    config.set_option("server.trustedUserHeaders", {"X-Email": "email"})
    try:
        visit = arrive(person(), SECRETS)
    finally:
        config.set_option("server.trustedUserHeaders", {})
    assert inside(visit) == ""
    assert visit.error[0].value == as_typed(words.HEADERS.format(names="email"))


def test_several_providers_have_a_button_each():
    visit = arrive(secrets={"auth": {"harbour": {"client_id": "x"}, "quay": {"client_id": "y"}, "cookie_secret": "z"}})
    assert [button.label for button in visit.button] == ["Sign in with harbour", "Sign in with quay"]


def test_a_provider_without_a_client_is_said_to_be_missing():
    visit = arrive(secrets={"auth": {"cookie_secret": "z"}})
    assert [error.value for error in visit.error] == [words.NO_PROVIDER]


def test_secrets_with_a_slip_in_them_close_the_door_instead_of_opening_another(tmp_path, password):
    slip = tmp_path / "secrets.toml"
    slip.write_text('[auth\nclient_id = "x"')
    before = config.get_option("secrets.files")
    config.set_option("secrets.files", [str(slip)])
    try:
        visit = arrive()
    finally:
        config.set_option("secrets.files", before)
    assert inside(visit) == ""
    assert visit.error[-1].value == as_typed(words.NO_SECRETS)
    assert not visit.text_input


def test_asking_who_it_is_shows_nothing(password):
    def script():
        from session_finder.web import doors

        assert doors.organizer() is None

    visit = AppTest.from_function(script).run()
    assert not visit.exception
    assert len(visit.main) == 0


def test_no_session_may_upload_while_streamlit_does_not_run():
    assert not doors.may_upload("any")
