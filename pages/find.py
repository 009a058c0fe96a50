"""Type an interest, get the three sessions that fit best."""

import streamlit as st

from session_finder.application.library import LibraryError
from session_finder.engine.worker import Busy
from session_finder.web import everywhere_parts, going, metrics, my_plan, taken_parts, words
from session_finder.web import find_parts as parts
from session_finder.web.arrival import arrive
from session_finder.web.filter_bar import show_filters
from session_finder.web.now_panel import show_now_and_next
from session_finder.web.rated import rated, taste
from session_finder.web.refusal import show_refusal
from session_finder.web.shared import service

if not st.context.is_embedded:  # the conference's own site has a title
    st.title(words.TITLE, anchor=False)
conference, _, several = arrive()


@st.fragment
def search() -> None:
    """The box and its answers; typing reruns this and nothing else."""
    going.go()
    interest = parts.ask()
    try:
        finder = service().finder(conference.slug)
        my_plan.keep(finder.programme, several)
        liked, disliked = rated(finder)
        taken = taken_parts.take(interest, finder)
        show_filters(finder, taken.asked, read=taken.added)
        taken_parts.show(taken, finder)
        if not (taken.subject or liked):
            if taken.only_when:
                taken_parts.show_on_then(taken, finder)
                return
            parts.offer_examples(conference)
            show_now_and_next(finder.programme, taken.filters)
            return
        wanted = parts.wanted(interest, taken.filters)
        with metrics.search("page"):
            answer = finder.find(taken.subject, wanted, filters=taken.filters, taste=taste(liked, disliked))
    except (Busy, LibraryError) as error:
        show_refusal(error)
        return
    parts.show(answer, liked, disliked, finder, taken.filters)
    if several and interest:
        everywhere_parts.offer(interest)


search()
parts.show_model(service().model)
