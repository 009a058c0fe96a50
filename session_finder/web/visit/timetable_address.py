"""What a visitor chose to see of the timetable: it stands in the address, so that a link carries it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal
from urllib.parse import urlencode

import streamlit as st

from session_finder.web.visit.filters_address import PARAMETERS
from session_finder.web.visit.navigation import SESSION

View = Literal["", "grid", "list"]
VIEW, DAY, ROOMS, WORD = "view", "day", "rooms", "word"
ALL, UNSCHEDULED = "all", "unscheduled"  # days that are no dates
OWN: Final = (DAY,)  # of the filters' parameters: one day is shown, and some of its values are no dates
NARROWING: Final = ("track", "room")  # what a session's page leads to
_CHOSEN: Final = tuple(dict.fromkeys((VIEW, DAY, ROOMS, WORD, *PARAMETERS)))
_LEFT: Final = "timetable_left"
_LAST_OPENED: Final = "timetable_opened"


@dataclass(frozen=True, slots=True)
class Chosen:
    """``view``: "" where the visitor leaves it to us. ``day``: an ISO date, ALL, UNSCHEDULED, or "".

    ``rooms``: which page of rooms the grid shows, from 0.
    """

    view: View = ""
    day: str = ""
    rooms: int = 0

    @property
    def date(self) -> date | None:
        """The date that is chosen, None for none."""
        try:
            return date.fromisoformat(self.day)
        except ValueError:
            return None


def chosen() -> Chosen:
    """What the address says; what it cannot mean counts as not said."""
    said = st.query_params.get(VIEW, "")
    page = st.query_params.get(ROOMS, "1")
    rooms = int(page) - 1 if page.isascii() and page.isdigit() and len(page) < 4 else 0
    view: View = "grid" if said == "grid" else "list" if said == "list" else ""
    return Chosen(view, st.query_params.get(DAY, ""), max(0, rooms))


def choose(**said: str) -> None:
    """Write into the address, "" takes out; another day or narrowing begins at the first page of rooms."""
    for name, value in ({ROOMS: ""} | said).items():
        if value:
            st.query_params[name] = value
        elif name in st.query_params:
            del st.query_params[name]


def leave(session_id: str) -> None:
    """Remember what is chosen, for the way back from a session's page."""
    st.session_state[_LEFT] = {name: st.query_params.get_all(name) for name in _CHOSEN if name in st.query_params}
    st.session_state[_LAST_OPENED] = session_id


def left() -> Mapping[str, list[str]]:
    """What was chosen when the visitor left the timetable for a session's page."""
    known: Mapping[str, list[str]] = st.session_state.get(_LEFT, {})
    return known


def come_back() -> None:
    """Show the timetable as it was left: a callback."""
    if SESSION in st.query_params:
        del st.query_params[SESSION]
    was = left()
    st.session_state[WORD] = next(iter(was.get(WORD, ())), "")
    st.query_params.update({name: was.get(name, []) for name in _CHOSEN if name != WORD})


def show_only(field: str, value: str) -> None:
    """Show the sessions of a track or a room, on all days, or those that have a word: a callback."""
    st.session_state[_LEFT] = {field: [value]} if field == WORD else {field: [value], DAY: [ALL]}
    come_back()


def last_opened() -> str:
    """The session whose page was opened last, once: where the visitor comes back to."""
    return str(st.session_state.pop(_LAST_OPENED, ""))


def wanted_session() -> str | None:
    """The id of the session whose page the address asks for; None for the timetable."""
    return st.query_params.get(SESSION)


def href(slug: str, **said: str | list[str]) -> str:
    """The address of the programme page; ``slug`` names the conference, "" where there is only one."""
    named = {name: value for name, value in said.items() if value}
    if slug:
        named["programme"] = slug
    return f"programme?{urlencode(named, doseq=True)}" if named else "programme"
