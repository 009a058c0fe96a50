"""The door as the pages see it: every way in, and every reason to stay outside."""

from __future__ import annotations

import time
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit import config
from streamlit.testing.v1 import AppTest

from session_finder.access import passwords
from session_finder.access.organizers import Organizer
from session_finder.access.throttle import Throttle
from session_finder.paths import COMMAND
from session_finder.web.auth import sign_in as doors
from session_finder.web.auth.cookies import SIGN_IN
from session_finder.web.auth.password_form import refusal
from session_finder.web.auth.session_resume import Owners
from session_finder.web.auth.sign_in_routes import sign_in_routes
from session_finder.web.components.escape import escape_markdown
from session_finder.web.i18n.texts import sign_in_messages as words
from session_finder.web.service.process_service import service

PAGES = Path(__file__).resolve().parents[3] / "pages"
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


class Browser(dict):
    """The cookies that the visitor's browser keeps, and its requests to the door."""

    def __init__(self):
        self.door = TestClient(Starlette(routes=sign_in_routes("")), "https://finder.example", follow_redirects=False)

    def post(self, password, name="Ada", **headers):
        return self.door.post("/door/sign-in", json={"name": name, "password": password}, headers=headers)

    def keep(self, answer):
        """Send the page's requests with the cookies that an answer sets."""
        for cookie in answer.headers.get_list("set-cookie"):
            self.update({name: morsel.value for name, morsel in SimpleCookie(cookie).items()})


@pytest.fixture
def browser():
    return Browser()


@pytest.fixture(autouse=True)
def no_traces(tmp_path, monkeypatch, browser):
    """A folder without a password, nobody signed in, no tries made."""
    monkeypatch.setenv("SESSION_FINDER_DATA", str(tmp_path))
    service.cache_clear()
    doors.sign_ins.cache_clear()
    monkeypatch.setattr(doors, "throttle", Throttle())
    monkeypatch.setattr(doors, "throttle", Throttle())
    monkeypatch.setattr(doors, "owners", Owners())
    monkeypatch.setattr(doors, "_cookies", lambda: browser)
    yield
    service.cache_clear()
    doors.sign_ins.cache_clear()


