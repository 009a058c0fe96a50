"""The programme as a map: sessions with similar content are close together."""

import streamlit as st

from session_finder.domain.errors import StoreError
from session_finder.models.worker import Busy
from session_finder.web.i18n.texts import map_messages
from session_finder.web.map import map_page as parts
from session_finder.web.service.process_service import service
from session_finder.web.visit import my_plan, navigation
from session_finder.web.visit.error_messages import show_error
from session_finder.web.visit.page_start import start_page

st.set_page_config(layout="wide")
conference, _, several = start_page()


@st.fragment
def explore() -> None:
    """The map, its marks, and the list. A click reruns only this fragment."""
    navigation.navigate()
    st.caption(map_messages.INTRODUCTION)
    typing, choosing = st.columns([3, 2])
    with typing:
        interest = parts.ask()
    try:
        loaded = service().loaded(conference.slug)
        answer = parts.find_marked(loaded, interest)
    except (Busy, StoreError) as error:
        show_error(error)
        return
    programme = loaded.programme
    my_plan.store(programme, several, interest)
    if not loaded.topic_map.available:
        st.info(map_messages.TOO_MANY, icon=":material/map:")
        return
    drawn = parts.load_map(loaded.topic_map)
    with choosing:
        area = parts.choose_area(drawn)
    picture, reading = st.columns([3, 2])
    with picture:
        parts.show_mark_legend(answer, bool(my_plan.my_plan(programme.slug).stars))
        chosen = parts.show_chart(drawn, area, answer, programme)
        st.caption(map_messages.HOW)
    with reading:
        parts.show_chosen(programme, chosen)
        parts.show_list(drawn, area, answer, programme)


explore()
