"""Lines over two logarithmic axes as SVG, on a page of its own colour; each line has its own dashes and its name."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 720, 430, 76, 44, 72, 52
_LOOKS = (("#0b6e75", ""), ("#b3541e", "7 4"), ("#5b5bd6", "2 3"))
_STYLE = (
    "text{font:14px system-ui,sans-serif;fill:#0c181c}.page{fill:#fff}.grid{stroke:#c9d6d6}"
    "path{fill:none;stroke-width:2.5}"
)

Line = Sequence[tuple[float, float]]


def lines(title: str, across: str, up: str, drawn: Mapping[str, Line]) -> str:
    """A picture of the lines by name, with whole powers of ten marked."""
    points = [point for line in drawn.values() for point in line]
    horizontal, vertical = (_axis([point[axis] for point in points]) for axis in (0, 1))

    def place(x: float, y: float) -> tuple[float, float]:
        return (
            _LEFT + _part(x, horizontal) * (_WIDTH - _LEFT - _RIGHT),
            _HEIGHT - _BOTTOM - _part(y, vertical) * (_HEIGHT - _TOP - _BOTTOM),
        )

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">',
        f"<title>{escape(title)}</title><style>{_STYLE}</style>",
        f'<rect class="page" width="{_WIDTH}" height="{_HEIGHT}"/>',
        f'<text x="{_LEFT}" y="26" font-weight="600">{escape(title)}</text>',
    ]
    for power in range(horizontal[0], horizontal[1] + 1):
        x, low = place(10**power, 10 ** vertical[0])
        parts.append(f'<line class="grid" x1="{x:.1f}" y1="{_TOP}" x2="{x:.1f}" y2="{low:.1f}"/>')
        parts.append(f'<text x="{x:.1f}" y="{low + 20:.1f}" text-anchor="middle">{10**power:,}</text>')
    for power in range(vertical[0], vertical[1] + 1):
        x, y = place(10 ** horizontal[0], 10**power)
        parts.append(f'<line class="grid" x1="{x:.1f}" y1="{y:.1f}" x2="{_WIDTH - _RIGHT}" y2="{y:.1f}"/>')
        parts.append(f'<text x="{x - 8:.1f}" y="{y + 5:.1f}" text-anchor="end">{10**power:,}</text>')
    parts.append(f'<text x="{_WIDTH - _RIGHT}" y="{_HEIGHT - 10}" text-anchor="end">{escape(across)}</text>')
    parts.append(f'<text x="8" y="{_TOP - 16}">{escape(up)}</text>')
    for (name, line), (colour, dashes) in zip(drawn.items(), _LOOKS, strict=False):
        way = " L".join(f"{x:.1f} {y:.1f}" for x, y in (place(*point) for point in line))
        parts.append(f'<path d="M{way}" stroke="{colour}" stroke-dasharray="{dashes}"/>')
        x, y = place(*line[-1])
        below = len(drawn) > 1 and line[-1][1] == min(other[-1][1] for other in drawn.values())
        y += 80 if below else -10
        parts.append(f'<text x="{x - 8:.1f}" y="{y:.1f}" text-anchor="end">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _axis(values: Sequence[float]) -> tuple[int, int]:
    """The powers of ten around the values, at least two."""
    low = math.floor(math.log10(min(values)))
    return low, max(math.ceil(math.log10(max(values))), low + 1)


def _part(value: float, axis: tuple[int, int]) -> float:
    return (math.log10(value) - axis[0]) / (axis[1] - axis[0])
