"""The timetable, and each session's page."""

import streamlit as st

from session_finder.domain.errors import StoreError
from session_finder.web.service.process_service import service
from session_finder.web.timetable import session_page
from session_finder.web.timetable import timetable_page as parts
from session_finder.web.visit import my_plan, navigation
from session_finder.web.visit.error_messages import show_error
from session_finder.web.visit.page_start import start_page
from session_finder.web.visit.timetable_address import requested_session

session_id = requested_session()
conference, loaded, several = start_page()


@st.fragment
def timetable() -> None:
    """The search box and the timetable. Typing and choosing rerun only this fragment."""
    navigation.navigate()
    word = parts.ask()
    try:
        loaded = service().loaded(conference.slug)
    except StoreError as error:
        show_error(error)
        return
    my_plan.store(loaded.programme, several)
    parts.show(loaded, word, several)


if session_id is None:
    timetable()
else:
    my_plan.store(loaded.programme, several)
    session_page.show(loaded, session_id, several)
