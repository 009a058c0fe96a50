"""The JSON API by Starlette's TestClient over the real app, its lifespan included."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import hostile
import pytest
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.testclient import TestClient

from session_finder.bootstrap.service import FAILED
from session_finder.domain.errors import Damaged, NotWritable, StoreError, Unavailable
from session_finder.domain.library import Draft
from session_finder.domain.overlap import overlap
from session_finder.domain.sessions import Programme, Session
from session_finder.filters.filters import Filters
from session_finder.planning.plan import Plan
from session_finder.planning.plan_address import as_address
from session_finder.search.request import Request
from session_finder.serving.conference_cache import CachedConference, ConferenceCache
from session_finder.serving.snapshot import Served
from session_finder.storage.files.library import FileLibrary
from session_finder.web.server.asgi_stack import middleware, routes
from session_finder.web.server.rate_limit import RateLimit
from session_finder.web.service.process_service import service

SAMPLE = "harbour-2027"


@pytest.fixture(scope="module")
def client():
    from app import app

    with TestClient(app) as client:
        yield client
    service.cache_clear()  # it has stopped with the server


@pytest.fixture
def search(client, ready):
    return lambda **parameters: client.get("/api/search", params=parameters)


def test_health_is_200_once_the_service_can_answer(client, ready):
    answer = client.get("/api/health")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ready", "doing": "", "done": 0, "total": 0, "ready": 1, "workers": 1}


def test_programmes_lists_slug_name_and_zone_in_order(client, ready):
    assert client.get("/api/programmes").json() == {
        "programmes": [
            {
                "slug": SAMPLE,
                "name": "Harbour Analytics Summit 2027",
                "timezone": "Europe/Lisbon",
                "version": ready.loaded(SAMPLE).programme.version,
                "sessions": 150,
            },
            {
                "slug": hostile.SLUG,
                "name": hostile.NAME,
                "timezone": "Asia/Kathmandu",
                "version": ready.loaded(hostile.SLUG).programme.version,
                "sessions": 5,
            },
        ]
    }


def test_what_is_published_while_serving_is_in_the_next_answer_and_gone_from_the_one_after_its_deletion(client, ready):
    library = FileLibrary(ready.settings.data)  # as another process has it
    library.create("bakers", "Bakers 2027")
    try:
        versions = set()
        for expected, title in ((None, "Sourdough"), (1, "Rye bread")):
            programme = Programme("bakers", "Bakers", (Session("1", title, "How a loaf is baked."),))
            draft = library.stage("bakers", programme, Draft("Ana", "a.csv"))
            library.publish("bakers", draft.number, "Ana", expected)
            ready._serving._patience = 30.0  # the text is embedded now, on whatever machine this is
            body = client.get("/api/search", params={"q": "bread", "programme": "bakers"}).json()
            assert [session["title"] for session in body["sessions"]] == [title]
            versions.add(body["version"])
            similar = client.get("/api/sessions/1/similar", params={"programme": "bakers"}).json()
            assert similar["version"] == body["version"]
        assert len(versions) == 2
        listed = client.get("/api/programmes").json()["programmes"]
        assert [programme["slug"] for programme in listed] == ["bakers", SAMPLE, hostile.SLUG]
    finally:
        library.delete("bakers", "Ana")
    gone = client.get("/api/search", params={"q": "bread", "programme": "bakers"})
    assert gone.status_code == 404
    assert client.get("/api/search", params={"q": "bread"}).json()["programme"] == SAMPLE


def test_several_subjects_take_turns_and_those_without_a_session_are_named(search):
    body = search(q="leadership, hiring, burnout and SQL", count=4).json()
    assert [one["subject"] for one in body["sessions"]] == ["hiring", "SQL", "SQL", "SQL"]
    assert body["missing"] == ["leadership", "burnout"]
    assert body["read"]["subjects"] == ["leadership", "hiring", "burnout", "SQL"]
    plain = search(q="leadership, hiring, burnout and SQL", as_typed=True).json()
    assert ([one["subject"] for one in plain["sessions"]], plain["missing"]) == (["", "", ""], [])


def test_before_anything_is_published_there_is_nothing_to_search(client, ready, monkeypatch):
    monkeypatch.setattr(ready._serving, "_served", Served())
    answer = client.get("/api/search", params={"q": "bread"})
    assert (answer.status_code, answer.json()) == (
        404,
        {"detail": "No programme is published yet. Try again later.", "code": "nothing-published"},
    )
    assert client.get("/api/programmes").json() == {"programmes": []}
    assert client.get("/api/health").status_code == 200


def test_a_conference_that_cannot_be_read_is_a_503_with_a_reason_and_the_others_are_answered(client, broken):
    for path in ("search?q=bread", "sessions/1", "sessions/1/similar", "alike?like=1"):
        answer = client.get(f"/api/{path}{'&' if '?' in path else '?'}programme={broken}")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
        assert answer.json() == {
            "detail": "The programme of Bakers *2027* cannot be read at the moment. The organizers have been told. Try "
            "again later.",
            "code": "unreadable",
        }
    assert client.get("/api/search", params={"q": "bread"}).json()["programme"] == SAMPLE
    assert client.get("/api/everywhere", params={"q": "bread"}).json()["conferences"] == 2
    assert broken not in [one["slug"] for one in client.get("/api/programmes").json()["programmes"]]


@pytest.mark.parametrize("kind", [StoreError, Damaged, NotWritable])
def test_a_store_in_trouble_is_a_503_with_a_time_to_come_back(client, ready, monkeypatch, kind):
    async def fail():
        raise kind("The store cannot be read at the moment.")

    monkeypatch.setattr(ready, "served_soon", fail)
    answer = client.get("/api/sessions/HC-01")
    assert (answer.status_code, answer.headers.get("retry-after")) == (503, "60")
    assert answer.json() == {"detail": "The store cannot be read at the moment.", "code": kind.code}


def test_a_conference_that_does_not_exist_is_a_404_without_a_time_to_come_back(client, ready):
    answer = client.get("/api/search", params={"q": "bread", "programme": "nobody"})
    assert (answer.status_code, "retry-after" in answer.headers) == (404, False)
    assert answer.json()["code"] == "no-such-conference"


def test_what_left_memory_and_cannot_be_read_any_more_is_a_503_without_a_path(client, ready, monkeypatch, caplog):
    def gone():
        raise StoreError("/srv/data/x/programme.json is damaged.")

    shown = ready.served.shown[SAMPLE]
    absent = CachedConference(ConferenceCache(1), shown.loaded.programme, gone, None)
    monkeypatch.setattr(ready._serving, "_served", Served({SAMPLE: replace(shown, cached=absent)}))
    answer = client.get("/api/search", params={"q": "bread"})
    assert (answer.status_code, "/srv" in answer.text) == (503, False)
    assert "cannot be read at the moment" in answer.json()["detail"]
    assert "/srv/data/x/programme.json is damaged." in caplog.text


def test_search_gives_the_finder_s_three(search, ready):
    answer = search(q="Health Analytics?")
    assert answer.status_code == 200
    body = answer.json()
    found = ready.loaded(SAMPLE).finder.find("Health Analytics?").matches
    assert (body["programme"], body["interest"]) == (SAMPLE, "Health Analytics?")
    assert body["model"] == "sentence-transformers/all-MiniLM-L6-v2"
    assert body["version"] == ready.loaded(SAMPLE).programme.version
    assert [one["id"] for one in body["sessions"]] == [match.session.id for match in found]
    first, match = body["sessions"][0], found[0]
    assert first["title"] == match.session.title
    assert first["score"] == pytest.approx(match.score, abs=1e-6)
    assert first["start"] == match.session.start.isoformat()
    assert first["speakers"] == list(match.session.speakers)
    assert first["closeness"] == match.closeness


def test_search_reads_times_and_exclusions_and_says_what_it_read(search, ready):
    body = search(q="health analytics, Wednesday after 14:00, but no nurses").json()
    assert body["interest"] == "health analytics, Wednesday after 14:00, but no nurses"
    read = {name: value for name, value in body["read"].items() if value not in (None, [])}
    parts = read.pop("parts")
    assert read == {
        "subject": "health analytics",
        "subjects": ["health analytics"],
        "times": ["Wednesday after 14:00"],
        "day": ["2027-05-12"],
        "from": "14:00",
        "without": ["nurses"],
    }
    assert [(part["facet"], body["interest"][part["start"] : part["end"]]) for part in parts] == [
        ("time", "Wednesday after 14:00"),
        ("exclude", "but no nurses"),
    ]
    assert body["listed"] is None
    asked = Filters(day=("2027-05-12",), begin=time(14), unsaid=("nurses",))
    found = ready.loaded(SAMPLE).finder.find(Request.plain("health analytics", asked)).matches
    assert [one["id"] for one in body["sessions"]] == [match.session.id for match in found]


def test_what_search_read_is_taken_back_or_overruled(search, ready):
    q = "health analytics, Wednesday, but not nurses"
    loaded = ready.loaded(SAMPLE)

    def ids(**asked):
        return [one["id"] for one in search(q=q, **asked).json()["sessions"]]

    def found(interest, **filters):
        return [match.session.id for match in loaded.finder.find(Request.plain(interest, Filters(**filters))).matches]

    assert ids(ignore="day") == found("health analytics", unsaid=("nurses",))
    assert ids(ignore=["day", "exclude"]) == found("health analytics")
    assert ids(as_typed=True) == found(q)
    assert ids(day="2027-05-11") == found("health analytics", day=("2027-05-11",), unsaid=("nurses",))
    assert search(q=q, ignore="never").status_code == 422


def test_an_interest_of_filters_alone_lists_their_sessions_in_time_order(search):
    body = search(q="Wednesday morning", count=50).json()
    assert (len(body["sessions"]), body["listed"], body["close"], body["read"]["subject"]) == (17, 17, True, "")
    assert (body["read"]["day"], body["read"]["to"]) == (["2027-05-12"], "12:00")
    starts = [one["start"] for one in body["sessions"]]
    assert starts == sorted(starts)
    few = search(q="workshops on Thursday", count=2).json()
    assert (few["listed"], [one["format"] for one in few["sessions"]]) == (6, ["workshop"] * 2)


def test_tomorrow_is_another_answer_tomorrow(search, ready, monkeypatch):
    tags = set()
    for day in (11, 12):
        now = datetime(2027, 5, day, 9, tzinfo=UTC)
        monkeypatch.setattr(ready, "settings", ready.settings.model_copy(update={"now": now}))
        answer = search(q="graphs, tomorrow")
        tags.add(answer.headers["ETag"])
        assert answer.json()["read"]["day"] == [f"2027-05-{day + 1}"]
    assert len(tags) == 2


def test_everywhere_gives_the_best_of_all_conferences_and_says_where_and_how_it_looked(client, ready):
    body = client.get("/api/everywhere", params={"q": "script", "count": 10}).json()
    answer = ready.everywhere.find("script", 10)
    assert [(one["programme"], one["id"]) for one in body["sessions"]] == [
        (found.conference.slug, found.match.session.id) for found in answer.matches
    ]
    assert {(one["programme"], one["name"]) for one in body["sessions"]} == {
        (conference.slug, conference.name) for conference in ready.conferences
    }
    assert [one["elsewhere"] for one in body["sessions"]] == [[]] * 10
    told = {name: body[name] for name in ("model", "interest", "conferences", "approximate")}
    model = "sentence-transformers/all-MiniLM-L6-v2"
    assert told == {"model": model, "interest": "script", "conferences": 2, "approximate": False}


def test_a_hidden_conference_is_searched_by_nobody(client, ready):
    library = FileLibrary(ready.settings.data)
    before = client.get("/api/everywhere", params={"q": "script", "count": 50}).json()
    library.hide(hostile.SLUG, True, "Ana")
    try:
        ready._serving._patience = 30.0
        hidden = client.get("/api/everywhere", params={"q": "script", "count": 50}).json()
    finally:
        library.hide(hostile.SLUG, False, "Ana")
    assert {one["programme"] for one in before["sessions"]} == {SAMPLE, hostile.SLUG}
    assert ({one["programme"] for one in hidden["sessions"]}, hidden["conferences"]) == ({SAMPLE}, 1)
    again = client.get("/api/everywhere", params={"q": "script", "count": 50}).json()
    assert again == before


def test_everywhere_reads_exclusions_unless_they_are_wanted_as_words(client, ready):
    typed = {"q": "graphs but not neo4j"}
    read = client.get("/api/everywhere", params=typed).json()["read"]
    literal = client.get("/api/everywhere", params={**typed, "as_typed": "true"}).json()["read"]
    assert (read["subject"], read["without"]) == ("graphs", ["neo4j"])
    assert (literal["subject"], literal["without"]) == ("graphs but not neo4j", [])


@pytest.mark.parametrize("parameters", [{}, {"q": " "}, {"q": "graphs", "count": 51}, {"q": "graphs", "count": 0}])
def test_everywhere_has_the_bounds_of_a_search(client, ready, parameters):
    assert client.get("/api/everywhere", params=parameters).status_code == 422


def test_everywhere_says_when_nothing_is_published_and_when_too_many_ask(client, ready, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(ready._serving, "_served", Served())
        answer = client.get("/api/everywhere", params={"q": "bread"})
        assert (answer.status_code, answer.json()["detail"]) == (404, "No programme is published yet. Try again later.")
    monkeypatch.setattr(ready.model.worker, "_capacity", 0)
    answer = client.get("/api/everywhere", params={"q": "what nobody asked everywhere before"})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")


@pytest.mark.parametrize(("count", "got"), [("1", 1), ("7", 7), ("50", 50), ("007", 7)])
def test_count_says_how_many(search, count, got):
    assert len(search(q="graphs", count=count).json()["sessions"]) == got


@pytest.mark.parametrize("count", ["0", "51", "-1", "1.5", "many", "", "٣", "1e1", "0000000019999", "9" * 5000])
def test_a_count_that_cannot_be_is_refused_with_the_bounds(search, count):
    answer = search(q="graphs", count=count)
    assert answer.status_code == 422
    (reason,) = answer.json()["detail"]
    assert reason["loc"] == ["query", "count"]
    assert len(reason["msg"]) > 20


@pytest.mark.parametrize("nothing", ["", "  ", "\n\t", "\u200b", "\x00"])
def test_an_interest_of_nothing_is_refused(search, nothing):
    answer = search(q=nothing)
    assert answer.status_code == 422
    assert [reason["loc"] for reason in answer.json()["detail"]] == [["query", "q"]]


def test_a_search_without_an_interest_is_refused(client, ready):
    assert client.get("/api/search").status_code == 422


@pytest.mark.parametrize(
    "interest",
    [
        "R",
        "data " * 1000,
        "🩺📊",
        "تحليل البيانات",
        "<script>alert(1)</script>",
        "![x](http://e.example)",
        "a\x00b",
        "'\"--",
    ],
)
def test_any_text_is_an_interest(search, interest):
    answer = search(q=interest)
    assert answer.status_code == 200
    assert len(answer.json()["sessions"]) == 3


def test_bytes_that_are_no_text_are_answered_too(client, ready):
    assert len(client.get("/api/search?q=%ff%ED%A0%80graphs").json()["sessions"]) == 3


def test_programme_chooses_the_conference_and_its_text_comes_as_typed(search):
    body = search(q="script", programme=hostile.SLUG, count="50").json()
    by_title = {one["title"]: one for one in body["sessions"]}
    assert len(by_title) == 5
    assert by_title[hostile.SCRIPT_TITLE]["abstract"] == hostile.SCRIPT_ABSTRACT
    assert by_title[hostile.SCRIPT_TITLE]["start"] == "2027-05-11T10:00:00+05:45"
    assert by_title[hostile.RIGHT_TO_LEFT]["url"] == ""
    assert by_title[hostile.NO_ABSTRACT]["start"] is None


def test_an_unknown_programme_is_404_and_names_those_there_are(search):
    answer = search(q="graphs", programme="../etc")
    assert answer.status_code == 404
    assert answer.json() == {
        "detail": f"There is no programme called '../etc'. There are: {SAMPLE}, {hostile.SLUG}.",
        "code": "no-such-conference",
    }


def test_an_unknown_address_is_404_in_json_and_not_the_page(client, ready):
    answer = client.get("/api/serach?q=graphs")
    assert answer.status_code == 404
    assert answer.json() == {"detail": "Not Found"}


def test_only_reading_is_offered(client, ready):
    assert client.post("/api/search?q=graphs").status_code == 405


def test_a_full_queue_is_503_with_a_time_to_come_back(search, ready, monkeypatch):
    monkeypatch.setattr(ready.model.worker, "_capacity", 0)
    answer = search(q="an interest that no other test has asked for")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "1"


@pytest.mark.parametrize("path", ["search?q=graphs", "alike?like=HC-01", "sessions/HC-01", "sessions/HC-01/similar"])
def test_what_is_in_a_database_that_does_not_answer_is_504_with_a_time_to_come_back(client, ready, monkeypatch, path):
    def away():
        raise Unavailable("The database does not answer.")

    (slug, shown), *_ = ready.served.shown.items()
    absent = CachedConference(ConferenceCache(1), shown.loaded.programme, away, None)
    monkeypatch.setattr(ready._serving, "_served", Served({slug: replace(shown, cached=absent)}))
    answer = client.get(f"/api/{path}")
    assert (answer.status_code, answer.headers["Retry-After"]) == (504, "5")
    assert answer.json() == {"detail": "The database does not answer.", "code": "unavailable"}


@pytest.mark.parametrize("path", ["/api/search?q=graphs", "/api/programmes", "/api/search?q=graphs&programme=x"])
def test_before_the_model_is_there_every_question_is_503(client, cold, path):
    answer = client.get(path)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "2"
    assert answer.json() == {"detail": "Not ready: Starting", "code": "not-ready"}


def test_health_tells_cold_from_failed(client, cold):
    answer = client.get("/api/health")
    assert (answer.status_code, answer.json()["status"]) == (503, "cold")


def test_after_a_failed_start_health_says_so_and_names_no_folder(client, failed):
    answer = client.get("/api/health")
    assert (answer.status_code, answer.json()["status"]) == (503, "failed")
    assert answer.json()["doing"] == FAILED
    assert client.get("/api/search?q=graphs").status_code == 503


def test_each_session_comes_with_the_sentence_that_fits_and_where_its_words_stand(client, ready):
    found = client.get("/api/search?q=health+analytics").json()
    best = found["sessions"][0]
    assert found["close"] is True
    assert best["evidence"] in best["abstract"]
    assert [best["evidence"][start:end].lower() for start, end in best["marked"]] == ["health", "analytics"]
    assert found["outside"]["track"] not in {session["track"] for session in found["sessions"]}


def test_where_nothing_is_close_the_nearest_come_and_are_called_that(client, ready):
    found = client.get("/api/search?q=medieval+castles").json()
    assert (found["close"], found["outside"]) == (False, None)
    assert [session["closeness"] for session in found["sessions"]] == ["far"] * 3


def test_liked_sessions_are_enough_to_ask_with_and_are_not_in_the_answer(client, ready):
    found = client.get("/api/alike?like=HC-03&like=HC-17").json()
    ids = {session["id"] for session in found["sessions"]}
    assert len(ids) == 3
    assert not ids & {"HC-03", "HC-03-R", "HC-17"}


def test_an_id_with_a_line_break_is_told_as_json_that_it_is_not_here(client, ready):
    answer = client.get("/api/sessions/a%0Ab")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/json")


def test_a_session_disliked_is_gone_and_the_others_stay(client, ready):
    before = [session["id"] for session in client.get("/api/search?q=graphs&count=5").json()["sessions"]]
    after = [
        session["id"] for session in client.get(f"/api/search?q=graphs&count=5&dislike={before[0]}").json()["sessions"]
    ]
    assert before[0] not in after


@pytest.mark.parametrize("name", ["like", "dislike"])
def test_what_is_not_in_the_programme_cannot_be_liked(client, ready, name):
    answer = client.get(f"/api/search?q=x&{name}=no-such-session")
    assert (answer.status_code, "no-such-session" in answer.json()["detail"]) == (404, True)
    many = "&".join(f"{name}={n}" for n in range(21))
    assert client.get(f"/api/search?q=x&{many}").status_code == 422


def test_the_pages_are_served_beside_the_api(client):
    assert client.get("/").headers["content-type"].startswith("text/html")
    assert client.get("/_stcore/health").text == "ok"


def test_the_find_page_s_own_name_leads_to_the_start_with_its_interest(client):
    answer = client.get("/find?q=a%26b", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, "./?q=a%26b")
    assert client.get("/find", follow_redirects=False).headers["location"] == "./"


def test_filters_leave_only_what_was_asked_for(search):
    body = search(q="maps", day="2027-05-12", track="data platforms", count="50").json()
    assert {one["track"] for one in body["sessions"]} == {"Data Platforms"}
    assert {one["start"][:10] for one in body["sessions"]} == {"2027-05-12"}


def test_a_day_that_is_no_date_is_refused(search):
    assert search(q="maps", day="tomorrow").status_code == 422


def test_a_session_has_an_address(client, ready):
    body = client.get("/api/sessions/HC-01").json()
    assert (body["id"], body["track"]) == ("HC-01", "Health and Care")
    assert body["abstract"] == ready.loaded(SAMPLE).programme.by_id["HC-01"].abstract
    assert body["code"] == ""
    coded = ready.loaded(hostile.SLUG).programme.sessions[0]
    assert client.get(f"/api/sessions/{coded.id}", params={"programme": hostile.SLUG}).json()["code"] == hostile.CODE
    assert client.get("/api/sessions/nobody").status_code == 404


def test_similar_sessions_are_three_others(client, ready):
    body = client.get("/api/sessions/HC-17/similar").json()
    assert [one["id"] for one in body["sessions"]] == [
        m.session.id for m in ready.loaded(SAMPLE).finder.similar_to("HC-17")
    ]
    assert client.get("/api/sessions/B1-1040/similar").status_code == 404


@pytest.mark.parametrize("path", ["/api/search?q=maps", "/api/sessions/HC-01", "/api/sessions/HC-01/similar"])
def test_an_answer_carries_its_version_and_need_not_be_sent_again(client, ready, path):
    tag = client.get(path).headers["ETag"]
    assert ready.loaded(SAMPLE).programme.version in tag
    again = client.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(path, headers={"If-None-Match": 'W/"older"'}).status_code == 200


def test_metrics_count_searches_by_way_and_outcome(client, search, ready):
    def count():
        lines = client.get("/api/metrics").text.splitlines()
        name = 'session_finder_searches_total{outcome="answered",way="api"}'
        return next((float(line.split()[-1]) for line in lines if line.startswith(name)), 0.0)

    before = count()
    search(q="maps")
    assert count() == before + 1
    assert 'session_finder_info{model="sentence-transformers/all-MiniLM-L6-v2"' in client.get("/api/metrics").text


def test_the_openapi_document_is_valid_and_names_every_route(client):
    from openapi_spec_validator import validate  # needed by this test only

    document = client.get("/api/openapi.json").json()
    validate(document)
    assert set(document["paths"]) == {
        "/search",
        "/alike",
        "/everywhere",
        "/sessions/{session_id}",
        "/sessions/{session_id}/similar",
        "/programmes",
        "/plan.ics",
        "/plan.csv",
        "/plan.html",
        "/sessions/{session_id}.ics",
        "/health",
        "/metrics",
    }
    assert document["servers"] == [{"url": "/api"}]


@pytest.mark.parametrize("path", ["/", "/api/health", "/api/search?q=maps", "/_stcore/health", "/no/such/page"])
def test_every_answer_carries_the_security_headers(client, ready, path):
    headers = client.get(path).headers
    assert "frame-ancestors 'self'" in headers["content-security-policy"]
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert "unsafe-inline" not in policy["script-src"]
    assert [source[:8] for source in policy["script-src"].split()] == ["'self'", "'sha256-", "'wasm-un", "blob:"]
    assert policy["connect-src"] == "'self' ws://testserver wss://testserver"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"


@pytest.mark.parametrize("host", ["a.example; script-src *", "a.example wss://evil.example", "*", "[::1", ""])
def test_a_host_that_is_none_opens_no_connection(client, ready, host):
    assert (
        client.get("/api/health", headers={"Host": host})
        .headers["content-security-policy"]
        .endswith("; connect-src 'self'")
    )


def test_other_origins_may_not_read_answers_unless_a_setting_says_so(client, ready):
    answer = client.get("/api/programmes", headers={"Origin": "https://a.example"})
    assert "access-control-allow-origin" not in answer.headers


def test_settings_add_cors_embedding_and_a_rate_limit(ready, monkeypatch):
    chosen = ready.settings.model_copy(
        update={"cors": ("https://a.example",), "rate": 3, "frame_ancestors": "https://a.example"}
    )
    monkeypatch.setattr(ready, "settings", chosen)
    app = Starlette(routes=routes(), middleware=middleware())
    with TestClient(app) as limited:
        found = [limited.get("/api/programmes", headers={"Origin": "https://a.example"}) for _ in range(4)]
        assert [answer.status_code for answer in found] == [200, 200, 200, 429]
        assert found[0].headers["access-control-allow-origin"] == "https://a.example"
        assert "frame-ancestors https://a.example" in found[0].headers["content-security-policy"]
        assert "calls a minute" in found[3].json()["detail"]
        assert found[3].json()["code"] == "too-many-calls"
        assert limited.get("/api/health").status_code == 200
        assert (
            "access-control-allow-origin"
            not in limited.get("/api/programmes", headers={"Origin": "https://b.example"}).headers
        )


@pytest.mark.parametrize(
    "spellings",
    [
        ("192.0.2.77", "::ffff:192.0.2.77", "2002:c000:24d::1", "2002:c000:24d:1::1", "64:ff9b::192.0.2.77"),
        ("2001:db8:1:2::1", "2001:db8:1:2::2", "2001:db8:1:2:3::1", "2001:db8:1:2:ffff::1", "2001:db8:1:2::1"),
    ],
)
def test_the_rate_counts_one_visitor_however_the_address_is_spelt(spellings):
    async def nothing(scope, receive, send):
        await JSONResponse({})(scope, receive, send)

    limited = RateLimit(nothing, 3)
    found = [TestClient(limited, client=(address, 1)).get("/api/programmes").status_code for address in spellings]
    assert found == [200, 200, 200, 429, 429]
    assert TestClient(limited, client=("198.51.100.7", 1)).get("/api/programmes").status_code == 200


def test_a_filter_takes_several_values_and_the_clock_bounds_start_and_end(search, ready):
    answer = search(
        q="maps", count="50", track=["data platforms", "Health and Care"], **{"from": "10:00", "to": "12:45"}
    )
    found = [ready.loaded(SAMPLE).programme.by_id[one["id"]] for one in answer.json()["sessions"]]
    assert {session.track for session in found} == {"Data Platforms", "Health and Care"}
    assert {(session.start.hour >= 10, session.end.hour < 13) for session in found} == {(True, True)}
    days = search(q="maps", count="50", day=["2027-05-11", "", "2027-05-13"]).json()["sessions"]
    assert {one["start"][:10] for one in days} == {"2027-05-11", "2027-05-13"}


def test_tags_people_and_codes_are_filters_of_the_api(search, ready):
    programme = ready.loaded(SAMPLE).programme
    mine = programme.by_id["HC-01"]
    tagged = search(q="health", count="50", tag=["PRIVACY", "no such tag"]).json()["sessions"]
    assert {one["id"] for one in tagged} == {one.id for one in programme.searchable if "privacy" in one.tags}
    by = search(q="maps", count="50", speaker=mine.speakers[0].upper()).json()["sessions"]
    assert {one["id"] for one in by} == {one.id for one in programme.searchable if mine.speakers[0] in one.speakers}
    assert [one["id"] for one in search(q="maps", code=["hc-01", ""]).json()["sessions"]] == ["HC-01"]
    assert search(q="maps", employer="Nowhere Institute").json()["sessions"] == []


def test_when_a_session_runs_and_how_long_it_lasts_are_filters_of_the_api(search, ready):
    programme = ready.loaded(SAMPLE).programme

    def ids(**asked):
        return {one["id"] for one in search(q="maps", count="50", **asked).json()["sessions"]}

    on = {one.id for one in programme.searchable if one.start.time() <= time(10, 10) < one.end.time()}
    assert ids(at="10:10") == on
    long = {one.id for one in programme.searchable if one.end - one.start == timedelta(minutes=90)}
    assert long > {"EC-11-R", "HC-03-R"}
    long -= {"EC-11-R", "HC-03-R"}  # repeats, which are named with the first
    assert ids(longer="90") == ids(longer="46", shorter="90") == long
    assert ids(longer="41", shorter="89") == {one.id for one in programme.searchable if one.format == "keynote"}
    assert ids(shorter="30") == set()
    assert ids(longer="", shorter="", at="") == ids()


def test_phrases_are_excluded_by_a_parameter_beside_those_in_the_interest(search, ready):
    def said(word, **asked):
        answer = search(q="maps but not privacy", count="50", format="talk", day="2027-05-11", **asked).json()
        texts = [ready.loaded(SAMPLE).programme.by_id[one["id"]] for one in answer["sessions"]]
        return any(word in f"{one.title} {one.abstract} {one.tags}".casefold() for one in texts), answer["read"]

    assert said("governance")[0]
    assert said("privacy", exclude=["governance", " "]) == (False, said("privacy")[1])
    assert not said("governance", exclude="Governance")[0]


@pytest.mark.parametrize(
    "bad",
    [
        {"at": "2pm"},
        {"longer": "0"},
        {"shorter": "1441"},
        {"longer": "an hour"},
        {"exclude": "x" * 61},
        {"exclude": ["x"] * 9},
        {"tag": ["x"] * 51},
    ],
)
def test_what_no_filter_can_be_is_refused_with_the_parameter_s_name(search, bad):
    answer = search(q="maps", **bad)
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"][:2] == ["query", *bad]


def test_what_is_in_a_plan_or_clashes_with_it_can_be_left_out(search, ready):
    programme = ready.loaded(SAMPLE).programme
    mine = programme.by_id["HC-01"]
    plan = as_address(Plan.of([mine]))
    without = search(q="maps", count="50", only="unplanned", plan=plan, track=mine.track).json()["sessions"]
    assert "HC-01" not in {one["id"] for one in without}
    free = search(q="maps", count="50", only=["fitting"], plan=plan, day="2027-05-11").json()["sessions"]
    assert free
    assert not [one["id"] for one in free if one["id"] != "HC-01" and overlap(programme.by_id[one["id"]], mine)]


@pytest.mark.parametrize(
    "bad", [{"from": "25:00"}, {"to": "noon"}, {"only": "mine"}, {"plan": "1x"}, {"plan": "2AAAA"}, {"day": "Tuesday"}]
)
def test_a_filter_that_cannot_be_is_refused_with_a_reason(search, bad):
    answer = search(q="maps", **bad)
    assert answer.status_code == 422
    (problem,) = answer.json()["detail"]
    assert problem["loc"][:2] == ["query", *bad]
    assert problem["msg"]


def test_an_answer_that_depends_on_the_clock_has_a_tag_that_does(search, ready, monkeypatch):
    tags = []
    for moment in ("2027-05-11T08:00+01:00", "2027-05-11T08:05+01:00", "2027-05-12T12:00+01:00"):
        now = datetime.fromisoformat(moment)
        monkeypatch.setattr(ready, "settings", ready.settings.model_copy(update={"now": now}))
        answer = search(q="maps", count="50", only="upcoming")
        tags.append(answer.headers["etag"])
        assert all(datetime.fromisoformat(one["end"]) > now for one in answer.json()["sessions"])
    assert tags[0] == tags[1] != tags[2]
