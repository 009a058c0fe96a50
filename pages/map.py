"""The programme as a picture: what is near in meaning is near on the map."""

import streamlit as st

from session_finder.application.library import LibraryError
from session_finder.engine.worker import Busy
from session_finder.web import going, map_words, my_plan, words
from session_finder.web import map_parts as parts
from session_finder.web.arrival import arrive
from session_finder.web.refusal import show_refusal
from session_finder.web.shared import service

st.set_page_config(layout="wide")
st.title(words.MAP, anchor=False)
conference, _, several = arrive()


@st.fragment
def explore() -> None:
    """The map, what is marked on it, and the list; a click reruns this and nothing else."""
    going.go()
    st.caption(map_words.INTRODUCTION)
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
    if not finder.mappable:
        st.info(map_words.TOO_MANY, icon=":material/map:")
        return
    drawn = parts.drawn_map(finder)
    with choosing:
        area = parts.choose_area(drawn)
    picture, reading = st.columns([3, 2])
    with picture:
        parts.show_marks(answer, bool(my_plan.my_plan(programme.slug).stars))
        chosen = parts.show_picture(drawn, area, answer, programme)
        st.caption(map_words.HOW)
    with reading:
        parts.show_chosen(programme, chosen)
        parts.show_list(drawn, area, answer, programme)


explore()
