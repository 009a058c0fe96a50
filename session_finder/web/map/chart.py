"""The map as a Vega-Lite chart: its specification and its data tables.

The specification depends only on the programme and the language. Search results and stars are rows in tables of their
own, so the browser keeps the chart and only receives changed rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from typing import Any, Final

from session_finder.domain.sessions import Session
from session_finder.topics.topic_map import MapPoint, Neighbourhood, ProgrammeMap
from session_finder.web.components.track_sign import OTHER, SIGNS
from session_finder.web.i18n.texts import map_messages as words

CHOSEN: Final = "chosen"  # the name of the point selection; its rows hold the session's id
HEIGHT: Final = 460  # pixels of the plot, without the legend below it
VIEW: Final = "view"  # the name of the zoom selection; Streamlit resets it on new rows unless it reports it too
Spec = dict[str, Any]
Rows = list[Mapping[str, object]]
# Evaluated in the browser, because the theme can change while the chart is shown.
_PAPER: Final = {"expr": "background"}
_INK: Final = {"expr": "luminance(background) < 0.4 ? '#e6eef0' : '#0c181c'"}
_NARROW: Final = "width < 480"
_LEGEND: Final = {
    "orient": "bottom",
    "columns": {"expr": f"{_NARROW} ? 1 : 3"},
    "labelLimit": {"expr": f"{_NARROW} ? width - 40 : width / 3 - 45"},
    "symbolSize": 110,
    "labelColor": _INK,
    "titleColor": _INK,
}
_EDGED: Final = 1000  # points; above this number they have no edge, which takes as long to draw as the point
_EDGE: Final = {"stroke": _PAPER, "strokeWidth": 0.7}
_MARGIN: Final = 0.08
_STAR: Final = "M0,-1L0.27,-0.37L0.95,-0.31L0.44,0.14L0.59,0.81L0,0.45L-0.59,0.81L-0.44,0.14L-0.95,-0.31L-0.27,-0.37Z"


def name_of(area: Neighbourhood) -> str:
    """A neighbourhood's name: its most characteristic words."""
    return words.BETWEEN_WORDS.join(area.words) or words.UNNAMED.format(number=area.number + 1)


def specification(drawn: ProgrammeMap, area: Neighbourhood | None) -> Spec:
    """The chart of the whole map or of one neighbourhood. Its tables are points, found, starred and labels."""
    shown = area.points if area else drawn.points
    layers = (_points(drawn, len(shown)), _rings(), _places(), _stars(), *_labels())
    return {
        "height": HEIGHT,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "layer": [_without_aria(layer) for layer in layers],
        "encoding": {"x": _axis([point.x for point in shown], "x"), "y": _axis([point.y for point in shown], "y")},
        "resolve": {"scale": {"color": "independent", "shape": "independent"}},
    }


def _without_aria(layer: Spec) -> Spec:
    """Hide a layer from screen readers: the chart has an alternative text, and the list has the sessions.

    Set for each mark, because Streamlit's theme overrides the chart's configuration.
    """
    return {**layer, "mark": {**layer["mark"], "aria": False}}


def tables(
    drawn: ProgrammeMap,
    area: Neighbourhood | None,
    when: Callable[[Session], str],
    found: Sequence[str],
    starred: Set[str],
) -> dict[str, Rows]:
    """The rows of the tables. ``found`` (ranked) and ``starred`` are session ids."""
    known = drawn.by_id
    slots: dict[tuple[object, object], str] = {}  # thousands of sessions have dozens of times

    def time_of(session: Session) -> str:
        slot = (session.start, session.end)
        if slot not in slots:
            slots[slot] = when(session) if session.start else ""
        return slots[slot]

    marked = [(place, known[name]) for place, name in enumerate(found, start=1) if name in known]
    return {
        "points": [_row(point, time_of(point.session)) for point in drawn.points],
        "found": [{"x": point.x, "y": point.y, "place": str(place)} for place, point in marked],
        "starred": [{"x": point.x, "y": point.y} for point in drawn.points if point.session.id in starred],
        "labels": [
            {"x": one.x, "y": one.y, "label": "\n".join(one.words), "short": "\n".join(one.words[:2])}
            for one in ([area] if area else drawn.neighbourhoods)
        ],
    }


