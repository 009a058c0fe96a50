"""A shared plan beside the visitor's own: theirs, mine, what both have, when both are free. Nothing of it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from html import escape

import streamlit as st

from session_finder.domain.overlap import span
from session_finder.domain.sessions import Programme, Session
from session_finder.planning.comparison import Comparison, compare_plans
from session_finder.planning.gaps import Slot
from session_finder.planning.plan import Plan
from session_finder.planning.plan_address import PlanError, from_address
from session_finder.web.components.escape import as_typed
from session_finder.web.components.html_component import pressed, show_panel
from session_finder.web.i18n.texts import find_messages as find_words
from session_finder.web.i18n.texts import plan_messages as words
from session_finder.web.plan.plan import FROM, THEIRS, named
from session_finder.web.plan.plan_html import CSS, button, day_html, head_html
from session_finder.web.sessions.plan_times import clock, day_seen
from session_finder.web.visit import my_plan, navigation

KEY = "beside"
_CSS = """
.sf-side > li { box-sizing: border-box; }
.sf-side > .sf-both { border-color: var(--st-primary-color); border-width: 2px; }
@media (min-width: 640px) {
  .sf-side { display: grid; grid-template-columns: 1fr 1fr; column-gap: .75rem; align-items: start; }
  .sf-side > .sf-theirs { grid-column: 1; }
  .sf-side > .sf-mine { grid-column: 2; }
  .sf-side > :is(.sf-both, .sf-free) { grid-column: 1 / span 2; }
}
"""
_Row = tuple[datetime, int, str, date | None]
_LAST = datetime.max.replace(tzinfo=UTC)


def theirs() -> Plan | None:
    """The plan that the address shares; None for none, and for one that cannot be read, which is said."""
    asked = st.query_params.get(THEIRS, "")
    if not asked:
        return None
    try:
        return from_address(asked)
    except PlanError as error:
        st.warning(words.THEIRS_BROKEN.format(why=find_words.BROKEN_LINK[error.kind]), icon=":material/link_off:")
        return None


def show_beside(programme: Programme, shared: Plan, possible: Sequence[Session]) -> None:
    """Both plans day by day, and the way back."""
    name = named(st.query_params.get(FROM, ""))
    st.header(words.THEIRS.format(name=as_typed(name)) if name else words.THEIRS_UNNAMED, anchor=False)
    found = compare_plans(programme, my_plan.my_plan(programme.slug), shared, possible)
    show_panel(KEY, beside_html(found), css=CSS + _CSS, act=lambda: _act(programme, shared))
    st.button(words.BACK, key="back", icon=":material/arrow_back:", on_click=_back)


def beside_html(found: Comparison) -> str:
    """What was compared, as lists by day; each row says whose it is."""
    counted = words.COMMON.format(common=len(found.both), theirs=len(found.theirs), mine=len(found.mine))
    lines = [f"<p>{counted}</p>" if found.both or found.theirs else f"<p>{words.THEIRS_EMPTY}</p>"]
    if found.gone:
        gone = words.THEIRS_GONE_ONE if found.gone == 1 else words.THEIRS_GONE.format(count=found.gone)
        lines.append(f"<p>{gone}</p>")
    if found.theirs:
        lines.append(f'<p class="sf-acts">{button("add_all", "", words.ADD_THEIRS)}</p>')
    rows = [_free(slot) for slot in found.free]
    rows += [_row(session, 1, "sf-both", words.BOTH) for session in found.both]
    rows += [_row(session, 2, "sf-theirs", words.ONLY_THEIRS, add=True) for session in found.theirs]
    rows += [_row(session, 3, "sf-mine", words.ONLY_MINE) for session in found.mine]
    days: dict[date | None, list[str]] = {}
    for _, _, html, day in sorted(rows, key=lambda row: (row[0], row[1])):
        days.setdefault(day, []).append(html)
    return "".join(lines) + "".join(day_html(day, listed, " sf-side") for day, listed in days.items())


def _row(session: Session, place: int, style: str, whose: str, add: bool = False) -> _Row:
    lasts = span(session)
    acts = f'<p class="sf-acts">{button("add", session.id, words.ADD, session.title)}</p>' if add else ""
    html = f'<li class="{style}"><p class="sf-label">{whose}</p>{head_html(session)}{acts}</li>'
    return lasts[0] if lasts else _LAST, place, html, day_seen(session.start) if session.start else None


def _free(slot: Slot) -> _Row:
    said = words.BOTH_FREE.format(start=escape(clock(slot.start)), end=escape(clock(slot.end)))
    start = span(slot.sessions[0])
    html = f'<li class="sf-free"><p>{said}</p></li>'
    return start[0] if start else _LAST, 0, html, day_seen(slot.start)


def _act(programme: Programme, shared: Plan) -> None:
    done, slug = pressed(KEY), programme.slug
    if done.act == "open":
        navigation.to_session(done.id)
        return
    plan = my_plan.my_plan(slug)
    wanted = [one for one in shared.sessions(programme) if done.act == "add_all" or one.id == done.id]
    if done.act in ("add", "add_all"):
        my_plan.change(slug, plan.adding(wanted))


def _back() -> None:
    for name in (THEIRS, FROM):
        if name in st.query_params:
            del st.query_params[name]
