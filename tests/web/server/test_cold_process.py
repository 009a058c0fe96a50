"""A fresh server process whose very first page is the organizers': what strangers get, and what organizers get.

The tests run in the order they are in, on one process, which begins with a password.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from http.client import HTTPException

import httpx
import pytest
from raw_visits import Visitor, half_sent, upload, way_in
from servers import App
from waiting import until

from session_finder.access import passwords
from session_finder.domain.library import Draft
from session_finder.domain.sessions import Programme, Session
from session_finder.paths import COMMAND
from session_finder.storage.files.library import FileLibrary
from session_finder.web.i18n.texts import sign_in_messages as words
from session_finder.web.previews.page_head import streamlit_page

pytestmark = pytest.mark.slow

RIGHT = "correct horse battery"
SECRETS = ("Lighthouse Keepers 2028", "lighthouse-2028", "A draft about foghorns", "Ada the organizer")
INVENTED = "11111111-2222-3333-4444-555555555555"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """Programmes, of which attendees may see one; the other is a draft."""
    folder = tmp_path_factory.mktemp("programmes")
    library = FileLibrary(folder)
    library.create("quay-2027", "Quay 2027")
    public = Programme("quay-2027", "Quay 2027", (Session("1", "Tides and timetables"),))
    library.stage("quay-2027", public, Draft("Ada the organizer", "tides.csv"))
    library.publish("quay-2027", 1, "Ada the organizer", None)
    library.create("lighthouse-2028", "Lighthouse Keepers 2028", who="Ada the organizer")
    draft = Programme("lighthouse-2028", "Lighthouse Keepers 2028", (Session("1", "A draft about foghorns"),))
    library.stage("lighthouse-2028", draft, Draft("Ada the organizer", "foghorns.csv"))
    passwords.set_password(folder, RIGHT)
    return folder


@pytest.fixture(scope="module")
def app(data, warm_cache, tmp_path_factory):
    with App(tmp_path_factory.mktemp("log"), {"CACHE": warm_cache, "DATA": data}) as app:
        yield app


@pytest.fixture(scope="module")
def log(app):
    return app.log


@pytest.fixture(scope="module")
def url(app):
    return app.url


@pytest.fixture(autouse=True)
def the_right_password(data):
    """Whatever the test before made of it."""
    kept = data / ".library" / "password.json"
    before = kept.read_bytes()
    yield
    if not kept.exists() or kept.read_bytes() != before:
        kept.write_bytes(before)


@pytest.fixture(scope="module")
def first(url):
    """The very first visitor, who comes with the address of the organizers' page."""
    with Visitor(url) as visitor:
        yield visitor.go("organize")


@pytest.fixture
def ada(first, url):
    with Visitor(url) as visitor:
        yield visitor.go("organize").sign_in(RIGHT, "Ada the organizer")


ATTENDEES = ["find", "programme", "plan", "map"]  # the pages that everybody is shown


def components(visitor, name):
    """The components of that name on the page."""
    shown = [part.bidi_component for part in visitor.shown if part.HasField("bidi_component")]
    return [one for one in shown if one.component_name == f"session_finder_{name}"]


def linked(visitor):
    """The pages that the header leads to."""
    (header,) = components(visitor, "header")
    pages = re.search(r"<nav class=.sf-pages.*?</nav>", json.loads(header.json)["html"], re.DOTALL)[0]
    return re.findall(r'data-id="(\w+)"', pages)


def organizer_content(text):
    return [secret for secret in (*SECRETS, words.OPEN.format(command=COMMAND), "Signed in as") if secret in text]


def test_the_first_page_of_the_process_asks_who_it_is_and_shows_nothing_else(first):
    assert organizer_content(first.said) == []
    assert words.FOR_ORGANIZERS in first.texts
    form = str(components(first, "door")).replace("\\'", "'")
    assert all(label in form for label in (words.NAME, words.PASSWORD, words.SIGN_IN, "/door/sign-in"))
    assert linked(first) == ATTENDEES


def test_a_wrong_password_shows_nothing(first, url):
    with Visitor(url) as visitor:
        visitor.go("organize").sign_in("wrong horse battery", "Mallory")
        assert visitor.answer.status_code == 401
        assert words.FOR_ORGANIZERS in visitor.texts
        assert organizer_content(visitor.said) == []


def test_widgets_that_were_never_drawn_sign_nobody_in(first, url):
    with Visitor(url) as visitor:
        visitor.go(
            "organize", door=("json_trigger_value", '{"refused": {"status": 200}}'), sign_out=("trigger_value", True)
        )
        assert organizer_content(visitor.said) == []
        assert upload(url, visitor.session)[0] == 403


def test_the_right_password_shows_the_page_and_lists_it(ada):
    assert "Signed in as Ada the organizer." in ada.texts
    ada.go("organize")
    assert linked(ada) == [*ATTENDEES, "organize"]