@pytest.fixture
def password(tmp_path, monkeypatch):
    monkeypatch.setattr(passwords, "_hasher", lambda: PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    passwords.set_password(tmp_path, RIGHT)
    return tmp_path


def arrive(user=None, secrets=None):
    visit = AppTest.from_file(str(PAGES / "organize.py"), default_timeout=30)
    visit.secrets = secrets or {}
    visit.user = user or {}
    return visit.run()


def sign_in(visit, browser, password=RIGHT, name="Ada"):
    """What the form does: send the password, and load the page anew."""
    browser.keep(browser.post(password, name))
    return visit.run()


def person(email="ada@harbour.example", age=60.0, **others):
    return {"is_logged_in": True, "email": email, "email_verified": True, "iat": time.time() - age, **others}


def inside(visit):
    """Who the page takes the visitor for, "" when it was not reached."""
    assert not visit.exception
    said = [caption.value for caption in visit.caption if caption.value.startswith("Signed in as")]
    return said[0].replace("\\", "").replace("\u200b", "") if said else ""


@pytest.fixture
def vouched(browser):
    """Streamlit's cookie for somebody whom a provider vouches for, as the token of a sign-in."""
    browser["_streamlit_user"] = "signed by Streamlit"
    return "_streamlit_user=signed by Streamlit;"


@pytest.fixture
def here(monkeypatch):
    """A server that listens on its own computer only."""
    before = config.get_option("server.address")
    config.set_option("server.address", "127.0.0.1")
    yield
    config.set_option("server.address", before)


def test_with_neither_a_provider_nor_a_password_a_server_that_others_reach_is_closed():
    visit = arrive()
    assert inside(visit) == ""
    assert [info.value for info in visit.info] == [words.CLOSED.format(command=COMMAND)]
    assert not visit.text_input
    assert not visit.button


def test_the_password_opens_the_door_and_the_name_is_the_one_that_was_typed(password, browser):
    visit = arrive()
    assert inside(visit) == ""
    assert inside(sign_in(visit, browser, name=" Ada\tLovelace ")) == "Signed in as Ada Lovelace."
    assert inside(visit.run()) == "Signed in as Ada Lovelace."
    assert inside(arrive()) == "Signed in as Ada Lovelace."  # a reload, or another tab


def test_without_a_name_the_history_says_organizer(password, browser):
    assert inside(sign_in(arrive(), browser, name="")) == "Signed in as Organizer."


def test_the_cookies_are_kept_from_scripts_from_other_sites_and_from_plain_http(password, browser):
    cookies = browser.post(RIGHT).headers.get_list("set-cookie")
    assert [cookie.partition("=")[0] for cookie in cookies] == ["session_finder_sign_in", "session_finder_device"]
    assert [cookie.partition("; ")[2].lower().split("; ") for cookie in cookies] == [
        ["httponly", "path=/", "samesite=strict", "secure"],
        ["httponly", "max-age=34560000", "samesite=strict", "secure"],
    ]
    plain = TestClient(Starlette(routes=sign_in_routes("/below")), "http://finder.example")
    answer = plain.post("/below/door/sign-in", json={"name": "", "password": RIGHT})
    assert answer.headers.get_list("set-cookie")[0].endswith("; HttpOnly; Path=/below/; SameSite=strict")


def test_each_sign_in_has_a_token_of_its_own_and_ends_the_one_before(password, browser):
    sign_in(arrive(), browser)
    before = dict(browser)
    sign_in(arrive(), browser, name="Grace")
    assert inside(arrive()) == "Signed in as Grace."
    browser.update(before)
    assert inside(arrive()) == ""
    assert len(doors.sign_ins()) == 1


@pytest.mark.parametrize("text", ["wrong horse battery", RIGHT[:-1], "x" * 5000])
def test_a_wrong_password_opens_nothing(password, browser, text):
    answer = browser.post(text)
    assert (answer.status_code, answer.json(), "set-cookie" in answer.headers) == (401, {"wait": 0.0}, False)
    assert len(doors.sign_ins()) == 0


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"name": "Ada"}', b'{"name": 7, "password": "x"}', b'{"name": "", "password": ""}']
)
def test_what_is_no_password_is_no_try(password, browser, content):
    for _ in range(9):
        answer = browser.door.post("/door/sign-in", content=content, headers={"Content-Type": "application/json"})
        assert answer.status_code == 400
    assert browser.door.post("/door/sign-in", json={"name": "", "password": "x" * 30_000}).status_code == 400
    assert browser.post(RIGHT).status_code == 204


def test_a_form_of_another_site_signs_nobody_in(password, browser):
    body = '{"name": "Ada", "password": "' + RIGHT + '"}'
    assert browser.door.post("/door/sign-in", content=body, headers={"Content-Type": "text/plain"}).status_code == 403
    assert browser.post(RIGHT, origin="https://evil.example").status_code == 403
    assert browser.post(RIGHT, origin="null").status_code == 403
    assert browser.post(RIGHT, origin="https://finder.example").status_code == 204


def from_address(browser, address):
    browser.door = TestClient(Starlette(routes=sign_in_routes("")), "https://finder.example", client=(address, 1))
    return browser


