"""The JSON API by Starlette's TestClient over the real app, its lifespan included."""

from __future__ import annotations

import hostile
import pytest
from starlette.testclient import TestClient

SAMPLE = "harbour-2027"


@pytest.fixture(scope="module")
def client():
    from app import app

    with TestClient(app) as client:
        yield client


@pytest.fixture
def search(client, ready):
    return lambda **parameters: client.get("/api/search", params=parameters)


def test_health_is_200_once_the_service_can_answer(client, ready):
    answer = client.get("/api/health")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ready", "doing": "", "done": 0, "total": 0}


def test_programmes_lists_slug_name_and_zone_in_order(client, ready):
    assert client.get("/api/programmes").json() == {
        "programmes": [
            {"slug": SAMPLE, "name": "Harbour Analytics Summit 2027", "timezone": "Europe/Lisbon"},
            {"slug": hostile.SLUG, "name": hostile.NAME, "timezone": "Asia/Kathmandu"},
        ]
    }


def test_search_gives_the_finder_s_three(search, ready):
    answer = search(q="Health Analytics?")
    assert answer.status_code == 200
    body = answer.json()
    found = ready.finder(SAMPLE).find("Health Analytics?").matches
    assert (body["programme"], body["interest"]) == (SAMPLE, "Health Analytics?")
    assert body["model"] == "sentence-transformers/all-MiniLM-L6-v2"
    assert [one["id"] for one in body["sessions"]] == [match.session.id for match in found]
    first, match = body["sessions"][0], found[0]
    assert first["title"] == match.session.title
    assert first["score"] == pytest.approx(match.score, abs=1e-6)
    assert first["start"] == match.session.start.isoformat()
    assert first["speakers"] == list(match.session.speakers)
    assert first["closeness"] == match.closeness


@pytest.mark.parametrize(("count", "got"), [("1", 1), ("7", 7), ("50", 50), ("007", 7)])
def test_count_says_how_many(search, count, got):
    assert len(search(q="graphs", count=count).json()["sessions"]) == got


@pytest.mark.parametrize("count", ["0", "51", "-1", "1.5", "many", "", "٣", "1e1", "0000000019999", "9" * 5000])
def test_a_count_that_cannot_be_is_refused_with_the_bounds(search, count):
    answer = search(q="graphs", count=count)
    assert answer.status_code == 422
    assert answer.json() == {"error": "count must be a whole number from 1 to 50"}


@pytest.mark.parametrize("nothing", ["", "  ", "\n\t", "\u200b", "\x00"])
def test_an_interest_of_nothing_is_refused(search, nothing):
    answer = search(q=nothing)
    assert answer.status_code == 422
    assert answer.json()["error"].startswith("q must hold an interest")


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
    assert answer.json() == {"error": f"There is no programme called '../etc'. There are: {SAMPLE}, {hostile.SLUG}."}


def test_an_unknown_address_is_404_in_json_and_not_the_page(client, ready):
    answer = client.get("/api/serach?q=graphs")
    assert answer.status_code == 404
    assert "search" in answer.json()["error"]


def test_only_reading_is_offered(client, ready):
    assert client.post("/api/search?q=graphs").status_code == 405


def test_a_full_queue_is_503_with_a_time_to_come_back(search, ready, monkeypatch):
    monkeypatch.setattr(ready.model.worker, "_capacity", 0)
    answer = search(q="an interest that no other test has asked for")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "1"


@pytest.mark.parametrize("path", ["/api/search?q=graphs", "/api/programmes", "/api/search?q=graphs&programme=x"])
def test_before_the_model_is_there_every_question_is_503(client, cold, path):
    answer = client.get(path)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "2"
    assert answer.json() == {"error": "Not ready: Starting"}


def test_health_tells_cold_from_failed(client, cold):
    answer = client.get("/api/health")
    assert (answer.status_code, answer.json()["status"]) == (503, "cold")


def test_after_a_failed_start_health_says_why(client, failed):
    answer = client.get("/api/health")
    assert (answer.status_code, answer.json()["status"]) == (503, "failed")
    assert "no-such-model" in answer.json()["doing"]
    assert client.get("/api/search?q=graphs").status_code == 503


def test_the_pages_are_served_beside_the_api(client):
    assert client.get("/").headers["content-type"].startswith("text/html")
    assert client.get("/_stcore/health").text == "ok"


def test_the_find_page_s_own_name_leads_to_the_start_with_its_interest(client):
    answer = client.get("/find?q=a%26b", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, "./?q=a%26b")
    assert client.get("/find", follow_redirects=False).headers["location"] == "./"
