"""The main script: set the visitor's locale, show the header, run the current page."""

import streamlit as st

from session_finder.web.auth import sign_in
from session_finder.web.components.icon import ICON
from session_finder.web.header.header import page_titles, show_header
from session_finder.web.header.visitor_language import update_visitor_locale
from session_finder.web.i18n.texts import find_messages
from session_finder.web.service.process_service import service
from session_finder.web.visit import navigation
from session_finder.web.visit.restore_search import note_page

PAGES = ("find", "programme", "plan", "map", "everywhere", "organize")

update_visitor_locale()
titles = page_titles(organizes=sign_in.organizer() is not None)
page = st.navigation(
    [st.Page(f"{name}.py", title=titles.get(name, find_messages.TITLE), default=name == "find") for name in PAGES],
    position="hidden",  # the header has links
)
st.set_page_config(page_title=find_messages.TITLE, page_icon=ICON, layout="centered")
navigation.navigate()
note_page(page.url_path)
show_header(page.url_path or "find", titles)
page.run()
service().settle()