def test_an_organizer_s_own_upload_is_taken_and_taken_away(ada, url):
    for method in ("PUT", "DELETE", "OPTIONS"):
        assert upload(url, ada.session, method=method, cookies=ada.cookies) == (204, "")


def test_an_organizer_s_session_id_lets_nobody_else_upload_nor_into_the_session(ada, url):
    refused = (403, f'{{"detail": "{words.NO_UPLOAD}"}}')
    assert upload(url, ada.session) == refused
    with Visitor(url) as grace:
        grace.go("organize").sign_in(RIGHT, "Grace")
        assert upload(url, ada.session, cookies=grace.cookies) == refused
        for cookies in ({}, grace.cookies):
            with Visitor(url, session=ada.session, cookies=cookies) as thief:
                assert thief.go("organize").session != ada.session
                assert "Signed in as Ada the organizer." not in thief.said
    assert "Signed in as Ada the organizer." in ada.go("organize").texts  # nobody has cut her off either


def test_an_organizer_s_own_browser_goes_on_with_the_session(ada, url):
    with Visitor(url, session=ada.session, cookies=ada.cookies) as again:
        assert "Signed in as Ada the organizer." in again.go("organize").texts
        assert again.session == ada.session


def test_a_page_that_is_loaded_anew_is_still_the_organizer_s(ada, url):
    with Visitor(url, cookies=ada.cookies) as reloaded:
        assert "Signed in as Ada the organizer." in reloaded.go("organize").texts
        assert reloaded.session != ada.session


def test_nobody_else_s_upload_is_taken(first, ada, url):
    refused = (403, f'{{"detail": "{words.NO_UPLOAD}"}}')
    for method in ("PUT", "POST", "DELETE", "OPTIONS"):
        for session in (first.session, INVENTED, ada.session.upper(), "%20", "..%2F" + ada.session):
            assert upload(url, session, method=method, cookies=ada.cookies) == refused, (method, session)
    assert first.session != ada.session


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/upload_file/{0}/f",
        "/_stcore%2Fupload_file%2F{0}%2Ff",
        "/%5Fstcore/upload%5Ffile/{0}/f",
        "/_stcore//upload_file/{0}/f",
        "//_stcore/upload_file/{0}/f",
        "/_STCORE/UPLOAD_FILE/{0}/f",
        "/_stcore/upload_file/{0}/f/",
        "/_stcore/upload_file/{0}%0A/f",
    ],
)
def test_a_stranger_s_file_is_refused_before_it_is_sent_however_the_address_is_written(first, url, path):
    status, said = half_sent(url, path.format(first.session))
    assert (status, said) == (403, {"detail": words.NO_UPLOAD})


def test_a_stranger_who_announces_no_length_is_refused_at_once(first, url):
    status, said = half_sent(url, f"/_stcore/upload_file/{first.session}/f", sent=0, head="Transfer-Encoding: chunked")
    assert (status, said) == (403, {"detail": words.NO_UPLOAD})


def test_an_organizer_s_file_that_is_too_big_is_refused_before_it_is_sent(ada, url):
    path = f"/_stcore/upload_file/{ada.session}/f"
    status, said = half_sent(url, path, announced=21_000_001, cookies=ada.cookies)
    assert (status, said) == (413, {"detail": words.TOO_BIG.format(limit=20_000_000)})
    assert upload(url, ada.session, b"x" * 20_000_000, cookies=ada.cookies)[0] == 204


def test_a_file_that_grows_too_big_without_saying_so_is_refused(ada, url):
    with httpx.Client(base_url=url, timeout=60, cookies=ada.cookies) as client:
        client.get("/_stcore/health")
        form = b'--b\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n'
        answer = client.put(
            f"/_stcore/upload_file/{ada.session}/f",
            content=iter([form, *[b"x" * 1_000_000] * 21]),
            headers={
                "X-Xsrftoken": client.cookies["_streamlit_xsrf"],
                "Content-Type": "multipart/form-data; boundary=b",
            },
        )
    assert (answer.status_code, answer.json()) == (413, {"detail": words.TOO_BIG.format(limit=20_000_000)})


def test_who_signs_out_may_upload_no_more(ada, url):
    assert upload(url, ada.session, cookies=ada.cookies)[0] == 204
    ada.press(words.SIGN_OUT)
    assert words.FOR_ORGANIZERS in ada.texts
    assert upload(url, ada.session, cookies=ada.cookies)[0] == 403
    with Visitor(url, cookies=ada.cookies) as copied:
        assert words.FOR_ORGANIZERS in copied.go("organize").texts


def test_a_session_that_has_ended_may_upload_no_more(first, url):
    with Visitor(url) as visitor:
        visitor.go("organize").sign_in(RIGHT, "Grace")
        assert upload(url, visitor.session, cookies=visitor.cookies)[0] == 204
    until(lambda: upload(url, visitor.session, cookies=visitor.cookies)[0] == 403, "the refusal")


