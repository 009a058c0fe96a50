"""What the served HTML of each address says before any page run, by Starlette's TestClient over the real app."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import hostile
import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit import config

from session_finder.domain.library import Draft
from session_finder.domain.sessions import Programme, Session
from session_finder.serving.snapshot import Served
from session_finder.storage.files.library import FileLibrary
from session_finder.web.previews import page_head
from session_finder.web.server.asgi_stack import middleware, routes
from session_finder.web.visit.page_titles import PAGES, START

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = "harbour-2027"
NAME = "Harbour Analytics Summit 2027"
PLACE = {
    "location": {"@type": "Place", "name": "Porto, Portugal"},
    "sameAs": "https://example.org/harbour-2027",
}
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


class Head(HTMLParser):
    """The head as a browser reads it: title, meta elements by name, links by relation, scripts with their text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.language, self.title, self.data, self.meta = "", "", "", {}
        self.links: dict[str, list[str]] = {}
        self.scripts: list[str] = []
        self._inside = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        self._inside = f"{tag} {said.get('type', '')}".strip()
        if tag == "html":
            self.language = said["lang"]
        elif tag == "meta" and "content" in said:
            self.meta[said.get("property") or said["name"]] = said["content"]
        elif tag == "link":
            self.links.setdefault(said["rel"], []).append(said["href"])
        elif tag == "script":
            self.scripts.append(said.get("src", ""))

    def handle_endtag(self, tag):
        self._inside = ""

    def handle_data(self, data):
        if self._inside == "title":
            self.title += data
        elif self._inside == "script application/ld+json":
            self.data += data

    @property
    def event(self) -> dict:
        return json.loads(self.data)


@pytest.fixture(scope="module")
def client():
    """What stands around Streamlit's own app, which can be started once in a process: tests of the API do."""
    return TestClient(Starlette(routes=routes(), middleware=middleware()))


@pytest.fixture
def only(ready, monkeypatch):
    """The sample is the only conference."""
    shown = {SAMPLE: ready.served.shown[SAMPLE]}
    monkeypatch.setattr(ready._serving, "_served", Served(shown))


@pytest.fixture
def head(client, ready):
    def read(path: str, **headers: str) -> Head:
        answer = client.get(path, headers=headers)
        assert answer.status_code == 200
        return Head(answer.text)

    return read


def publish(folder, slug, name, *sessions, hidden=False):
    library = FileLibrary(folder)
    library.create(slug, name)
    library.stage(slug, Programme(slug, name, sessions), Draft("Ana", "a.csv"))
    library.publish(slug, 1, "Ana", None)
    if hidden:
        library.hide(slug, True)
    return library


@pytest.fixture
def published(ready, monkeypatch):
    """Publishes conferences for one test."""
    monkeypatch.setattr(ready._serving, "_patience", 30.0)
    made = []

    def make(slug, name, *sessions, **more):
        publish(ready.settings.data, slug, name, *sessions, **more)
        made.append(slug)

    yield make
    for slug in made:
        FileLibrary(ready.settings.data).delete(slug, "Ana")


def test_the_installed_streamlit_page_has_what_is_replaced_in_it():
    page = page_head.streamlit_page()
    for mark in (page_head.LANGUAGE, page_head.STREAMLIT_ICON, page_head.TITLE):
        assert page.count(mark) == 1


def test_every_page_has_a_name_and_a_preview():
    files = {path.stem for path in (ROOT / "pages").glob("*.py")}
    assert {*PAGES} == files - {"router", "find"} | {START}


@pytest.mark.parametrize(
    ("path", "title", "heading"),
    [
        ("/", f"Find · {NAME}", NAME),
        ("/?q=Health+Analytics%3F", f"Sessions for “Health Analytics?” · {NAME}", "Sessions for “Health Analytics?”"),
        ("/programme", f"Programme · {NAME}", f"Programme · {NAME}"),
        ("/programme?session=KN-1", f"The Harbour Master's Ledger · {NAME}", "The Harbour Master's Ledger"),
        ("/programme?session=nowhere", f"Programme · {NAME}", f"Programme · {NAME}"),
        ("/plan", f"My plan · {NAME}", f"My plan · {NAME}"),
        ("/map?q=graphs", f"Sessions for “graphs” · {NAME}", "Sessions for “graphs”"),
        ("/everywhere", "All conferences · Session Finder", "All conferences"),
        ("/organize", "Organize · Session Finder", "Organize · Session Finder"),
    ],
)
def test_each_address_has_a_title_of_its_own(head, path, title, heading):
    found = head(path)
    assert (found.title, found.meta["og:title"], found.meta["twitter:title"]) == (title, heading, heading)


