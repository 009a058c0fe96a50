"""The main script: who is here, in which language, which pages they get."""

import streamlit as st

from session_finder.web import door_words, doors, everywhere_words, words
from session_finder.web.conference import several
from session_finder.web.icon import ICON
from session_finder.web.manners import settle_manner, show_foot
from session_finder.web.returning import note_page
from session_finder.web.shared import service

settle_manner()
st.set_page_config(page_title=words.TITLE, page_icon=ICON, layout="centered")
pages = [
    st.Page("find.py", title=words.FIND, icon=":material/search:", default=True),
    st.Page("programme.py", title=words.PROGRAMME, icon=":material/calendar_month:"),
    st.Page("plan.py", title=words.MY_PLAN, icon=":material/star:"),
    st.Page("map.py", title=words.MAP, icon=":material/map:"),
]
# Of one conference there is nothing more to find there; its address says so.
across = "visible" if several() else "hidden"
everywhere = st.Page("everywhere.py", title=everywhere_words.TITLE, icon=":material/travel_explore:", visibility=across)
# Its address leads to it in any case: that is where organizers sign in.
listed = "visible" if doors.organizer() is not None else "hidden"
organize = st.Page("organize.py", title=door_words.TITLE, icon=":material/upload_file:", visibility=listed)
page = st.navigation([*pages, everywhere, organize], position="top")
note_page(page.url_path)
try:
    page.run()
finally:  # a page that has nothing to show, or not to everybody, ends its run before its end
    show_foot()
service().settle()
