"""The common start of attendee pages: wait for the model, choose the conference, load the plan."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from session_finder.bootstrap.service import NotReady
from session_finder.domain.errors import StoreError
from session_finder.domain.library import Conference
from session_finder.search.loaded_conference import LoadedConference
from session_finder.serving.snapshot import Served
from session_finder.timetable import time_format
from session_finder.web.i18n.locale import locale_for, visitor_locale
from session_finder.web.i18n.texts import find_messages
from session_finder.web.service.process_service import service
from session_finder.web.visit import my_plan
from session_finder.web.visit.conference_choice import current_conference, names_unknown
from session_finder.web.visit.error_messages import show_error
from session_finder.web.visit.loading_screen import show_loading
from session_finder.web.visit.page_titles import name_tab, page_name
from session_finder.web.visit.restore_search import current_page


def published_conferences() -> Served:
    """The published conferences, at least one of them listed. Stops the page run if there is nothing to show."""
    try:
        served = service().served
    except NotReady:
        show_loading()
        st.stop()
    if served.as_of is not None:
        st.info(find_messages.AS_OF.format(when=_format_moment(served.as_of)), icon=":material/cloud_off:")
    if not served.listed:
        st.info(find_messages.NO_PROGRAMME, icon=":material/event_upcoming:")
        st.stop()
    return served


def start_page() -> tuple[Conference, LoadedConference, bool]:
    """The conference, as loaded, and whether there are several. Stops the page run if there is nothing to show."""
    served = published_conferences()
    conference = current_conference(served.listed)
    name_tab(page_name(current_page()), conference.name)
    if names_unknown(served.listed):
        st.warning(find_messages.NO_SUCH_PROGRAMME, icon=":material/search_off:")
    try:
        loaded = served.loaded(conference.slug)
    except StoreError as error:  # damaged, or not in memory while the database is unavailable
        show_error(error)
        st.stop()
    my_plan.offer_choice(conference.slug)
    return conference, loaded, len(served.shown) > 1


def _format_moment(moment: datetime) -> str:
    """Format a moment in the visitor's time zone, or in UTC if the browser does not report one."""
    visitor = visitor_locale()
    own = locale_for("", None, st.context.timezone or "").zone
    local = moment.astimezone(own or UTC)
    return f"{time_format.joined(local, visitor.locale)} {time_format.zone_name(local)}"
