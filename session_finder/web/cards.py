"""A session as a card. One block of escaped HTML per card: cheap to send, real headings, nothing interpreted.

Programme text goes through ``html.escape`` and never through Markdown, so an organizer's or speaker's markup is
shown as it was typed. ``dir="auto"`` lets right-to-left titles read as they should.
"""

from __future__ import annotations

from html import escape

from session_finder.application.finder import Match
from session_finder.application.times import when
from session_finder.sessions import Session
from session_finder.web import words

EXCERPT = 260  # characters of the abstract before the fold
_ORDINARY_FORMATS = ("", "talk", "session")


def card_html(match: Match) -> str:
    """The card of one match: title, how close, when and where, who, a few lines, the rest to unfold."""
    session = match.session
    place = _joined(when(session), session.room)
    kind = "" if session.format.casefold() in _ORDINARY_FORMATS else session.format
    about = _joined(session.track, session.level, kind)
    speakers = f"<strong>{escape(', '.join(session.speakers))}</strong>" if session.speakers else ""
    facts = "<br>".join(line for line in (_closeness(match), speakers, place, about) if line)
    language = f' lang="{escape(session.language)}"' if session.language else ""
    return (
        f"<article{language}>"
        f'<h3 dir="auto">{escape(session.title)}</h3>'
        f'<p dir="auto">{facts}</p>'
        f"{_abstract(session)}{_link(session)}"
        "</article>"
    )


def excerpt(text: str, length: int = EXCERPT) -> tuple[str, bool]:
    """The first ``length`` characters or so, cut at a word, and whether anything was cut."""
    flat = " ".join(text.split())
    if len(flat) <= length * 1.25:
        return flat, False
    head = flat[:length]
    if " " in head:
        head = head.rsplit(" ", 1)[0]
    return head.rstrip(" ,;:-") + " …", True


def _closeness(match: Match) -> str:
    word = words.CLOSENESS[match.closeness]
    percent = round(match.share * 100)
    return f'<meter min="0" max="100" value="{percent}" aria-label="{words.HOW_CLOSE}">{percent}%</meter> {word}'


def _abstract(session: Session) -> str:
    if not session.abstract.strip():
        return f"<p><em>{words.NO_ABSTRACT}</em></p>"
    head, cut = excerpt(session.abstract)
    if not cut:
        return f'<p dir="auto">{escape(head)}</p>'
    paragraphs = (" ".join(part.split()) for part in session.abstract.split("\n\n"))
    whole = "".join(f'<p dir="auto">{escape(part)}</p>' for part in paragraphs if part)
    return f'<p dir="auto">{escape(head)}</p><details><summary>{words.WHOLE_ABSTRACT}</summary>{whole}</details>'


def _link(session: Session) -> str:
    """The session's own page; the intake lets only http and https addresses pass."""
    if not session.url:
        return ""
    address = escape(session.url, quote=True)
    return f'<p><a href="{address}" target="_blank" rel="noopener noreferrer">{words.SESSION_PAGE}</a></p>'


def _joined(*facts: str) -> str:
    return " · ".join(escape(fact) for fact in facts if fact)
