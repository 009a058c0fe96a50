"""Which column is what: names that organizers' files use for the fields of a session, in any order and case."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "id": ("id", "uid", "session id", "unique id", "code", "number"),
    "title": ("title", "session title", "name", "session", "talk"),
    "abstract": ("abstract", "description", "summary", "content"),
    "speakers": ("speakers", "speaker", "authors", "author", "speaker names", "presenters", "presenter"),
    "track": ("track", "topic", "stream", "theme"),
    "level": ("level", "audience level", "difficulty"),
    "format": ("format", "type", "session type", "session format"),
    "room": ("room", "location", "venue", "room/location", "place"),
    "start": ("start", "start time", "starts", "begin", "starts at", "date_start"),
    "end": ("end", "finish", "end time", "ends", "ends at", "date_end"),
    "language": ("language", "lang"),
    "tags": ("tags", "keywords", "topics"),
    "url": ("url", "link", "share link", "web page"),
}


def plain_name(header: str) -> str:
    """A header for comparison: no case, accents, asterisks, underscores or stray byte order mark."""
    folded = unicodedata.normalize("NFKD", header).casefold()
    return " ".join(
        "".join(mark for mark in folded if not unicodedata.combining(mark))
        .replace("_", " ")
        .replace("\ufeff", "")
        .split()
    ).strip("* ")


def mapped(headers: Sequence[str]) -> dict[str, int]:
    """Field → position of its column. A field's earlier name wins over a later one, the first column over others."""
    positions: dict[str, int] = {}
    for position, header in enumerate(headers):
        positions.setdefault(plain_name(header), position)
    found: dict[str, int] = {}
    for field, names in FIELDS.items():
        for name in names:
            place = positions.get(plain_name(name))
            if place is not None:
                found[field] = place
                break
    return found
