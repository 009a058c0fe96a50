"""My sessions: clashes, gaps, what fits a free slot, and everything to take away."""

import streamlit as st

from session_finder.web import my_plan, words
from session_finder.web.arrival import arrive
from session_finder.web.takeaway_parts import show_takeaway

st.title(words.MY_PLAN, anchor=False)
conference, finder, several = arrive()
my_plan.keep(finder.programme, several)
show_takeaway(finder.programme, my_plan.my_plan(conference.slug))
