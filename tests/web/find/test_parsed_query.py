"""What is read in a query, on the find page by AppTest: applied, told, offered, taken back in the address."""

from __future__ import annotations

import re
from datetime import time
from html import unescape

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
READ_THEN = find_messages.READ.format(count=1, words="“Wednesday after 14:00”")


def line(visit):
    """What the line says, without its buttons."""
    return [unescape(re.sub("<.*?>", "", one)) for one in re.findall("<span>(.*?)</span>", panel(visit, "taken"))]


def buttons(visit):
    return re.findall(r'data-act="(\w+)" data-id="(\w*)">(.*?)</button>', panel(visit, "taken"))


def found(ready, subject, filters=EVERYTHING):
    asked = Request.plain(subject, filters)
    return [match.session.title for match in ready.loaded(SAMPLE).finder.find(asked).matches]


def test_a_time_in_the_query_is_a_filter_that_is_seen_and_its_words_are_not_searched_for(ready):
    visit = arrive(q=AFTERNOON)
    assert chips(visit) == ["Day: Wed 12 May", "From: 14:00"]
    assert line(visit) == [READ_THEN]
    assert buttons(visit) == [("typed", "", find_messages.SEARCH_AS_WORDS)]
    assert titles(visit) == found(ready, "health analytics", filters=THEN)
    assert visit.query_params.keys() & {"day", "from", "ignore", "typed"} == set()


def test_what_is_ignored_is_told_and_can_be_applied_again(ready):
    visit = arrive(q=AFTERNOON, ignore=["day", "from"])
    assert chips(visit) == []
    assert line(visit) == [find_messages.READ_IGNORED.format(count=1, words="“Wednesday after 14:00”")]
    assert [act for act, *_ in buttons(visit)] == ["apply", "typed"]
    assert titles(visit) == found(ready, "health analytics")


def test_as_typed_all_words_are_searched_for(ready):
    visit = arrive(q=AFTERNOON, typed="1")
    assert chips(visit) == []
    assert line(visit) == [find_messages.READ_AS_WORDS]
    assert titles(visit) == found(ready, AFTERNOON)
    assert buttons(visit) == [("typed", "", find_messages.READ_AGAIN)]


def test_what_the_visitor_chose_wins_over_what_the_query_says(ready):
    visit = arrive(q=AFTERNOON, day="2027-05-11", to="12:00")
    assert chips(visit) == ["Day: Tue 11 May", "To: 12:00"]
    assert line(visit) == [find_messages.READ_CHOSEN.format(count=1, words="“Wednesday after 14:00”")]


def test_what_was_taken_back_counts_for_the_query_that_said_it_alone(ready):
    visit = arrive(q=AFTERNOON, ignore="day", typed="1")
    type_interest(visit, "graphs, Thursday, but not health")
    assert visit.query_params.keys() & {"ignore", "typed"} == set()
    assert chips(visit) == ["Day: Thu 13 May", "without health"]


@pytest.mark.parametrize(
    ("query", "filters", "expected"),
    [
        ("Wednesday morning", Filters(day=("2027-05-12",), end=time(12)), ["Day: Wed 12 May", "To: 12:00"]),
        (
            "something interesting, Wednesday morning",
            Filters(day=("2027-05-12",), end=time(12)),
            ["Day: Wed 12 May", "To: 12:00"],
        ),
        (
            "workshops on Thursday",
            Filters(day=("2027-05-13",), format=("workshop",)),
            ["Day: Thu 13 May", "Format: workshop"],
        ),
        ("sessions in Portuguese", Filters(language=("pt",)), ["Language: Portuguese"]),
        ("Dr Okwuosa", Filters(speaker=("Professor Ifeanyi Okwuosa",)), None),
        ("hc-15", Filters(code=("HC-15",)), None),
    ],
)
def test_a_query_of_filters_alone_lists_their_sessions_in_time_order_with_their_count(ready, query, filters, expected):
    visit = arrive(q=query)
    facets, searchable = ready.loaded(SAMPLE).facets, ready.loaded(SAMPLE).programme.searchable
    rows = sorted((searchable[row] for row in facets.rows(filters)), key=lambda one: one.start)
    assert titles(visit) == [session.title for session in rows[:3]]
    assert find_messages.LISTED.format(count=len(rows)) in said(visit.caption)
    assert "<meter" not in panel(visit, "results")
    assert expected is None or chips(visit) == expected
    assert find_messages.TRY not in said(visit.caption)
    assert not visit.info