def test_after_five_wrong_tries_an_address_waits_and_others_do_not(password, browser):
    answers = [from_address(browser, "192.0.2.1").post("wrong horse battery") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [401] * 5
    assert [answer.json()["wait"] for answer in answers[:4]] == [0.0] * 4
    assert 0 < answers[4].json()["wait"] <= 30
    answer = browser.post(RIGHT)
    assert answer.status_code == 429
    assert 0 < answer.json()["wait"] <= 30
    assert from_address(browser, "198.51.100.1").post(RIGHT).status_code == 204


def test_a_browser_that_signed_in_before_is_let_in_from_an_address_that_waits_until_the_password_changes(
    password, browser
):
    device = from_address(browser, "192.0.2.1").post(RIGHT).cookies["session_finder_device"]
    doors.throttle = Throttle()  # a restart
    for _ in range(6):
        answer = from_address(browser, "192.0.2.1").post("wrong horse battery")
    assert answer.status_code == 429
    known = {"Cookie": f"session_finder_device={device}"}
    assert browser.post(RIGHT, **known).status_code == 204
    assert browser.post(RIGHT, Cookie=f"session_finder_device={device}x").status_code == 429
    passwords.set_password(password, "another long password")
    assert browser.post("another long password", **known).status_code == 429


def test_a_sign_in_that_cannot_be_kept_is_said(password, browser):
    (password / ".library" / "sign-ins").write_text("a file where a folder should be")
    answer = browser.post(RIGHT)
    assert (answer.status_code, "set-cookie" in answer.headers) == (503, False)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"status": 401, "wait": 0}, words.WRONG),
        ({"status": 401, "wait": 9.2}, f"{words.WRONG} Too many wrong attempts. Wait 10 seconds before you try again."),
        ({"status": 429, "wait": 4}, "Too many wrong attempts. Wait 4 seconds before you try again."),
        ({"status": 503, "wait": 0}, words.UNANSWERED),
        ({"status": 0, "wait": "x"}, words.UNANSWERED),
        ({"status": 429, "wait": float("inf")}, words.UNANSWERED),
        (None, ""),
        ("401", ""),
    ],
)
def test_the_page_says_what_the_door_answered_whatever_the_browser_reports(said, sentence):
    assert refusal(said) == sentence


def test_who_signs_out_is_outside_and_a_copy_of_the_cookie_too(password, browser):
    visit = sign_in(arrive(), browser)
    visit.button(key="sign_out").click().run()
    assert inside(visit) == ""
    assert inside(visit.run()) == ""


def test_another_password_signs_everybody_out(password, browser):
    visit = sign_in(arrive(), browser)
    passwords.set_password(password, "another long password")
    assert inside(visit.run()) == ""
    assert inside(sign_in(visit, browser)) == ""
    assert inside(sign_in(visit, browser, "another long password")) == "Signed in as Ada."


def test_a_sign_in_that_is_idle_for_hours_ends(password, monkeypatch, browser):
    clock = Clock()
    monkeypatch.setattr(doors.sign_ins(), "_clock", clock)
    visit = sign_in(arrive(), browser)
    clock.now += 8 * 3600 - 1
    assert inside(visit.run()) == "Signed in as Ada."
    clock.now += 8 * 3600
    assert inside(visit.run()) == ""


def test_the_hours_are_a_setting(monkeypatch):
    monkeypatch.setenv("SESSION_FINDER_IDLE_HOURS", "2")
    service.cache_clear()
    assert doors.sign_ins()._idle == 7200


def test_a_password_file_that_is_damaged_lets_nobody_in_and_names_no_folder(password, browser):
    visit = sign_in(arrive(), browser)
    (password / ".library" / "password.json").write_text("{")
    assert inside(visit.run()) == ""
    assert [error.value for error in visit.error] == [words.UNREADABLE.format(command=COMMAND)]
    assert browser.post(RIGHT).status_code == 503


def test_a_provider_s_organizer_is_known_by_the_address(vouched):
    assert inside(arrive(person(), SECRETS)) == "Signed in as ada@harbour.example."
    assert doors.sign_ins().organizer(vouched, "provider") == Organizer("ada@harbour.example")
    assert not doors.owners.owns("test session id", "")


def test_an_organizer_of_one_conference_is_no_more_than_that(vouched):
    assert inside(arrive(person("Grace@Harbour.example"), SECRETS)) == "Signed in as grace@harbour.example."
    assert doors.sign_ins().organizer(vouched, "provider") == Organizer("grace@harbour.example", frozenset({"quay"}))


def test_with_a_provider_the_password_is_no_way_in(password):
    visit = arrive(secrets=SECRETS)
    assert inside(visit) == ""
    assert not visit.text_input
    assert [button.label for button in visit.button] == [words.SIGN_IN]


