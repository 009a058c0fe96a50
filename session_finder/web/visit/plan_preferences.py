"""Preferences for the plan: interests, and minutes to change rooms. Kept in the address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import streamlit as st

from session_finder.planning.clashes import MINUTES
from session_finder.query.query import one_line
from session_finder.search.relevance import MOST_INTERESTS
from session_finder.web.i18n.texts import plan_messages as words
from session_finder.web.visit.query_parameters import set_parameter
from session_finder.web.visit.restore_search import last_interest

FOR: Final = "for"  # query parameter, repeated for each interest
CHANGE: Final = "change"
CHOICES: Final = (0, 5, 10, 15)
_LONGEST: Final = 1000  # characters of an interest
_TEXT, _MINUTES = "plan_interests", "plan_minutes"
_KEPT: Final = "interests_kept"  # session state key: Streamlit drops the state of widgets on other pages


@dataclass(frozen=True, slots=True)
class Preferences:
    """Interests as search queries, and ``minutes`` for a change of room."""

    interests: tuple[str, ...]
    minutes: int


def ask_preferences() -> Preferences:
    """Show the two inputs and return their values."""
    if _TEXT not in st.session_state:
        st.session_state[_TEXT] = "\n".join(_initial_interests())
        requested = st.query_params.get(CHANGE, "")
        known = {str(choice): choice for choice in CHOICES}
        st.session_state[_MINUTES] = known.get(requested, st.session_state.get("minutes_kept", MINUTES))
    text, choice = st.columns([3, 1])
    text.text_area(words.INTERESTS, key=_TEXT, height=90, placeholder=words.INTERESTS_HINT)
    choice.selectbox(words.MINUTES, CHOICES, key=_MINUTES)
    interests = _interests(str(st.session_state[_TEXT]).splitlines())
    minutes = int(st.session_state[_MINUTES])
    st.session_state[_KEPT], st.session_state["minutes_kept"] = interests, minutes
    set_parameter(FOR, list(interests))
    set_parameter(CHANGE, [str(minutes)] if minutes != MINUTES else [])
    return Preferences(interests, minutes)


def _initial_interests() -> tuple[str, ...]:
    """The interests on arrival: from the address, else from earlier in the visit, else the last search."""
    requested = _interests(st.query_params.get_all(FOR))
    return requested or st.session_state.get(_KEPT) or _interests([last_interest()])


def _interests(lines: list[str]) -> tuple[str, ...]:
    queries = (one_line(line[:_LONGEST]) for line in lines)
    return tuple(dict.fromkeys(line for line in queries if line))[:MOST_INTERESTS]
