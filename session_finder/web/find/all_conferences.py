"""The parts of the page that searches all conferences: the cards with their conferences, and how much was searched."""

from __future__ import annotations

from html import escape
from typing import Final

import streamlit as st

from session_finder.domain.library import Conference
from session_finder.domain.sessions import Session
from session_finder.federated.federated import AnswerFromAll, FoundThere
from session_finder.filters.filters import EVERYTHING
from session_finder.query.intent import is_vague
from session_finder.web.components.escape import as_typed
from session_finder.web.components.html_component import pressed, show_panel
from session_finder.web.components.query_notice import show_query_notice
from session_finder.web.find import search_box
from session_finder.web.i18n.texts import everywhere_messages as words
from session_finder.web.i18n.texts import find_messages as common
from session_finder.web.sessions.cards import framed, held_html, marked, session_link
from session_finder.web.visit import navigation
from session_finder.web.visit.feedback import BOX

KEY: Final = "everywhere"
PAGE: Final = "everywhere.py"
_SHOWN: Final = "shown_everywhere"
# Streamlit leaves an interest that came along from another page out of the address, which then could not be shared.
_ADDRESS: Final = """
export default function ({ data }) {
  const page = location.pathname;
  const told = (window.sessionFinderInterest = { ...data });
  const put = () => {
    const there = new URL(location);
    const late = told !== window.sessionFinderInterest || there.pathname !== page;
    if (late || there.searchParams.has(told.name)) { return; }
    there.searchParams.set(told.name, told.interest);
    history.replaceState(history.state, '', there);
  };
  put();
  setTimeout(put, 300);
}
"""
_CSS: Final = ".sf-panel .sf-there { font-size: .875rem; font-weight: 600; margin: 0 0 .25rem; }"


def offer(interest: str) -> None:
    """The way here from the search in one conference; the interest goes along. A longer label would not break."""
    icon = ":material/travel_explore:"
    st.page_link(PAGE, label=words.TITLE, help=words.OFFER, icon=icon, query_params={BOX: interest})


def lead_to(conference: Conference) -> None:
    """Where there is one conference: that there is, and the way to its search."""
    st.info(words.ONE.format(name=as_typed(conference.name)), icon=":material/travel_explore:")
    st.page_link("find.py", label=common.FIND, icon=":material/search:")


def introduce(conferences: int) -> None:
    """What can be typed, and what is searched then."""
    st.caption(words.INTRODUCTION.format(count=conferences))
    st.caption(common.NOTHING_TYPED)


def wanted(interest: str) -> int:
    """How many sessions to show."""
    return search_box.wanted(interest, EVERYTHING, _SHOWN)


def show(answer: AnswerFromAll) -> None:
    """What was read, the cards, the way to more, and how they were found."""
    show_query_notice(answer.query)
    if not answer.matches:
        st.info(words.NO_SESSIONS, icon=":material/event_busy:")
    elif answer.close:
        st.caption(common.RESULTS)
    else:
        said = common.VAGUE if is_vague(answer.interest) else words.NOT_CLOSE
        st.info(said.format(interest=as_typed(search_box.quoted(answer.interest))), icon=":material/search_off:")
    search_box.show_language(answer.language)
    best = answer.matches[0].match.session.title if answer.matches else ""
    told = common.FOUND.format(count=len(answer.matches), title=best) if best else words.NO_SESSIONS
    show_panel(KEY, everywhere_html(answer), told, css=_CSS, act=_act)
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
    """The cards, each with its conference's name; what can be done with a session is done there."""
    return "".join(_card(found, answer.terms, answer.close) for found in answer.matches)


def _card(found: FoundThere, terms: frozenset[str], close: bool) -> str:
    session, slug = found.match.session, found.conference.slug
    return framed(
        found.match,
        session_link(session, marked(session.title, terms), slug),
        terms,
        close,
        above=f'<p class="sf-there">{_there(found.conference, session)}</p>',
        also=_also(found),
        slug=slug,
    )


def _there(conference: Conference, session: Session) -> str:
    """The conference's name, with the year when it does not say it: times on cards do not either."""
    year = str(session.start.year) if session.start else ""
    more = f" · {year}" if year and year not in conference.name else ""
    return f"<bdi>{escape(conference.name)}</bdi>{more}"


def _also(found: FoundThere) -> str:
    """The other conferences where the same is told, each a link to it there."""
    told = []
    for other in found.also:
        session = other.match.session
        link = session_link(session, _there(other.conference, session), other.conference.slug)
        told.append(" · ".join(part for part in (link, held_html(session, found.match.session)) if part))
    return f"{escape(words.ALSO_AT)}: {'; '.join(told)}" if told else ""


def _act() -> None:
    done = pressed(KEY)
    slug, _, session_id = done.id.partition("/")
    if done.act == "open" and session_id:
        navigation.to_session(session_id, slug)
