"""Encode a plan for an address: ``?plan=1…``, short enough for a QR code.

The first character is the version of the format. Version 1 is JSON, ``[[id, minute, room], …]``, deflated (RFC 1951)
and in URL-safe Base64 without padding; a 1 after the room means that the minute is local time. 20 sessions with ids of
6 letters take about 200 characters.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from typing import Final, Literal

from session_finder.domain.errors import Invalid
from session_finder.planning.plan import MOST, Plan, Star

LONGEST: Final = 40_000  # characters of an address: 500 sessions with long ids
_FORM: Final = "1"
_UNPACKED: Final = 400_000  # bytes
_LATEST: Final = 10**9  # minutes: the year 3871


class PlanError(Invalid):
    """An address does not contain a readable plan; the message is for people, ``kind`` for programs."""

    code = "bad-plan"

    def __init__(self, said: str, kind: Literal["broken", "newer", "full"] = "broken") -> None:
        super().__init__(said)
        self.kind = kind


def as_address(plan: Plan) -> str:
    """The encoded plan; "" for the empty one. Equal plans have equal addresses."""
    if not plan.stars:
        return ""
    stars = [[star.id, star.minute, star.room, *([1] if star.wall else [])] for star in plan.stars]
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(json.dumps(stars, separators=(",", ":")).encode("ascii")) + packer.flush()
    return _FORM + base64.urlsafe_b64encode(packed).decode("ascii").rstrip("=")


def from_address(text: str) -> Plan:
    """The plan in an address. Raises PlanError for what ``as_address`` never returns."""
    if not text:
        return Plan()
    if len(text) > LONGEST:
        raise PlanError("This plan is too long to be read.", "full")
    if text[0] != _FORM:
        raise PlanError("This link holds a plan of a newer form. Open it on the server that it came from.", "newer")
    try:
        packed = base64.b64decode(text[1:] + "=" * (-len(text[1:]) % 4), altchars=b"-_", validate=True)
        unpacker = zlib.decompressobj(-15)
        read = unpacker.decompress(packed, _UNPACKED)
        if not unpacker.eof:
            raise PlanError("This link holds no whole plan. Copy it again, to its end.")
        stars = {star.id: star for star in map(_star, json.loads(read))}
    except (binascii.Error, zlib.error, ValueError, TypeError, RecursionError) as error:
        raise PlanError("This link holds no plan that can be read. Copy it again, to its end.") from error
    if len(stars) > MOST:
        raise PlanError(f"This link holds {len(stars)} sessions; a plan has {MOST} at most.", "full")
    return Plan(tuple(stars[name] for name in sorted(stars)))


def _star(said: object) -> Star:
    match said:
        case [str(name), int(minute) | (None as minute), str(room), *wall] if wall in ([], [1]):
            if isinstance(minute, bool) or (minute is not None and abs(minute) > _LATEST) or len(room) > 2:
                raise PlanError("This link holds a session at an impossible time or place.")
            return Star(name, minute, room, bool(wall))
    raise PlanError("This link holds something that is no session.")
