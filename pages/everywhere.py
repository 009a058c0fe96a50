"""Type an interest, get the three sessions that fit best in any of the conferences."""

import streamlit as st

from session_finder.application.library import LibraryError
from session_finder.engine.worker import Busy
from session_finder.web import everywhere_parts as parts
from session_finder.web import everywhere_words, going, metrics
from session_finder.web.arrival import served_now
from session_finder.web.find_parts import ask, show_model
from session_finder.web.refusal import show_refusal
from session_finder.web.shared import service

st.title(everywhere_words.TITLE, anchor=False)
served = served_now()
conferences = served.conferences


@st.fragment
def search() -> None:
    """The box and its answers; typing reruns this and nothing else."""
    going.go()
    interest = ask(interest_alone=True)
    if not interest:
        parts.introduce(len(conferences))
        return
    try:
        with metrics.search("everywhere"):
            answer = service().everywhere.find(interest, parts.wanted(interest))
    except (Busy, LibraryError) as error:
        show_refusal(error)
        return
    parts.show(answer)


if len(conferences) > 1:
    search()
    show_model(service().model)
else:
    parts.lead_to(served.listed[0])
