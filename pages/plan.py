"""My sessions: clashes, gaps, what fits a free slot, and everything to take away."""

import streamlit as st

from session_finder.web import my_plan, words
from session_finder.web.arrival import arrive

st.title(words.MY_PLAN, anchor=False)
conference, finder, several = arrive()
my_plan.keep(finder.programme, several)
