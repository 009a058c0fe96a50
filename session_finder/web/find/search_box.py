"""The parts of the find page: search box, examples, cards, notices."""

from __future__ import annotations

import streamlit as st

from session_finder.bootstrap.model_loading import Model
from session_finder.domain.library import Conference
from session_finder.domain.sessions import Session
from session_finder.filters.filters import Filters
from session_finder.query.intent import is_vague
from session_finder.query.query import MAX_QUERY, one_line
from session_finder.search.finder import SessionFinder
from session_finder.search.loaded_conference import LoadedConference
from session_finder.search.request import Request
from session_finder.search.results import Answer, Feedback
from session_finder.web.components.escape import escape_markdown
from session_finder.web.components.query_notice import quoted as quoted_list
from session_finder.web.i18n.language_names import name_of_language
from session_finder.web.i18n.texts import find_messages
from session_finder.web.sessions import results
from session_finder.web.visit import my_plan
from session_finder.web.visit.filters_address import as_text
from session_finder.web.visit.query_parameters import BOX
from session_finder.web.visit.relevance_feedback import on_action
from session_finder.web.visit.restore_search import remember_search, restore_search

FIRST = 3  # sessions shown at first
STEP = 5  # sessions that "show more" adds
SHOWN = "shown"  # session state key: how many sessions to show


def ask(query_only: bool = False) -> str:
    """Show the search box, and return the query. Its text is also in the address (``?q=``).

    ``query_only``: for a page that has the search box but no filters.
    """
    restore_search(query_only)
    interest = st.text_input(
        find_messages.ASK,
        key=BOX,
        type="search",
        placeholder=find_messages.PLACEHOLDER,
        live="300ms",
        bind="query-params",
    )
    remember_search(interest, query_only)
    return one_line(interest)


def offer_examples(conference: Conference) -> None:
    """Show the organizer's welcome and the example queries as buttons, for an empty search box."""
    if conference.identity.welcome:
        st.text(conference.identity.welcome)
    st.caption(find_messages.NOTHING_TYPED)
    if not conference.examples:
        return
    st.caption(find_messages.TRY)
    with st.container(horizontal=True):
        for number, example in enumerate(conference.examples):
            st.button(escape_markdown(example), key=f"example-{number}", on_click=_use_example, args=(example,))


def wanted(interest: str, filters: Filters, shown: str = SHOWN) -> int:
    """How many sessions to show: three, more on request; reset when the query or the filters change.

    ``shown``: the session state key of the number; each page with a list has its own.
    """
    asked = (interest, as_text(filters))
    if st.session_state.get(f"{shown}_for") != asked:
        st.session_state[f"{shown}_for"] = asked
        st.session_state[shown] = FIRST
    return int(st.session_state[shown])


def find(finder: SessionFinder, request: Request, wanted: int, feedback: Feedback) -> Answer:
    """The answer to show: ``wanted`` sessions, and at first one for each of several subjects."""
    answer = finder.find(request, wanted, feedback=feedback)
    further = len(answer.subjects) - FIRST
    return finder.find(request, wanted + further, feedback=feedback) if further > 0 else answer


def show(answer: Answer, liked: list[Session], disliked: list[Session], loaded: LoadedConference, by: Filters) -> None:
    """Show the cards and the "show more" button. ``by`` are the applied filters."""
    programme = loaded.programme
    if not loaded.facets.left(by) and programme.searchable and not answer.matches:
        return  # the filter bar says so
    if not answer.matches:
        st.info(find_messages.NO_SESSIONS, icon=":material/event_busy:")
    elif answer.listed is not None:
        st.caption(find_messages.LISTED.format(count=answer.listed))
    elif answer.close:
        st.caption(find_messages.RESULTS_SEVERAL if answer.subjects else find_messages.RESULTS)
    elif answer.interest:
        said = find_messages.NOT_CLOSE if by.empty else find_messages.NOT_CLOSE_FILTERED
        if is_vague(answer.interest):
            said = find_messages.VAGUE
        st.info(said.format(interest=escape_markdown(quoted(answer.interest))), icon=":material/search_off:")
    else:
        st.info(find_messages.NOT_CLOSE_TO_LIKED, icon=":material/search_off:")
    if answer.missing:
        said = find_messages.MISSING if by.empty else find_messages.MISSING_FILTERED
        st.caption(said.format(subjects=quoted_list(tuple(map(escape_markdown, answer.missing)))))
    show_language(answer.language)
    starred = my_plan.my_plan(programme.slug).ids
    results.show_results(
        answer, liked, disliked, starred, programme.track_numbers, lambda: on_action(programme, results.KEY)
    )
    show_limit(answer.interest)
    if answer.more:
        offer_more()
    elif answer.matches:
        st.caption(find_messages.NO_MORE if by.empty else find_messages.NO_MORE_FILTERED)


def show_language(language: str) -> None:
    """Say that the model does not support the query's language; nothing for ""."""
    if language:
        st.caption(find_messages.FOREIGN.format(language=name_of_language(language)))


def show_limit(interest: str) -> None:
    """Say that the query was truncated, if it was."""
    if len(interest) >= MAX_QUERY:
        st.caption(find_messages.LONG.format(limit=MAX_QUERY))


def offer_more(shown: str = SHOWN) -> None:
    """Show the "show more" button; ``shown`` as in ``wanted``."""
    st.button(find_messages.MORE, key="more", on_click=_show_more, args=(shown,), icon=":material/expand_more:")


def show_model(model: Model) -> None:
    """Show which model answers."""
    st.caption(find_messages.ANSWERED_BY.format(model=escape_markdown(model.weights.card.short_name)))


def quoted(interest: str) -> str:
    """A query for quotation, shortened if long."""
    return interest if len(interest) <= 80 else f"{interest[:80].rsplit(' ', 1)[0]} …"


def _use_example(example: str) -> None:
    st.session_state[BOX] = example


def _show_more(shown: str) -> None:
    st.session_state[shown] = int(st.session_state.get(shown, FIRST)) + STEP
