"""The cards of an answer as one panel."""

from __future__ import annotations

from collections.abc import Callable, Set

from session_finder.domain.sessions import Session
from session_finder.search.results import Answer
from session_finder.web.components.html_component import show_panel
from session_finder.web.i18n.texts import find_messages
from session_finder.web.sessions.cards import card_html, outside_html, rated_html

KEY = "results"


def results_html(answer: Answer, liked: list[Session], disliked: list[Session], starred: Set[str] = frozenset()) -> str:
    """The rated sessions, the cards, and the pick from another track. ``starred`` are the ids in the plan."""
    searched = answer.close and answer.listed is None
    cards = [card_html(match, answer.terms, searched, starred=match.session.id in starred) for match in answer.matches]
    other = answer.outside if answer.close else None
    outside = outside_html(other, answer.terms, other.session.id in starred) if other else ""
    return "".join([rated_html(liked, disliked), *cards[:3], outside, *cards[3:]])


def show_results(
    answer: Answer, liked: list[Session], disliked: list[Session], starred: Set[str], on_action: Callable[[], None]
) -> None:
    """Show the panel. ``on_action`` handles open, star, similar, up, down, undo and reset."""
    best = answer.matches[0].session.title if answer.matches else ""
    said = find_messages.FOUND.format(count=len(answer.matches), title=best) if best else find_messages.NO_SESSIONS
    show_panel(KEY, results_html(answer, liked, disliked, starred), said, on_action=on_action)
