"""The main script: who is here, which pages they get."""

import streamlit as st

from session_finder.web import words
from session_finder.web.icon import ICON
from session_finder.web.shared import service

st.set_page_config(page_title=words.TITLE, page_icon=ICON, layout="centered")
st.navigation([st.Page("find.py", title=words.TITLE, default=True)], position="hidden").run()
service().settle()
