"""A reliability diagram as SVG: predicted probability across, measured share up, whiskers for the 95 % interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from session_finder.evaluation.level_shares import OddsRange, probability

_SIDE, _LEFT, _TOP, _BOTTOM, _RIGHT = 420, 64, 96, 56, 250
_LOOKS = (("#0b6e75", "", "circle"), ("#b3541e", "7 4", "square"), ("#5b5bd6", "2 3", "diamond"))
_STYLE = (
    "text{font:14px system-ui,sans-serif;fill:#0c181c}.page{fill:#fff}.grid{stroke:#c9d6d6}.even{stroke:#5f6f6f;"
    "stroke-dasharray:3 5}path{fill:none;stroke-width:2.5}.small{font-size:12px;fill:#42545a}"
)


def diagram(
    title: str, drawn: Mapping[str, Sequence[OddsRange]], borders: Mapping[str, float], across: str, up: str
) -> str:
    """A picture of the ranges by name; ``borders``: the log odds from which a level begins, by its name."""
    width, height = _LEFT + _SIDE + _RIGHT, _TOP + _SIDE + _BOTTOM
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">',
        f"<title>{escape(title)}</title><style>{_STYLE}</style>",
        f'<rect class="page" width="{width}" height="{height}"/>',
        f'<text x="{_LEFT}" y="26" font-weight="600">{escape(title)}</text>',
        f'<text x="{_LEFT}" y="{_TOP - 34}">{escape(up)}</text>',
    ]
    for tenths in range(0, 11, 2):
        share = tenths / 10
        (x, low), (left, y) = _place(share, 0), _place(0, share)
        parts.append(f'<line class="grid" x1="{x:.1f}" y1="{_TOP}" x2="{x:.1f}" y2="{low:.1f}"/>')
        parts.append(f'<line class="grid" x1="{left:.1f}" y1="{y:.1f}" x2="{_LEFT + _SIDE}" y2="{y:.1f}"/>')
        parts.append(f'<text x="{x:.1f}" y="{low + 20:.1f}" text-anchor="middle">{share:.1f}</text>')
        parts.append(f'<text x="{left - 8:.1f}" y="{y + 5:.1f}" text-anchor="end">{share:.1f}</text>')
    (x1, y1), (x2, y2) = _place(0, 0), _place(1, 1)
    parts.append(f'<line class="even" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>')
    for name, odds in borders.items():
        x, _ = _place(probability(odds), 1)
        parts.append(f'<line class="even" x1="{x:.1f}" y1="{_TOP - 6}" x2="{x:.1f}" y2="{_TOP + _SIDE}"/>')
        parts.append(f'<text class="small" x="{x:.1f}" y="{_TOP - 10}" text-anchor="middle">{escape(name)}</text>')
    for row, ((name, ranges), look) in enumerate(zip(drawn.items(), _LOOKS, strict=False)):
        parts += [*_line(ranges, look), *_name(row, name, look)]
    parts.append(f'<text x="{_LEFT + _SIDE}" y="{_TOP + _SIDE + 44}" text-anchor="end">{escape(across)}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _line(ranges: Sequence[OddsRange], look: tuple[str, str, str]) -> list[str]:
    colour, dashes, _ = look
    way = " L".join("{:.1f} {:.1f}".format(*_place(one.predicted, one.share.value)) for one in ranges)
    parts = [f'<path d="M{way}" stroke="{colour}" stroke-dasharray="{dashes}"/>']
    for one in ranges:
        (x, low), (_, high) = (_place(one.predicted, share) for share in one.share.interval)
        parts.append(f'<path d="M{x:.1f} {low:.1f} L{x:.1f} {high:.1f}" stroke="{colour}" stroke-opacity=".55"/>')
        parts.append(_mark(*_place(one.predicted, one.share.value), look))
    return parts


def _name(row: int, name: str, look: tuple[str, str, str]) -> list[str]:
    """A line of the legend, beside the picture; what does not fit on one line continues on the next."""
    x, y = _LEFT + _SIDE + 24, _TOP + 24 + 64 * row
    lines = name.split("\n")
    return [
        _mark(x, y - 5, look),
        *(f'<text x="{x + 16}" y="{y + 19 * number}">{escape(line)}</text>' for number, line in enumerate(lines)),
    ]


def _mark(x: float, y: float, look: tuple[str, str, str]) -> str:
    colour, _, form = look
    if form == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{colour}"/>'
    turned = f' transform="rotate(45 {x:.1f} {y:.1f})"' if form == "diamond" else ""
    return f'<rect x="{x - 4.5:.1f}" y="{y - 4.5:.1f}" width="9" height="9" fill="{colour}"{turned}/>'


def _place(across: float, up: float) -> tuple[float, float]:
    return _LEFT + across * _SIDE, _TOP + (1 - up) * _SIDE