def test_a_session_says_when_where_who_and_how_it_begins(head, only):
    found = head("/programme?session=KN-1")
    description = (
        "Tue 11 May, 09:10–09:55 WEST · Great Hall · Amélia Brandão Teles — In 1886 the harbour master of a small port "
        "on the Douro began to write down, every evening, which ships had come in, what they…"
    )
    assert found.meta["description"] == found.meta["og:description"] == description
    assert found.meta["og:site_name"] == NAME
    assert found.links["canonical"] == [found.meta["og:url"]] == ["http://testserver/programme?session=KN-1"]
    assert found.meta["twitter:card"] == "summary_large_image"
    assert found.meta["og:image"] == "http://testserver/share.png?programme=harbour-2027&session=KN-1&lang=en"


def test_a_session_is_an_event_of_its_conference_for_search_engines(head, only):
    event = head("/programme?session=KN-1").event
    begin = "In 1886 the harbour master of a small port on the Douro began to write down, every evening,"
    assert event.pop("description").startswith(begin)
    assert event == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "The Harbour Master's Ledger",
        "url": "http://testserver/programme?session=KN-1",
        "startDate": "2027-05-11T09:10+01:00",
        "endDate": "2027-05-11T09:55+01:00",
        "location": {"@type": "Place", "name": "Great Hall"},
        "image": "http://testserver/share.png?programme=harbour-2027&session=KN-1&lang=en",
        "eventStatus": "https://schema.org/EventScheduled",
        "inLanguage": "en",
        "performer": [{"@type": "Person", "name": "Amélia Brandão Teles"}],
        "superEvent": {
            "@type": "Event",
            "name": NAME,
            "url": "http://testserver/",
            "startDate": "2027-05-11",
            "endDate": "2027-05-13",
            **PLACE,
        },
    }


def test_a_conference_is_an_event_with_its_days_and_its_programme_lists_the_first_sessions(head, only, ready):
    whole = {"@context": "https://schema.org", "@type": "Event", "name": NAME, "url": "http://testserver/"}
    whole |= {"startDate": "2027-05-11", "endDate": "2027-05-13", **PLACE}
    assert head("/").event == whole
    event = head("/programme").event
    parts = event.pop("subEvent")
    assert event == whole
    assert len(parts) == 20
    assert [part["name"] for part in parts] == [one.title for one in ready.loaded(SAMPLE).programme.searchable[:20]]


def test_a_conference_is_shown_in_its_own_colour_with_its_days_and_place(client, head, only):
    found = head("/")
    about = "11 – 13 May 2027 · Porto, Portugal · 150 sessions"
    assert found.meta["description"].replace("\u2009", " ").startswith(f"{about} — Type an interest")
    assert found.meta["theme-color"] == "#9a3412"
    picture = Image.open(io.BytesIO(client.get(found.meta["og:image"]).content))
    assert picture.getpixel((5, 300)) == (0x9A, 0x34, 0x12)


def test_among_several_conferences_addresses_name_theirs(head):
    found = head(f"/?programme={hostile.SLUG}")
    assert found.title == f"Find · {hostile.NAME}"
    assert found.links["canonical"] == [f"http://testserver/?programme={hostile.SLUG}"]
    assert found.links["manifest"] == [f"./app.webmanifest?programme={hostile.SLUG}"]
    assert head("/").links["canonical"] == [f"http://testserver/?programme={SAMPLE}"]


def test_whatever_a_programme_says_is_text(client, head, ready):
    programme = ready.loaded(hostile.SLUG).programme
    for session in programme.sessions:
        answer = client.get("/programme", params={"programme": hostile.SLUG, "session": session.id})
        found = Head(answer.text)
        assert found.scripts == ["", *Head(page_head.streamlit_page()).scripts]
        assert found.event["name"] == session.title
        assert " ".join(session.title[:100].split()) in found.meta["og:title"]
        assert found.event["superEvent"]["name"] == hostile.NAME


