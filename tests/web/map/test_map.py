"""The map page by AppTest: what is drawn and what the list says. Nobody can click on a chart here."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from session_finder.planning.plan import Plan
from session_finder.planning.plan_address import as_address
from session_finder.web.i18n.texts import find_messages as common
from session_finder.web.i18n.texts import map_messages
from session_finder.web.map.chart import name_of, specification, tables
from session_finder.web.map.neighbourhood_list import IN_OVERVIEW, chosen_html, list_html
from session_finder.web.service.process_service import service

pytestmark = pytest.mark.usefixtures("ready")  # whatever was tested before

ROUTER = str(Path(__file__).resolve().parents[3] / "pages" / "router.py")
SAMPLE = "harbour-2027"


def arrive(**address):
    visit = AppTest.from_file(ROUTER, default_timeout=60)
    for name, value in {"programme": SAMPLE, **address}.items():
        visit.query_params[name] = value
    visit.run()
    return visit.switch_page(str(Path(ROUTER).parent / "map.py")).run()


def panel(visit, name):
    found = [
        part.proto for part in visit.get("bidi_component") if part.proto.component_name == f"session_finder_{name}"
    ]
    return json.loads(found[0].json)["html"] if found else ""


def chart(visit):
    (found,) = visit.get("vega_lite_chart") or visit.get("arrow_vega_lite_chart")
    return found.proto


@pytest.fixture
def drawn(ready):
    return service().loaded(SAMPLE).topic_map.get()


def test_the_picture_says_in_words_what_it_shows(ready, drawn):
    visit = arrive()
    assert not visit.exception
    names = ", ".join(name_of(area) for area in drawn.neighbourhoods)
    assert chart(visit).alt == map_messages.PICTURE.format(count=len(drawn.points), neighbourhoods=names)


def test_the_list_has_every_session_under_its_neighbourhood_with_link_and_star(ready, drawn):
    listed = panel(arrive(), "map_list")
    headings = [html.unescape(found) for found in re.findall(r"<h2[^>]*>(.*?)</h2>", listed)]
    assert headings == [name_of(area) for area in drawn.neighbourhoods]
    for act in ("open", "star"):
        ids = re.findall(rf'data-act="{act}" data-id="([^"]*)"', listed)
        assert sorted(ids) == sorted(drawn.by_id)


def test_a_search_marks_its_three_in_words_first_in_their_neighbourhoods(ready):
    visit = arrive()
    visit.text_input(key="q").set_value("Health Analytics?").run()
    answer = service().loaded(SAMPLE).finder.find("Health Analytics?")
    listed = panel(visit, "map_list")
    for place, match in enumerate(answer.matches, start=1):
        title = html.escape(match.session.title)
        assert f"<strong>{map_messages.RESULT.format(place=place)}</strong><br><a" in listed
        row = next(row for row in listed.split("<li>") if title in row)
        assert map_messages.RESULT.format(place=place) in row
    assert map_messages.MARKED in [caption.value for caption in visit.caption]


def test_a_starred_session_is_a_star_and_says_so_in_the_list(ready):
    loaded = service().loaded(SAMPLE)
    session = loaded.programme.searchable[7]
    visit = arrive(plan=as_address(Plan.of([session])))
    row = next(row for row in panel(visit, "map_list").split("<li>") if f'data-id="{session.id}"' in row)
    assert f"<strong>{common.STARRED}</strong>" in row
    assert 'aria-pressed="true"' in row
    assert map_messages.STARS in [caption.value for caption in visit.caption]


def test_one_neighbourhood_is_chosen_by_its_number_in_the_address(ready, drawn):
    visit = arrive(area="2")
    listed = panel(visit, "map_list")
    assert listed.count("<h2") == 1
    assert html.escape(name_of(drawn.neighbourhoods[1])) in listed
    assert 'data-open="yes"' in listed
    visit.selectbox(key="area").set_value("").run()
    assert panel(visit, "map_list").count("<h2") == len(drawn.neighbourhoods)


@pytest.mark.parametrize("nonsense", ["99", "0", "x", "-1"])
def test_a_neighbourhood_that_is_not_there_is_the_whole_map(ready, drawn, nonsense):
    visit = arrive(area=nonsense)
    assert not visit.exception
    assert panel(visit, "map_list").count("<h2") == len(drawn.neighbourhoods)


def test_a_hostile_programme_is_escaped_on_its_map(ready):
    import hostile

    visit = arrive(programme=hostile.SLUG)
    assert not visit.exception
    listed = panel(visit, "map_list")
    assert "<script" not in listed
    assert "<img" not in listed


def test_what_is_searched_and_starred_changes_rows_only_so_that_the_zoom_stays(ready, drawn):
    ids = list(drawn.by_id)
    plain = tables(drawn, None, str, [], frozenset())
    marked = tables(drawn, None, str, ids[3:5], {ids[0]})
    assert specification(drawn, None) == specification(drawn, None)
    assert plain["points"] == marked["points"]
    assert plain["labels"] == marked["labels"]
    assert (plain["found"], plain["starred"]) == ([], [])
    first, second = drawn.by_id[ids[3]], drawn.by_id[ids[4]]
    assert marked["found"] == [
        {"x": first.x, "y": first.y, "place": "1"},
        {"x": second.x, "y": second.y, "place": "2"},
    ]
    assert len(marked["starred"]) == 1


def test_a_long_neighbourhood_shows_some_and_says_how_to_see_the_rest(ready, drawn):
    area = drawn.neighbourhoods[0]
    short = list_html(drawn.neighbourhoods, {}, frozenset(), most=5)
    rest = len(area.points) - 5
    assert short.count("<li>") == 5 * len(drawn.neighbourhoods)
    assert html.escape(map_messages.MORE_THERE.format(count=rest)) in short
    assert html.escape(map_messages.MORE_OF_THEM.format(count=rest)) in list_html([area], {}, frozenset(), most=5)
    assert all(len(one.points) <= IN_OVERVIEW for one in drawn.neighbourhoods)


def test_the_card_of_a_point_has_its_star_and_the_way_to_its_page(ready, drawn):
    session = drawn.points[0].session
    card = chosen_html(session, starred=True)
    assert html.escape(session.title) in card
    assert card.count('data-act="open"') == 1
    assert 'aria-pressed="true"' in card
    assert 'data-act="up"' not in card
    assert "<meter" not in card
