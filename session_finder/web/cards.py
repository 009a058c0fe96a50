"""A session as a card. One block of escaped HTML per card: cheap to send, real headings, nothing interpreted.

Programme text goes through ``html.escape`` and never through Markdown, so an organizer's or speaker's markup is
shown as it was typed. ``dir="auto"`` lets right-to-left titles read as they should.
"""

from __future__ import annotations

import re
from html import escape

from session_finder.application.finder import Match
from session_finder.application.times import when
from session_finder.sessions import Session
from session_finder.web import words

# st.html brings the browser's own margins, too wide for a card; long words must not widen a phone's page.
_TITLE = "font-size:1.25rem;line-height:1.3;margin:0 0 .5rem;padding:0;overflow-wrap:anywhere"
_FACTS = "margin:0 0 .75rem;overflow-wrap:anywhere"
_TEXT = "margin:0 0 .5rem;overflow-wrap:anywhere"

EXCERPT = 260  # characters of the abstract before the fold
_SHORTEST, _LONGEST = EXCERPT // 2, EXCERPT * 5 // 4
_ORDINARY_FORMATS = ("", "talk", "session")
_SENTENCE_END = re.compile(r"(?<!\d)[.!?…。！？؟][\"'”’)\]]*\s|\n\n")  # "1. " begins a list item
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def card_html(match: Match) -> str:
    """The card of one match: title, how close, when and where, who, a few lines, the rest to unfold."""
    session = match.session
    start = f"<strong>{escape(when(session))}</strong>" if session.start else ""
    place = " · ".join(part for part in (start, _joined(session.room)) if part)
    kind = "" if session.format.casefold() in _ORDINARY_FORMATS else session.format
    about = _joined(session.track, session.level, kind)
    facts = "<br>".join(
        line for line in (_closeness(match), place, _joined(", ".join(session.speakers)), about) if line
    )
    language = f' lang="{session.language}"' if _LANGUAGE_TAG.fullmatch(session.language) else ""
    return (
        f"<article{language}>"
        f'<h2 dir="auto" style="{_TITLE}">{escape(session.title)}</h2>'
        f'<p style="{_FACTS}">{facts}</p>'
        f"{_abstract(session)}{_link(session)}"
        "</article>"
    )


def excerpt(text: str) -> tuple[str, str]:
    """The first lines of a text and the rest of it: cut at a sentence where one ends near EXCERPT, else at a word.

    Paragraphs stay apart by an empty line; all other white space is one space. Nothing is lost or said twice.
    """
    whole = "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip())
    if len(whole) <= _LONGEST:
        return whole, ""
    ends = [found.end() for found in _SENTENCE_END.finditer(whole, _SHORTEST, _LONGEST)]
    if ends:
        return whole[: ends[-1]].rstrip(), whole[ends[-1] :].lstrip()
    space = max(whole.rfind(" ", 0, EXCERPT), whole.rfind("\n", 0, EXCERPT))
    place = space if space > 0 else EXCERPT
    return whole[:place].rstrip() + " …", "… " + whole[place:].lstrip()


def _closeness(match: Match) -> str:
    word = words.CLOSENESS[match.closeness]
    percent = round(match.share * 100)
    return f'<meter min="0" max="100" value="{percent}" aria-label="{words.HOW_CLOSE}">{percent}%</meter> {word}'


def _abstract(session: Session) -> str:
    head, rest = excerpt(session.abstract)
    if not head:
        return f'<p style="{_TEXT}"><em>{words.NO_ABSTRACT}</em></p>'
    unfold = f"<details><summary>{words.REST_OF_ABSTRACT}</summary>{_paragraphs(rest)}</details>" if rest else ""
    return _paragraphs(head) + unfold


def _paragraphs(text: str) -> str:
    return "".join(f'<p dir="auto" style="{_TEXT}">{escape(part)}</p>' for part in text.split("\n\n"))


def _link(session: Session) -> str:
    """The session's own page; only http and https addresses become links, whatever the programme holds."""
    if not session.url.startswith(("https://", "http://")):
        return ""
    attributes = f'href="{escape(session.url)}" style="color:inherit" target="_blank" rel="noopener noreferrer"'
    return f'<p style="{_TEXT}"><a {attributes}>{words.SESSION_PAGE}</a></p>'


def _joined(*facts: str) -> str:
    """Facts on one line; each keeps its own direction of reading."""
    return " · ".join(f"<bdi>{escape(fact)}</bdi>" for fact in facts if fact)
