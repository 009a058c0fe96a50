"""The colour and shape of each large track, the same on cards, lists, filters, timetable and map.

Each colour has a contrast of at least 3:1 with the light and the dark background. The shapes tell the tracks apart for
those who do not see the colours.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple


class Sign(NamedTuple):
    """A colour, and a shape as an SVG path around (0, 0) that fills about -1 to 1, as Vega takes it too."""

    colour: str
    path: str


SIGNS: Final = (
    Sign("#1f77d0", "M1,0A1,1,0,1,1,-1,0A1,1,0,1,1,1,0Z"),
    Sign("#c8570c", "M-.9,-.9L.9,-.9L.9,.9L-.9,.9Z"),
    Sign("#1a8a5a", "M0,-1.1L1.1,.85L-1.1,.85Z"),
    Sign("#b0409c", "M0,-1.2L1.1,0L0,1.2L-1.1,0Z"),
    Sign("#917000", "M-.4,-1.1L.4,-1.1L.4,-.4L1.1,-.4L1.1,.4L.4,.4L.4,1.1L-.4,1.1L-.4,.4L-1.1,.4L-1.1,-.4L-.4,-.4Z"),
    Sign("#d4424f", "M0,1.1L1.1,-.85L-1.1,-.85Z"),
    Sign("#0b8896", "M-1,-1L1,-1L.3,0L1,1L-1,1L-.3,0Z"),
    Sign("#7d66d9", "M-1.1,-.5L1.1,-.5L1.1,.5L-1.1,.5Z"),
)
OTHER: Final = Sign("#76858a", "M.6,0A.6,.6,0,1,1,-.6,0A.6,.6,0,1,1,.6,0Z")  # smaller tracks


def track_sign(track: str, numbers: Mapping[str, int]) -> str:
    """A track's sign as SVG, hidden from screen readers; "" for none. ``numbers``: ``Programme.track_numbers``."""
    if not track or not numbers:
        return ""
    number = numbers.get(track.casefold())
    colour, path = OTHER if number is None else SIGNS[number]
    return (
        '<svg class="sf-sign" viewBox="-1.25 -1.25 2.5 2.5" aria-hidden="true">'
        f'<path fill="{colour}" d="{path}"/></svg>'
    )
