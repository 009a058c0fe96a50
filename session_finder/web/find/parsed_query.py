"""Times and exclusions parsed from the query: apply them as filters, report them, let the visitor override them.

What was parsed is not in the address, because the query itself is. Overrides are: ``?times=any`` (ignore the times),
``?times=words`` and ``?without=words`` (search for them as typed).
"""

from __future__ import annotations

from html import escape, unescape
from typing import TYPE_CHECKING, Final, get_args

import streamlit as st

from session_finder.query.query import Times, Without
from session_finder.web.components.assets import asset
from session_finder.web.components.html_component import pressed, show_panel
from session_finder.web.components.query_notice import quoted
from session_finder.web.filters.filter_bar import ask_filters
from session_finder.web.find.now_panel import show_then
from session_finder.web.i18n.texts import find_messages
from session_finder.web.service.process_service import service
from session_finder.web.visit import my_plan
from session_finder.web.visit.filters_address import OVERRIDES, TIMES, WITHOUT
from session_finder.web.visit.query_parameters import set_parameter

if TYPE_CHECKING:
    from session_finder.search.finder import SessionFinder
    from session_finder.search.request import Request

KEY: Final = "taken"
_FOR: Final = "taken_for"  # session state key: the query that the overrides in the address belong to
_CSS: Final = asset(__name__, "css")


def ask(interest: str, finder: SessionFinder) -> tuple[Request, tuple[str, ...]]:
    """The parsed request, in which filters in the address take precedence; and the address's unknown filter values."""
    chosen = ask_filters(finder)
    _drop_stale_overrides(interest)
    return finder.understand(interest, service().now(), chosen.filters, _times(), _without()), chosen.unknown


def show(request: Request, finder: SessionFinder) -> None:
    """Report the parsed times and exclusions, one line each; nothing if there are none."""
    lines = [line for line in (_when_html(request), _without_html(request, finder)) if line]
    if lines:
        said = " ".join(said for said, _ in lines)
        html = "".join(f"<p><span>{said}</span>{buttons}</p>" for said, buttons in lines)
        show_panel(KEY, f'<div class="sf-taken">{html}</div>', _plain_text(said), css=_CSS, on_action=_on_action)


def show_on_then(request: Request, finder: SessionFinder) -> None:
    """Show what is on at the requested times, for a query that has nothing but times."""
    programme = finder.programme
    on = [programme.searchable[row] for row in finder.facets.rows(request.filters)]
    show_then(programme, on, my_plan.my_plan(programme.slug).ids)


def _when_html(request: Request) -> tuple[str, str] | None:
    if not request.query.times.words:
        return None
    said = _quoted(request.query.times.words)
    as_words = _button("times", "words", find_messages.SEARCH_AS_WORDS)
    if request.times == "words":
        return find_messages.TIMES_AS_WORDS.format(words=said), _button("times", "words", find_messages.READ_AS_TIMES)
    if request.times == "any":
        return find_messages.TIMES_NOT_APPLIED.format(words=said), _button(
            "times", "next", find_messages.APPLY_TIMES
        ) + as_words
    if request.added.empty:
        return find_messages.TIMES_CHOSEN.format(words=said), as_words
    return find_messages.TIMES_READ.format(words=said), _button("times", "next", find_messages.SEARCH_ALL_TIMES)


def _without_html(request: Request, finder: SessionFinder) -> tuple[str, str] | None:
    if not request.query.without:
        return None
    said = _quoted(request.query.without)
    if request.without == "words":
        return find_messages.WITHOUT_AS_WORDS.format(words=said), _button("without", "words", find_messages.LEAVE_OUT)
    left = finder.facets.left(request.filters)
    count = finder.facets.left(request.filters.without(["unsaid"])) - left
    sentence = (find_messages.LEFT_OUT if count else find_messages.LEFT_OUT_NOTHING).format(words=said, count=count)
    if count and not left:
        sentence = f"{sentence} {find_messages.NONE_LEFT}"
    return sentence, _button("without", "words", find_messages.SEARCH_AS_WORDS)


def _button(act: str, which: str, face: str) -> str:
    return f'<button type="button" data-act="{act}" data-id="{which}">{escape(face)}</button>'


def _quoted(said: tuple[str, ...]) -> str:
    return quoted(tuple(f"<bdi>{escape(one)}</bdi>" for one in said))


def _plain_text(html: str) -> str:
    """The text without markup, for the announcement to screen readers."""
    return unescape(html.replace("<bdi>", "").replace("</bdi>", ""))


def _on_action() -> None:
    """Toggle an override: the panel's callback."""
    done = pressed(KEY)
    if done.act == "times":
        now = _times()
        back = "words" if done.id == "words" else "any"
        set_parameter(TIMES, "" if now == back else back)
    elif done.act == "without":
        set_parameter(WITHOUT, "" if _without() else "words")


def _times() -> Times:
    said = st.query_params.get(TIMES, "")
    return next((known for known in get_args(Times) if known == said), "")


def _without() -> Without:
    return "words" if st.query_params.get(WITHOUT, "") == "words" else ""


def _drop_stale_overrides(interest: str) -> None:
    """Remove the overrides when the query changes."""
    before = st.session_state.get(_FOR, interest)
    st.session_state[_FOR] = interest
    if before != interest:
        for name in OVERRIDES:
            set_parameter(name, "")
