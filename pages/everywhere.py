"""Search all conferences: type an interest, get the sessions that fit best in any of them."""

import streamlit as st

from session_finder.domain.errors import StoreError
from session_finder.models.worker import Busy
from session_finder.web.find import all_conferences as parts
from session_finder.web.find.search_box import ask, show_model
from session_finder.web.i18n.locale import visitor_locale
from session_finder.web.service import metrics
from session_finder.web.service.process_service import service
from session_finder.web.visit import navigation
from session_finder.web.visit.error_messages import show_error
from session_finder.web.visit.page_start import published_conferences
from session_finder.web.visit.page_titles import name_tab, page_name

name_tab(page_name("everywhere"))
served = published_conferences()
conferences = served.conferences


@st.fragment
def search() -> None:
    """The search box and its results. Typing reruns only this fragment."""
    navigation.navigate()
    interest = ask(query_only=True)
    if not interest:
        parts.introduce(len(conferences))
        return
    try:
        with metrics.search("everywhere"):
            language = visitor_locale().language
            answer = service().everywhere.find(interest, parts.wanted(interest), page_language=language)
    except (Busy, StoreError) as error:
        show_error(error)
        return
    parts.show(answer)


if len(conferences) > 1:
    search()
    show_model(service().model)
else:
    parts.lead_to(served.listed[0])
