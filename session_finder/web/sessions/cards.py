"""A session as a card: escaped HTML with real headings.

Programme text goes through ``html.escape`` and never through Markdown, so markup by organizers or speakers appears as
typed. ``dir="auto"`` handles right-to-left titles.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from types import MappingProxyType
from typing import Final
from urllib.parse import urlencode

from session_finder.domain.session_languages import languages_in
from session_finder.domain.sessions import Session
from session_finder.search.results import Match
from session_finder.timetable import time_format
from session_finder.web.components.track_sign import track_sign
from session_finder.web.i18n.language_names import names_of_tags
from session_finder.web.i18n.locale import visitor_locale
from session_finder.web.i18n.texts import find_messages
from session_finder.web.sessions.marks import LONGEST_EVIDENCE, evidence_html, marked

_ORDINARY_FORMATS = ("", "talk", "session")
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_UP = "M7 22V10l5-8c1.7 0 2.6 1.3 2.2 3L13.5 9H20a2 2 0 0 1 2 2.3l-1.3 8.7a2 2 0 0 1-2 2zM2 10h3v12H2z"
_STAR = "M12 2.5l2.9 6.2 6.8.8-5 4.7 1.3 6.7-6-3.4-6 3.4 1.3-6.7-5-4.7 6.8-.8z"
_SIMILAR = "M8 4h12v12h-4M4 8h12v12H4zM10 11v6M7 14h6"
_SIMILAR_FACE = f'<svg class="sf-star" viewBox="0 0 24 24" aria-hidden="true"><path d="{_SIMILAR}"/></svg>'
NO_TRACKS: Final[Mapping[str, int]] = MappingProxyType({})
_Terms = frozenset[str]


def when(session: Session) -> str:
    """A session's time in the visitor's locale and time zone."""
    visitor = visitor_locale()
    return time_format.when(session, visitor.locale, visitor.zone)


def card_html(
    match: Match,
    terms: _Terms = frozenset(),
    close: bool = True,
    acts: bool = True,
    starred: bool = False,
    tracks: Mapping[str, int] = NO_TRACKS,
) -> str:
    """The card of a match: title, closeness, time and place, people, evidence, classification, abstract, actions.

    ``terms`` are marked. ``close``: whether to show the closeness; where nothing is close, the page says so. ``acts``:
    whether there are buttons, and links from the classification to the filters. ``starred``: whether it is in the
    visitor's plan. ``tracks``: the numbers of the programme's tracks (``Programme.track_numbers``).
    """
    title = marked(match.session.title, terms)
    heading = session_link(match.session, title) if acts else title
    below = _actions_html(match.session, starred) if acts else ""
    return card_frame(match, heading, terms, close, below=below, tracks=tracks, filters=acts)


def card_frame(
    match: Match,
    heading: str,
    terms: _Terms,
    close: bool,
    below: str = "",
    above: str = "",
    also: str = "",
    slug: str = "",
    tracks: Mapping[str, int] = NO_TRACKS,
    filters: bool = False,
) -> str:
    """A card around ``heading``. The heading, ``above``, ``below`` and ``also`` (after the facts) are escaped HTML.

    ``slug``: the conference's, where one page shows sessions of several. ``tracks`` as in ``card_html``. ``filters``:
    whether the classification leads to the filters that it names.
    """
    session = match.session
    start = f"<strong>{escape(when(session))}</strong>" if session.start else ""
    place = " · ".join(part for part in (start, _joined(terms, session.room)) if part)
    lines = (
        _found_for_html(match),
        place,
        _names(session.speakers, terms),
        _repeats_html(match),
        also,
    )
    facts = "<br>".join(line for line in lines if line)
    return (
        f'<article class="sf-card">{above}'
        f'<h2 dir="auto"{language_attribute(session)}>{heading}</h2>'
        f"{_closeness_html(match) if close else ''}"
        f'<p class="sf-facts">{facts}</p>'
        f"{_evidence_html(match, terms)}{_classification_html(session, terms, tracks, filters)}"
        f"{_abstract_html(match, panel_id(session, slug))}{_link(session)}{below}"
        "</article>"
    )


def _classification_html(session: Session, terms: _Terms, tracks: Mapping[str, int], filters: bool) -> str:
    """Track, level, format and languages, as links to the filters or as text; ordinary ones are left out."""
    kind = "" if session.format.casefold() in _ORDINARY_FORMATS else session.format
    spoken_in = names_of_tags(session.language) if len(languages_in(session.language)) > 1 else ""
    chips = []
    for name, value, face in (
        ("track", session.track, f"{track_sign(session.track, tracks)}<bdi>{marked(session.track, terms)}</bdi>"),
        ("level", session.level, f"<bdi>{marked(session.level, terms)}</bdi>"),
        ("format", kind, f"<bdi>{marked(kind, terms)}</bdi>"),
        ("", spoken_in, f"<bdi>{escape(spoken_in)}</bdi>"),
    ):
        if not value:
            continue
        if filters and name:
            href, which = escape(f"./?{urlencode({name: value})}"), escape(f"{name}|{value}")
            title = escape(find_messages.ONLY_THESE.format(value=value))
            chips.append(
                f'<a class="sf-chip" href="{href}" data-act="filter" data-id="{which}" title="{title}">{face}</a>'
            )
        else:
            chips.append(f'<span class="sf-chip">{face}</span>')
    return f'<p class="sf-classes">{" ".join(chips)}</p>' if chips else ""


def language_attribute(session: Session) -> str:
    """The ``lang`` attribute for a session's text; the labels beside it are in the visitor's language."""
    return f' lang="{session.language}"' if _LANGUAGE_TAG.fullmatch(session.language) else ""


def session_link(session: Session, face: str, slug: str = "") -> str:
    """A link with the label ``face`` (escaped HTML) to the session's page, in conference ``slug`` if given."""
    named = {"programme": slug} if slug else {}
    href = escape(f"programme?{urlencode({**named, 'session': session.id})}")
    return f'<a href="{href}" data-act="open" data-id="{escape(panel_id(session, slug))}">{face}</a>'


