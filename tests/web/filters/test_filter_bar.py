"""The filters, and what is on now, on the find page by AppTest: read from the address, counted, taken out again."""

from __future__ import annotations

import json
import re
from datetime import datetime
from html import escape, unescape
from urllib.parse import parse_qs, quote_plus, urlencode

import hostile
import pytest
from web.test_pages import SAMPLE, arrive, cards, said, titles, type_interest

from session_finder.filters.filters import Filters
from session_finder.planning.plan import Plan
from session_finder.planning.plan_address import as_address
from session_finder.search.request import Request
from session_finder.web.i18n.texts import find_messages

pytestmark = pytest.mark.usefixtures("ready")  # whatever was tested before


def panel(visit, key):
    """The HTML of a panel, "" when it is not there."""
    found = [part.proto for part in visit.get("bidi_component") if part.proto.component_name == f"session_finder_{key}"]
    return json.loads(found[0].json)["html"] if found else ""


def chips(visit):
    return [unescape(face) for face in re.findall(r'data-act="drop"[^>]*><bdi>(.*?)</bdi>', panel(visit, "filters"))]


def asking(visit, text):
    for name, values in parse_qs(text).items():
        visit.query_params[name] = values
    return visit.run()


@pytest.fixture
def morning(ready, monkeypatch):
    """The sample conference's first morning."""
    now = datetime.fromisoformat("2027-05-11T10:10+01:00")
    monkeypatch.setattr(ready, "settings", ready.settings.model_copy(update={"now": now}))
    return ready


def test_without_filters_the_bar_offers_what_the_programme_has_with_counts(ready):
    html = panel(arrive(), "filters")
    assert f"<summary>{find_messages.FILTERS}</summary>" in html
    assert '<input type="checkbox" data-set="day" value="2027-05-11"><span><bdi>Tue 11 May</bdi> (52)</span>' in html
    assert '<option value="10:00">10:00 (147)</option>' in html
    assert "data-act" not in html
    assert 'value="upcoming"' not in html  # the conference has not begun, or is long over
    assert 'value="fitting"' not in html  # there is no plan


def test_filters_of_the_address_leave_only_what_they_ask_for(ready):
    visit = asking(arrive(q="graphs"), "track=data+platforms&track=Maps&day=2027-05-12&from=14:00")
    loaded = ready.loaded(SAMPLE)
    asked = Filters(track=("Data Platforms",), day=("2027-05-12",), begin=datetime(2027, 5, 12, 14).time())  # noqa: DTZ001
    assert titles(visit) == [
        match.session.title for match in loaded.finder.find(Request.plain("graphs", asked)).matches
    ]
    assert chips(visit) == ["Day: Wed 12 May", "Track: Data Platforms", "From: 14:00"]
    html = panel(visit, "filters")
    assert find_messages.FILTERS_ACTIVE.format(count=3) in html
    assert find_messages.LEFT.format(count=loaded.facets.left(asked), all=150) in html
    assert find_messages.UNKNOWN_FILTER.format(values="<bdi>Maps</bdi>") in html
    assert 'value="2027-05-12" checked' in html


def test_filters_without_an_interest_say_how_many_are_left_and_lead_to_them(ready):
    visit = asking(arrive(), "track=Data+Platforms")
    assert visit.button(key="example-0")
    html = panel(visit, "filters")
    assert find_messages.LEFT.format(count=18, all=150) in html
    assert 'href="programme?track=Data+Platforms" data-act="programme"' in html


def test_of_hundreds_of_tags_the_most_frequent_are_offered_and_the_chosen_one(ready):
    html = panel(arrive(), "filters")
    facets = ready.loaded(SAMPLE).facets
    assert len(re.findall(r'data-set="tag"', html)) == 50
    assert '<input type="checkbox" data-set="tag" value="privacy"><span><bdi>privacy</bdi> (9)</span>' in html
    assert find_messages.MOST_FREQUENT.format(count=50, all=len(facets.values("tag"))) in html
    rare = facets.values("tag")[-1]
    html = panel(asking(arrive(), urlencode({"tag": rare.upper()})), "filters")
    assert len(re.findall(r'data-set="tag"', html)) == 51
    assert f'value="{escape(rare)}" checked' in html
    assert not re.search(r'data-set="(speaker|employer|code|at|longer|shorter|exclude)"', html)


def test_what_is_not_offered_is_shown_as_a_chip_with_a_face_of_its_own(ready):
    speaker = ready.loaded(SAMPLE).programme.by_id["HC-01"].speakers[0]
    text = urlencode({"speaker": speaker.upper(), "code": "hc-01", "at": "10:10", "longer": "30", "shorter": "40"})
    visit = asking(arrive(q="health"), f"{text}&exclude=neo4j&exclude=gulls")
    assert chips(visit) == [
        *(speaker, "HC-01"),
        *("at 10:10", "at least 30 min", "at most 40 min", "without neo4j", "without gulls"),
    ]
    assert titles(visit) == [ready.loaded(SAMPLE).programme.by_id["HC-01"].title]
    html = panel(visit, "filters")
    assert 'data-act="drop" data-id="at|10:10"' in html
    assert f'aria-label="{find_messages.REMOVE_FILTER.format(filter="without neo4j")}"' in html
    assert f"speaker={quote_plus(speaker)}&amp;code=HC-01&amp;at=10%3A10" in html  # the link to the programme


