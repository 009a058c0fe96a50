"""The find page by AppTest: every state of the service, and what each thing a visitor does leads to."""

from __future__ import annotations

import gc
import html
import json
import re
from dataclasses import replace
from pathlib import Path

import hostile
import pytest
from served import shown_conference
from streamlit.testing.v1 import AppTest

from session_finder.bootstrap.service import FAILED
from session_finder.serving.snapshot import Served
from session_finder.web.i18n import locale
from session_finder.web.i18n.catalogues import table
from session_finder.web.i18n.texts import find_messages
from session_finder.web.service.process_service import service

ROUTER = str(Path(__file__).resolve().parents[2] / "pages" / "router.py")
SAMPLE = "harbour-2027"


def arrive(**address):
    """A visitor who opens the page, with what the address says."""
    visit = AppTest.from_file(ROUTER, default_timeout=30)
    for name, value in address.items():
        visit.query_params[name] = value
    return visit.run()


def panel(visit, key):
    """The HTML of a panel, "" when it is not there."""
    found = [part.proto for part in visit.get("bidi_component") if part.proto.component_name == f"session_finder_{key}"]
    return json.loads(found[0].json)["html"] if found else ""


def results(visit):
    return panel(visit, "results")


def header(visit):
    return panel(visit, "header")


def conference(visit):
    """The name of the conference that is chosen in the header."""
    return html.unescape(re.search(r"<option[^>]*\bselected>(.*?)</option>", header(visit)).group(1))


def choose_conference(visit, slug):
    """Come with an address that names another conference, as the header writes it."""
    visit.query_params["programme"] = slug
    return visit.run()


def cards(visit):
    return re.findall(r"<article.*?</article>", results(visit), re.DOTALL)


def titles(visit):
    headings = [re.search(r"<h2[^>]*>(.*?)</h2>", card).group(1) for card in cards(visit)]
    return [html.unescape(re.sub(r"</?(mark|a)\b[^>]*>", "", heading)) for heading in headings]


def said(elements):
    return [element.value for element in elements]


def type_interest(visit, interest):
    return visit.text_input(key="q").set_value(interest).run()


def test_before_the_model_is_there_the_page_says_what_it_waits_for_and_shows_no_box(cold):
    visit = arrive(q="graphs")
    assert said(visit.info) == [find_messages.WARMING]
    assert not visit.text_input
    assert not visit.exception


def test_once_the_model_is_there_the_same_visitor_gets_the_answer(cold):
    visit = arrive(q="graphs")
    service().warm_up()
    visit.run()
    assert not visit.info
    assert len(cards(visit)) == 3
    assert visit.text_input(key="q").value == "graphs"


def test_progress_names_the_conference_as_it_was_typed(cold, monkeypatch):
    from session_finder.bootstrap.service import Status

    monkeypatch.setattr(cold, "_status", Status("warming", "Reading", 64, 1280, hostile.NAME))
    (bar,) = arrive().get("progress")
    assert bar.proto.value == 5
    assert "\\!\\[x\\]\\(http" in bar.proto.text
    assert bar.proto.text.endswith(": 64 of 1,280 texts processed")


def test_a_failed_start_says_so_and_keeps_the_reason_to_the_log(failed):
    visit = arrive()
    assert said(visit.error) == [find_messages.FAILED]
    assert said(visit.caption) == [find_messages.FAILED_ADVICE]
    assert said(visit.text) == [FAILED]
    assert not visit.exception
    assert not visit.text_input


def test_arriving_without_an_interest_offers_the_conference_s_examples(ready):
    visit = arrive()
    assert f'<h1 class="sf-said">{find_messages.TITLE}</h1>' in header(visit)
    assert len(visit.button) == len(ready.conferences[0].examples) == 5
    assert cards(visit) == []


@pytest.mark.parametrize("nothing", ["", "   ", "\t\n", "\u200b\ufeff", "\x00"])
def test_an_interest_of_nothing_offers_the_examples(ready, nothing):
    visit = type_interest(arrive(), nothing)
    assert visit.button(key="example-0").label == "Health Analytics\\?"
    assert cards(visit) == []
    assert not visit.exception


def test_an_interest_gets_the_three_that_the_finder_finds(ready):
    visit = type_interest(arrive(), "Health Analytics?")
    found = ready.loaded(SAMPLE).finder.find("Health Analytics?").matches
    assert titles(visit) == [match.session.title for match in found]
    assert find_messages.RESULTS in said(visit.caption)


def test_each_card_shows_the_sentence_that_fits_with_the_interest_s_words_marked(ready):
    visit = type_interest(arrive(), "Health Analytics?")
    best = ready.loaded(SAMPLE).finder.find("Health Analytics?").matches[0]
    assert best.evidence.text in best.session.abstract
    (why,) = re.findall(r'<p class="sf-why"[^>]*>(.*?)</p>', cards(visit)[0])
    assert "<mark>health</mark> <mark>analytics</mark>" in why
    assert html.unescape(re.sub(r"</?mark>", "", why)) == best.evidence.text


