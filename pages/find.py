"""Type an interest, get the three sessions that fit best."""

import streamlit as st

from session_finder.domain.library import LibraryError
from session_finder.models.worker import Busy
from session_finder.web.filters.filter_bar import show_filters
from session_finder.web.find import all_conferences, parsed_query
from session_finder.web.find import search_box as parts
from session_finder.web.find.now_panel import show_now_and_next
from session_finder.web.i18n import find_messages
from session_finder.web.service import metrics
from session_finder.web.service.shared import service
from session_finder.web.visit import my_plan, navigation
from session_finder.web.visit.error_messages import show_refusal
from session_finder.web.visit.feedback import rated, taste
from session_finder.web.visit.page_start import arrive

if not st.context.is_embedded:  # the conference's own site has a title
    st.title(find_messages.TITLE, anchor=False)
conference, _, several = arrive()


@st.fragment
def search() -> None:
    """The box and its answers; typing reruns this and nothing else."""
    navigation.go()
    interest = parts.ask()
    try:
        finder = service().finder(conference.slug)
        my_plan.keep(finder.programme, several)
        liked, disliked = rated(finder)
        taken = parsed_query.take(interest, finder)
        show_filters(finder, taken.asked, read=taken.added)
        parsed_query.show(taken, finder)
        if not (taken.subject or liked):
            if taken.only_when:
                parsed_query.show_on_then(taken, finder)
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
        all_conferences.offer(interest)


search()
parts.show_model(service().model)
