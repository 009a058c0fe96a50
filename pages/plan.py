"""My sessions: clashes, gaps, what fits a free slot, and everything to take away."""

import streamlit as st

from session_finder.application.advice import advice, still_to_come
from session_finder.application.library import LibraryError
from session_finder.application.relevance import Relevance
from session_finder.engine.worker import Busy
from session_finder.web import beside_parts, going, my_plan, words
from session_finder.web import plan_parts as parts
from session_finder.web.arrival import arrive
from session_finder.web.filling_parts import offer_filling
from session_finder.web.refusal import show_refusal
from session_finder.web.shared import service
from session_finder.web.takeaway_parts import show_takeaway
from session_finder.web.wishes import ask_wishes

st.title(words.MY_PLAN, anchor=False)
conference, _, several = arrive()


@st.fragment
def mine() -> None:
    """The plan and all around it; what is pressed in it reruns this and nothing else."""
    going.go()
    try:
        finder = service().finder(conference.slug)
    except LibraryError as error:
        show_refusal(error)
        return
    programme = finder.programme
    my_plan.keep(programme, several)
    plan = my_plan.my_plan(programme.slug)
    possible = still_to_come(programme, service().now())
    parts.show_changes(programme, plan)
    shared = beside_parts.theirs()
    if shared is not None:
        beside_parts.show_beside(programme, shared, possible)
        return
    wishes = ask_wishes()
    starred = plan.sessions(programme)
    try:
        relevance = Relevance.of(finder, wishes.interests, starred)
    except (Busy, LibraryError) as error:
        show_refusal(error)
        relevance = Relevance(())
    entries = advice(finder, starred, relevance, possible, wishes.minutes)
    parts.show_plan(programme, plan, entries, relevance)
    offer_filling(finder, plan, relevance, possible, wishes.minutes)
    if starred:
        show_takeaway(programme, plan)
        parts.offer_phone(programme, plan, several)
        parts.offer_sharing(programme, plan, several)


mine()