def test_a_pick_from_another_track_stands_behind_the_three_and_is_named_so(ready):
    visit = type_interest(arrive(), "Health Analytics?")
    answer = ready.loaded(SAMPLE).finder.find("Health Analytics?")
    assert answer.outside.session.track not in {match.session.track for match in answer.matches}
    pick = results(visit).split("</article>")[-1]
    assert find_messages.OUTSIDE in pick
    assert html.escape(answer.outside.session.track) in re.sub(r"</?mark>", "", pick)


def test_a_link_to_what_somebody_liked_brings_sessions_like_it_and_the_way_back(ready):
    visit = arrive(like="HC-17")
    assert titles(visit) == [match.session.title for match in ready.loaded(SAMPLE).finder.similar_to("HC-17")]
    assert f"{find_messages.LIKED} <bdi>{ready.loaded(SAMPLE).programme.by_id['HC-17'].title}</bdi>" in results(visit)
    assert 'data-act="undo" data-id="HC-17"' in results(visit)


def test_a_link_to_a_session_that_is_not_here_offers_the_examples(ready):
    visit = arrive(like="no-such-session")
    assert visit.button(key="example-0")
    assert not visit.exception


def test_an_interest_in_another_language_gets_a_notice(ready):
    visit = type_interest(arrive(), "wie misst man den Erfolg von Besprechungen")
    assert find_messages.FOREIGN.format(language="German") in said(visit.caption)
    assert not [text for text in said(type_interest(visit, "graphs").caption) if "reads English only" in text]


def test_on_a_page_in_another_language_one_word_of_it_gets_the_notice(ready):
    notice = table("find", "de").FOREIGN.format(language="Deutsch")
    assert notice in said(arrive(q="Gesundheit", lang="de").caption)
    assert notice not in said(arrive(q="hospitals", lang="de").caption)


def test_a_link_with_an_interest_brings_its_answer(ready):
    visit = arrive(q="Health Analytics?")
    assert visit.text_input(key="q").value == "Health Analytics?"
    assert len(cards(visit)) == 3


def test_an_example_fills_the_box_the_address_and_the_answer(ready):
    visit = arrive()
    visit.button(key="example-1").click().run()
    example = ready.conferences[0].examples[1]
    assert visit.text_input(key="q").value == example
    assert visit.query_params["q"] == example
    assert titles(visit) == [match.session.title for match in ready.loaded(SAMPLE).finder.find(example).matches]


def test_show_more_goes_from_three_to_eight_to_thirteen_in_the_finder_s_order(ready):
    visit = type_interest(arrive(), "graphs")
    counts = [len(cards(visit))]
    for _ in range(2):
        visit.button(key="more").click().run()
        counts.append(len(cards(visit)))
    assert counts == [3, 8, 13]
    everything = ready.loaded(SAMPLE).finder.find("graphs", 13).matches
    assert titles(visit) == [match.session.title for match in everything]


def test_a_new_interest_begins_at_three_and_so_does_the_old_one_afterwards(ready):
    visit = type_interest(arrive(), "graphs")
    visit.button(key="more").click().run()
    assert len(cards(type_interest(visit, "privacy"))) == 3
    assert len(cards(type_interest(visit, "graphs"))) == 3


def test_white_space_is_no_new_interest(ready):
    visit = type_interest(arrive(), "graphs")
    visit.button(key="more").click().run()
    assert len(cards(type_interest(visit, " graphs "))) == 8


def test_the_list_ends_with_a_sentence_instead_of_a_button(ready):
    visit = type_interest(arrive(programme=hostile.SLUG), "dots")
    visit.button(key="more").click().run()
    assert len(cards(visit)) == 5
    assert not visit.button
    assert find_messages.NO_MORE in said(visit.caption)


def test_an_interest_that_nothing_answers_is_told_so(ready):
    visit = type_interest(arrive(), "how to bake sourdough bread")
    assert said(visit.info) == [find_messages.NOT_CLOSE.format(interest="how to bake sourdough bread")]
    assert len(cards(visit)) == 3
    assert "<meter" not in results(visit)


def test_of_a_very_long_interest_the_page_says_how_much_was_read(ready):
    visit = type_interest(arrive(), "graphs and health " * 1200)
    assert find_messages.LONG.format(limit=20_000) in said(visit.caption)
    assert len(cards(visit)) == 3


