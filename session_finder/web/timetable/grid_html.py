"""A day's grid as a table: rooms as columns, time as rows, sticky headers in a scrolling region."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import Final

from session_finder.domain.sessions import Session
from session_finder.rendering.assets import asset
from session_finder.timetable import time_format
from session_finder.timetable.grid import MOST_ROOMS, Cell, Grid, Room
from session_finder.web.components.track_sign import track_sign
from session_finder.web.i18n.locale import visitor_locale
from session_finder.web.i18n.texts import programme_messages as words
from session_finder.web.sessions.cards import language_attribute
from session_finder.web.sessions.session_items import ItemContext, badges, link, star, style, time_html
from session_finder.web.timetable.timetable_html import day_name
from session_finder.web.visit.timetable_address import href

MOST_IN_A_CELL: Final = 8  # parallel sessions (posters, say) that a cell shows; the list shows all
# The table may be wider than the page's text column, up to the window's width.
CSS: Final = asset(__name__, "css")


def grid_html(grid: Grid, day: date | None, context: ItemContext) -> str:
    """The table in a scrolling region."""
    zone = _zone(grid)
    name = day_name(day)
    said = words.CAPTION_ZONE.format(day=name, zone=zone) if zone else words.CAPTION.format(day=name)
    rows: list[list[Cell]] = [[] for _ in grid.starts]
    for cell in grid.cells:
        rows[cell.row].append(cell)
    body = "".join(_row_html(grid, row, cells, context) for row, cells in enumerate(rows))
    rooms = "".join(_room_html(room, context) for room in grid.rooms) or '<td aria-hidden="true"></td>'
    corner = escape(words.TIME) + (f"<br>{escape(zone)}" if zone else "")
    head = f'<thead><tr><th scope="col">{corner}</th>{rooms}</tr></thead>'
    return (
        f'<div class="sf-grid" role="region" tabindex="0" aria-label="{escape(said)}"'
        f' data-scroll="{day.isoformat() if day else ""}-{grid.page}">'
        f"<table><caption>{escape(said)}</caption>{head}<tbody>{body}</tbody></table></div>"
    )


def rooms_html(grid: Grid, slug: str) -> str:
    """Links to the pages of rooms; "" if there is only one page."""
    if grid.pages < 2:
        return ""
    links = []
    for page in range(grid.pages):
        first, last = page * MOST_ROOMS + 1, min((page + 1) * MOST_ROOMS, grid.all_rooms)
        said = escape(words.ROOMS_PAGE.format(first=first, last=last, count=grid.all_rooms))
        face = f"{first}\u2013{last}" if first < last else str(first)
        current = ' aria-current="true"' if page == grid.page else ""
        address = escape(href(slug, view="grid", rooms=str(page + 1)))
        links.append(
            f'<a href="{address}" data-act="rooms" data-id="{page + 1}" aria-label="{said}"{current}>{face}</a>'
        )
    return f'<nav class="sf-bar" aria-label="{escape(words.ROOMS)}">{escape(words.ROOMS)} {"".join(links)}</nav>'


def _row_html(grid: Grid, row: int, cells: list[Cell], context: ItemContext) -> str:
    start = time_format.in_zone(grid.starts[row], visitor_locale().zone) or grid.starts[row]
    height = min(6.0, max(1.75, grid.minutes(row) * 0.05))
    clock = f'<time datetime="{start.isoformat()}">{escape(time_format.clock(start, visitor_locale().locale))}</time>'
    cells_html = "".join(_cell_html(cell, context) for cell in cells)
    minor = "" if any(cell.sessions for cell in cells) else ' class="sf-minor"'  # a session ends, none starts
    return f'<tr style="height:{height:.2f}rem"><th scope="row"{minor}>{clock}</th>{cells_html}</tr>'


def _room_html(room: Room, context: ItemContext) -> str:
    scope = f'scope="colgroup" colspan="{room.lanes}"' if room.lanes > 1 else 'scope="col"'
    if not room.name:
        return f"<th {scope}>{escape(words.NO_ROOM)}</th>"
    said = escape(words.ROOM_ONLY.format(name=room.name))
    return (
        f'<th {scope}><a href="{escape(href(context.slug, room=room.name))}" data-act="room"'
        f' data-id="{escape(room.name)}" aria-label="{said}" dir="auto">{escape(room.name)}</a></th>'
    )


def _cell_html(cell: Cell, context: ItemContext) -> str:
    spans = (f' rowspan="{cell.rows}"' if cell.rows > 1 else "") + (
        f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    )
    if not cell.sessions:
        return f"<td{spans}></td>"
    if len(cell.sessions) == 1:
        (session,) = cell.sessions
        return f'<td{spans} class="sf-held{style(session, context)}">{_session_html(session, context)}</td>'
    shown = "".join(f"<li>{_session_html(session, context)}</li>" for session in cell.sessions[:MOST_IN_A_CELL])
    return f'<td{spans} class="sf-held"><ul>{shown}{_rest_html(cell, context)}</ul></td>'


def _rest_html(cell: Cell, context: ItemContext) -> str:
    """A link to the room's list, for sessions that do not fit into a cell."""
    rest = len(cell.sessions) - MOST_IN_A_CELL
    if rest <= 0:
        return ""
    room = cell.sessions[0].room
    said = words.MORE_HERE.format(count=rest)
    address = escape(href(context.slug, room=room, view="list"))
    return f'<li><a href="{address}" data-act="room_list" data-id="{escape(room)}">{escape(said)}</a></li>'


def _session_html(session: Session, context: ItemContext) -> str:
    room = f" · <bdi>{escape(session.room)}</bdi>" if session.is_break and session.room else ""
    who = ", ".join(session.speakers[:3]) + (" …" if len(session.speakers) > 3 else "")
    people = f"<br><bdi>{escape(who)}</bdi>" if who else ""
    return (
        f'<div class="sf-one"><div>'
        f'<p class="sf-name"{language_attribute(session)}>{badges(session, context)}'
        f"{track_sign(session.track, context.tracks)}{link(session, context)}</p>"
        f"<p>{time_html(session, day=False)}{room}{people}</p></div>{star(session, context)}</div>"
    )


def _zone(grid: Grid) -> str:
    """The name of the row labels' time zone, "" if unknown."""
    if not grid.starts:
        return ""
    return time_format.zone_name(time_format.in_zone(grid.starts[0], visitor_locale().zone) or grid.starts[0])
