"""Show the header: which conference, the pages, whose clock, which language. One component for all pages.

It also mends what Streamlit leaves undone in the document around the page (header.js): language, labels, focus.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import streamlit as st

from session_finder.bootstrap.service import NotReady
from session_finder.branding.accent import DARK, LIGHT, legible
from session_finder.branding.logo import FOLDER
from session_finder.domain.errors import StoreError
from session_finder.domain.identity import UNBRANDED, Identity
from session_finder.domain.library import Conference
from session_finder.domain.sessions import Programme
from session_finder.rendering.assets import asset
from session_finder.rendering.templates import template
from session_finder.search.loaded_conference import LoadedConference
from session_finder.timetable.time_format import date_range, place, zone_name
from session_finder.web.components.html_component import missed, pressed, show_panel
from session_finder.web.header.monogram import monogram
from session_finder.web.header.visitor_language import choose_language, toggle_own_time
from session_finder.web.i18n.catalogues import LANGUAGES
from session_finder.web.i18n.locale import locale_for, visitor_locale
from session_finder.web.i18n.texts import find_messages
from session_finder.web.service.process_service import service
from session_finder.web.visit import navigation
from session_finder.web.visit.conference_choice import choose_conference, current_conference
from session_finder.web.visit.page_titles import PAGES, PRODUCT, START, page_name
from session_finder.web.visit.restore_search import forget_box
from session_finder.web.visit.timetable_address import requested_session

KEY: Final = "header"
_SEARCHING: Final = (START, "everywhere")  # pages whose search box takes the focus on arrival
_CSS: Final = asset(__name__, "css")
_SCRIPT: Final = asset(__name__, "js")
_CLOCK: Final = "M12 4a8 8 0 1 0 0 16a8 8 0 0 0 0-16M12 8v4l3 2"
# Drawn with a stroke on 24 by 24.
_ICONS: Final = {
    START: "M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13M15.3 15.3L20 20",
    "programme": "M5 6h14v14H5zM5 10h14M9 3v4M15 3v4",
    "plan": "M12 4l2.5 5.2 5.6.7-4.1 3.9 1.1 5.6L12 16.6l-5.1 2.8L8 13.8 3.9 9.9l5.6-.7z",
    "map": "M9 5L4 7v12l5-2 6 2 5-2V5l-5 2zM9 5v12M15 7v12",
    "everywhere": "M12 4a8 8 0 1 0 0 16a8 8 0 0 0 0-16M4 12h16M12 4c3 3 3 13 0 16c-3-3-3-13 0-16",
    "organize": "M12 16V5M8 9l4-4 4 4M5 16v3h14v-3",
}


class _Link(NamedTuple):
    name: str
    href: str
    label: str
    icon: str


@dataclass(frozen=True, slots=True)
class _Clock:
    """Whose clock is shown: the ``place`` of it, what that means in a sentence, and what a press offers."""

    place: str
    state: str
    offer: str
    icon: str = _CLOCK


def _listed(organizes: bool) -> tuple[str, ...]:
    """The pages that are linked. The others are reached by their addresses, "organize" to sign in there."""
    try:
        several = len(service().conferences) > 1
    except NotReady:
        several = False
    left_out = {"everywhere": not several, "organize": not organizes}
    return tuple(page for page in PAGES if not left_out.get(page))


def show_header(page: str, organizes: bool) -> None:
    """Show the header on ``page``, one of PAGES. ``organizes``: whether the organizers' page is linked."""
    conferences, conference, loaded = _served()
    heading = "" if page == "organize" or (page == "programme" and requested_session()) else _heading(page)
    identity = conference.identity if conference else UNBRANDED
    data = {
        "language": visitor_locale().language,
        "labels": dict(find_messages.SURROUNDINGS),
        "focus": page in _SEARCHING and not st.context.is_embedded,  # the reader is in the site around the box
        "accent": [legible(identity.accent, paper) for paper in (LIGHT, DARK)] if identity.accent else [],
    }
    html = ""
    if not st.context.is_embedded:  # the embedding site has a header of its own
        name = conference.name if conference else PRODUCT
        html = template(__name__).render(
            home="./",
            heading=heading,
            logo=f"{FOLDER}/{conference.slug}/{identity.logo}" if conference and identity.logo else "",
            monogram=monogram(name),
            name=name,
            facts=" · ".join(filter(None, (_days(identity, loaded), identity.place))),
            website=identity.website,
            conferences=[(one.slug, one.name) for one in conferences] if len(conferences) > 1 else [],
            current=conference.slug if conference else "",
            pages=[_Link(_script(name), name or "./", page_name(name), _ICONS[name]) for name in _listed(organizes)],
            page=_script(page),
            clock=_clock(loaded.programme) if loaded else None,
            languages=list(LANGUAGES.items()),
            language=visitor_locale().language,
            words=find_messages,
        )
    show_panel(KEY, html, css=_CSS, script=_SCRIPT, more=data, on_action=_on_action)
    if missed(KEY):
        _on_action()
        st.rerun()


def _served() -> tuple[tuple[Conference, ...], Conference | None, LoadedConference | None]:
    """The listed conferences, the visitor's, and what is served of it; none while nothing can be shown."""
    try:
        served = service().served
    except NotReady:
        return (), None, None
    if not served.listed:
        return (), None, None
    conference = current_conference(served.listed)
    try:
        return served.listed, conference, served.loaded(conference.slug)
    except StoreError:  # the page says so
        return served.listed, conference, None


def _script(page: str) -> str:
    """The name of a page's script; ``page`` is one of PAGES."""
    return page or "find"


def _heading(page: str) -> str:
    return PRODUCT if page == START else page_name(page)


def _days(identity: Identity, loaded: LoadedConference | None) -> str:
    """The days that the organizer gave, else those of the programme: "11–13 May 2027"; "" without dates."""
    held = identity.days(loaded.programme.dates if loaded else None)
    return date_range(*held, locale=visitor_locale().locale) if held else ""


def _clock(programme: Programme) -> _Clock | None:
    """The choice between the conference's clock and the visitor's; None where both agree."""
    first = next((session.start for session in programme.sessions if session.start and session.start.tzinfo), None)
    own = locale_for("", None, st.context.timezone or "").zone
    if first is None or own is None or first.astimezone(own).utcoffset() == first.utcoffset():
        return None
    visitor = visitor_locale()
    theirs, mine = place(programme.timezone or zone_name(first), visitor.locale), place(str(own), visitor.locale)
    if visitor.zone is None:
        state = find_messages.TIMES_OF_CONFERENCE.format(zone=theirs)
        return _Clock(theirs, state, find_messages.SHOW_OWN_TIMES.format(zone=mine))
    state = find_messages.TIMES_OF_OWN.format(zone=mine)
    return _Clock(mine, state, find_messages.SHOW_CONFERENCE_TIMES.format(zone=theirs))


def _on_action() -> None:
    """What was pressed or chosen in the header: its callback."""
    done = pressed(KEY)
    chosen = next(iter(done.values), "")
    if done.act == "page" and done.id in map(_script, PAGES):
        forget_box()
        navigation.request_page(done.id)
    elif done.act == "clock":
        toggle_own_time()
    elif done.act == "set" and done.id == "language":
        choose_language(chosen)
    elif done.act == "set" and done.id == "programme":
        choose_conference(chosen)
