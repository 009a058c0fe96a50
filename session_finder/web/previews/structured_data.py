"""Conferences and sessions as events of schema.org, for search engines (JSON-LD)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from session_finder.domain.sessions import Programme, Session
from session_finder.web.previews.published import Published

Data = Mapping[str, object]

MAX_PARTS: Final = 20  # sessions in the data of a conference: each visitor of the programme page loads them
_MAX_PEOPLE: Final = 20
# As in JSON, but harmless inside a script element, where HTML would look for an end tag.
_ESCAPES: Final = str.maketrans({
    "<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029",
})  # fmt: skip


def as_json(data: Data) -> str:
    """The data as text that may stand in a script element."""
    return json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False).translate(_ESCAPES)


def conference_data(published: Published, link: str) -> Data:
    """A conference: its name, days, place and website."""
    identity, (first, last) = published.conference.identity, published.days or (None, None)
    return _stated(
        {
            "@type": "Event",
            "name": published.conference.name,
            "url": link,
            "startDate": first.isoformat() if first else "",
            "endDate": last.isoformat() if last else "",
            "location": {"@type": "Place", "name": identity.place} if identity.place else "",
            "sameAs": identity.website,
        }
    )


def session_data(session: Session, conference: Data, link: str, picture: str, description: str) -> Data:
    """A session, with the conference that it is a part of."""
    return _stated(
        {
            **_part(session, link),
            "description": description,
            "image": picture,
            "eventStatus": f"https://schema.org/Event{'Cancelled' if session.cancelled else 'Scheduled'}",
            "inLanguage": session.language,
            "performer": [{"@type": "Person", "name": name} for name in session.speakers[:_MAX_PEOPLE]],
            "superEvent": conference,
        }
    )


def programme_data(programme: Programme, conference: Data, link: Callable[[Session], str]) -> Data:
    """A conference with its first sessions, in the order of its file."""
    return {**conference, "subEvent": [_stated(_part(one, link(one))) for one in programme.searchable[:MAX_PARTS]]}


def _part(session: Session, link: str) -> Data:
    return {
        "@type": "Event",
        "name": session.title,
        "url": link,
        "startDate": _moment(session.start),
        "endDate": _moment(session.end),
        "location": {"@type": "Place", "name": session.room} if session.room else "",
    }


def _moment(when: datetime | None) -> str:
    return when.isoformat(timespec="minutes") if when else ""


def _stated(data: Data) -> Data:
    """Without what is unknown."""
    return {name: value for name, value in data.items() if value}