def test_a_sign_in_by_the_password_ends_when_a_provider_is_set_up(password, browser):
    visit = sign_in(arrive(), browser)
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
    assert visit.error[0].value.startswith(escape_markdown(sentence))
    assert [button.label for button in visit.button] == [words.SIGN_OUT]
    assert len(doors.sign_ins()) == 0


def test_a_sign_in_at_the_provider_from_long_ago_opens_no_new_session():
    visit = arrive(person(age=8 * 3600 + 1), SECRETS)
    assert inside(visit) == ""
    assert [info.value for info in visit.info] == ["You were signed out after 8 hours without activity. Sign in again."]
    assert [button.label for button in visit.button] == [words.SIGN_IN]


@pytest.mark.usefixtures("vouched")
def test_who_was_here_all_the_time_stays_however_old_the_sign_in_is_by_now():
    visit = arrive(person(), SECRETS)
    visit.user = person(age=9 * 3600)
    assert inside(visit.run()) == "Signed in as ada@harbour.example."


def test_who_signs_out_at_the_provider_is_outside():
    visit = arrive(person(), SECRETS)
    visit.button(key="sign_out").click().run()
    assert inside(visit) == ""
    assert len(doors.sign_ins()) == 0


def test_headers_that_overrule_the_provider_close_the_door():
    config.set_option("server.trustedUserHeaders", {"X-Email": "email"})
    try:
        visit = arrive(person(), SECRETS)
    finally:
        config.set_option("server.trustedUserHeaders", {})
    assert inside(visit) == ""
    assert visit.error[0].value == escape_markdown(words.HEADERS.format(names="email"))


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
    assert visit.error[-1].value == escape_markdown(words.NO_SECRETS)
    assert not visit.text_input


def test_asking_who_it_is_shows_nothing(password):
    def script():
        from session_finder.web.auth import sign_in as doors

        assert doors.organizer() is None

    visit = AppTest.from_function(script).run()
    assert not visit.exception
    assert len(visit.main) == 0


def test_no_session_may_upload_while_streamlit_does_not_run():
    assert not doors.may_upload("any", {SIGN_IN: "any"})


@pytest.mark.usefixtures("here")
def test_without_a_password_the_link_from_the_terminal_opens_the_door_and_nothing_else_does(browser, capfd):
    doors._print_link.cache_clear()
    visit = arrive()
    assert inside(visit) == ""
    assert [info.value for info in visit.info] == [words.LINK.format(command=COMMAND)]
    link = next(word for word in capfd.readouterr().err.split() if word.startswith("http"))
    assert link.startswith("http://localhost:8501/door/open?key=")
    visit.run()
    assert capfd.readouterr().err == ""
    address, key = link.removeprefix("http://localhost:8501").split("=")
    for wrong in (address, f"{address}=", f"{address}={key}x", f"{address}=%00é", f"/door/open?other={key}"):
        answer = browser.door.get(wrong)
        assert (answer.status_code, answer.headers["location"]) == (303, "../organize")
        assert "set-cookie" not in answer.headers
    browser.keep(browser.door.get(f"{address}={key}"))
    assert next(info.value for info in arrive().info) == words.OPEN.format(command=COMMAND)


@pytest.mark.usefixtures("here")
def test_the_link_opens_no_door_that_has_a_password(password, browser):
    assert "set-cookie" not in browser.door.get(f"/door/open?key={doors._KEY}").headers


def test_the_link_opens_no_door_of_a_server_that_others_reach(browser):
    assert "set-cookie" not in browser.door.get(f"/door/open?key={doors._KEY}").headers
    assert browser.post(RIGHT).status_code == 409


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1", "[::1]", "LOCALHOST"])
def test_the_loopback_is_here_only(address):
    assert doors.listens_here_only(address)


@pytest.mark.parametrize("address", [None, "", "0.0.0.0", "::", "192.0.2.1", "127.0.0.1.example", "localhost.example"])
def test_any_other_address_is_not(address):
    assert not doors.listens_here_only(address)
