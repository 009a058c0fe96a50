"""The files to take away, over the real routes: subscriptions that follow the programme, and refusals with a reason."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape

import hostile
import pytest
import vobject
from icalendar import Calendar
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit import config

from session_finder.domain.library import Draft
from session_finder.domain.sessions import Programme, Session
from session_finder.export.calendar import uid
from session_finder.intake.formats.own_export import COLUMNS
from session_finder.planning.plan import Plan, Star
from session_finder.planning.plan_address import as_address
from session_finder.storage.files.library import FileLibrary
from session_finder.web.server.asgi_stack import routes
from session_finder.web.service.process_service import service
from session_finder.web.sessions.downloads import takeaway_html

SAMPLE = "harbour-2027"


@pytest.fixture(scope="module")
def client():
    """Our own routes as the app mounts them; Streamlit's part of it can be started once in a process only."""
    service.cache_clear()  # a server that other tests have stopped leaves a service that answers no more
    yield TestClient(Starlette(routes=routes()), base_url="https://finder.example")
    service.cache_clear()


@pytest.fixture
def programme(ready):
    return ready.loaded(SAMPLE).programme


def address(*ids):
    return as_address(Plan(tuple(Star(name) for name in ids)))


def events(answer):
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_a_plan_is_a_calendar_that_two_parsers_read(client, programme):
    answer = client.get("/api/plan.ics", params={"plan": address("HC-01", "ML-02"), "programme": SAMPLE})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="harbour-2027-plan.ics"'
    assert answer.headers["cache-control"] == "private, max-age=300, must-revalidate"
    assert programme.version in answer.headers["etag"]
    wanted = sorted((programme.by_id[name] for name in ("HC-01", "ML-02")), key=lambda session: session.start)
    assert [str(event["SUMMARY"]) for event in events(answer)] == [session.title for session in wanted]
    read = vobject.readOne(answer.text)
    assert [event.dtstart.value for event in read.vevent_list] == [session.start for session in wanted]
    assert read.contents["name"][0].value == "My plan: Harbour Analytics Summit 2027"


def test_an_event_leads_to_the_session_s_page_where_the_operator_says_that_the_pages_are(client, ready, monkeypatch):
    monkeypatch.setattr(
        ready, "settings", ready.settings.model_copy(update={"public_url": "https://site.example:8080/finder"})
    )
    for path in (f"plan.ics?plan={address('HC-01')}", "sessions/HC-01.ics"):
        (event,) = events(client.get(f"/api/{path}"))
        assert str(event["URL"]) == f"https://site.example:8080/finder/programme?session=HC-01&programme={SAMPLE}"


def test_the_host_that_a_request_names_stands_in_no_calendar(client, ready):
    for path in (f"plan.ics?plan={address('HC-01')}", "sessions/HC-01.ics"):
        answer = client.get(f"/api/{path}", headers={"Host": "evil.example"})
        assert "evil.example" not in answer.text
        assert "URL" not in events(answer)[0]


def test_where_the_pages_are_under_a_path_the_api_is_too(ready):
    before = config.get_option("server.baseUrlPath")
    config.set_option("server.baseUrlPath", "finder")
    try:
        served = TestClient(Starlette(routes=routes()))
    finally:
        config.set_option("server.baseUrlPath", before)
    for path in (f"plan.ics?plan={address('HC-01')}", "sessions/HC-01.ics"):
        assert len(events(served.get(f"/finder/api/{path}"))) == len(events(served.get(f"/api/{path}"))) == 1


