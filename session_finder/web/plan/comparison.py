"""Compare a shared plan with the visitor's own: common and separate sessions, common free time. Nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from html import escape
from typing import Final

import streamlit as st

from session_finder.domain.overlap import span
from session_finder.domain.sessions import Programme, Session
from session_finder.planning.comparison import Comparison, compare_plans
from session_finder.planning.gaps import Slot
from session_finder.planning.plan import Plan
from session_finder.planning.plan_address import PlanError, from_address
from session_finder.rendering.assets import asset
from session_finder.web.components.escape import escape_markdown
from session_finder.web.components.html_component import show_panel
from session_finder.web.i18n.texts import find_messages as find_words
from session_finder.web.i18n.texts import plan_messages as words
from session_finder.web.plan.plan_html import CSS, button, day_html, head_html
from session_finder.web.plan.plan_page import FROM, THEIRS, clean_name
from session_finder.web.sessions.plan_times import clock, day_seen
from session_finder.web.visit import my_plan
from session_finder.web.visit.query_parameters import set_parameter
from session_finder.web.visit.session_actions import handle_session_action

KEY = "beside"
_CSS: Final = asset(__name__, "css")
_Row = tuple[datetime, int, str, date | None]
_LAST = datetime.max.replace(tzinfo=UTC)


def shared_plan() -> Plan | None:
    """The shared plan in the address. None if there is none, or if it cannot be read, which is shown."""
    asked = st.query_params.get(THEIRS, "")
    if not asked:
        return None
    try:
        return from_address(asked)
    except PlanError as error:
        st.warning(words.THEIRS_BROKEN.format(why=find_words.BROKEN_LINK[error.kind]), icon=":material/link_off:")
        return None


def show_comparison(programme: Programme, shared: Plan, possible: Sequence[Session]) -> None:
    """Show both plans by day, and a button back."""
    name = clean_name(st.query_params.get(FROM, ""))
    st.header(words.THEIRS.format(name=escape_markdown(name)) if name else words.THEIRS_UNNAMED, anchor=False)
    found = compare_plans(programme, my_plan.my_plan(programme.slug), shared, possible)
    show_panel(KEY, comparison_html(found), css=CSS + _CSS, on_action=lambda: _on_action(programme, shared))
    st.button(words.BACK, key="back", icon=":material/arrow_back:", on_click=_back)


def comparison_html(found: Comparison) -> str:
    """The comparison as lists by day; each row says whose session it is."""
    counted = words.COMMON.format(common=len(found.both), theirs=len(found.theirs), mine=len(found.mine))
    lines = [f"<p>{counted}</p>" if found.both or found.theirs else f"<p>{words.THEIRS_EMPTY}</p>"]
    if found.gone:
        gone = words.THEIRS_GONE.format(count=found.gone)
        lines.append(f"<p>{gone}</p>")
    if found.theirs:
        lines.append(f'<p class="sf-acts">{button("add_all", "", words.ADD_THEIRS)}</p>')
    rows = [_free_html(slot) for slot in found.free]
    rows += [_row_html(session, 1, "sf-both", words.BOTH) for session in found.both]
    rows += [_row_html(session, 2, "sf-theirs", words.ONLY_THEIRS, add=True) for session in found.theirs]
    rows += [_row_html(session, 3, "sf-mine", words.ONLY_MINE) for session in found.mine]
    days: dict[date | None, list[str]] = {}
    for _, _, html, day in sorted(rows, key=lambda row: (row[0], row[1])):
        days.setdefault(day, []).append(html)
    return "".join(lines) + "".join(day_html(day, listed, " sf-side") for day, listed in days.items())


def _row_html(session: Session, place: int, style: str, whose: str, add: bool = False) -> _Row:
    lasts = span(session)
    acts = f'<p class="sf-acts">{button("add", session.id, words.ADD, session.title)}</p>' if add else ""
    html = f'<li class="{style}"><p class="sf-label">{whose}</p>{head_html(session)}{acts}</li>'
    return lasts[0] if lasts else _LAST, place, html, day_seen(session.start, session) if session.start else None


def _free_html(slot: Slot) -> _Row:
    said = words.BOTH_FREE.format(start=escape(clock(slot.start)), end=escape(clock(slot.end)))
    start = span(slot.sessions[0])
    html = f'<li class="sf-free"><p>{said}</p></li>'
    return start[0] if start else _LAST, 0, html, day_seen(slot.start, slot.sessions[0])


def _on_action(programme: Programme, shared: Plan) -> None:
    done, slug = handle_session_action(programme, KEY), programme.slug
    plan = my_plan.my_plan(slug)
    wanted = [one for one in shared.sessions(programme) if done.act == "add_all" or one.id == done.id]
    if done.act in ("add", "add_all"):
        my_plan.change(slug, plan.adding(wanted))


def _back() -> None:
    for name in (THEIRS, FROM):
        set_parameter(name, "")
