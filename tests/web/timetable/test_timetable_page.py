"""The programme page by AppTest: days, views, words, what is narrowed, and each session's own page."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import hostile
import pytest
from served import shown_conference
from streamlit.testing.v1 import AppTest

from session_finder.domain.sessions import Session
from session_finder.search.related import RelatedSessions
from session_finder.search.word_search import PhraseQuery
from session_finder.timetable.days import days
from session_finder.web.i18n.texts import find_messages as find_words
from session_finder.web.i18n.texts import programme_messages as words
from session_finder.web.sessions.session_items import ItemContext
from session_finder.web.timetable import session_page

pytestmark = pytest.mark.usefixtures("ready")  # whatever was tested before

PAGES = Path(__file__).resolve().parents[3] / "pages"
SAMPLE = "harbour-2027"


def arrive(**address):
    """A visitor of the programme page, with what the address says."""
    visit = AppTest.from_file(str(PAGES / "router.py"), default_timeout=30)
    visit.switch_page("programme.py")
    for name, value in address.items():
        visit.query_params[name] = value
    visit.run()
    assert not visit.exception
    return visit


def panel(visit, name="timetable"):
    """The HTML of a panel, "" when it is not there."""
    name = f"session_finder_{name}"
    found = [part.proto for part in visit.get("bidi_component") if part.proto.component_name == name]
    return json.loads(found[0].json)["html"] if found else ""


def said(visit, name="timetable"):
    name = f"session_finder_{name}"
    (found,) = [part.proto for part in visit.get("bidi_component") if part.proto.component_name == name]
    return json.loads(found.json)["said"]


def opened(text):
    """The ids of the sessions that are linked, in order."""
    return re.findall(r'data-act="open" data-id="([^"]+)"', text)


def headings(text, level=2):
    return [re.sub("<[^>]+>", "", found) for found in re.findall(rf"<h{level}[^>]*>(.*?)</h{level}>", text)]


def current(text):
    return re.findall(r'data-id="([^"]*)" aria-current="true"', text)


@pytest.fixture
def programme(ready):
    return ready.loaded(SAMPLE).programme


@pytest.fixture
def by_day(programme):
    return days(programme.sessions)


def test_the_first_day_is_shown_as_a_grid_on_wide_screens_and_as_a_list_on_narrow_ones(ready, by_day):
    visit = arrive()
    wide, narrow = panel(visit).split('<div class="sf-when-narrow">')
    everything = sorted(session.id for session in by_day[0].sessions)
    assert sorted(opened(wide)) == everything
    assert opened(narrow) == [session.id for session in by_day[0].sessions]
    assert current(wide) == ["2027-05-11", "grid"]
    assert current(narrow) == ["list"]
    assert said(visit) == "Tuesday 11 May: 52 sessions"


def test_the_grid_is_a_table_whose_headers_name_rooms_times_and_the_zone(ready):
    text = panel(arrive(view="grid"))
    assert '<th scope="col">Time<br>WEST</th>' in text
    assert len(re.findall(r'<th scope="col"><a [^>]*data-act="room"', text)) == 9
    assert '<th scope="row"><time datetime="2027-05-11T09:10:00+01:00">09:10</time></th>' in text
    caption = words.CAPTION_ZONE.format(day="Tuesday 11 May", zone="WEST")
    assert f"<caption>{caption}</caption>" in text
    assert f'role="region" tabindex="0" aria-label="{caption}"' in text


def test_every_row_of_the_grid_fills_the_table(ready):
    body = panel(arrive(view="grid", day="2027-05-12")).split("<tbody>")[1]
    rows = re.findall(r"<tr.*?</tr>", body)
    filled = [1 for _ in rows]
    for number, row in enumerate(rows):
        for cell in re.findall(r"<td[^>]*>", row):
            down, across = (int((re.search(rf'{name}="(\d+)"', cell) or [0, 1])[1]) for name in ("rowspan", "colspan"))
            for below in range(number, number + down):
                filled[below] += across
    assert set(filled) == {11}


@pytest.mark.parametrize("day", ["2027-05-12", "2027-05-13"])
def test_the_address_chooses_the_day_and_the_view(ready, by_day, day):
    text = panel(arrive(day=day, view="list"))
    (wanted,) = [one for one in by_day if str(one.date) == day]
    assert opened(text) == [session.id for session in wanted.sessions]
    assert current(text) == [day, "list"]
    assert "<table" not in text
    assert headings(text, 3)[0] == "08:30 WEST"


@pytest.mark.parametrize("nonsense", ["2027-05-20", "soon", "", "\x00", "9" * 500])
def test_a_day_that_is_none_shows_the_first(ready, nonsense):
    text = panel(arrive(day=nonsense, view="list", rooms=nonsense))
    assert headings(text) == ["Tuesday 11 May"]


def test_while_the_conference_is_on_today_is_shown_and_what_is_on_is_marked_in_words(ready, monkeypatch):
    monkeypatch.setattr(type(ready), "now", lambda _: datetime(2027, 5, 12, 9, 20, tzinfo=UTC))  # 10:20 in Lisbon
    text = panel(arrive(view="list"))
    assert headings(text) == ["Wednesday 12 May"]
    assert words.TODAY in text
    on = [item for item in re.findall(r"<li.*?</li>", text) if words.NOW in item]
    assert on
    assert all("10:00\u201310:40" in item for item in on)


def test_all_days_are_one_list_in_steps_of_a_hundred(ready, by_day):
    visit = arrive(day="all")
    everything = [session.id for day in by_day for session in day.sessions]
    assert opened(panel(visit)) == everything[:100]
    assert words.SHOWN.format(shown=100, count=164) in panel(visit)
    assert f">{words.MORE.format(count=64)}</button>" in panel(visit)
    assert current(panel(visit)) == ["all"]


def test_breaks_are_shown_and_say_that_they_are_breaks(ready):
    items = re.findall(r"<li.*?</li>", panel(arrive(view="list")))
    (lunch,) = [item for item in items if ">Lunch</a>" in item]
    assert 'class="sf-item sf-pause"' in lunch
    assert 'class="sf-kind"' in lunch
    assert 'data-act="star"' not in lunch


def test_words_are_searched_across_all_days_and_marked(ready, programme):
    visit = arrive(word="gräph data")
    found = ready.loaded(SAMPLE).words.find(PhraseQuery.of("graph data"))
    by_date = days(found)
    assert opened(panel(visit)) == [session.id for day in by_date for session in day.sessions]
    assert len(headings(panel(visit))) == len(by_date) > 1
    assert said(visit) == words.FOUND.format(count=len(found), word="gräph data")
    assert re.search("<mark>[Gg]raph</mark>", panel(visit))
    assert "<nav" not in panel(visit)


def test_typing_searches_and_clearing_brings_the_timetable_back(ready):
    visit = arrive(view="list", day="2027-05-12")
    visit.text_input(key="word").set_value("harbour master").run()
    assert said(visit).endswith("“harbour master”")
    visit.text_input(key="word").set_value("").run()
    assert headings(panel(visit)) == ["Wednesday 12 May"]


def test_words_that_nothing_has_lead_to_the_search_by_meaning(ready):
    visit = arrive(word="xylophone *repair*")
    assert said(visit) == words.FOUND_NONE.format(word="xylophone *repair*")
    assert [caption.value for caption in visit.caption if caption.value == words.FOUND_NONE_ADVICE]
    (link,) = visit.get("page_link")
    assert link.proto.label == words.FIND_INSTEAD.format(word="xylophone \\*repair\\*")


def test_the_timetable_can_be_narrowed_to_a_track_and_a_room_and_says_so(ready, programme):
    some = next(session for session in programme.sessions if session.track and session.room)
    visit = arrive(track=some.track.upper(), room=some.room, day="all")
    wanted = [s.id for s in programme.sessions if (s.track, s.room) == (some.track, some.room)]
    assert sorted(opened(panel(visit))) == sorted(wanted)
    assert panel(visit, "filters").count('data-act="drop"') == 2
    assert "No such track" in panel(arrive(track="No such track"), "filters")
    nothing = arrive(**{"from": "23:59"})
    assert said(nothing) == words.NOTHING_LEFT
    assert 'data-act="drop" data-id="from|23:59"' in panel(nothing, "filters")


def test_a_session_has_a_page_with_all_that_the_programme_says_and_what_lies_around_it(ready, programme):
    session = programme.by_id["HC-17"]
    visit = arrive(session="HC-17")
    text = panel(visit, "session_page")
    assert headings(text, 1) == [html.escape(session.title)]
    whole = html.unescape(re.sub("<[^>]+>", " ", text))
    for fact in (*session.speakers, session.room, session.track, session.level, *session.tags):
        assert fact in whole
    assert " ".join(session.abstract.split()) in " ".join(whole.split())
    assert '<time datetime="2027-05-13T11:15:00+01:00">Thu 13 May, 11:15\u201311:55 WEST</time>' in text
    assert headings(text) == [words.SIMILAR, words.MEANWHILE]
    similar = [match.session.id for match in ready.loaded(SAMPLE).finder.similar_to("HC-17")]
    assert opened(text)[:3] == similar
    for one in similar:  # a title alone says too little about what is alike
        assert html.escape(" ".join(programme.by_id[one].abstract.split())[:80]) in text
    assert 'href="api/sessions/HC-17.ics?programme=harbour-2027"' in text
    assert 'data-act="star" data-id="HC-17" aria-pressed="false"' in text
    assert panel(visit) == ""
    assert not visit.title


def test_a_tag_leads_to_the_sessions_that_share_it_in_the_same_conference(ready, programme):
    around = RelatedSessions((), (), (), ())
    session = replace(programme.by_id["HC-17"], tags=("R&D", '"><img src=x>', "open data"))
    alone = session_page.session_html(session, around, SAMPLE, ItemContext())
    assert '<li dir="auto"><a href="./?tag=R%26D" data-act="tag" data-id="R&amp;D">R&amp;D</a></li>' in alone
    assert "<img" not in alone
    several = session_page.session_html(session, around, SAMPLE, ItemContext(slug=SAMPLE))
    assert 'href="./?tag=open+data&amp;programme=harbour-2027"' in several
    rest = session_page.session_html(replace(session, service=True), around, SAMPLE, ItemContext())
    assert '<li dir="auto">open data</li>' in rest  # no search finds a break


def test_the_other_sessions_of_a_speaker_are_listed_under_the_name(ready, programme):
    spoken = {}
    for session in programme.sessions:
        for speaker in session.speakers:
            spoken.setdefault(speaker, []).append(session)
    speaker, sessions = next((name, held) for name, held in spoken.items() if len(held) > 1)
    text = panel(arrive(session=sessions[0].id), "session_page")
    assert words.MORE_BY.format(name=speaker) in [html.unescape(heading) for heading in headings(text)]
    assert set(opened(text)) >= {other.id for other in sessions[1:]}


def test_a_break_has_a_page_too_without_anything_that_is_like_it(ready, programme):
    rest = next(session for session in programme.sessions if session.is_break)
    text = panel(arrive(session=rest.id), "session_page")
    assert headings(text, 1) == [rest.title]
    assert words.SIMILAR not in headings(text)
    assert find_words.NO_ABSTRACT not in text


@pytest.mark.parametrize("nobody", ["no-such-session", "", "<b>", "\x00", "a/b?c=d&e"])
def test_a_session_that_is_not_there_is_said_to_be_gone_with_the_way_back(ready, nobody):
    visit = arrive(session=nobody)
    assert [info.value for info in visit.info] == [find_words.NO_SUCH_SESSION]
    assert 'data-act="back"' in panel(visit, "session_page")


@pytest.mark.parametrize("address", [{"view": "grid"}, {"view": "list"}, {"word": "bold"}, {"day": "unscheduled"}])
def test_hostile_text_is_shown_as_it_was_typed(ready, address):
    text = panel(arrive(programme=hostile.SLUG, **address))
    assert "<script" not in text
    assert "javascript:" not in text.replace("[a[b]](javascript:", "")
    assert "&lt;script&gt;" in text or "unscheduled" in address.values()


def test_the_code_stands_beside_time_and_room_and_finds_the_session(ready):
    session = ready.loaded(hostile.SLUG).programme.sessions[0]
    assert session.code == hostile.CODE
    shown = f"<bdi>{html.escape(words.CODE.format(code=hostile.CODE))}</bdi>"
    facts = re.search(
        r'<p class="sf-facts">(.*?)<br>', panel(arrive(programme=hostile.SLUG, session=session.id), "session_page")
    )
    assert facts[1].endswith(f" · {shown}")
    text = panel(arrive(programme=hostile.SLUG, word="P-001", day="all"))
    assert opened(text) == [session.id]
    assert "<mark>P-001</mark>" in text


def test_hostile_sessions_have_pages_whose_links_are_only_http(ready):
    for session in ready.loaded(hostile.SLUG).programme.sessions:
        text = panel(arrive(programme=hostile.SLUG, session=session.id), "session_page")
        assert html.escape(session.title) in text
        assert not re.search(r"<(script|svg on|img)", text)
        assert not re.search(r'href="javascript:', text)
        assert ("example.org" in text) == session.url.startswith("http")


def test_sessions_without_a_time_are_a_day_of_their_own_at_the_end(ready):
    visit = arrive(programme=hostile.SLUG, view="list")
    assert headings(panel(visit)) == ["Tuesday 11 May"]
    assert f"{words.UNSCHEDULED} (4)" in panel(visit)
    later = arrive(programme=hostile.SLUG, day="unscheduled")
    assert headings(panel(later)) == [words.UNSCHEDULED]
    assert len(opened(panel(later))) == 4


def test_where_there_are_several_conferences_each_link_says_which(ready):
    links = re.findall(r'href="(programme[^"]*)"', panel(arrive(view="list")))
    assert links
    assert all("programme=harbour-2027" in link for link in links)


def test_starred_sessions_are_pressed_stars_and_marked(ready, programme):
    from session_finder.planning.plan import Plan
    from session_finder.planning.plan_address import as_address

    plan = as_address(Plan.of([programme.by_id["HC-17"]]))
    text = panel(arrive(day="2027-05-13", view="grid", plan=plan))
    assert 'data-act="star" data-id="HC-17" aria-pressed="true"' in text
    assert text.count('aria-pressed="true"') == text.count("sf-mine") == 1


def test_an_empty_programme_says_so(ready, monkeypatch):
    from session_finder.domain.sessions import Programme
    from session_finder.search.loaded_conference import LoadedConference
    from session_finder.serving.snapshot import Served

    empty = LoadedConference.build(Programme(SAMPLE, "Empty", ()), ready.model.worker, ready.model.cache)
    shown = {**ready.served.shown, SAMPLE: shown_conference(ready.conferences[0], empty)}
    monkeypatch.setattr(ready._serving, "_served", Served(shown))
    assert said(arrive()) == find_words.NO_SESSIONS
    assert said(arrive(word="x")) == words.FOUND_NONE.format(word="x")


def test_a_day_of_three_hundred_sessions_in_forty_rooms_is_sent_in_parts(ready, monkeypatch):
    from session_finder.domain.sessions import Programme
    from session_finder.search.loaded_conference import LoadedConference
    from session_finder.serving.snapshot import Served

    sessions = tuple(
        Session(
            f"s{number}",
            "A talk",
            room=f"Room {number % 40}",
            start=datetime(2027, 5, 11, 9 + number // 40, tzinfo=UTC),
            end=datetime(2027, 5, 11, 10 + number // 40, tzinfo=UTC),
        )
        for number in range(300)
    )
    large = LoadedConference.build(Programme(SAMPLE, "Large", sessions), ready.model.worker, ready.model.cache)
    shown = {**ready.served.shown, SAMPLE: shown_conference(ready.conferences[0], large)}
    monkeypatch.setattr(ready._serving, "_served", Served(shown))
    assert len(opened(panel(arrive()))) == 100
    grids = [panel(arrive(view="grid", rooms=str(page))) for page in range(1, 5)]
    assert sorted(name for grid in grids for name in opened(grid)) == sorted(session.id for session in sessions)
    assert all(len(grid) < 100_000 for grid in grids)
    assert all(grid.count('data-act="rooms"') == 4 for grid in grids)


def test_what_began_on_an_earlier_day_stands_first_with_its_dates(ready, monkeypatch):
    from session_finder.domain.sessions import Programme
    from session_finder.search.loaded_conference import LoadedConference
    from session_finder.serving.snapshot import Served

    start = datetime(2027, 5, 11, 9, tzinfo=UTC)
    held = (
        Session("art", "Tide tables as art", start=start, end=datetime(2027, 5, 13, 17, tzinfo=UTC)),
        Session("talk", "A talk", room="Dock", start=datetime(2027, 5, 12, 10, tzinfo=UTC)),
    )
    loaded = LoadedConference.build(Programme(SAMPLE, "Small", held), ready.model.worker, ready.model.cache)
    shown = {**ready.served.shown, SAMPLE: shown_conference(ready.conferences[0], loaded)}
    monkeypatch.setattr(ready._serving, "_served", Served(shown))
    for view in ("list", "grid"):
        text = panel(arrive(day="2027-05-12", view=view))
        assert opened(text) == ["art", "talk"]
        assert headings(text, 3)[0] == words.CONTINUED
        assert "Tue 11 May, 09:00" in text
    assert said(arrive(day="2027-05-12")) == "Wednesday 12 May: 2 sessions"
    assert opened(panel(arrive(day="2027-05-13"))) == ["art"]
