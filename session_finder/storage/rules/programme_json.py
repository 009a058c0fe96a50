"""Serialize a programme's sessions as JSON bytes; equal sessions have equal bytes and digests."""

from __future__ import annotations

import hashlib
import json
from dataclasses import MISSING, Field, fields
from datetime import MAXYEAR, MINYEAR, datetime
from functools import cache
from typing import Any, get_type_hints
from zoneinfo import ZoneInfo

from session_finder.domain.sessions import STATED, Programme, Session

_WRITING = 1  # the format's version; a higher one in a file is from a newer release
_NEWER = "was written by a newer version of this program"


def to_json(programme: Programme) -> bytes:
    """Serialize the sessions and the time zone. Slug, name and aliases are stored with the conference.

    Fields with their default value are left out, so that a new field changes no digest. Nothing is escaped, not even
    lone surrogates: two escaped ones would be read back as one character.
    """
    tree = {
        "writing": _WRITING,
        "timezone": programme.timezone,
        "sessions": [_tree(session) for session in programme.sessions],
    }
    return _bytes(tree)


def session_to_json(session: Session) -> bytes:
    """One session as JSON bytes."""
    return _bytes(_tree(session))


def session(content: bytes) -> Session:
    """Parse a session. Raises ValueError."""
    return _session(json.loads(content.decode("utf-8", "surrogatepass")), 1)


def _bytes(tree: object) -> bytes:
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def digest(content: bytes) -> str:
    """The digest of a serialized programme: 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def from_json(content: bytes, slug: str, name: str) -> Programme:
    """Parse a programme. Raises ValueError, whose text continues a sentence that begins with the file's name."""
    try:
        tree = json.loads(content.decode("utf-8", "surrogatepass"))
        writing, timezone, sessions = tree["writing"], tree["timezone"], tree["sessions"]
    except (ValueError, RecursionError, TypeError, KeyError) as error:
        raise ValueError("is damaged: it holds no programme") from error
    if not isinstance(writing, int) or not isinstance(timezone, str) or not isinstance(sessions, list):
        raise ValueError("is damaged: it holds no programme")  # noqa: TRY004  the file's fault, not the caller's
    if writing > _WRITING:
        raise ValueError(_NEWER)
    _zone(timezone)
    state = digest(content)[:16]
    return Programme(
        slug=slug,
        name=name,
        sessions=tuple(_session(session, number) for number, session in enumerate(sessions, 1)),
        timezone=timezone,
        version=state,
        content=state,
    )


def _tree(session: Session) -> dict[str, object]:
    values = {field.name: (getattr(session, field.name), field) for field in fields(Session) if field.compare}
    return {name: _plain(value) for name, (value, field) in values.items() if value != _default(field)}


def _default(field: Field[object]) -> object:
    return field.default if field.default_factory is MISSING else field.default_factory()


def _plain(value: object) -> object:
    return _instant(value) if isinstance(value, datetime) else value


def _instant(moment: datetime) -> str:
    """ISO 8601 with the offset and, as in RFC 9557, the zone's name in brackets; neither for a naive time."""
    zone = moment.tzinfo.key if isinstance(moment.tzinfo, ZoneInfo) else None
    return moment.isoformat() + (f"[{zone}]" if zone else "")


def _session(tree: object, number: int) -> Session:
    hints = _hints()
    if not isinstance(tree, dict):
        raise ValueError(f"is damaged: session {number:,} is none")  # noqa: TRY004  the file's fault
    strangers = sorted(tree.keys() - hints.keys())
    if strangers:
        raise ValueError(f"{_NEWER}: session {number:,} has a field {strangers[0]!r}")
    try:
        values: dict[str, Any] = {name: _value(hints[name], value) for name, value in tree.items()}
        return Session(**values)
    except TypeError as error:
        raise ValueError(f"is damaged: session {number:,} has no id or no title, or a value of another kind") from error


@cache
def _hints() -> dict[str, object]:
    hints = get_type_hints(Session)
    return {name: hints[name] for name in STATED}


def _value(hint: object, value: object) -> object:
    """Check and convert a value to a field's type. Raises TypeError."""
    if hint == tuple[str, ...] and isinstance(value, list) and all(isinstance(part, str) for part in value):
        return tuple(value)
    if hint == datetime | None and isinstance(value, str):
        return _moment(value)
    if isinstance(hint, type) and type(value) is hint:
        return value
    raise TypeError(f"{value!r} is no {hint}")


def _moment(text: str) -> datetime:
    stated, _, zone = text.removesuffix("]").partition("[")
    try:
        moment = datetime.fromisoformat(stated)
    except ValueError as error:
        raise TypeError(f"{text!r} is no time") from error
    if not MINYEAR < moment.year < MAXYEAR:  # in another zone the year may differ by one
        raise TypeError(f"{text!r} is no time of a session")
    if not zone:
        return moment
    local = moment.replace(tzinfo=_zone(zone))
    later = local.replace(fold=1)  # the second 01:30 when the clocks go back
    return later if later.utcoffset() == moment.utcoffset() != local.utcoffset() else local


@cache
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError) as error:  # ZoneInfoNotFoundError is a KeyError
        raise ValueError(f"is in the time zone {name!r}, which this machine does not know; upgrade tzdata") from error
