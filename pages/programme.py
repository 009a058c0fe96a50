"""The whole timetable, and each session's own page."""

import streamlit as st

from session_finder.application.library import LibraryError
from session_finder.web import going, my_plan, session_page, words
from session_finder.web import programme_parts as parts
from session_finder.web.arrival import arrive
from session_finder.web.refusal import show_refusal
from session_finder.web.shared import service
from session_finder.web.timetable_address import wanted_session

going.go()
session_id = wanted_session()
if session_id is None:
    st.title(words.PROGRAMME, anchor=False)
conference, finder, several = arrive()


@st.fragment
def timetable() -> None:
    """The box and the timetable; typing and choosing rerun this and nothing else."""
    going.go()
    word = parts.ask()
    try:
        finder = service().finder(conference.slug)
    except LibraryError as error:
        show_refusal(error)
        return
    my_plan.keep(finder.programme, several)
    parts.show(finder, word, several)


if session_id is None:
    timetable()
else:
    my_plan.keep(finder.programme, several)
    session_page.show(finder, session_id, several)
