"""The cards of an answer as one panel."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from html import escape
from typing import Final

from session_finder.domain.sessions import Session
from session_finder.search.results import Answer
from session_finder.web.components.html_component import show_panel
from session_finder.web.i18n.texts import find_messages
from session_finder.web.sessions.cards import NO_TRACKS, card_html, outside_html, rated_html

KEY = "results"
_HOW_SURE: Final = '<details class="sf-sure" data-id="sure"><summary>{question}</summary><p>{answer}</p></details>'


def results_html(
    answer: Answer,
    liked: list[Session],
    disliked: list[Session],
    starred: Set[str] = frozenset(),
    tracks: Mapping[str, int] = NO_TRACKS,
) -> str:
    """The rated sessions, the cards, the pick from another track, and what the closeness means.

    ``starred`` are the ids in the plan, ``tracks`` the numbers of the programme's tracks.
    """
    searched = answer.close and answer.listed is None
    cards = [
        card_html(match, answer.terms, searched, starred=match.session.id in starred, tracks=tracks)
        for match in answer.matches
    ]
    other = answer.outside if answer.close else None
    outside = outside_html(other, answer.terms, other.session.id in starred, tracks) if other else ""
    sure = _HOW_SURE.format(question=escape(find_messages.HOW_SURE), answer=escape(find_messages.HOW_SURE_ANSWER))
    return "".join([rated_html(liked, disliked), *cards[:3], outside, *cards[3:], sure if searched and cards else ""])


def show_results(
    answer: Answer,
    liked: list[Session],
    disliked: list[Session],
    starred: Set[str],
    tracks: Mapping[str, int],
    on_action: Callable[[], None],
) -> None:
    """Show the panel. ``on_action`` handles open, star, filter, similar, up, down, undo and reset."""
    best = answer.matches[0].session.title if answer.matches else ""
    said = find_messages.FOUND.format(count=len(answer.matches), title=best) if best else find_messages.NO_SESSIONS
    show_panel(KEY, results_html(answer, liked, disliked, starred, tracks), said, on_action=on_action)
