"""The plan page by AppTest: what the address brings is what it shows."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from session_finder.planning.plan import Plan, Star
from session_finder.planning.plan_address import as_address
from session_finder.web.i18n.texts import plan_messages as words

pytestmark = pytest.mark.usefixtures("ready")  # whatever was tested before

PLAN = str(Path(__file__).resolve().parents[3] / "pages" / "plan.py")
SAMPLE = "harbour-2027"


@pytest.fixture
def programme(ready):
    return ready.loaded(SAMPLE).programme


def address_of(programme, *ids):
    return as_address(Plan.of(programme.by_id[name] for name in ids))


def arrive(**address):
    visit = AppTest.from_file(PLAN, default_timeout=30)
    for name, value in address.items():
        visit.query_params[name] = value
    visit.run()
    assert not visit.exception
    return visit


def panel(visit, key="plan_days"):
    """The HTML of a panel, "" when it is not there."""
    name = f"session_finder_{key}"
    found = [part.proto for part in visit.get("bidi_component") if part.proto.component_name == name]
    return json.loads(found[0].json)["html"] if found else ""


def text(markup):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", markup)))


def rows(visit, key="plan_days"):
    return [text(row).strip() for row in re.findall(r"<li.*?</li>", panel(visit, key), re.DOTALL)]


def test_an_empty_plan_leads_to_the_find_page(ready, monkeypatch):
    monkeypatch.setattr("streamlit.page_link", lambda page, **about: None)  # one page alone knows no others
    visit = arrive()
    assert [box.value for box in visit.info] == [words.EMPTY]
    assert rows(visit) == []


def test_a_plan_from_the_address_comes_by_day_with_its_clash_and_the_way_out(programme):
    visit = arrive(plan=address_of(programme, "HC-17", "HC-03", "EC-11"))
    assert re.findall(r"<h2[^>]*>(.*?)</h2>", panel(visit)) == ["Tuesday 11 May", "Wednesday 12 May", "Thursday 13 May"]
    shown = rows(visit)
    titles = re.findall(r"<h3[^>]*>.*?<bdi>(.*?)</bdi>", panel(visit))
    assert titles == [programme.by_id[name].title for name in ("EC-11", "HC-03", "HC-17")]
    (clashing,) = [row for row in shown if "HC-03" not in row and row.startswith("14:00–15:30 · Ribeira Hall")]
    assert "Overlaps “ Power analysis when your metric is ugly ” (14:00–15:30)." in clashing
    assert "This session is repeated: Thu 13 May, 14:00–15:30 WEST · Rope Loft ." in clashing


def test_free_time_names_the_best_session_for_an_interest_and_how_close_it_is(programme):
    star = address_of(programme, "KN-2")
    visit = arrive(plan=star, **{"for": "fraud rings on a graph"})
    (free,) = [row for row in rows(visit) if row.startswith("09:55–17:30 free")]
    best = programme.by_id["ML-07"].title
    assert f"Best for “ fraud rings on a graph ”: {best} · Strong match" in free
    assert 'data-act="add" data-id="ML-07"' in panel(visit)
    assert visit.text_area(key="plan_interests").value == "fraud rings on a graph"


def test_free_time_in_which_nothing_is_close_says_so(programme):
    visit = arrive(plan=address_of(programme, "B1-1040"), **{"for": "how to fry an egg"})
    assert sum(words.NOTHING_CLOSE in row for row in rows(visit)) == 4


def test_interests_stand_in_the_address_each_by_itself(programme):
    visit = arrive(plan=address_of(programme, "KN-2"))
    visit.text_area(key="plan_interests").set_value(" graphs \n\nhealth\ngraphs").run()
    assert visit.query_params["for"] == ["graphs", "health"]
    visit.text_area(key="plan_interests").set_value("").run()
    assert "for" not in visit.query_params


def test_what_was_last_searched_for_is_the_first_interest(programme):
    visit = AppTest.from_file(PLAN, default_timeout=30)
    visit.session_state["looked_for"] = {"q": ["FHIR"]}
    visit.query_params["plan"] = address_of(programme, "KN-2")
    assert visit.run().text_area(key="plan_interests").value == "FHIR"


def test_no_minute_for_another_room_is_said_quietly(programme):
    plan = address_of(programme, "KN-2", "CP-16")
    assert "minutes to get here" not in text(panel(arrive(plan=plan)))
    said = text(panel(arrive(plan=plan, change="10")))
    assert "5 minutes to get here from Great Hall , where “ What Happened After the Model Was Right ” ends." in said


def test_a_day_is_filled_with_reasons_and_the_address_says_which(programme):
    visit = arrive(**{"for": ["fraud", "health"], "day": "2027-05-12", "plan": address_of(programme, "KN-2")})
    assert panel(visit, "filling") == ""
    visit.button(key="fill").click().run()
    filled = panel(visit, "filling")
    assert re.findall(r"<h3 class=\"sf-day-name\">(.*?)</h3>", filled) == ["Wednesday 12 May"]
    proposed = re.findall(r'data-act="decline" data-id="(.*?)"', filled)
    (locked,) = [row for row in rows(visit, "filling") if row.startswith(words.LOCKED)]
    assert programme.by_id["KN-2"].title in locked
    assert len(proposed) >= 3
    assert {programme.by_id[name].start.day for name in proposed} == {12}
    assert "match for “ health ”" in text(filled)
    assert "match for “ fraud ”" in text(filled)
    assert words.ADD_ALL.format(count=len(proposed)) in filled


def test_no_day_is_filled_while_stars_overlap_or_nothing_is_known(programme):
    visit = arrive(plan=address_of(programme, "HC-03", "EC-11"), day="2027-05-11")
    visit.button(key="fill").click().run()
    said = text(panel(visit, "filling"))
    assert words.UNDECIDED in said
    assert programme.by_id["HC-03"].title in said
    assert "Propos" not in said


def test_without_an_interest_and_a_star_the_day_cannot_be_filled(ready, monkeypatch):
    monkeypatch.setattr("streamlit.page_link", lambda page, **about: None)
    visit = arrive()
    visit.button(key="fill").click().run()
    assert words.NO_WISHES in [box.value for box in visit.info]


def test_what_moved_and_what_is_gone_is_said_in_full(programme):
    now = programme.by_id["HC-17"]
    old = Star("HC-17", 30_167_100, "zz")  # Tue 11 May 2027, 10:00 in Lisbon
    plan = Plan((old, Star.of(programme.by_id["KN-2"]), Star("ghost", 5, "")))
    news = text(panel(arrive(plan=as_address(plan)), "plan_news"))
    assert f"{now.title} : Tue 11 May, 10:00 → Thu 13 May, 11:15, and now in Ribeira Hall" in news
    assert "A session ( ghost ) is no longer in the programme." in news
    assert panel(arrive(plan=address_of(programme, "KN-2")), "plan_news") == ""


def test_a_shared_plan_stands_beside_mine_with_what_is_common(programme):
    mine, theirs = address_of(programme, "HC-17", "CF-03"), address_of(programme, "HC-17", "ML-05")
    visit = arrive(plan=mine, theirs=theirs, **{"from": "  <b>Ada*  Lund* " + "x" * 99})
    (title,) = [one.value for one in visit.header]
    assert title.startswith("The plan of \\<b\\>Ada\\* Lund\\* xxx")
    assert len(title) < 90
    shown = rows(visit, "beside")
    assert [row.split(" ·")[0] for row in shown if not row.startswith("You are both free")] == [
        "Theirs 16:00–16:40", "Yours 16:00–16:40", "Both of you 11:15–11:55",
    ]  # fmt: skip
    assert "You are both free, 16:40–17:30" in shown
    assert words.COMMON.format(common=1, theirs=1, mine=1) in panel(visit, "beside")
    assert panel(visit) == ""
    visit.button(key="back").click().run()
    assert "theirs" not in visit.query_params
    assert len(re.findall('data-act="remove"', panel(visit))) == 2


@pytest.mark.parametrize("broken", ["1!!!", "9abc", "x" * 50_000])
def test_a_shared_link_that_is_broken_is_told_and_my_plan_shown(programme, broken):
    visit = arrive(plan=address_of(programme, "KN-2"), theirs=broken)
    assert len(visit.warning) == 1
    assert 'data-act="remove" data-id="KN-2"' in panel(visit)


def test_the_links_for_a_phone_and_to_share_hold_the_plan(programme):
    mine = address_of(programme, "KN-2")
    visit = AppTest.from_file(PLAN, default_timeout=30)
    visit.query_params["plan"] = mine
    visit.session_state["phone"] = visit.session_state["share"] = True
    visit.run()
    assert not visit.exception
    links = [code.value for code in visit.code]
    assert links == [f"/plan?plan={mine}&programme={SAMPLE}", f"/plan?theirs={mine}&programme={SAMPLE}"]
    visit.text_input(key="share_name").set_value("Ada Lund").run()
    assert visit.code[1].value == f"/plan?theirs={mine}&from=Ada+Lund&programme={SAMPLE}"
