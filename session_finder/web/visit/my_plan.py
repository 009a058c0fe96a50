"""The visitor's plan during the visit. It comes from the link, from the browser's storage, and from stars.

The plan is kept for each conference in the session state, in the address (``?plan=``) and in the browser. The address
is read once, on arrival. If the browser has stored another plan than the link brings, the visitor is asked which to
keep; until then neither is lost.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import streamlit as st

from session_finder.domain.sessions import Programme
from session_finder.planning.plan import MOST, Plan
from session_finder.planning.plan_address import PlanError, as_address, from_address
from session_finder.web.components.browser_storage import Mode, mount_keeper, stored
from session_finder.web.i18n.texts import find_messages

PARAMETER: Final = "plan"
_HELD: Final = "plans"
_UNDOABLE: Final = 20


@dataclass
class _Held:
    """The plan for one conference in this session.

    ``other`` is the browser's plan while the visitor has to choose. ``ask`` is true when that plan has just arrived,
    perhaps during a fragment run, which cannot show the question.
    """

    plan: Plan = field(default_factory=Plan)
    mode: Mode = "ask"
    titles: dict[str, str] = field(default_factory=dict)
    before: list[Plan] = field(default_factory=list)
    other: Plan | None = None
    refused: bool = False  # whether to report that the plan is full
    ask: bool = False
    broken: str = ""


def my_plan(slug: str) -> Plan:
    """The plan for a conference."""
    return _held(slug).plan


def change(slug: str, plan: Plan) -> None:
    """Replace the plan; ``undo`` restores the previous one."""
    held = _held(slug)
    if plan == held.plan:
        return
    held.before = [*held.before, held.plan][-_UNDOABLE:]
    held.plan, held.mode, held.broken = plan, "write" if held.other is None else held.mode, ""


def undo(slug: str) -> None:
    """Undo the last change."""
    held = _held(slug)
    if held.before:
        held.plan = held.before.pop()


def can_undo(slug: str) -> bool:
    """Whether there is a change to undo."""
    return bool(_held(slug).before)


def toggle(programme: Programme, session_id: str) -> None:
    """Star a session or remove its star. Unknown ids are ignored."""
    session = programme.by_id.get(session_id)
    plan = my_plan(programme.slug)
    if session is not None and plan.full and session_id not in plan.ids:
        _held(programme.slug).refused = True
    elif session is not None:
        change(programme.slug, my_plan(programme.slug).toggled(session))


def title_of(slug: str, session_id: str) -> str:
    """The stored title of a session that was removed from the programme; "" if unknown."""
    return _held(slug).titles.get(session_id, "")


def keep(programme: Programme, several: bool) -> None:
    """Store the plan in the browser and the address. Each page calls this once, after all changes to the plan.

    ``several``: whether the address must name the conference. Reruns the page if the browser has just reported another
    plan.
    """
    held = _held(programme.slug)
    if held.refused:
        held.refused = False
        st.warning(find_messages.PLAN_FULL.format(most=MOST), icon=":material/star:")
    if held.ask:
        held.ask = False
        st.rerun()  # the whole page, because the question appears at its top
    known = {star.id: programme.by_id[star.id].title for star in held.plan.stars if star.id in programme.by_id}
    held.titles = {**{name: title for name, title in held.titles.items() if name in held.plan.ids}, **known}
    address = {PARAMETER: as_address(held.plan), "lang": st.session_state.get("lang", "")}
    if several:
        address["programme"] = programme.slug
    mount_keeper(programme.slug, address, held.titles, held.mode, heard=_heard)


def offer_choice(slug: str) -> None:
    """Ask which plan to keep if the link's and the browser's differ. Shown at the top of a page."""
    held = _held(slug)
    if held.broken:
        st.warning(find_messages.BROKEN_LINK[held.broken], icon=":material/link_off:")
    if held.other is None:
        return
    st.info(
        find_messages.TWO_PLANS.format(link=len(held.plan.stars), browser=len(held.other.stars)), icon=":material/rule:"
    )
    with st.container(horizontal=True):
        st.button(find_messages.TAKE_LINKS, key="plan_links", on_click=_choose, args=(slug, held.plan))
        st.button(find_messages.TAKE_BROWSERS, key="plan_browsers", on_click=_choose, args=(slug, held.other))
        both = Plan(tuple({star.id: star for star in (*held.other.stars, *held.plan.stars)}.values()))
        merged = Plan(tuple(sorted(both.stars, key=lambda star: star.id)))
        st.button(find_messages.TAKE_BOTH, key="plan_both", on_click=_choose, args=(slug, merged))


def _choose(slug: str, plan: Plan) -> None:
    held = _held(slug)
    held.other, held.mode = None, "write"
    change(slug, plan)


def _held(slug: str) -> _Held:
    """The state for a conference, created from the address on first use."""
    plans: dict[str, _Held] = st.session_state.setdefault(_HELD, {})
    if slug not in plans:
        plans[slug] = held = _Held()
        # The plan in the address belongs to the conference of arrival, not to those visited later.
        if len(plans) == 1:
            try:
                held.plan = from_address(st.query_params.get(PARAMETER, ""))
            except PlanError as error:
                held.broken = error.kind
    return plans[slug]


def _heard() -> None:
    """Handle the browser's report: a change in another tab, or the plan stored before this visit."""
    said = stored()
    if said is None or said.slug not in st.session_state.get(_HELD, {}):
        return
    held = _held(said.slug)
    try:
        plan = from_address(said.plan)
    except PlanError:
        return
    held.titles = {**said.titles, **held.titles}
    if said.tab or held.mode == "write" or not held.plan.stars:
        held.plan, held.mode, held.other = plan, "write", None
    elif plan != held.plan:
        held.other, held.mode, held.ask = plan, "wait", True
    else:  # the same plan, with titles of sessions that were removed from the programme
        held.mode = "write"
