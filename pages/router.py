"""The main script: who is here, which pages they get."""

import streamlit as st

from session_finder.web import door_words, doors, words
from session_finder.web.icon import ICON
from session_finder.web.shared import service

st.set_page_config(page_title=words.TITLE, page_icon=ICON, layout="centered")
listed = doors.organizer() is not None
find = st.Page("find.py", title=words.TITLE, default=True)
# Its address leads to it in any case: that is where organizers sign in.
organize = st.Page("organize.py", title=door_words.TITLE, visibility="visible" if listed else "hidden")
st.navigation([find, organize], position="top" if listed else "hidden").run()
service().settle()
