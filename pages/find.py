"""Type an interest, get the three sessions that fit best."""

import streamlit as st

from session_finder.domain.errors import StoreError
from session_finder.models.worker import Busy
from session_finder.web.filters.filter_bar import show_filters
from session_finder.web.find import all_conferences, parsed_query
from session_finder.web.find import search_box as parts
from session_finder.web.find.now_panel import show_now_and_next
from session_finder.web.service import metrics
from session_finder.web.service.process_service import service
from session_finder.web.visit import my_plan, navigation
from session_finder.web.visit.error_messages import show_error
from session_finder.web.visit.filters_address import RequestedFilters
from session_finder.web.visit.page_start import start_page
from session_finder.web.visit.relevance_feedback import feedback, rated_sessions

conference, _, several = start_page()


@st.fragment
def search() -> None:
    """The search box and its results. Typing reruns only this fragment."""
    navigation.navigate()
    interest = parts.ask()
    try:
        loaded = service().loaded(conference.slug)
        my_plan.store(loaded.programme, several, interest)
        liked, disliked = rated_sessions(loaded.programme)
        request, unknown = parsed_query.ask(interest, loaded)
        show_filters(loaded, RequestedFilters(request.filters, unknown), read=request.added)
        parsed_query.show(request, loaded.facets)
        if not (request.subject or request.lists or liked):
            parts.offer_examples(conference)
            show_now_and_next(loaded.programme, request.filters)
            return
        wanted = parts.wanted(interest, request.filters)
        with metrics.search("page"):
            answer = parts.find(loaded.finder, request, wanted, feedback(liked, disliked))
    except (Busy, StoreError) as error:
        show_error(error)
        return
    parts.show(answer, liked, disliked, loaded, request.filters)
    if several and interest:
        all_conferences.offer(interest)


search()
parts.show_model(service().model)
