"""The timetable's view settings as query parameters, so that a link carries them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal
from urllib.parse import urlencode

import streamlit as st

from session_finder.web.visit.filters_address import PARAMETERS
from session_finder.web.visit.navigation import SESSION
from session_finder.web.visit.query_parameters import set_parameter

View = Literal["", "grid", "list"]
VIEW, DAY, ROOMS, WORD = "view", "day", "rooms", "word"
ALL, UNSCHEDULED = "all", "unscheduled"  # values of DAY that are not dates
OWN_PARAMETERS: Final = (DAY,)  # filter parameters that the timetable handles itself: DAY has values that are not dates
LINKED_FACETS: Final = ("track", "room")  # facets that a session's page links to
_PARAMETERS: Final = tuple(dict.fromkeys((VIEW, DAY, ROOMS, WORD, *PARAMETERS)))
_SETTINGS: Final = "timetable_left"
_LAST_OPENED: Final = "timetable_opened"


@dataclass(frozen=True, slots=True)
class ViewSettings:
    """``view``: "" if the visitor has not chosen one. ``day``: an ISO date, ALL, UNSCHEDULED, or "".

    ``rooms``: the grid's page of rooms, from 0.
    """

    view: View = ""
    day: str = ""
    rooms: int = 0

    @property
    def date(self) -> date | None:
        """The chosen date, None if there is none."""
        try:
            return date.fromisoformat(self.day)
        except ValueError:
            return None


def view_settings() -> ViewSettings:
    """The settings in the address; invalid values count as missing."""
    said = st.query_params.get(VIEW, "")
    page = st.query_params.get(ROOMS, "1")
    rooms = int(page) - 1 if page.isascii() and page.isdigit() and len(page) < 4 else 0
    view: View = "grid" if said == "grid" else "list" if said == "list" else ""
    return ViewSettings(view, st.query_params.get(DAY, ""), max(0, rooms))


def update_settings(**said: str) -> None:
    """Set query parameters; "" removes one. Any other change returns to the first page of rooms."""
    for name, value in ({ROOMS: ""} | said).items():
        set_parameter(name, value)


def remember_settings(session_id: str) -> None:
    """Remember the settings before opening a session's page."""
    st.session_state[_SETTINGS] = {
        name: st.query_params.get_all(name) for name in _PARAMETERS if name in st.query_params
    }
    st.session_state[_LAST_OPENED] = session_id


def remembered_settings() -> Mapping[str, list[str]]:
    """The remembered settings."""
    known: Mapping[str, list[str]] = st.session_state.get(_SETTINGS, {})
    return known


def return_to_timetable() -> None:
    """Return to the timetable with the remembered settings. For callbacks."""
    set_parameter(SESSION, "")
    saved = remembered_settings()
    st.session_state[WORD] = next(iter(saved.get(WORD, ())), "")
    st.query_params.update({name: saved.get(name, []) for name in _PARAMETERS if name != WORD})


def show_only(field: str, value: str) -> None:
    """Show the sessions of a track or room on all days, or those that match a word. For callbacks."""
    st.session_state[_SETTINGS] = {field: [value]} if field == WORD else {field: [value], DAY: [ALL]}
    return_to_timetable()


def last_opened() -> str:
    """The id of the session opened last, which takes the focus on return; "" when asked again."""
    return str(st.session_state.pop(_LAST_OPENED, ""))


def requested_session() -> str | None:
    """The id of the session that the address asks for, None for the timetable."""
    return st.query_params.get(SESSION)


def href(slug: str, **said: str | list[str]) -> str:
    """The address of the programme page. ``slug`` names the conference, "" if there is only one."""
    named = {name: value for name, value in said.items() if value}
    if slug:
        named["programme"] = slug
    return f"programme?{urlencode(named, doseq=True)}" if named else "programme"