def test_who_has_the_current_state_gets_no_calendar(client, ready):
    asked = {"plan": address("HC-01")}
    tag = client.get("/api/plan.ics", params=asked).headers["etag"]
    again = client.get("/api/plan.ics", params=asked, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get("/api/plan.ics", params=asked, headers={"If-None-Match": 'W/"older"'}).status_code == 200


def test_a_subscription_follows_what_is_published_and_leaves_out_what_has_gone(client, ready):
    library = FileLibrary(ready.settings.data)
    library.create("bakers", "Bakers 2027")
    first = Session("1", "Rye", "Bread.", start=datetime(2027, 5, 11, 10, tzinfo=UTC))
    other = Session("2", "Wheat", "Bread too.", start=datetime(2027, 5, 11, 11, tzinfo=UTC))
    moved = replace(first, start=datetime(2027, 5, 11, 15, tzinfo=UTC), room="Hall 2")
    told, tags = [], set()
    ready._serving._patience = 30.0  # the texts are embedded now, on whatever machine this is
    try:
        for expected, sessions in ((None, (first, other)), (1, (moved,))):
            draft = library.stage("bakers", Programme("bakers", "Bakers", sessions), Draft("Ana", "a.csv"))
            library.publish("bakers", draft.number, "Ana", expected)
            answer = client.get("/api/plan.ics", params={"plan": address("1", "2"), "programme": "bakers"})
            tags.add(answer.headers["etag"])
            told.append([(str(event["UID"]), event.DTSTART.hour) for event in events(answer)])
    finally:
        library.delete("bakers", "Ana")
    assert told == [[(uid("bakers", "1"), 10), (uid("bakers", "2"), 11)], [(uid("bakers", "1"), 15)]]
    assert len(tags) == 2
    gone = client.get("/api/plan.ics", params={"plan": address("1"), "programme": "bakers"})
    assert gone.status_code == 404


def test_one_session_is_a_calendar_with_the_uid_that_it_has_in_a_plan(client, programme):
    answer = client.get("/api/sessions/HC-01.ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="harbour-2027-HC-01.ics"'
    (event,) = events(answer)
    assert str(event["UID"]) == uid(SAMPLE, "HC-01")
    assert programme.by_id["HC-01"].start == event.DTSTART
    assert client.get("/api/sessions/HC-01").json()["id"] == "HC-01"


def test_a_session_that_is_unknown_or_has_no_time_has_no_calendar(client, ready):
    unknown = client.get("/api/sessions/nobody.ics")
    assert (unknown.status_code, unknown.json()) == (
        404,
        {"detail": "There is no session 'nobody'.", "code": "no-such-session"},
    )
    timeless = next(one for one in ready.loaded(hostile.SLUG).programme.sessions if one.start is None)
    answer = client.get(f"/api/sessions/{timeless.id}.ics", params={"programme": hostile.SLUG})
    assert (answer.status_code, answer.json()) == (
        404,
        {"detail": f"The session {timeless.id!r} has no time yet.", "code": "no-such-session"},
    )


def test_a_plan_is_a_table_with_the_columns_of_the_export(client, programme):
    answer = client.get("/api/plan.csv", params={"plan": address("HC-01", "gone", "ML-02")})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="harbour-2027-plan.csv"'
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert {row[0] for row in rows[1:]} == {"HC-01", "ML-02"}


def test_a_plan_is_a_page_to_keep_or_to_print(client, ready):
    asked = {"plan": address("HC-01"), "programme": SAMPLE, "lang": "en", "locale": "en_US", "zone": "Asia/Tokyo"}
    kept = client.get("/api/plan.html", params=asked)
    assert kept.headers["content-type"] == "text/html; charset=utf-8"
    assert kept.headers["content-disposition"] == 'attachment; filename="harbour-2027-plan.html"'
    assert "Times are those of Asia/Tokyo." in kept.text
    assert kept.text.count("<article") == 1 + len(ready.loaded(SAMPLE).programme.sessions)
    shown = client.get("/api/plan.html", params={**asked, "print": "true"})
    assert shown.headers["content-disposition"].startswith("inline")


def test_the_page_needs_no_plan_and_takes_unknown_languages_and_zones_for_none(client, ready):
    answer = client.get("/api/plan.html", params={"lang": "xx", "locale": "../..", "zone": "../../etc/passwd"})
    assert answer.status_code == 200
    assert '<html lang="en">' in answer.text
    assert "Times are those of Europe/Lisbon." in answer.text


@pytest.mark.parametrize("kind", ["ics", "csv", "html"])
@pytest.mark.parametrize(
    ("plan", "reason"),
    [
        ("1abc", "This link holds no whole plan. Copy it again, to its end."),
        ("2abc", "This link holds a plan of a newer form. Open it on the server that it came from."),
        ("1" * 40_001, "String should have at most 40000 characters"),
    ],
)
def test_what_is_no_plan_is_refused_with_a_reason(client, ready, kind, plan, reason):
    answer = client.get(f"/api/plan.{kind}", params={"plan": plan})
    assert answer.status_code == 422
    (fault,) = answer.json()["detail"]
    assert (fault["loc"], fault["msg"]) == (["query", "plan"], reason)


@pytest.mark.parametrize("kind", ["ics", "csv"])
def test_without_a_plan_there_is_no_calendar_and_no_table(client, ready, kind):
    assert client.get(f"/api/plan.{kind}").status_code == 422
    assert client.get(f"/api/plan.{kind}", params={"plan": ""}).status_code == 422


def test_the_links_of_the_plan_page_lead_to_the_files(client, programme):
    html = takeaway_html(programme, Plan.of(programme.searchable[:3]), "https://finder.example/")
    hrefs = [unescape(part.split('"')[0]) for part in html.split('href="')[1:]]
    assert len(hrefs) == 5
    answers = [client.get("/" + href.removeprefix("webcal://finder.example/")) for href in hrefs]
    kinds = [answer.headers["content-type"].split(";")[0] for answer in answers]
    assert kinds == ["text/calendar", "text/html", "text/html", "text/csv", "text/calendar"]
    assert [str(event["UID"]) for event in events(answers[0])] == [str(event["UID"]) for event in events(answers[-1])]


def test_before_the_model_is_there_a_calendar_is_told_to_come_back(client, cold):
    answer = client.get("/api/plan.ics", params={"plan": address("HC-01")})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
