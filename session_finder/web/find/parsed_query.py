"""What was read in the query: filters that apply, filters that may be meant, and how to take them back.

What was read is not in the address, because the query itself is; the filter bar shows it as chips. What the visitor
took back is: ``?ignore=day`` (do not apply it) and ``?typed=1`` (read nothing, search for all words).
"""

from __future__ import annotations

from html import escape, unescape
from typing import TYPE_CHECKING, Final

import streamlit as st

from session_finder.rendering.assets import asset
from session_finder.search.request import understand
from session_finder.web.components.html_component import pressed, show_panel
from session_finder.web.components.query_notice import quoted
from session_finder.web.filters.filter_bar import ask_filters
from session_finder.web.filters.filter_panel import filter_captions
from session_finder.web.i18n.locale import visitor_locale
from session_finder.web.i18n.texts import find_messages
from session_finder.web.service.process_service import service
from session_finder.web.visit.filters_address import (
    IGNORE,
    OVERRIDES,
    SINGLE,
    TYPED,
    add_filter,
    as_query,
    ignored_in_address,
)
from session_finder.web.visit.query_parameters import set_parameter

if TYPE_CHECKING:
    from session_finder.filters.facets import Facets
    from session_finder.query.query import ReadPart
    from session_finder.search.loaded_conference import LoadedConference
    from session_finder.search.request import Request

KEY: Final = "taken"
_FOR: Final = "taken_for"  # session state key: the query that the overrides in the address belong to
_CSS: Final = asset(__name__, "css")
_MOST_OFFERS: Final = 3


def ask(interest: str, loaded: LoadedConference) -> tuple[Request, tuple[str, ...]]:
    """The request as it was read, in which filters in the address take precedence; and the address's unknown values."""
    chosen = ask_filters(loaded)
    _drop_stale_overrides(interest)
    request = understand(
        interest,
        loaded.lexicon,
        service().now(),
        chosen.filters,
        ignored=ignored_in_address(),
        as_typed=_as_typed(),
        page_language=visitor_locale().language,
    )
    return request, chosen.unknown


def show(request: Request, facets: Facets) -> None:
    """Report what was read, one line each; nothing if all of the query is its subject and nothing else may be meant."""
    lines = [line for line in (_read_html(request), _without_html(request, facets), _offers_html(request)) if line]
    if lines:
        said = " ".join(said for said, _ in lines)
        html = "".join(f"<p><span>{said}</span>{buttons}</p>" for said, buttons in lines)
        show_panel(
            KEY,
            f'<div class="sf-taken">{html}</div>',
            _plain_text(said),
            css=_CSS,
            on_action=lambda: _on_action(request),
        )


def _read_html(request: Request) -> tuple[str, str] | None:
    """The parts that were read as filters, and whether they apply."""
    if request.as_typed:
        if not request.query.parts:
            return None
        return find_messages.READ_AS_WORDS, _button("typed", "", find_messages.READ_AGAIN)
    said = request.query.said_except("exclude")
    if not said:
        return None
    buttons = _button("typed", "", find_messages.SEARCH_AS_WORDS)
    if request.ignored:
        sentence = find_messages.READ_IGNORED
        buttons = _button("apply", "", find_messages.APPLY) + buttons
    elif request.added.without(["unsaid"]).empty:
        sentence = find_messages.READ_CHOSEN
    else:
        sentence = find_messages.READ
    return sentence.format(count=len(said), words=_quoted(said)), buttons


def _without_html(request: Request, facets: Facets) -> tuple[str, str] | None:
    """The phrases that were read as excluded, and how many sessions mention them."""
    if not request.added.unsaid:
        return None
    left = facets.left(request.filters)
    count = facets.left(request.filters.without(["unsaid"])) - left
    sentence = find_messages.LEFT_OUT if count else find_messages.LEFT_OUT_NOTHING
    said = sentence.format(words=_quoted(request.added.unsaid), count=count)
    if count and not left:
        said = f"{said} {find_messages.NONE_LEFT}"
    as_words = "" if request.query.said_except("exclude") else _button("typed", "", find_messages.SEARCH_AS_WORDS)
    return said, as_words


def _offers_html(request: Request) -> tuple[str, str] | None:
    """Buttons for the filters that parts of the subject may mean."""
    if request.as_typed or not request.query.offered:
        return None
    buttons = [
        _button("offer", str(number), _offer_face(part))
        for number, part in enumerate(request.query.offered[:_MOST_OFFERS])
    ]
    return find_messages.MAYBE, "".join(buttons)


def _offer_face(part: ReadPart) -> str:
    if part.facet == "time":
        return find_messages.LIST_COMMA.join(filter_captions(part.filters, visitor_locale().locale))
    filters = part.filters
    (name,) = filters.active
    values = find_messages.LIST_COMMA.join(getattr(filters, name))
    if name == "unsaid":
        return find_messages.LEAVE_OUT.format(words=find_messages.QUOTED.format(words=values))
    return find_messages.FILTER_VALUE.format(name=find_messages.FILTER_NAMES[name], value=values)


def _button(act: str, which: str, face: str) -> str:
    return f'<button type="button" data-act="{act}" data-id="{which}">{escape(face)}</button>'


def _quoted(said: tuple[str, ...]) -> str:
    return quoted(tuple(f"<bdi>{escape(one)}</bdi>" for one in said))


def _plain_text(html: str) -> str:
    """The text without markup, for the announcement to screen readers."""
    return unescape(html.replace("<bdi>", "").replace("</bdi>", ""))


def _on_action(request: Request) -> None:
    """Take something back, apply it again, or apply an offer: the panel's callback."""
    done = pressed(KEY)
    if done.act == "typed":
        set_parameter(TYPED, "" if request.as_typed else "1")  # one id for both, so that the focus stays
    elif done.act == "apply":
        set_parameter(IGNORE, "")
    elif done.act == "offer" and done.id.isdecimal() and int(done.id) < len(request.query.offered[:_MOST_OFFERS]):
        for name, values in as_query(request.query.offered[int(done.id)].filters).items():
            (set_parameter if name in SINGLE else add_filter)(name, values)


def _as_typed() -> bool:
    return bool(st.query_params.get(TYPED, "") == "1")


def _drop_stale_overrides(interest: str) -> None:
    """Remove the overrides when the query changes."""
    before = st.session_state.get(_FOR, interest)
    st.session_state[_FOR] = interest
    if before != interest:
        for name in OVERRIDES:
            set_parameter(name, "")