def _row(point: MapPoint, when: str) -> Mapping[str, object]:
    session = point.session
    return {
        "id": session.id,
        "x": point.x,
        "y": point.y,
        "track": point.track or words.OTHER_TRACKS,
        "title": session.title,
        "when": when,
        "room": session.room,
        "own_track": session.track or words.NO_TRACK,
    }


def _points(drawn: ProgrammeMap, count: int) -> Spec:
    size = 110 if count <= 200 else 70 if count <= 800 else 40 if count <= 2000 else 24
    names = [*drawn.tracks, *([words.OTHER_TRACKS] if drawn.others else [])]
    signs = [*SIGNS[: len(drawn.tracks)], *([OTHER] if drawn.others else [])]
    legend = {"title": words.TRACK, **_LEGEND} if len(names) > 1 else None
    track = {"field": "track", "type": "nominal", "legend": legend}  # one legend, since colour and shape share it
    tooltip = [("title", words.SESSION), ("when", words.WHEN), ("room", words.ROOM), ("own_track", words.TRACK)]
    return {
        "data": {"name": "points"},
        "mark": {"type": "point", "filled": True, "size": size, "cursor": "pointer"}
        | (_EDGE if count <= _EDGED else {}),
        "params": [
            {"name": CHOSEN, "select": {"type": "point", "fields": ["id"], "toggle": False}},
            {"name": "alone", "select": {"type": "point", "fields": ["track"]}, "bind": "legend"},
            {
                "name": VIEW,
                "bind": "scales",
                # Touch scrolls the page; on a phone, the neighbourhood selector zooms in.
                "select": {
                    "type": "interval",
                    "zoom": "wheel![event.ctrlKey || event.metaKey]",
                    "translate": "[pointerdown[event.pointerType === 'mouse'], window:pointerup] > window:pointermove!",
                },
            },
        ],
        "encoding": {
            "color": track | {"scale": {"domain": names, "range": [sign.colour for sign in signs]}},
            "shape": track | {"scale": {"domain": names, "range": [sign.path for sign in signs]}},
            "opacity": {"condition": {"param": "alone", "value": 0.9}, "value": 0.08},
            "size": {"condition": {"param": CHOSEN, "empty": False, "value": 3 * size}, "value": size},
            "tooltip": [{"field": field, "type": "nominal", "title": title} for field, title in tooltip],
        },
    }


def _rings() -> Spec:
    return {
        "data": {"name": "found"},
        "mark": {"type": "point", "shape": "circle", "size": 330, "filled": False, "stroke": _INK, "strokeWidth": 2.5},
    }


def _places() -> Spec:
    return {
        "data": {"name": "found"},
        "mark": {
            "type": "text",
            # Offsets differ by place, because the best matches are often close together.
            "dx": {"expr": "datum.place == '2' ? -18 : 18"},
            "dy": {"expr": "datum.place == '3' ? 13 : -11"},
            "fontSize": 15,
            "fontWeight": "bold",
            "fill": _INK,
        },
        "encoding": {"text": {"field": "place", "type": "nominal"}},
    }


def _stars() -> Spec:
    return {
        "data": {"name": "starred"},
        "mark": {"type": "point", "shape": _STAR, "size": 420, "filled": True, "fill": "#f0b400", "stroke": _INK},
    }


def _labels() -> list[Spec]:
    """Each label twice: a wide outline in the background colour for legibility, then the text."""
    text: Spec = {
        "type": "text",
        "text": {"expr": f"{_NARROW} ? datum.short : datum.label"},
        "lineBreak": "\n",
        "fontSize": {"expr": f"{_NARROW} ? 12 : 14"},
        "fontWeight": "bold",
        "baseline": "middle",
    }
    halo = text | {"stroke": _PAPER, "fill": _PAPER, "strokeWidth": 4, "strokeJoin": "round", "opacity": 0.85}
    return [{"data": {"name": "labels"}, "mark": mark} for mark in (halo, text | {"fill": _INK})]


def _axis(values: Sequence[float], field: str) -> Spec:
    low, high = min(values, default=-1.0), max(values, default=1.0)
    margin = max((high - low) * _MARGIN, 0.05)
    scale = {"domain": [low - margin, high + margin], "zero": False, "nice": False}
    return {"field": field, "type": "quantitative", "axis": None, "scale": scale}