def test_a_body_that_is_not_what_its_headers_say_leaves_no_traceback_in_the_log(ada, url, log):
    head = "Transfer-Encoding: chunked\r\nContent-Length: 1000"
    for path, method in ((f"/_stcore/upload_file/{ada.session}/f", "PUT"), ("/door/sign-in", "POST")):
        with suppress(OSError, HTTPException, ValueError):  # the connection was closed
            half_sent(url, path, method=method, head=head, cookies=ada.cookies, kind="application/json", patience=1)
    assert "Signed in as Ada the organizer." in ada.go("organize").texts
    assert "Traceback" not in log.read_text()


def test_the_api_tells_a_stranger_nothing_that_is_the_organizers(first, url):
    until(lambda: httpx.get(f"{url}/api/health", timeout=10).status_code == 200, "being ready", 300)
    asked = {"q": "foghorns", "programme": "lighthouse-2028", "id": "1"}
    told = ""
    document = httpx.get(f"{url}/api/openapi.json", timeout=10)
    for path in document.json()["paths"]:
        for params in ({}, asked, {"q": "foghorns"}):
            address = path.replace("{", "").replace("}", "")
            for ours in (f"/api{address}", f"/api{address}".replace("slug", "lighthouse-2028").replace("/id", "/1")):
                told += httpx.get(url + ours, params=params, timeout=60).text
    assert "Tides and timetables" in told
    # What was asked for may come back in the sentence that refuses it.
    assert [secret for secret in SECRETS if secret in told and secret != "lighthouse-2028"] == []
    for path in ("/api/organize", "/api/versions", "/api/audit", "/api/upload", "/api/drafts"):
        assert httpx.get(url + path, timeout=10).status_code == 404


def test_another_password_ends_every_session(ada, data, url):
    passwords.set_password(data, "another long password")
    assert upload(url, ada.session, cookies=ada.cookies)[0] == 403
    ada.go("organize")
    assert words.FOR_ORGANIZERS in ada.texts


@pytest.mark.parametrize(
    "header", ["X-Client-IP", "X-Cluster-Client-IP", "X-Original-Forwarded-For", "X_Forwarded_For", "X-Nothing"]
)
def test_without_a_password_nobody_is_let_in_whatever_a_proxy_says_or_does_not(first, data, url, header):
    (data / ".library" / "password.json").unlink(missing_ok=True)
    with Visitor(url, headers={header: "192.0.2.1"}) as proxied:
        assert proxied.go("organize").texts[-1] == words.LINK.format(command=COMMAND)
        assert organizer_content(proxied.said) == []
        assert upload(url, proxied.session)[0] == 403


def test_without_a_password_the_link_from_the_terminal_lets_in_until_there_is_one(first, data, url, log):
    (data / ".library" / "password.json").unlink(missing_ok=True)
    with Visitor(url) as visitor:
        visitor.go("organize")
    with Visitor(url, cookies=way_in(url, log)) as here:
        assert words.OPEN.format(command=COMMAND) in here.go("organize").texts
        assert upload(url, here.session, cookies=here.cookies)[0] == 204
        passwords.set_password(data, RIGHT)
        assert upload(url, here.session, cookies=here.cookies)[0] == 403
        assert words.FOR_ORGANIZERS in here.go("organize").texts


def test_a_page_of_another_site_opens_no_session(first, url):
    with pytest.raises(Exception, match="HTTP 403"):  # Streamlit's own check of the origin
        Visitor(url, origin=f"http://evil.example:{url.rpartition(':')[2]}")


@pytest.fixture
def client(url):
    with httpx.Client(base_url=url, timeout=30) as client:
        yield client


def test_a_served_page_is_kept_until_it_changes(client):
    first = client.get("/programme?session=1")
    assert (first.headers["cache-control"], first.headers["content-encoding"]) == ("no-cache", "gzip")
    assert {"Accept-Language", "Accept-Encoding"} == {*first.headers["vary"].split(", ")}
    again = client.get("/programme?session=1", headers={"if-none-match": f'"x", {first.headers["etag"]}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    other = client.get("/programme?session=1", headers={"accept-language": "de"})
    assert other.headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_the_length_is_that_of_what_is_sent(client, encoding):
    with client.stream("GET", "/programme?lang=ja", headers={"accept-encoding": encoding}) as answer:
        sent = b"".join(answer.iter_raw())
    assert int(answer.headers["content-length"]) == len(sent)
    assert client.head("/programme?lang=ja", headers={"accept-encoding": "identity"}).content == b""
    assert client.post("/programme").status_code == 405


def test_an_address_of_no_page_gets_the_page_of_streamlit(client):
    assert client.get("/no-such-page").text == streamlit_page()
