"""The parts of the page that searches all conferences: the cards with conference names, and the scope of the search."""

from __future__ import annotations

from html import escape
from typing import Final

import streamlit as st

from session_finder.domain.library import Conference
from session_finder.domain.sessions import Session
from session_finder.federated.exact import AnswerFromAll, FoundThere
from session_finder.filters.filters import EVERYTHING
from session_finder.query.intent import is_vague
from session_finder.rendering.assets import asset
from session_finder.web.components.escape import escape_markdown
from session_finder.web.components.html_component import pressed, show_panel
from session_finder.web.components.query_notice import show_query_notice
from session_finder.web.find import search_box
from session_finder.web.i18n.texts import everywhere_messages as words
from session_finder.web.i18n.texts import find_messages as common
from session_finder.web.sessions.cards import card_frame, occurrence_html, session_link
from session_finder.web.sessions.marks import marked
from session_finder.web.visit import navigation
from session_finder.web.visit.query_parameters import BOX

KEY: Final = "everywhere"
PAGE: Final = "everywhere.py"
_SHOWN: Final = "shown_everywhere"
# Streamlit omits a query that was brought from another page from the address, which then could not be shared.
_ADDRESS: Final = asset(__name__, "js")
_CSS: Final = asset(__name__, "css")


def offer(interest: str) -> None:
    """Show the link from the search in one conference to this page, with the query."""
    icon = ":material/travel_explore:"
    st.page_link(PAGE, label=words.TITLE, help=words.OFFER, icon=icon, query_params={BOX: interest})


def lead_to(conference: Conference) -> None:
    """With a single conference, say so and link to its search."""
    st.info(words.ONE.format(name=escape_markdown(conference.name)), icon=":material/travel_explore:")
    st.page_link("find.py", label=common.FIND, icon=":material/search:")


def introduce(conferences: int) -> None:
    """Say what can be typed, and what is searched."""
    st.caption(words.INTRODUCTION.format(count=conferences))
    st.caption(common.NOTHING_TYPED)


def wanted(interest: str) -> int:
    """How many sessions to show."""
    return search_box.wanted(interest, EVERYTHING, _SHOWN)


def show(answer: AnswerFromAll) -> None:
    """Show the query notice, the cards, the "show more" button, and the scope of the search."""
    show_query_notice(answer.query)
    if not answer.matches:
        st.info(words.NO_SESSIONS, icon=":material/event_busy:")
    elif answer.close:
        st.caption(common.RESULTS)
    else:
        said = common.VAGUE if is_vague(answer.interest) else words.NOT_CLOSE
        st.info(said.format(interest=escape_markdown(search_box.quoted(answer.interest))), icon=":material/search_off:")
    search_box.show_language(answer.language)
    best = answer.matches[0].match.session.title if answer.matches else ""
    announcement = common.FOUND.format(count=len(answer.matches), title=best) if best else words.NO_SESSIONS
    show_panel(KEY, everywhere_html(answer), announcement, css=_CSS, on_action=_on_action)
    search_box.show_limit(answer.interest)
    if answer.more:
        search_box.offer_more(_SHOWN)
    elif answer.matches and not answer.approximate:
        st.caption(words.NO_MORE)
    how = words.APPROXIMATE if answer.approximate else words.SEARCHED
    st.caption(how.format(count=answer.conferences))
    component = st.components.v2.component("session_finder_address", js=_ADDRESS)
    component(key="address", data={"name": BOX, "interest": answer.interest})


def everywhere_html(answer: AnswerFromAll) -> str:
    """The cards with their conferences' names, without actions: those are offered in the conference itself."""
    return "".join(_card(found, answer.terms, answer.close) for found in answer.matches)


def _card(found: FoundThere, terms: frozenset[str], close: bool) -> str:
    session, slug = found.match.session, found.conference.slug
    return card_frame(
        found.match,
        session_link(session, marked(session.title, terms), slug),
        terms,
        close,
        above=f'<p class="sf-there">{_conference_html(found.conference, session)}</p>',
        also=_also(found),
        slug=slug,
    )


def _conference_html(conference: Conference, session: Session) -> str:
    """The conference's name, with the year if the name lacks it, because cards show none."""
    year = str(session.start.year) if session.start else ""
    more = f" · {year}" if year and year not in conference.name else ""
    return f"<bdi>{escape(conference.name)}</bdi>{more}"


def _also(found: FoundThere) -> str:
    """The other conferences with the same session, as links."""
    links = []
    for other in found.also:
        session = other.match.session
        link = session_link(session, _conference_html(other.conference, session), other.conference.slug)
        links.append(" · ".join(part for part in (link, occurrence_html(session, found.match.session)) if part))
    return f"{escape(words.ALSO_AT)}: {'; '.join(links)}" if links else ""


def _on_action() -> None:
    done = pressed(KEY)
    slug, _, session_id = done.id.partition("/")
    if done.act == "open" and session_id:
        navigation.request_session(session_id, slug)
