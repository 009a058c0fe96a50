"""The filter bar: active filters, available choices, and how many sessions each choice leaves.

One panel of native form controls. The state is in the address and is read from there.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import streamlit as st

from session_finder.filters.filters import EVERYTHING, FACETS, Filters
from session_finder.web.components.html_component import pressed, show_panel
from session_finder.web.filters.filter_panel import CSS, bar_html
from session_finder.web.i18n.locale import visitor_locale
from session_finder.web.service.process_service import service
from session_finder.web.visit import my_plan, navigation
from session_finder.web.visit.filters_address import (
    BEGIN,
    END,
    EXCLUDE,
    IGNORE,
    ONLY,
    PARAMETERS,
    RequestedFilters,
    as_query,
    filters_in_address,
    parse_filters,
    write_filters,
)

if TYPE_CHECKING:
    from session_finder.domain.sessions import Programme, Session
    from session_finder.filters.facets import Facets
    from session_finder.search.loaded_conference import LoadedConference

KEY = "filters"
_PARAMETER_OF = {"begin": BEGIN, "end": END}
_LONGEST = 200  # characters; panels truncate reported values to this length


def ask_filters(loaded: LoadedConference, exclude: Collection[str] = ()) -> RequestedFilters:
    """The filters in the address, for this programme, the visitor's plan and the current minute.

    ``exclude``: parameters that the page handles itself.
    """
    now, planned = _now(), _planned(loaded.programme)
    return parse_filters(filters_in_address(exclude), loaded.facets, now, planned)


def show_filters(
    loaded: LoadedConference, asked: RequestedFilters, exclude: tuple[str, ...] = (), read: Filters = EVERYTHING
) -> None:
    """Show the bar with the active filters ``asked``. ``exclude``: facets that are chosen elsewhere on the page.

    ``read``: the filters in ``asked`` that were read in the query instead of chosen.
    """
    facets, planned = loaded.facets, _planned(loaded.programme)
    possible = _possible(facets, asked.filters, planned)
    visitor = visitor_locale()
    zone = loaded.programme.timezone if visitor.zone is not None else ""
    tracks = tuple(loaded.programme.track_numbers)
    html = bar_html(facets, asked, possible, zone, visitor, exclude, tracks)
    show_panel(KEY, html, css=CSS, on_action=lambda: _on_action(facets, asked.filters, exclude, read))


def _possible(facets: Facets, filters: Filters, planned: tuple[Session, ...]) -> Filters:
    """The "only" filters that make sense for this plan and time."""
    now = _now()
    ahead = 0 if facets.naive else facets.left(Filters(upcoming=now))
    return Filters(
        upcoming=now if 0 < ahead < len(facets) or filters.upcoming is not None else None,
        unplanned=frozenset(one.id for one in planned) if planned or filters.unplanned is not None else None,
        fitting=planned if planned or filters.fitting is not None else None,
    )


def _on_action(facets: Facets, filters: Filters, exclude: Collection[str], read: Filters) -> None:
    """Apply an action in the panel: its callback."""
    done = pressed(KEY)
    query = as_query(filters)
    if done.act == "programme":
        navigation.request_programme(query)
        return
    if done.act == "set":
        query = _set_values(query, done.id, done.values, facets)
    elif done.act == "drop":
        name, _, value = done.id.partition("|")
        kept = [other for other in query.get(name, ()) if other[:_LONGEST] != value[:_LONGEST]]
        query = {**query, name: kept} if name in PARAMETERS else query
    elif done.act == "loosen":
        query = as_query(filters.without([done.id] if done.id in filters.active else []))
    elif done.act == "clear":
        query = {}
    query = {name: values for name, values in query.items() if values}
    write_filters(_chosen(query, as_query(filters), as_query(read)), exclude)


def _chosen(
    query: dict[str, list[str]], before: dict[str, list[str]], read: dict[str, list[str]]
) -> dict[str, list[str]]:
    """The filters that the address must say: not those ``read`` from the query, which repeats them itself.

    A read filter that the visitor removes is ignored from then on.
    """
    said = {**query}
    removed = []
    for name, values in read.items():
        kept = query.get(name, [])
        if name == EXCLUDE:  # chosen phrases and read ones apply together
            said[name] = [value for value in kept if value not in values]
            removed += [name] if not {*values} <= {*kept} else []
        elif kept == before.get(name):
            said[name] = []
        else:
            removed += [] if kept else [name]
    if removed:
        known = st.query_params.get_all(IGNORE)
        st.query_params[IGNORE] = [*known, *(name for name in removed if name not in known)]
    return {name: values for name, values in said.items() if values}


def _set_values(query: dict[str, list[str]], name: str, values: Sequence[str], facets: Facets) -> dict[str, list[str]]:
    if name in FACETS:
        reported = set(values)
        values = [value for value in facets.values(name) if value[:_LONGEST] in reported]
    elif name not in (BEGIN, END, ONLY):
        return query
    return {**query, name: [value for value in values if value]}


def _planned(programme: Programme) -> tuple[Session, ...]:
    return my_plan.my_plan(programme.slug).sessions(programme)


def _now() -> datetime:
    """The current minute; the coarser value makes the panel's cache effective."""
    return service().now().replace(second=0, microsecond=0)
