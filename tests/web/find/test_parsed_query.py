"""Times and exclusions in an interest, on the find page by AppTest: applied, told, taken back in the address."""

from __future__ import annotations

import re
from datetime import time
from html import escape, unescape

import pytest
from web.filters.test_filter_bar import chips, panel
from web.test_pages import SAMPLE, arrive, cards, said, titles, type_interest

from session_finder.filters.filters import EVERYTHING, Filters
from session_finder.search.request import Request
from session_finder.web.find import parsed_query
from session_finder.web.i18n.texts import find_messages

pytestmark = pytest.mark.usefixtures("ready")  # whatever was tested before

AFTERNOON = "health analytics, Wednesday after 14:00"
THEN = Filters(day=("2027-05-12",), begin=time(14))


def line(visit):
    """What the line says, without its buttons."""
    return [unescape(re.sub("<.*?>", "", one)) for one in re.findall("<span>(.*?)</span>", panel(visit, "taken"))]


def buttons(visit):
    return re.findall(r'data-act="(\w+)" data-id="(\w+)">(.*?)</button>', panel(visit, "taken"))


def found(ready, subject, filters=EVERYTHING):
    asked = Request.plain(subject, filters)
    return [match.session.title for match in ready.finder(SAMPLE).find(asked).matches]


def test_a_time_in_the_interest_is_a_filter_that_is_seen_and_its_words_are_not_searched_for(ready):
    visit = arrive(q=AFTERNOON)
    assert chips(visit) == ["Day: Wed 12 May", "From: 14:00"]
    assert line(visit) == [find_messages.TIMES_READ.format(words="“Wednesday after 14:00”")]
    assert buttons(visit) == [("times", "next", find_messages.SEARCH_ALL_TIMES)]
    assert titles(visit) == found(ready, "health analytics", filters=THEN)
    assert visit.query_params.keys() & {"day", "from", "times"} == set()


def test_without_the_times_the_subject_is_searched_for_at_all_of_them(ready):
    visit = arrive(q=AFTERNOON, times="any")
    assert chips(visit) == []
    assert line(visit) == [find_messages.TIMES_NOT_APPLIED.format(words="“Wednesday after 14:00”")]
    assert titles(visit) == found(ready, "health analytics")
    as_typed = arrive(q=AFTERNOON, times="words")
    assert titles(as_typed) == found(ready, AFTERNOON)
    assert buttons(as_typed) == [("times", "words", find_messages.READ_AS_TIMES)]


def test_what_the_visitor_chose_wins_over_what_the_interest_says(ready):
    visit = arrive(q=AFTERNOON, day="2027-05-11", to="12:00")
    assert chips(visit) == ["Day: Tue 11 May", "To: 12:00"]
    assert line(visit) == [find_messages.TIMES_CHOSEN.format(words="“Wednesday after 14:00”")]


def test_what_was_taken_back_counts_for_the_interest_that_said_it_alone(ready):
    visit = arrive(q=AFTERNOON, times="any", without="words")
    type_interest(visit, "graphs, Thursday, but no health")
    assert visit.query_params.keys() & {"times", "without"} == set()
    assert chips(visit) == ["Day: Thu 13 May"]
    assert len(line(visit)) == 2


@pytest.mark.parametrize("interest", ["Wednesday morning", "something interesting, Wednesday morning"])
def test_an_interest_that_only_says_when_shows_what_is_on_then(ready, interest):
    visit = arrive(q=interest)
    assert cards(visit) == []
    assert f"<h2>{find_messages.ON_THEN}</h2>" in panel(visit, "then")
    on = ready.finder(SAMPLE).facets.left(Filters(day=("2027-05-12",), end=time(12)))
    assert panel(visit, "then").count("<li>") == on == 17
    assert find_messages.SEE_IN_PROGRAMME in panel(visit, "filters")
    assert find_messages.TRY not in said(visit.caption)
    assert not visit.info


def test_sessions_that_say_what_is_not_wanted_are_left_out_and_counted(ready):
    visit = arrive(q="dashboards but not forecasts")
    unwanted = Filters(unsaid=("forecasts",))
    count = 150 - ready.finder(SAMPLE).facets.left(unwanted)
    assert count > 0
    assert line(visit) == [find_messages.LEFT_OUT.format(words="“forecasts”", count=count)]
    assert titles(visit) == found(ready, "dashboards", filters=unwanted)
    assert chips(visit) == []
    back = arrive(q="dashboards but not forecasts", without="words")
    assert titles(back) == found(ready, "dashboards but not forecasts")
    assert buttons(back) == [("without", "words", find_messages.LEAVE_OUT)]


def test_where_nothing_says_what_is_not_wanted_that_is_said():
    visit = arrive(q="dashboards but not zeppelins")
    assert line(visit) == [find_messages.LEFT_OUT_NOTHING.format(words="“zeppelins”")]
    assert buttons(visit) == [("without", "words", find_messages.SEARCH_AS_WORDS)]


def test_an_interest_that_only_excludes_offers_the_examples_and_says_so(ready):
    visit = arrive(q="anything but health")
    assert find_messages.TRY in said(visit.caption)
    assert line(visit)[0].startswith("Left out: sessions that mention “health”")
    assert cards(visit) == []


def test_where_an_exclusion_leaves_nothing_that_is_said_instead_of_an_answer(ready):
    visit = arrive(q="maps, but no health", track="Health and Care")  # the track's name has the word
    count = ready.finder(SAMPLE).facets.left(Filters(track=("Health and Care",)))
    assert line(visit) == [f"{find_messages.LEFT_OUT.format(words='“health”', count=count)} {find_messages.NONE_LEFT}"]
    assert cards(visit) == []
    assert not visit.info


@pytest.mark.parametrize("interest", ["graphs", "Health Analytics?", "no-code", "Black Friday", ""])
def test_an_interest_without_either_has_no_such_line(ready, interest):
    assert panel(arrive(q=interest), "taken") == ""


def test_what_was_typed_is_text_and_no_element_of_the_page(ready):
    visit = arrive(q="maps but not <b>gulls</b>")
    assert "<b>" not in panel(visit, "taken")


def test_the_line_is_said_in_the_visitor_s_language(ready):
    visit = arrive(q="Karten, Mittwoch", lang="de")
    assert line(visit) == ["„Mittwoch“ ist als Zeitangabe gelesen: siehe Filter."]


def test_all_that_is_on_then_is_counted_though_the_list_ends_sooner(ready):
    visit = arrive(q="Wednesday")
    on = ready.finder(SAMPLE).facets.left(Filters(day=("2027-05-12",)))
    assert panel(visit, "then").count("<li>") == min(on, 60)
    assert escape(find_messages.NOW_MORE.format(count=on - 8)) in panel(visit, "then")


def test_what_a_screen_reader_hears_has_no_signs_of_html():
    assert parsed_query._plain_text("“<bdi>R &amp; &lt;D&gt; &quot;x&#x27;</bdi>”") == "“R & <D> \"x'”"