def test_a_title_that_closes_the_script_and_begins_another_is_harmless(client, published):
    title = "</script><script>alert(1)</script><!--<script>\u2028&amp;\"'"
    published("quay-2027", title, Session("</title>", title, title, room=title, speakers=(title,)))
    answer = client.get("/programme", params={"programme": "quay-2027", "session": "</title>"})
    found, plain = Head(answer.text), Head(page_head.streamlit_page())
    assert found.scripts == ["", *plain.scripts]
    assert answer.text.count("alert(1)</script>") == 0
    assert found.event["name"] == title
    assert found.event["performer"] == [{"@type": "Person", "name": title}]
    assert "alert(1)" in found.title
    assert "alert(1)" in found.meta["og:description"]


def test_a_query_is_text_and_bounded(head):
    found = head("/?" + "q=" + "%3Cscript%3Ealert(1)%3C%2Fscript%3E%00%0A" + "x" * 5000)
    assert found.title.startswith("Sessions for “<script>alert(1)</script> xxx")
    assert len(found.meta["og:title"]) < 150
    assert found.meta["robots"] == "noindex"


def test_what_attendees_cannot_see_is_told_apart_from_nothing(client, ready, published):
    secret = "Lighthouse Keepers 2028"
    published("lighthouse-2028", secret, Session("1", "Foghorns"), hidden=True)
    library = FileLibrary(ready.settings.data)
    library.create("drafts-2028", "Drafts 2028")
    library.stage("drafts-2028", Programme("drafts-2028", "Drafts", (Session("1", "Foghorns"),)), Draft("Ana", "a.csv"))
    try:
        for path in (
            "/",
            "/programme",
            "/plan",
            "/map",
            "/everywhere",
            "/share.png",
            "/sitemap.xml",
            "/app.webmanifest",
        ):
            unknown = client.get(path, params={"programme": "no-such-2028", "session": "1"})
            for slug in ("lighthouse-2028", "drafts-2028"):
                answer = client.get(path, params={"programme": slug, "session": "1"})
                assert (answer.status_code, answer.content) == (unknown.status_code, unknown.content), path
        everything = "".join(client.get(path).text for path in ("/", "/everywhere", "/sitemap.xml", "/robots.txt"))
        assert [word for word in (secret, "lighthouse", "drafts-2028", "Foghorns") if word in everything] == []
    finally:
        library.delete("drafts-2028", "Ana")


def test_a_shared_plan_names_the_conference_only(client, head):
    path = "/plan?programme=harbour-2027&theirs=1abcdef&from=Grace+Hopper"
    text = client.get(path).text
    assert [word for word in ("Grace", "1abcdef", "theirs") if word in text] == []
    found = head(path)
    assert found.title == f"My plan · {NAME}"
    assert "og:url" not in found.meta  # the preview leads to the address that was shared, plan included
    assert found.meta["robots"] == "noindex"


@pytest.mark.parametrize(
    ("accepted", "asked", "language", "title"),
    [
        ("de-CH,fr;q=0.5", "", "de", "Programm"),
        ("nl,fr;q=0.8,de;q=0.2", "", "fr", "Programme"),
        ("es;q=0.1, ja;q=0.9", "", "ja", "プログラム"),
        ("de", "es", "es", "Programa"),
        ("de", "xx", "de", "Programm"),
        ("", "", "en", "Programme"),
        (";;q=,,=;q=nan,*;q=x" + ",de" * 400, "", "de", "Programm"),
        ("x" * 60_000, "", "en", "Programme"),
    ],
)
def test_the_language_is_that_of_the_address_else_of_the_browser(head, accepted, asked, language, title):
    found = head(f"/programme?lang={asked}", **{"accept-language": accepted})
    assert (found.language, found.title) == (language, f"{title} · {NAME}")


