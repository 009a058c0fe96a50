"""The visitor's plan: clashes, gaps, suggestions for free time, downloads."""

import streamlit as st

from session_finder.domain.errors import StoreError
from session_finder.models.worker import Busy
from session_finder.planning.advice import advice, still_to_come
from session_finder.search.relevance import Relevance
from session_finder.search.request import understand
from session_finder.web.plan import comparison
from session_finder.web.plan import plan_page as parts
from session_finder.web.plan.day_proposal import offer_filling
from session_finder.web.service.process_service import service
from session_finder.web.sessions.downloads import show_takeaway
from session_finder.web.visit import my_plan, navigation
from session_finder.web.visit.error_messages import show_error
from session_finder.web.visit.page_start import start_page
from session_finder.web.visit.plan_preferences import ask_preferences

conference, _, several = start_page()


@st.fragment
def mine() -> None:
    """The plan and everything around it. An action reruns only this fragment."""
    navigation.navigate()
    try:
        loaded = service().loaded(conference.slug)
    except StoreError as error:
        show_error(error)
        return
    programme = loaded.programme
    my_plan.store(programme, several)
    plan = my_plan.my_plan(programme.slug)
    possible = still_to_come(programme, service().now())
    parts.show_changes(programme, plan)
    shared = comparison.shared_plan()
    if shared is not None:
        comparison.show_comparison(programme, shared, possible)
        return
    preferences = ask_preferences()
    starred = plan.sessions(programme)
    try:
        interests = [understand(one, loaded.lexicon, service().now()) for one in preferences.interests]
        relevance = Relevance.of(loaded.finder, interests, starred)
    except (Busy, StoreError) as error:
        show_error(error)
        relevance = Relevance(())
    entries = advice(loaded.finder, starred, relevance, possible, preferences.minutes)
    parts.show_plan(programme, plan, entries, relevance)
    offer_filling(loaded.finder, plan, relevance, possible, preferences.minutes)
    if starred:
        show_takeaway(programme, plan)
        parts.offer_phone(programme, plan, several)
        parts.offer_sharing(programme, plan, several)


mine()
