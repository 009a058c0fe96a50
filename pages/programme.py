"""The whole timetable, and each session's own page."""

import streamlit as st

from session_finder.web import my_plan, words
from session_finder.web.arrival import arrive

st.title(words.PROGRAMME, anchor=False)
conference, finder, several = arrive()
my_plan.keep(finder.programme, several)
