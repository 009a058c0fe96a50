"""The programme as a picture: what is near in meaning is near on the map."""

import streamlit as st

from session_finder.web import my_plan, words
from session_finder.web.arrival import arrive

st.title(words.MAP, anchor=False)
conference, finder, several = arrive()
my_plan.keep(finder.programme, several)