def panel_id(session: Session, slug: str = "") -> str:
    """A session's id within the page, prefixed by its conference's slug where the page shows several."""
    return f"{slug}/{session.id}" if slug else session.id


def rated_html(liked: list[Session], disliked: list[Session]) -> str:
    """The liked and disliked sessions, each with an undo button; "" if there are none."""
    rows = [(find_messages.LIKED, session) for session in liked] + [
        (find_messages.DISLIKED, session) for session in disliked
    ]
    if not rows:
        return ""
    items = "".join(
        f"<li>{word} <bdi>{escape(session.title)}</bdi> {_button('undo', session, find_messages.UNDO)}</li>"
        for word, session in rows
    )
    undo_all = (
        f'<li><button type="button" data-act="reset">{find_messages.UNDO_ALL}</button></li>' if len(rows) > 1 else ""
    )
    return f'<ul class="sf-rated">{items}{undo_all}</ul>'


def outside_html(match: Match, terms: _Terms, starred: bool = False, tracks: Mapping[str, int] = NO_TRACKS) -> str:
    """The pick from another track, with its label."""
    card = (
        card_html(match, terms, starred=starred, tracks=tracks)
        .replace("<article", "<aside", 1)
        .replace("</article>", "</aside>")
    )
    return f'<p class="sf-outside">{find_messages.OUTSIDE}</p>{card}'


def _evidence_html(match: Match, terms: _Terms) -> str:
    evidence = match.evidence
    nothing = "" if match.session.abstract else f'<p class="sf-why"><em>{find_messages.NO_ABSTRACT}</em></p>'
    return (evidence_html(evidence, terms, language_attribute(match.session)) if evidence else "") + nothing


