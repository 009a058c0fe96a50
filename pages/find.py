"""Type an interest, get the three sessions that fit best."""

import streamlit as st

from session_finder.domain.library import LibraryError
from session_finder.models.worker import Busy
from session_finder.web.filters.filter_bar import show_filters
from session_finder.web.find import all_conferences, parsed_query
from session_finder.web.find import search_box as parts
from session_finder.web.find.now_panel import show_now_and_next
from session_finder.web.i18n.texts import find_messages
from session_finder.web.service import metrics
from session_finder.web.service.shared import service
from session_finder.web.visit import my_plan, navigation
from session_finder.web.visit.error_messages import show_refusal
from session_finder.web.visit.feedback import feedback, rated
from session_finder.web.visit.filters_address import Asked
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
        request, unknown = parsed_query.ask(interest, finder)
        show_filters(finder, Asked(request.filters.without(["unsaid"]), unknown), read=request.added)
        parsed_query.show(request, finder)
        if not (request.subject or liked):
            if request.only_when:
                parsed_query.show_on_then(request, finder)
                return
            parts.offer_examples(conference)
            show_now_and_next(finder.programme, request.filters)
            return
        wanted = parts.wanted(interest, request.filters)
        with metrics.search("page"):
            answer = finder.find(request, wanted, feedback=feedback(liked, disliked))
    except (Busy, LibraryError) as error:
        show_refusal(error)
        return
    parts.show(answer, liked, disliked, finder, request.filters)
    if several and interest:
        all_conferences.offer(interest)


search()
parts.show_model(service().model)
