"""The parts of the find page: the programme, the box, the examples, the cards, the waiting."""

from __future__ import annotations

import streamlit as st

from session_finder.application.finder import MAX_INTEREST, understood
from session_finder.application.library import Conference
from session_finder.application.matches import Answer
from session_finder.sessions import Session
from session_finder.web import words
from session_finder.web.as_typed import as_typed
from session_finder.web.focus import focus_search_box
from session_finder.web.rated import BOX, act
from session_finder.web.results import show_results
from session_finder.web.shared import service
from session_finder.wiring import Model

FIRST = 3  # the three that fit best
STEP = 5  # what "show more" adds
PROGRAMME = "programme"
EXAMPLES = "examples_clicked"


def choose_conference(conferences: tuple[Conference, ...]) -> Conference:
    """The conference that ``?programme=`` names, else the first; a choice is shown only when there are several.

    ``bind="query-params"`` would write the conference's name into the address; a slug stays when a name changes.
    """
    by_slug = {conference.slug: conference for conference in conferences}
    asked = st.query_params.get(PROGRAMME, "")
    slug = asked if asked in by_slug else conferences[0].slug
    with st.container():  # one element, so that the box below keeps its place when the warning goes
        if asked and asked not in by_slug:
            st.warning(words.NO_SUCH_PROGRAMME, icon=":material/search_off:")
        if len(conferences) == 1:
            st.caption(as_typed(by_slug[slug].name))
        else:
            st.session_state[PROGRAMME] = slug
            st.selectbox(
                words.CHOOSE_PROGRAMME,
                list(by_slug),
                format_func=lambda slug: by_slug[slug].name,
                key=PROGRAMME,
                on_change=_programme_into_address,
            )
    return by_slug[slug]


def ask() -> str:
    """The search box, with the cursor in it: what was typed, as it is searched. Its text is in the address, ``?q=``."""
    with st.container(gap=None):  # the focus component is an element of no height; a gap would show
        interest = st.text_input(
            words.ASK,
            key=BOX,
            type="search",
            placeholder=words.PLACEHOLDER,
            live="300ms",
            bind="query-params",
        )
        focus_search_box(st.session_state.get(EXAMPLES, 0))
    return understood(interest)


def offer_examples(conference: Conference) -> None:
    """Interests to click when nothing is typed."""
    st.caption(words.NOTHING_TYPED)
    if not conference.examples:
        return
    st.caption(words.TRY)
    with st.container(horizontal=True):
        for number, example in enumerate(conference.examples):
            st.button(as_typed(example), key=f"example-{number}", on_click=_type, args=(example,))


def wanted(interest: str) -> int:
    """How many sessions to show: three, and more once asked for; a new interest begins at three again."""
    if st.session_state.get("shown_for") != interest:
        st.session_state["shown_for"] = interest
        st.session_state["shown"] = FIRST
    return int(st.session_state["shown"])


def show(answer: Answer, liked: list[Session], disliked: list[Session]) -> None:
    """The cards, and the way to more."""
    if not answer.matches:
        st.info(words.NO_SESSIONS, icon=":material/event_busy:")
    elif answer.close:
        st.caption(words.RESULTS)
    elif answer.interest:
        st.info(words.NOT_CLOSE.format(interest=as_typed(_shown(answer.interest))), icon=":material/search_off:")
    else:
        st.info(words.NOT_CLOSE_TO_LIKED, icon=":material/search_off:")
    if answer.language:
        st.caption(words.FOREIGN.format(language=answer.language))
    show_results(answer, liked, disliked, act)
    if len(answer.interest) >= MAX_INTEREST:
        st.caption(words.LONG.format(limit=MAX_INTEREST))
    if answer.more:
        st.button(words.MORE, key="more", on_click=_show_more, icon=":material/expand_more:")
    elif answer.matches:
        st.caption(words.NO_MORE)


def show_model(model: Model) -> None:
    """Which model answers, and what is to be known about that."""
    st.caption(words.ANSWERED_BY.format(model=as_typed(model.weights.card.short_name)))
    if model.weights.notice:
        st.caption(as_typed(model.weights.notice))


@st.fragment(run_every=1.0)
def show_warming() -> None:
    """What an early visitor sees; looks again every second and starts over when the model is there."""
    status = service().status
    if status.stage == "ready":
        st.rerun()
    if status.stage == "failed":
        st.error(words.FAILED, icon=":material/error:")
        st.caption(words.FAILED_ADVICE)
        st.text(status.doing)
        return
    st.info(words.WARMING, icon=":material/hourglass_top:")
    if status.total:
        text = words.WARMING_PROGRESS.format(doing=as_typed(status.doing), done=status.done, total=status.total)
        st.progress(status.done / status.total, text=text)


def _shown(interest: str) -> str:
    """An interest as it is quoted: its beginning, when it is long."""
    return interest if len(interest) <= 80 else f"{interest[:80].rsplit(' ', 1)[0]} …"


def _type(example: str) -> None:
    st.session_state[BOX] = example
    st.session_state[EXAMPLES] = st.session_state.get(EXAMPLES, 0) + 1  # the button goes, and the focus with it


def _programme_into_address() -> None:
    st.query_params[PROGRAMME] = st.session_state[PROGRAMME]


def _show_more() -> None:
    st.session_state["shown"] = int(st.session_state.get("shown", FIRST)) + STEP
