"""The parts of the find page: the box, the examples, the cards, the waiting."""

from __future__ import annotations

import streamlit as st

from session_finder.bootstrap.model_loading import Model
from session_finder.domain.library import Conference
from session_finder.domain.sessions import Session
from session_finder.filters.filters import Filters
from session_finder.query.intent import is_vague
from session_finder.query.query import MAX_QUERY, one_line
from session_finder.search.finder import SessionFinder
from session_finder.search.results import Answer
from session_finder.web.components.escape import as_typed
from session_finder.web.components.focus import focus_search_box
from session_finder.web.i18n.language_names import name_of_language
from session_finder.web.i18n.texts import find_messages
from session_finder.web.sessions import results
from session_finder.web.visit import my_plan
from session_finder.web.visit.feedback import BOX, act
from session_finder.web.visit.filters_address import as_text
from session_finder.web.visit.restore_search import bring_back, remember

FIRST = 3  # the three that fit best
STEP = 5  # what "show more" adds
EXAMPLES = "examples_clicked"
SHOWN = "shown"  # in the session's state: how many sessions are


def ask(interest_alone: bool = False) -> str:
    """The search box, with the cursor in it: what was typed, as it is searched. Its text is in the address, ``?q=``.

    ``interest_alone``: for a page that has the box and nothing of the rest.
    """
    bring_back(interest_alone)
    with st.container(gap=None):  # the focus component is an element of no height; a gap would show
        interest = st.text_input(
            find_messages.ASK,
            key=BOX,
            type="search",
            placeholder=find_messages.PLACEHOLDER,
            live="300ms",
            bind="query-params",
        )
        focus_search_box(st.session_state.get(EXAMPLES, 0))
    remember(interest, interest_alone)
    return one_line(interest)


def offer_examples(conference: Conference) -> None:
    """Interests to click when nothing is typed."""
    st.caption(find_messages.NOTHING_TYPED)
    if not conference.examples:
        return
    st.caption(find_messages.TRY)
    with st.container(horizontal=True):
        for number, example in enumerate(conference.examples):
            st.button(as_typed(example), key=f"example-{number}", on_click=_type, args=(example,))


def wanted(interest: str, filters: Filters, shown: str = SHOWN) -> int:
    """How many sessions to show: three, and more once asked for; another interest or filter begins at three again.

    ``shown``: under which name it is counted; each page with a list has its own.
    """
    asked = (interest, as_text(filters))
    if st.session_state.get(f"{shown}_for") != asked:
        st.session_state[f"{shown}_for"] = asked
        st.session_state[shown] = FIRST
    return int(st.session_state[shown])


def show(answer: Answer, liked: list[Session], disliked: list[Session], finder: SessionFinder, by: Filters) -> None:
    """The cards, and the way to more; they were filtered ``by`` these."""
    programme = finder.programme
    if not finder.facets.left(by) and programme.searchable:
        return  # the filters have said so
    if not answer.matches:
        st.info(find_messages.NO_SESSIONS, icon=":material/event_busy:")
    elif answer.close:
        st.caption(find_messages.RESULTS)
    elif answer.interest:
        said = find_messages.NOT_CLOSE if by.empty else find_messages.NOT_CLOSE_FILTERED
        if is_vague(answer.interest):
            said = find_messages.VAGUE
        st.info(said.format(interest=as_typed(quoted(answer.interest))), icon=":material/search_off:")
    else:
        st.info(find_messages.NOT_CLOSE_TO_LIKED, icon=":material/search_off:")
    show_language(answer.language)
    starred = my_plan.my_plan(programme.slug).ids
    results.show_results(answer, liked, disliked, starred, lambda: act(programme, results.KEY))
    show_limit(answer.interest)
    if answer.more:
        offer_more()
    elif answer.matches:
        st.caption(find_messages.NO_MORE if by.empty else find_messages.NO_MORE_FILTERED)


def show_language(language: str) -> None:
    """That the interest is in a language that the model does not read; nothing for ""."""
    if language:
        st.caption(find_messages.FOREIGN.format(language=name_of_language(language)))


def show_limit(interest: str) -> None:
    """How much of an interest was read, when that is not all."""
    if len(interest) >= MAX_QUERY:
        st.caption(find_messages.LONG.format(limit=MAX_QUERY))


def offer_more(shown: str = SHOWN) -> None:
    """The way to more; ``shown`` as in ``wanted``."""
    st.button(find_messages.MORE, key="more", on_click=_show_more, args=(shown,), icon=":material/expand_more:")


def show_model(model: Model) -> None:
    """Which model answers, and what is to be known about that."""
    st.caption(find_messages.ANSWERED_BY.format(model=as_typed(model.weights.card.short_name)))
    if model.weights.notice:
        st.caption(as_typed(model.weights.notice))


def quoted(interest: str) -> str:
    """An interest as it is quoted: its beginning, when it is long."""
    return interest if len(interest) <= 80 else f"{interest[:80].rsplit(' ', 1)[0]} …"


def _type(example: str) -> None:
    st.session_state[BOX] = example
    st.session_state[EXAMPLES] = st.session_state.get(EXAMPLES, 0) + 1  # the button goes, and the focus with it


def _show_more(shown: str) -> None:
    st.session_state[shown] = int(st.session_state.get(shown, FIRST)) + STEP
