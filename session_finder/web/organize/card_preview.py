"""Preview three sessions as attendees will see them."""

from __future__ import annotations

from collections.abc import Sequence

from session_finder.domain.sessions import STATED, Session
from session_finder.search.results import Match
from session_finder.web.components.html_component import show_panel
from session_finder.web.sessions.cards import card_html

SHOWN = 3


def most_complete(sessions: Sequence[Session]) -> list[Session]:
    """The most complete sessions, those with the most fields, in the file's order."""
    ranked = sorted(range(len(sessions)), key=lambda row: -_filled(sessions[row]))
    return [sessions[row] for row in sorted(ranked[:SHOWN])]


def show_preview(sessions: Sequence[Session]) -> None:
    """Show the cards without buttons."""
    cards = "".join(card_html(Match(session, 0.0, "far", 0.0), close=False, acts=False) for session in sessions)
    show_panel("preview", cards)


def _filled(session: Session) -> int:
    return sum(bool(getattr(session, name)) for name in STATED) - 5 * session.is_break
