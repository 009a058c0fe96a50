"""The main script: set the visitor's locale, show the header, run the current page."""

import streamlit as st

from session_finder.web.auth import sign_in
from session_finder.web.components.icon import ICON
from session_finder.web.header.header import show_header
from session_finder.web.header.visitor_language import update_visitor_locale
from session_finder.web.service.process_service import service
from session_finder.web.visit import navigation
from session_finder.web.visit.page_titles import PAGES, PRODUCT, START, page_name
from session_finder.web.visit.restore_search import note_page

update_visitor_locale()
st.set_page_config(page_title=PRODUCT, page_icon=ICON, layout="centered")
page = st.navigation(
    [st.Page(f"{name or 'find'}.py", title=page_name(name), default=name == START) for name in PAGES],
    position="hidden",  # the header has links
)
navigation.navigate()
note_page(page.url_path)
show_header(page.url_path, organizes=sign_in.organizer() is not None)
page.run()
service().settle()