def test_a_page_is_offered_in_all_languages_to_search_engines(head, only):
    alternates = [f"http://testserver/map?lang={language}" for language in ("en", "de", "es", "fr", "ja")]
    assert head("/map").links["alternate"] == alternates
    assert head("/map?lang=de").links["canonical"] == ["http://testserver/map?lang=de"]
    assert "alternate" not in head("/plan").links


def test_times_are_written_as_the_language_of_the_address_writes_them(head):
    found = head("/programme?session=KN-1&lang=fr")
    assert found.meta["description"].startswith("mar. 11 mai, 09:10–09:55 WEST · Great Hall · Amélia Brandão Teles — ")


def test_the_rest_of_the_page_is_streamlit_s(client, ready):
    before, _, behind = page_head.streamlit_page().partition(page_head.TITLE)
    served = client.get("/map").text
    assert served.endswith(behind)
    ours = before.replace('href="./favicon.png"', 'href="./icon.svg"')
    assert served.startswith(ours)


def test_a_public_url_is_what_all_addresses_begin_with(head, client, ready, monkeypatch):
    told = ready.settings.model_copy(update={"public_url": "https://sessions.example/finder"})
    monkeypatch.setattr(ready, "settings", told)
    found = head(f"/programme?programme={SAMPLE}&session=KN-1", host="evil.example")
    there = f"https://sessions.example/finder/programme?session=KN-1&programme={SAMPLE}"
    assert found.links["canonical"] == [there] == [found.meta["og:url"]]
    assert "Sitemap: https://sessions.example/finder/sitemap.xml" in client.get("/robots.txt").text
    assert found.event["url"] == there


@pytest.mark.parametrize("host", ['a"><script>', "a b", "a/b", "user@a", ""])
def test_a_host_that_cannot_be_one_is_not_repeated(client, ready, host):
    answer = client.get("/programme?session=KN-1", headers={"host": host})
    found = Head(answer.text)
    assert [name for name in ("canonical", "alternate") if name in found.links] == []
    assert [name for name in ("og:url", "og:image") if name in found.meta] == []
    assert found.data == ""
    assert found.title == f"The Harbour Master's Ledger · {NAME}"
    assert client.get("/sitemap.xml", headers={"host": host}).status_code == 404


@pytest.fixture
def below_a_base_path():
    before = config.get_option("server.baseUrlPath")
    config.set_option("server.baseUrlPath", "/finder/")
    yield routes()
    config.set_option("server.baseUrlPath", before)


def test_below_a_base_path_pages_and_files_name_it(ready, below_a_base_path):
    with TestClient(Starlette(routes=below_a_base_path)) as client:
        found = Head(client.get(f"/finder/map?programme={SAMPLE}").text)
        assert found.links["canonical"] == [f"http://testserver/finder/map?programme={SAMPLE}"]
        assert found.meta["og:image"] == f"http://testserver/finder/share.png?programme={SAMPLE}&lang=en"
        assert found.links["manifest"] == [f"./app.webmanifest?programme={SAMPLE}"]
        for path in ("/finder/share.png", "/finder/embed.js", "/robots.txt", "/finder/"):
            assert client.get(path).status_code == 200, path
        assert client.get("/map").status_code == 404
        robots = client.get("/robots.txt").text.splitlines()
        assert {"Disallow: /finder/organize", "Sitemap: http://testserver/finder/sitemap.xml"} < {*robots}


def test_a_root_path_of_the_server_is_named_too(ready):
    with TestClient(Starlette(routes=routes()), root_path="/below") as client:
        found = Head(client.get("/below/map").text)
        assert found.links["canonical"] == [f"http://testserver/below/map?programme={SAMPLE}"]


def test_while_the_server_warms_up_and_before_anything_is_published_the_site_is_named(client, ready, monkeypatch):
    def check():
        found = Head(client.get(f"/programme?programme={SAMPLE}&session=KN-1").text)
        assert (found.title, found.meta["robots"], found.data) == ("Session Finder", "noindex", "")
        assert Image.open(io.BytesIO(client.get(f"/share.png?programme={SAMPLE}").content)).size == (1200, 630)

    with monkeypatch.context() as patch:
        patch.setattr(ready, "_status", replace(ready.status, stage="warming"))
        check()
    monkeypatch.setattr(ready._serving, "_served", Served())
    check()


