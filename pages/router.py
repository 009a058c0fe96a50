"""The main script: set the visitor's locale, decide which pages to list, run the current one."""

import streamlit as st

from session_finder.web.auth import sign_in
from session_finder.web.components.icon import ICON
from session_finder.web.components.locale_controls import show_footer, update_visitor_locale
from session_finder.web.i18n.texts import everywhere_messages, find_messages, sign_in_messages
from session_finder.web.service.process_service import service
from session_finder.web.visit.conference_choice import several
from session_finder.web.visit.restore_search import note_page

update_visitor_locale()
st.set_page_config(page_title=find_messages.TITLE, page_icon=ICON, layout="centered")
pages = [
    st.Page("find.py", title=find_messages.FIND, icon=":material/search:", default=True),
    st.Page("programme.py", title=find_messages.PROGRAMME, icon=":material/calendar_month:"),
    st.Page("plan.py", title=find_messages.MY_PLAN, icon=":material/star:"),
    st.Page("map.py", title=find_messages.MAP, icon=":material/map:"),
]
# With a single conference the page is not listed; its address still works and says so.
across = "visible" if several() else "hidden"
everywhere = st.Page(
    "everywhere.py", title=everywhere_messages.TITLE, icon=":material/travel_explore:", visibility=across
)
# Not listed for attendees, but reachable by its address, where organizers sign in.
listed = "visible" if sign_in.organizer() is not None else "hidden"
organize = st.Page("organize.py", title=sign_in_messages.TITLE, icon=":material/upload_file:", visibility=listed)
page = st.navigation([*pages, everywhere, organize], position="hidden" if st.context.is_embedded else "top")
note_page(page.url_path)
try:
    page.run()
finally:  # a page may stop its run early
    show_footer()
service().settle()