def test_the_address_chooses_the_programme(ready):
    visit = arrive(programme=hostile.SLUG, q="dots")
    assert conference(visit) == hostile.NAME
    assert html.escape(hostile.NAME) in header(visit)
    assert not visit.warning
    assert "<mark>Dots</mark>." in cards(visit)[0]


def test_choosing_a_programme_writes_it_into_the_address_and_keeps_the_interest(ready):
    visit = type_interest(arrive(), "health")
    choose_conference(visit, hostile.SLUG)
    assert visit.query_params["programme"] == hostile.SLUG
    assert visit.text_input(key="q").value == "health"
    found = ready.loaded(hostile.SLUG).finder.find("health").matches
    assert "".join(cards(visit)).count("<article") == len(found) == 3


def test_an_unknown_programme_in_the_address_is_named_as_such_and_the_first_is_shown(ready):
    visit = arrive(programme="fosdem-1999", q="graphs")
    assert said(visit.warning) == [find_messages.NO_SUCH_PROGRAMME]
    assert conference(visit) == "Harbour Analytics Summit 2027"
    assert len(cards(visit)) == 3
    choose_conference(visit, hostile.SLUG)
    assert not visit.warning


@pytest.mark.parametrize("page", ["find", "programme", "plan", "map"])
@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_whoever_comes_for_a_conference_that_cannot_be_read_is_told_so_and_sees_no_other(broken, page, language):
    visit = AppTest.from_file(ROUTER, default_timeout=30)
    visit.query_params["programme"] = broken
    visit.query_params["lang"] = language
    visit.switch_page(f"{page}.py").run()
    assert not visit.exception
    expected = locale.table("find", language).CANNOT_BE_READ
    assert said(visit.warning) == [expected]
    assert f'<option value="{broken}" selected>' in header(visit)
    assert not visit.text_input
    choose_conference(visit, SAMPLE)
    assert not visit.warning


def test_beside_a_conference_that_cannot_be_read_the_others_are_searched_and_come_first(broken):
    visit = type_interest(arrive(), "graphs")
    assert conference(visit) == "Harbour Analytics Summit 2027"
    assert len(cards(visit)) == 3
    assert not visit.warning


def test_where_no_conference_can_be_read_every_page_says_so(broken, ready, monkeypatch):
    monkeypatch.setattr(ready._serving, "_served", replace(ready.served, shown={}))
    assert said(arrive(q="graphs").warning) == [find_messages.CANNOT_BE_READ]
    visit = AppTest.from_file(ROUTER, default_timeout=30).switch_page("everywhere.py").run()
    assert not visit.exception


def test_with_one_programme_there_is_nothing_to_choose(ready, monkeypatch):
    monkeypatch.setattr(ready._serving, "_served", Served(dict([*ready.served.shown.items()][:1])))
    visit = arrive()
    assert 'data-set="programme"' not in header(visit)
    assert f'<bdi class="sf-conference">{ready.conferences[0].name}</bdi>' in header(visit)


def test_a_full_queue_asks_to_try_again(ready, monkeypatch):
    monkeypatch.setattr(ready.model.worker, "_capacity", 0)
    visit = type_interest(arrive(), "an interest that nobody has typed before")
    assert said(visit.warning) == [find_messages.BUSY]
    assert cards(visit) == []
    assert not visit.exception


def test_the_page_says_which_model_answered(ready):
    assert find_messages.ANSWERED_BY.format(model="all\\-MiniLM\\-L6\\-v2") in said(arrive().caption)


def test_before_anything_is_published_the_page_says_so(ready, monkeypatch):
    monkeypatch.setattr(ready._serving, "_served", Served())
    visit = arrive(q="graphs")
    assert said(visit.info) == [find_messages.NO_PROGRAMME]
    assert not visit.exception
    assert not visit.text_input


def test_a_programme_without_sessions_says_so(ready, monkeypatch):
    from session_finder.domain.sessions import Programme
    from session_finder.search.loaded_conference import LoadedConference

    empty = LoadedConference.build(Programme(SAMPLE, "Empty", ()), ready.model.worker, ready.model.cache)
    shown = {**ready.served.shown, SAMPLE: shown_conference(ready.conferences[0], empty)}
    monkeypatch.setattr(ready._serving, "_served", Served(shown))
    visit = type_interest(arrive(), "graphs")
    assert said(visit.info) == [find_messages.NO_SESSIONS]
    assert not visit.button


def test_what_the_first_page_runs_import_is_taken_out_of_the_collector_s_sight_once(ready):
    ready._unsettled_runs = 2
    gc.unfreeze()
    ready.settle()
    assert gc.get_freeze_count() == 0
    ready.settle()
    kept = gc.get_freeze_count()
    assert kept > 10_000
    later = [[] for _ in range(1000)]
    ready.settle()
    assert gc.get_freeze_count() <= kept
    assert len(later) == 1000