def _abstract_html(match: Match, name: str) -> str:
    """The folded abstract, unless the evidence is all of it. ``name`` keeps it open when the cards are reordered."""
    text = match.session.abstract
    if not text.strip() or (match.evidence and match.evidence.text == text.strip() and len(text) <= LONGEST_EVIDENCE):
        return ""
    parts = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]
    language = language_attribute(match.session)
    paragraphs = "".join(f'<p dir="auto"{language}>{escape(part)}</p>' for part in parts)
    return f'<details data-id="{escape(name)}"><summary>{find_messages.ABSTRACT}</summary>{paragraphs}</details>'


def _found_for_html(match: Match) -> str:
    """Which of several subjects a session was found for."""
    return find_messages.FOUND_FOR.format(subject=f"<bdi>{escape(match.subject)}</bdi>") if match.subject else ""


def _closeness_html(match: Match) -> str:
    word = find_messages.CLOSENESS[match.closeness]
    percent = round(match.share * 100)
    bar = f'<meter min="0" max="100" value="{percent}" aria-label="{find_messages.HOW_CLOSE}">{percent}%</meter>'
    return f'<p class="sf-closeness">{bar} {word}</p>'


def occurrence_html(other: Session, session: Session) -> str:
    """Time and room of ``other``, a repeat of ``session``, and its speakers if they differ."""
    start = escape(when(other)) if other.start else ""
    who = _names(other.speakers) if other.speakers != session.speakers else ""
    return " · ".join(part for part in (start, _joined(frozenset(), other.room), who) if part)


def _repeats_html(match: Match) -> str:
    said = [text for text in (occurrence_html(other, match.session) for other in match.also) if text]
    return f"{find_messages.ALSO}: {'; '.join(said)}" if said else ""


def _link(session: Session) -> str:
    """A link to the session's external page. Only http and https addresses become links."""
    if not session.url.startswith(("https://", "http://")):
        return ""
    attributes = f'href="{escape(session.url)}" target="_blank" rel="noopener noreferrer"'
    return f'<p class="sf-link"><a {attributes}>{find_messages.SESSION_PAGE}</a></p>'


def star_button(session: Session, starred: bool, label: bool = True) -> str:
    """The star, pressed if the session is in the visitor's plan. ``label``: whether to show text beside it."""
    name = escape(f"{find_messages.STAR}: {session.title}")
    state = escape(find_messages.STARRED if starred else find_messages.STAR)
    said = f" {state}" if label else ""
    style = "" if label else f' class="sf-icon" title="{state}"'
    icon = f'<svg class="sf-star" viewBox="0 0 24 24" aria-hidden="true"><path d="{_STAR}"/></svg>'
    return (
        f'<button type="button" data-act="star" data-id="{escape(session.id)}" aria-pressed="{str(starred).lower()}"'
        f'{style} aria-label="{name}">{icon}{said}</button>'
    )


def _actions_html(session: Session, starred: bool) -> str:
    return (
        '<p class="sf-acts">'
        f"{star_button(session, starred)}"
        f"{_button('similar', session, find_messages.SIMILAR, _SIMILAR_FACE)}"
        f"{_button('up', session, find_messages.UP, _thumb('sf-up'))}"
        f"{_button('down', session, find_messages.DOWN, _thumb('sf-down'))}"
        "</p>"
    )


def _button(act: str, session: Session, label: str, face: str = "") -> str:
    """A button whose accessible name includes the session's title."""
    name = escape(f"{label}: {session.title}")
    hint = f' title="{label}"' if face else ""
    which = f'data-act="{act}" data-id="{escape(session.id)}"'
    return f'<button type="button" {which} aria-label="{name}"{hint}>{face or label}</button>'


def _thumb(style: str) -> str:
    return f'<svg class="{style}" viewBox="0 0 24 24" aria-hidden="true"><path d="{_UP}"/></svg>'


def _names(names: tuple[str, ...], terms: _Terms = frozenset()) -> str:
    """Several people on one line, in order whatever each name's text direction."""
    return ", ".join(f"<bdi>{marked(name, terms)}</bdi>" for name in names)


def _joined(terms: _Terms, *facts: str) -> str:
    """Facts on one line, each with its own text direction."""
    return " · ".join(f"<bdi>{marked(fact, terms)}</bdi>" for fact in facts if fact)