def test_sessions_that_say_what_is_not_wanted_are_left_out_and_counted(ready):
    visit = arrive(q="charts but not forecasts")
    unwanted = Filters(unsaid=("forecasts",))
    count = 150 - ready.loaded(SAMPLE).facets.left(unwanted)
    assert count > 0
    assert line(visit)[0] == find_messages.LEFT_OUT.format(words="“forecasts”", count=count)
    assert titles(visit) == found(ready, "charts", filters=unwanted)
    assert chips(visit) == ["without forecasts"]
    back = arrive(q="charts but not forecasts", typed="1")
    assert titles(back) == found(ready, "charts but not forecasts")


def test_where_nothing_says_what_is_not_wanted_that_is_said():
    visit = arrive(q="charts but not zeppelins")
    assert line(visit)[0] == find_messages.LEFT_OUT_NOTHING.format(words="“zeppelins”")
    assert buttons(visit)[0] == ("typed", "", find_messages.SEARCH_AS_WORDS)


def test_a_query_that_only_excludes_offers_the_examples_and_says_so(ready):
    visit = arrive(q="anything but health")
    assert find_messages.TRY in said(visit.caption)
    assert line(visit)[0].startswith("Left out: sessions that mention “health”")
    assert cards(visit) == []


def test_where_an_exclusion_leaves_nothing_that_is_said_instead_of_an_answer(ready):
    visit = arrive(q="cod, but not health", track="Health and Care")  # the track's name has the word
    count = ready.loaded(SAMPLE).facets.left(Filters(track=("Health and Care",)))
    assert line(visit) == [f"{find_messages.LEFT_OUT.format(words='“health”', count=count)} {find_messages.NONE_LEFT}"]
    assert cards(visit) == []
    assert not visit.info


def test_what_may_be_meant_is_offered_and_not_applied(ready):
    visit = arrive(q="no vendor lock-in")
    assert chips(visit) == []
    assert titles(visit) == found(ready, "no vendor lock-in")
    assert line(visit) == [find_messages.MAYBE]
    assert buttons(visit) == [("offer", "0", "Leave out “vendor lock-in”")]


def test_a_time_that_may_be_meant_is_offered_with_all_that_it_sets(ready):
    visit = arrive(q="dashboards, le matin de la vie; dashboards le matin")
    assert buttons(visit) == [("offer", "0", "To: 12:00")]
    assert chips(arrive(q="dashboards le matin", to="12:00")) == ["To: 12:00"]
    assert titles(arrive(q="dashboards le matin", to="12:00")) == found(ready, "dashboards", Filters(end=time(12)))


def test_an_offer_that_is_taken_is_no_subject_any_more(ready):
    visit = arrive(q="dashboards, no sql", exclude="sql")
    assert chips(visit) == ["without sql"]
    assert titles(visit) == found(ready, "dashboards", Filters(unsaid=("sql",)))


@pytest.mark.parametrize("query", ["graphs", "Health Analytics?", "no-code", "Black Friday", ""])
def test_a_query_that_is_all_subject_has_no_such_line(ready, query):
    assert panel(arrive(q=query), "taken") == ""


def test_what_was_typed_is_text_and_no_element_of_the_page(ready):
    visit = arrive(q="maps but not <b>gulls</b>")
    assert "<b>" not in panel(visit, "taken")


def test_the_line_is_said_in_the_visitor_s_language(ready):
    visit = arrive(q="Vögel, Mittwoch", lang="de")
    assert line(visit) == ["„Mittwoch“ ist als Filter gelesen, siehe oben."]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "“workshops”, “on Wednesday” are read as filters, see above."),
        ("de", "„workshops“, „on Wednesday“ sind als Filter gelesen, siehe oben."),
        ("fr", "« workshops », « on Wednesday » sont lus comme des filtres, voir ci-dessus."),
        ("es", "«workshops», «on Wednesday» se entienden como filtros, véase arriba."),
        ("ja", "「workshops」、「on Wednesday」を絞り込み条件として読みました。上をご覧ください。"),
    ],
)
def test_several_filters_are_said_in_the_plural(ready, language, said):
    visit = arrive(q="workshops on Wednesday", lang=language)
    assert [re.sub(r"\s", " ", one) for one in line(visit)] == [said]


def test_what_a_screen_reader_hears_has_no_signs_of_html():
    assert parsed_query._plain_text("“<bdi>R &amp; &lt;D&gt; &quot;x&#x27;</bdi>”") == "“R & <D> \"x'”"
