"""The parts of the map page: search box, chart, selected session, list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from session_finder.domain.sessions import Programme
from session_finder.query.query import one_line
from session_finder.search.loaded_conference import LoadedConference
from session_finder.search.request import understand
from session_finder.search.results import Answer
from session_finder.topics.topic_map import LazyTopicMap, Neighbourhood, ProgrammeMap
from session_finder.web.components.html_component import show_panel
from session_finder.web.components.query_notice import show_query_notice
from session_finder.web.i18n.texts import find_messages as common
from session_finder.web.i18n.texts import map_messages as words
from session_finder.web.map import chart
from session_finder.web.map.neighbourhood_list import CSS, IN_ONE, IN_OVERVIEW, chosen_html, list_html
from session_finder.web.service import metrics
from session_finder.web.service.process_service import service
from session_finder.web.sessions.cards import when
from session_finder.web.visit import my_plan
from session_finder.web.visit.query_parameters import BOX, set_parameter
from session_finder.web.visit.restore_search import remember_search, restore_search
from session_finder.web.visit.session_actions import handle_session_action

AREA = "area"  # query parameter: the number of the neighbourhood, from 1
MARKED = 3  # sessions that a search marks
_FEWEST = 3
_CARD, _LIST, _CHART = "map_card", "map_list", "map_chart"


def load_map(topic_map: LazyTopicMap) -> ProgrammeMap:
    """The map, with a spinner while it is computed for the first time."""
    if topic_map.is_drawn:
        return topic_map.get()
    with st.spinner(words.DRAWING):
        return topic_map.get()


def ask() -> str:
    """Show the search box, which shares its text with the find page, and return the query."""
    restore_search(query_only=True)
    typed = st.text_input(
        words.SEARCH, key=BOX, type="search", placeholder=common.PLACEHOLDER, live="300ms", bind="query-params"
    )
    interest = one_line(typed)
    remember_search(interest, query_only=True)
    return interest


def find_marked(loaded: LoadedConference, interest: str) -> Answer:
    """The matches to mark, parsed as on the find page; empty without a query. Raises Busy."""
    if not interest:
        return Answer("", (), more=False)
    request = understand(interest, loaded.lexicon, service().now())
    with st.container():  # always one element, as in show_mark_legend
        show_query_notice(request.query)
    with metrics.search("map"):
        return loaded.finder.find(request, MARKED)


def choose_area(drawn: ProgrammeMap) -> Neighbourhood | None:
    """The selected neighbourhood, None for the whole map."""
    names = {str(area.number + 1): chart.name_of(area) for area in drawn.neighbourhoods}
    asked = st.query_params.get(AREA, "")
    st.session_state[AREA] = asked if asked in names else ""
    chosen = st.selectbox(
        words.AREA,
        ["", *names],
        format_func=lambda number: names.get(number, words.WHOLE),
        key=AREA,
        on_change=_area_into_address,
    )
    return drawn.neighbourhoods[int(chosen) - 1] if chosen else None


def show_mark_legend(answer: Answer, starred: bool) -> None:
    """Explain the rings and stars, if there are any."""
    said = [words.MARKED if answer.close else words.MARKED_FAR] if answer.matches else []
    said += [words.STARS] if starred else []
    with st.container():  # always one element, so that the chart below keeps its position and zoom
        if said:
            st.caption(" ".join(said))


def show_chart(drawn: ProgrammeMap, area: Neighbourhood | None, answer: Answer, programme: Programme) -> str:
    """Show the chart and return the id of the clicked session, "" for none."""
    if len(drawn.points) < _FEWEST:
        st.info(words.FEW, icon=":material/map:")
        return ""
    starred = my_plan.my_plan(programme.slug).ids
    marked = [match.session.id for match in answer.matches]
    names = ", ".join(chart.name_of(one) for one in drawn.neighbourhoods)
    spec = chart.specification(drawn, area)
    clicked = st.vega_lite_chart(
        spec=spec | {"datasets": chart.tables(drawn, area, when, marked, starred)},
        key=f"{_CHART}-{area.number if area else 'all'}",
        on_select="rerun",
        selection_mode=[chart.CHOSEN, chart.VIEW],
        alt=words.PICTURE.format(count=len(drawn.points), neighbourhoods=names),
        width="stretch",
    )
    return _clicked_id(clicked)


def show_chosen(programme: Programme, session_id: str) -> None:
    """Show the card of the clicked session."""
    session = programme.by_id.get(session_id)
    html = chosen_html(session, session_id in my_plan.my_plan(programme.slug).ids) if session else ""
    said = words.CHOSEN_SAID.format(title=session.title) if session else ""
    show_panel(_CARD, html, said, on_action=lambda: handle_session_action(programme, _CARD))


def show_list(drawn: ProgrammeMap, area: Neighbourhood | None, answer: Answer, programme: Programme) -> None:
    """Show the same sessions as a list."""
    places = {match.session.id: place for place, match in enumerate(answer.matches, start=1)}
    starred = my_plan.my_plan(programme.slug).ids
    areas = [area] if area else drawn.neighbourhoods
    html = list_html(areas, places, starred, IN_ONE if area else IN_OVERVIEW)
    show_panel(_LIST, html, css=CSS, on_action=lambda: handle_session_action(programme, _LIST))


def _clicked_id(event: object) -> str:
    """The session id in the browser's report, which may hold anything; "" if there is none."""
    selection = event.get("selection") if isinstance(event, Mapping) else None
    rows = selection.get(chart.CHOSEN) if isinstance(selection, Mapping) else None
    first = rows[0] if isinstance(rows, Sequence) and rows else None
    return str(first.get("id", "")) if isinstance(first, Mapping) else ""


def _area_into_address() -> None:
    set_parameter(AREA, st.session_state[AREA])
