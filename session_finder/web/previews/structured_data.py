"""Conferences and sessions as events of schema.org, for search engines (JSON-LD)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from session_finder.domain.library import Conference
from session_finder.domain.sessions import Programme, Session

Data = Mapping[str, object]

MAX_PARTS: Final = 50  # sessions in the data of a conference
_MAX_PEOPLE: Final = 20
# As in JSON, but harmless inside a script element, where HTML would look for an end tag.
_ESCAPES: Final = str.maketrans({
    "<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029",
})  # fmt: skip


def as_json(data: Data) -> str:
    """The data as text that may stand in a script element."""
    return json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False).translate(_ESCAPES)


def conference_data(conference: Conference, programme: Programme | None, link: str) -> Data:
    """A conference: its name and days."""
    dates = programme.dates if programme else None
    days = {"startDate": dates[0].isoformat(), "endDate": dates[1].isoformat()} if dates else {}
    return _stated({"@type": "Event", "name": conference.name, "url": link, **days})


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