def test_a_conference_that_cannot_be_read_has_its_name(head, broken):
    found = head(f"/programme?programme={broken}&session=1")
    assert (found.title, found.meta["description"]) == (
        "Programme · Bakers *2027*",
        "The whole timetable by day and room.",
    )


def test_what_left_memory_is_read_without_loading_its_vectors(head, ready, monkeypatch):
    served = ready.served
    cached = served.shown[SAMPLE].cached
    monkeypatch.setattr(cached, "_loaded", None)
    monkeypatch.setattr(cached, "_load", lambda: pytest.fail("a preview loaded a conference"))
    assert head("/programme?session=KN-1").title == f"The Harbour Master's Ledger · {NAME}"


def test_robots_may_visit_everything_but_what_is_not_for_them(client, ready):
    assert client.get("/robots.txt").text == (
        "User-agent: *\n"
        "Disallow: /organize\nDisallow: /api/\nDisallow: /door/\nDisallow: /_stcore/\n"
        "Sitemap: http://testserver/sitemap.xml\n"
    )


def test_sitemaps_list_conferences_and_their_sessions_with_the_time_of_the_version(client, ready, published):
    published("quay-2027", "Quay & Sons 2027", Session("a&b", "Tides"), Session("2", "Lunch", format="lunch"))
    when = FileLibrary(ready.settings.data).versions("quay-2027")[0].when.isoformat(timespec="seconds")

    def entries(path):
        answer = client.get(path)
        assert answer.headers["content-type"] == "application/xml"
        tree = ElementTree.fromstring(answer.content)
        return [(entry.findtext(f"{SITEMAP}loc"), entry.findtext(f"{SITEMAP}lastmod")) for entry in tree]

    listed = dict(entries("/sitemap.xml"))
    assert {*listed} == {
        f"http://testserver/sitemap.xml?programme={slug}" for slug in (SAMPLE, hostile.SLUG, "quay-2027")
    }
    assert listed["http://testserver/sitemap.xml?programme=quay-2027"] == when
    assert entries("/sitemap.xml?programme=quay-2027") == [
        ("http://testserver/?programme=quay-2027", when),
        ("http://testserver/programme?programme=quay-2027", when),
        ("http://testserver/map?programme=quay-2027", when),
        ("http://testserver/programme?session=a%26b&programme=quay-2027", when),
    ]
    assert client.get("/sitemap.xml?programme=nobody").status_code == 404


def test_the_manifest_names_the_conference_and_icons_that_exist(client, ready):
    answer = client.get(f"/app.webmanifest?programme={hostile.SLUG}&lang=de")
    assert answer.headers["content-type"] == "application/manifest+json"
    body = answer.json()
    assert (body["name"], body["lang"]) == (hostile.NAME, "de")
    assert (body["start_url"], body["scope"]) == (f"./?programme={hostile.SLUG}", "./")
    for icon in body["icons"]:
        got = client.get(icon["src"].removeprefix("."))
        assert (got.status_code, got.headers["content-type"]) == (200, icon["type"])
        if icon["type"] == "image/png":
            assert "x".join(map(str, Image.open(io.BytesIO(got.content)).size)) == icon["sizes"]
    assert Image.open(io.BytesIO(client.get("/icon-180.png").content)).size == (180, 180)


def test_the_picture_is_a_png_of_the_size_that_is_announced(client, head, only):
    found = head("/programme?session=KN-1")
    answer = client.get(found.meta["og:image"])
    picture = Image.open(io.BytesIO(answer.content))
    assert (answer.headers["content-type"], picture.format) == ("image/png", "PNG")
    assert picture.size == (int(found.meta["og:image:width"]), int(found.meta["og:image:height"]))
    assert answer.headers["cache-control"] == "public, max-age=3600"
    again = client.get(found.meta["og:image"], headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


def test_security_headers_are_on_pages_and_files(client, ready):
    for path in ("/programme", "/share.png", "/embed.js"):
        headers = client.get(path).headers
        assert "frame-ancestors 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_the_stack_serves_pages_with_all_of_its_middleware(ready):
    with TestClient(Starlette(routes=routes(), middleware=middleware())) as client:
        assert Head(client.get("/map").text).title == f"Map · {NAME}"
