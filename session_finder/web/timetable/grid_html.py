"""A day's grid as a table: rooms across, time down, headers that stay in sight while it scrolls inside itself."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import Final

from session_finder.domain.sessions import Session
from session_finder.timetable import time_format
from session_finder.timetable.grid import MOST_ROOMS, Cell, Grid, Room
from session_finder.web.i18n.locale import manner
from session_finder.web.i18n.texts import programme_messages as words
from session_finder.web.sessions.session_items import Telling, badges, language, link, star, style, time_html
from session_finder.web.timetable.timetable_html import day_name
from session_finder.web.visit.timetable_address import href

MOST_IN_A_CELL: Final = 8  # posters of one room that a cell names; the list has all
# The table is as wide as the window allows, wider than the column of text that the page is.
CSS = """
.sf-grid { --sf-width: min(100vw - 3rem, 96rem); width: var(--sf-width); max-height: 85vh; overflow: auto;
  margin: 0 0 1rem calc((100% - var(--sf-width)) / 2); border: 1px solid var(--st-border-color);
  border-radius: .5rem; scroll-padding: 4rem 1rem 1rem 5rem; }
.sf-grid table { border-collapse: separate; border-spacing: 0; min-width: 100%; font-size: .875rem; }
.sf-grid :is(th, td) { border: 0 solid var(--st-border-color); border-width: 0 0 1px 1px; padding: .35rem .5rem;
  text-align: start; vertical-align: top; min-width: 9.5rem; max-width: 22rem; }
.sf-grid thead th { position: sticky; top: 0; z-index: 2; background: var(--st-secondary-background-color); }
.sf-grid tr > th:first-child { position: sticky; inset-inline-start: 0; z-index: 1; min-width: 4.25rem;
  background: var(--st-secondary-background-color); font-variant-numeric: tabular-nums; border-left-width: 0; }
.sf-grid thead tr > th:first-child { z-index: 3; }
.sf-grid caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.sf-grid .sf-held { border-inline-start: 3px solid var(--st-border-color); }
.sf-grid :is(p, li) { margin: 0 0 .15rem; font-size: inherit; }
.sf-grid tbody th, .sf-grid thead th:first-child { white-space: nowrap; overflow-wrap: normal; }
.sf-grid tbody th.sf-minor { font-weight: 400; opacity: .8; }
.sf-grid .sf-one { display: flex; align-items: flex-start; justify-content: space-between; gap: .25rem; }
.sf-grid .sf-one > div { min-width: 0; }
.sf-grid ul { margin: 0; padding: 0; list-style: none; }
.sf-grid li + li { border-top: 1px solid var(--st-border-color); margin-top: .35rem; padding-top: .35rem; }
.sf-grid .sf-icon { min-height: 1.75rem; min-width: 1.75rem; }
.sf-grid th a { text-decoration-color: var(--st-border-color); text-underline-offset: .15em; }
"""


def grid_html(grid: Grid, day: date | None, tell: Telling) -> str:
    """The table, in a region that scrolls; with the way to further rooms when not all stand beside each other."""
    zone = _zone(grid)
    name = day_name(day)
    said = words.CAPTION_ZONE.format(day=name, zone=zone) if zone else words.CAPTION.format(day=name)
    rows: list[list[Cell]] = [[] for _ in grid.starts]
    for cell in grid.cells:
        rows[cell.row].append(cell)
    body = "".join(_row_html(grid, row, cells, tell) for row, cells in enumerate(rows))
    rooms = "".join(_room_html(room, tell) for room in grid.rooms) or '<td aria-hidden="true"></td>'
    corner = escape(words.TIME) + (f"<br>{escape(zone)}" if zone else "")
    head = f'<thead><tr><th scope="col">{corner}</th>{rooms}</tr></thead>'
    return (
        f'<div class="sf-grid" role="region" tabindex="0" aria-label="{escape(said)}"'
        f' data-scroll="{day.isoformat() if day else ""}-{grid.page}">'
        f"<table><caption>{escape(said)}</caption>{head}<tbody>{body}</tbody></table></div>"
    )


def rooms_html(grid: Grid, slug: str) -> str:
    """The pages of rooms, when there are several."""
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


def _row_html(grid: Grid, row: int, cells: list[Cell], tell: Telling) -> str:
    start = time_format.in_zone(grid.starts[row], manner().zone) or grid.starts[row]
    height = min(6.0, max(1.75, grid.minutes(row) * 0.05))
    clock = f'<time datetime="{start.isoformat()}">{escape(time_format.clock(start, manner().locale))}</time>'
    held = "".join(_cell_html(cell, tell) for cell in cells)
    minor = "" if any(cell.sessions for cell in cells) else ' class="sf-minor"'  # something ends, nothing begins
    return f'<tr style="height:{height:.2f}rem"><th scope="row"{minor}>{clock}</th>{held}</tr>'


def _room_html(room: Room, tell: Telling) -> str:
    scope = f'scope="colgroup" colspan="{room.lanes}"' if room.lanes > 1 else 'scope="col"'
    if not room.name:
        return f"<th {scope}>{escape(words.NO_ROOM)}</th>"
    said = escape(words.ROOM_ONLY.format(name=room.name))
    return (
        f'<th {scope}><a href="{escape(href(tell.slug, room=room.name))}" data-act="room"'
        f' data-id="{escape(room.name)}" aria-label="{said}" dir="auto">{escape(room.name)}</a></th>'
    )


def _cell_html(cell: Cell, tell: Telling) -> str:
    spans = (f' rowspan="{cell.rows}"' if cell.rows > 1 else "") + (
        f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    )
    if not cell.sessions:
        return f"<td{spans}></td>"
    if len(cell.sessions) == 1:
        (session,) = cell.sessions
        return f'<td{spans} class="sf-held{style(session, tell)}">{_held_html(session, tell)}</td>'
    shown = "".join(f"<li>{_held_html(session, tell)}</li>" for session in cell.sessions[:MOST_IN_A_CELL])
    return f'<td{spans} class="sf-held"><ul>{shown}{_rest_html(cell, tell)}</ul></td>'


def _rest_html(cell: Cell, tell: Telling) -> str:
    """The way to the list of the room, for what a cell has no place for."""
    rest = len(cell.sessions) - MOST_IN_A_CELL
    if rest <= 0:
        return ""
    room = cell.sessions[0].room
    said = words.MORE_HERE_ONE if rest == 1 else words.MORE_HERE.format(count=rest)
    address = escape(href(tell.slug, room=room, view="list"))
    return f'<li><a href="{address}" data-act="room_list" data-id="{escape(room)}">{escape(said)}</a></li>'


def _held_html(session: Session, tell: Telling) -> str:
    room = f" · <bdi>{escape(session.room)}</bdi>" if session.is_break and session.room else ""
    who = ", ".join(session.speakers[:3]) + (" …" if len(session.speakers) > 3 else "")
    people = f"<br><bdi>{escape(who)}</bdi>" if who else ""
    return (
        f'<div class="sf-one"><div><p class="sf-name"{language(session)}>{badges(session, tell)}{link(session, tell)}'
        f"</p><p>{time_html(session, day=False)}{room}{people}</p></div>{star(session, tell)}</div>"
    )


def _zone(grid: Grid) -> str:
    """The name of the zone by whose clock the rows are labelled, "" where nobody knows it."""
    if not grid.starts:
        return ""
    return time_format.zone_name(time_format.in_zone(grid.starts[0], manner().zone) or grid.starts[0])
