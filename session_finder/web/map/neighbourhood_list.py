"""The map as a list of neighbourhoods with their sessions, for screen readers and small screens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from html import escape
from typing import Final

from session_finder.domain.sessions import Session
from session_finder.rendering.assets import asset
from session_finder.search.results import Match
from session_finder.topics.topic_map import Neighbourhood
from session_finder.web.i18n.texts import find_messages as common
from session_finder.web.i18n.texts import map_messages as words
from session_finder.web.map.chart import name_of
from session_finder.web.sessions.cards import card_html, session_link, star_button, when

IN_OVERVIEW: Final = 40  # sessions per neighbourhood; a selected one shows more
IN_ONE: Final = 600
CSS: Final = asset(__name__, "css")


def list_html(
    areas: Sequence[Neighbourhood], places: Mapping[str, int], starred: Set[str], most: int = IN_OVERVIEW
) -> str:
    """The folded neighbourhoods; a single one is open. ``places``: ranks of the matches by session id."""
    return "".join(_area(area, places, starred, most, alone=len(areas) == 1) for area in areas)


def chosen_html(session: Session, starred: bool) -> str:
    """The card of the selected session, with its star and a link to its page."""
    card = card_html(Match(session, 0.0, "far", 0.0), close=False, acts=False)
    acts = f'<p class="sf-acts">{star_button(session, starred)} {session_link(session, escape(words.OPEN))}</p>'
    return card.replace("</article>", f"{acts}</article>")


def _area(area: Neighbourhood, places: Mapping[str, int], starred: Set[str], most: int, alone: bool) -> str:
    ids = [point.session.id for point in area.points]
    facts = [words.SESSIONS.format(count=len(ids))]
    marked, kept = sum(name in places for name in ids), sum(name in starred for name in ids)
    facts += [words.WITH_RESULTS.format(count=marked)] if marked else []
    facts += [words.WITH_STARS.format(count=kept)] if kept else []
    # Matches come first, then starred sessions, then the programme's order.
    order = sorted(
        (point.session for point in area.points),
        key=lambda session: (places.get(session.id, len(places) + 1), session.id not in starred),
    )
    rows = "".join(_row(session, places.get(session.id), session.id in starred) for session in order[:most])
    rest = len(order) - most
    said = words.MORE_OF_THEM if alone else words.MORE_THERE
    more = f"<p>{escape(said.format(count=rest))}</p>" if rest > 0 else ""
    open_too = ' data-open="yes"' if alone or marked else ""
    return (
        f'<details class="sf-area" data-id="area-{area.number}"{open_too}>'
        f'<summary><h2 dir="auto">{escape(name_of(area))}</h2> <small>{escape(" · ".join(facts))}</small></summary>'
        f"<ul>{rows}</ul>{more}</details>"
    )


def _row(session: Session, place: int | None, starred: bool) -> str:
    marks = [words.RESULT.format(place=place)] if place else []
    marks += [common.STARRED] if starred else []
    facts = [when(session) if session.start else "", session.room, session.track]
    facts_html = " · ".join(f"<bdi>{escape(fact)}</bdi>" for fact in facts if fact)
    mark = f"<strong>{escape(' · '.join(marks))}</strong><br>" if marks else ""
    title = session_link(session, f"<bdi>{escape(session.title)}</bdi>")
    return f"<li><p>{mark}{title}<br><small>{facts_html}</small></p>{star_button(session, starred)}</li>"
