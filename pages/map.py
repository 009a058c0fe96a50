"""The programme as a picture: what is near in meaning is near on the map."""

import streamlit as st

from session_finder.domain.library import LibraryError
from session_finder.models.worker import Busy
from session_finder.web.i18n.texts import find_messages, map_messages
from session_finder.web.map import map as parts
from session_finder.web.service.shared import service
from session_finder.web.visit import my_plan, navigation
from session_finder.web.visit.error_messages import show_refusal
from session_finder.web.visit.page_start import arrive

st.set_page_config(layout="wide")
st.title(find_messages.MAP, anchor=False)
conference, _, several = arrive()


@st.fragment
def explore() -> None:
    """The map, what is marked on it, and the list; a click reruns this and nothing else."""
    navigation.go()
    st.caption(map_messages.INTRODUCTION)
    typing, choosing = st.columns([3, 2])
    with typing:
        interest = parts.ask()
    try:
        finder = service().finder(conference.slug)
        answer = parts.found(finder, interest)
    except (Busy, LibraryError) as error:
        show_refusal(error)
        return
    programme = finder.programme
    my_plan.keep(programme, several)
    if not finder.topic_map.available:
        st.info(map_messages.TOO_MANY, icon=":material/map:")
        return
    drawn = parts.drawn_map(finder)
    with choosing:
        area = parts.choose_area(drawn)
    picture, reading = st.columns([3, 2])
    with picture:
        parts.show_marks(answer, bool(my_plan.my_plan(programme.slug).stars))
        chosen = parts.show_picture(drawn, area, answer, programme)
        st.caption(map_messages.HOW)
    with reading:
        parts.show_chosen(programme, chosen)
        parts.show_list(drawn, area, answer, programme)


explore()