@pytest.mark.parametrize(
    ("language", "faces"),
    [
        ("de", ["um 10:10", "mindestens 30 Min.", "höchstens 40 Min.", "ohne neo4j"]),
        ("es", ["a las 10:10", "al menos 30 min", "como máximo 40 min", "sin neo4j"]),
        ("fr", ["à 10:10", "au moins 30 min", "au plus 40 min", "sans neo4j"]),
        ("ja", ["10:10に開催中", "30分以上", "40分以下", "「neo4j」を除く"]),
    ],
)
def test_chips_speak_the_visitor_s_language(ready, language, faces):
    visit = asking(arrive(lang=language), "at=10:10&longer=30&shorter=40&exclude=neo4j")
    assert chips(visit) == faces


def test_what_was_excluded_by_choice_stays_beside_what_is_read_in_the_interest(ready):
    visit = asking(arrive(q="health but not privacy"), "exclude=governance")
    assert chips(visit) == ["without governance", "without privacy"]
    loaded = ready.loaded(SAMPLE)
    asked = Filters(unsaid=("privacy", "governance"))
    assert titles(visit) == [
        match.session.title for match in loaded.finder.find(Request.plain("health", asked)).matches
    ]


def test_what_is_not_offered_can_be_loosened_too(ready):
    html = unescape(panel(asking(arrive(q="health"), "code=HC-01&exclude=health&longer=90"), "filters"))
    assert re.findall(r'data-act="loosen" data-id="(\w+)"', html) == ["code"]
    left = ready.loaded(SAMPLE).facets.left(Filters(longer=90, unsaid=("health",)))
    assert find_messages.LOOSEN.format(filter="Code", count=left) in html
    html = unescape(panel(asking(arrive(q="health"), "code=HC-01&longer=90"), "filters"))
    assert re.findall(r'data-act="loosen" data-id="(\w+)"', html) == ["code", "longer"]
    assert f"{find_messages.REMOVE_FILTER.format(filter='Minimum length')} (1)" in html


def test_words_in_chips_are_shown_as_typed(ready):
    html = panel(asking(arrive(), urlencode({"exclude": "<img src=x>", "at": "<b>"})), "filters")
    assert "<img" not in html
    assert "<b>" not in html
    assert "without &lt;img src=x&gt;" in html


def test_filters_that_leave_nothing_name_the_one_to_loosen(ready):
    visit = asking(arrive(q="graphs"), "format=keynote&room=Dock+4&from=15:00")
    assert cards(visit) == []
    html = panel(visit, "filters")
    facets = ready.loaded(SAMPLE).facets
    count = facets.left(Filters(room=("Dock 4",), begin=datetime(2027, 5, 12, 15).time()))  # noqa: DTZ001
    assert f"{find_messages.NOTHING_LEFT} {find_messages.LOOSEN.format(filter='Format', count=count)}" in unescape(html)
    assert re.findall(r'data-act="loosen" data-id="(\w+)"', html) == ["format", "room"]
    assert not visit.exception


def test_nothing_close_among_the_filtered_is_said_so(ready):
    visit = asking(arrive(q="how to bake sourdough bread"), "track=Data+Platforms")
    assert find_messages.NOT_CLOSE_FILTERED.format(interest="how to bake sourdough bread") in said(visit.info)


def test_another_filter_begins_at_three_again(ready):
    visit = type_interest(arrive(), "graphs")
    visit.button(key="more").click().run()
    assert len(cards(visit)) == 8
    assert len(cards(asking(visit, "day=2027-05-12"))) == 3


def test_what_fits_the_plan_is_offered_and_found(ready):
    loaded = ready.loaded(SAMPLE)
    planned = (loaded.programme.by_id["HC-01"],)
    visit = asking(arrive(q="health", plan=as_address(Plan.of(planned))), "only=fitting&only=unplanned")
    asked = Filters(fitting=planned, unplanned=frozenset({"HC-01"}))
    assert titles(visit) == [
        match.session.title for match in loaded.finder.find(Request.plain("health", asked)).matches
    ]
    assert chips(visit) == [find_messages.FILTER_NAMES["unplanned"], find_messages.FILTER_NAMES["fitting"]]
    html = panel(visit, "filters")
    assert f"({loaded.facets.left(asked)})" in html


def test_what_is_over_can_be_left_out_while_the_conference_is_on(morning):
    html = panel(arrive(), "filters")
    assert 'data-set="only" value="upcoming"><span><bdi>Not over yet</bdi> (149)</span>' in html


def test_a_programme_s_values_are_shown_as_typed(ready):
    html = panel(arrive(programme=hostile.SLUG), "filters")
    assert "<script" not in html
    assert "<img" not in html


def test_what_is_on_now_and_next_is_told_while_nothing_is_typed(morning):
    visit = arrive()
    html = panel(visit, "now")
    headings = re.findall(r"<h2>(.*?)</h2>", html)
    assert headings == [find_messages.ON_NOW.format(time="10:10"), find_messages.UP_NEXT]
    on = morning.loaded(SAMPLE).programme.by_id["HC-01"]
    assert f'data-act="open" data-id="{on.id}"' in html
    assert f"<em>{find_messages.BREAK}</em>" in html
    assert panel(type_interest(visit, "graphs"), "now") == ""


def test_long_before_the_conference_nothing_is_on(ready):
    assert panel(arrive(), "now") == ""


def test_filters_hold_for_what_is_on_too(morning):
    visit = asking(arrive(), "track=Health+and+Care")
    ids = re.findall(r'data-act="open" data-id="([^"]+)"', panel(visit, "now"))
    programme = morning.loaded(SAMPLE).programme
    assert ids
    assert {programme.by_id[name].track for name in ids} == {"Health and Care"}
