"""Logos over the real routes and headers: who gets them, what they may do, and below which paths."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient
from streamlit import config

from session_finder.branding.logo import address_of, clean_logo
from session_finder.domain.errors import Unavailable
from session_finder.domain.identity import Logo
from session_finder.paths import SAMPLE
from session_finder.storage.files.library import FileLibrary
from session_finder.web.server.asgi_stack import routes
from session_finder.web.server.headers import SecurityHeaders

DRAWING = clean_logo(b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9z"/></svg>').logo
PICTURE = Logo("png", b"\x89PNG\r\n\x1a\n...")


def served():
    return TestClient(
        Starlette(routes=routes(), middleware=[Middleware(SecurityHeaders, frame_ancestors="'self'")]),
        base_url="https://finder.example",
    )


@pytest.fixture
def own(ready):
    """The address of the sample's logo, and its bytes."""
    identity = ready.served.conferences[0].identity
    return f"/{address_of(SAMPLE.name, identity.logo)}", (SAMPLE / identity.logo).read_bytes()


@pytest.fixture
def bakers(ready, monkeypatch):
    """The library of the service, with a conference by hand."""
    monkeypatch.setattr(ready._serving, "_patience", 30.0)
    library = FileLibrary(ready.settings.data)
    library.create("bakers", "Bakers")
    (ready.settings.data / "bakers" / "programme.csv").write_text("title\nBread\n", encoding="utf-8")
    yield library
    library.delete("bakers", "Ana")
    assert "bakers" not in ready.served.shown


def test_a_logo_is_a_picture_that_browsers_keep_and_that_loads_and_runs_nothing(own):
    address, content = own
    assert address.startswith("/brand/harbour-2027/logo-")
    answer = served().get(address)
    assert (answer.status_code, answer.content) == (200, content)
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == (
        "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'"
    )
    assert "set-cookie" not in answer.headers
    head = served().head(address)
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", str(len(content)))


def test_where_the_pages_are_under_a_path_the_logos_are_too(own):
    address, content = own
    before = config.get_option("server.baseUrlPath")
    config.set_option("server.baseUrlPath", "finder")
    try:
        below = served()
    finally:
        config.set_option("server.baseUrlPath", before)
    assert below.get(f"/finder{address}").content == below.get(address).content == content


def test_a_logo_that_was_just_set_is_there_and_the_one_before_it_too(bakers):
    client = served()
    addresses = [f"/{address_of('bakers', logo.name)}" for logo in (DRAWING, PICTURE)]
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    bakers.set_logo("bakers", DRAWING)
    assert client.get(addresses[0]).content == DRAWING.content
    bakers.set_logo("bakers", PICTURE)
    answers = [client.get(address) for address in addresses]
    assert [answer.content for answer in answers] == [DRAWING.content, PICTURE.content]
    assert [answer.headers["content-type"] for answer in answers] == ["image/svg+xml", "image/png"]


def test_who_cannot_choose_a_conference_gets_no_logo_of_it(bakers, ready):
    client = served()
    bakers.set_logo("bakers", DRAWING)
    address = f"/{address_of('bakers', DRAWING.name)}"
    assert client.get(address).status_code == 200
    bakers.hide("bakers", True)
    hidden = client.get(address)
    assert (hidden.status_code, hidden.content, hidden.headers["cache-control"]) == (404, b"", "no-store")
    bakers.hide("bakers", False)
    assert client.get(address).status_code == 200
    bakers.create("drafts", "Drafts")
    bakers.set_logo("drafts", DRAWING)
    assert client.get(f"/{address_of('drafts', DRAWING.name)}").status_code == 404
    bakers.delete("drafts", "Ana")


@pytest.mark.parametrize(
    "path",
    [
        "/brand/harbour-2027/about.toml",
        "/brand/harbour-2027/programme.csv",
        "/brand/harbour-2027/..%2Fharbour-2027%2Fabout.toml",
        "/brand/harbour-2027/logo-00000000.svg",
        "/brand/harbour-2027/logo-00000000.svg%00.png",
        "/brand/%2e%2e/logo-00000000.svg",
        "/brand/nobody/logo-00000000.svg",
        "/brand/harbour-2027/",
        "/brand/harbour-2027",
    ],
)
def test_nothing_else_is_served_there(ready, path):
    answer = served().get(path)
    assert (answer.status_code, b"[aliases]" in answer.content) == (404, False)


def test_only_reading_is_answered(own):
    assert [served().request(method, own[0]).status_code for method in ("POST", "PUT", "DELETE")] == [405, 405, 405]


def test_while_nothing_can_be_read_a_logo_is_to_be_asked_for_again(own, ready, monkeypatch):
    def away(slug, name):
        raise Unavailable("The database does not answer.")

    monkeypatch.setattr(ready._published, "logo", away)
    answer = served().get(own[0])
    assert (answer.status_code, answer.headers["retry-after"], answer.headers["cache-control"]) == (
        503,
        "2",
        "no-store",
    )


def test_a_process_that_is_still_loading_asks_to_come_back(cold):
    answer = served().get("/brand/harbour-2027/logo-00000000.svg")
    assert (answer.status_code, answer.headers["retry-after"], answer.content) == (503, "2", b"")
