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
from session_finder.web.components.browser_storage import Mode, mount_browser_storage, stored
from session_finder.web.i18n.texts import find_messages
from session_finder.web.visit.query_parameters import BOX

PARAMETER: Final = "plan"
_PLANS: Final = "plans"
_UNDOABLE: Final = 20


@dataclass
class _PlanState:
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
    return _state(slug).plan


def change(slug: str, plan: Plan) -> None:
    """Replace the plan; ``undo`` restores the previous one."""
    state = _state(slug)
    if plan == state.plan:
        return
    state.before = [*state.before, state.plan][-_UNDOABLE:]
    state.plan, state.mode, state.broken = plan, "write" if state.other is None else state.mode, ""


def undo(slug: str) -> None:
    """Undo the last change."""
    state = _state(slug)
    if state.before:
        state.plan = state.before.pop()


def can_undo(slug: str) -> bool:
    """Whether there is a change to undo."""
    return bool(_state(slug).before)


def toggle(programme: Programme, session_id: str) -> None:
    """Star a session or remove its star. Unknown ids are ignored."""
    session = programme.by_id.get(session_id)
    plan = my_plan(programme.slug)
    if session is not None and plan.full and session_id not in plan.ids:
        _state(programme.slug).refused = True
    elif session is not None:
        change(programme.slug, my_plan(programme.slug).toggled(session))


def title_of(slug: str, session_id: str) -> str:
    """The stored title of a session that was removed from the programme; "" if unknown."""
    return _state(slug).titles.get(session_id, "")


def store(programme: Programme, several: bool, interest: str = "") -> None:
    """Store the plan in the browser and the address. Each page calls this once, after all changes to the plan.

    ``several``: whether the address must name the conference. ``interest``: what the page's box has, for the address.
    Reruns the page if the browser has just reported another plan.
    """
    state = _state(programme.slug)
    if state.refused:
        state.refused = False
        st.warning(find_messages.PLAN_FULL.format(most=MOST), icon=":material/star:")
    if state.ask:
        state.ask = False
        st.rerun()  # the whole page, because the question appears at its top
    current_titles = {
        star.id: programme.by_id[star.id].title for star in state.plan.stars if star.id in programme.by_id
    }
    state.titles = {**{name: title for name, title in state.titles.items() if name in state.plan.ids}, **current_titles}
    address = {PARAMETER: as_address(state.plan), "lang": st.session_state.get("lang", "")}
    if several:
        address["programme"] = programme.slug
    mount_browser_storage(programme.slug, address, state.titles, state.mode, _on_stored_change, absent={BOX: interest})


def offer_choice(slug: str) -> None:
    """Ask which plan to keep if the link's and the browser's differ. Shown at the top of a page."""
    state = _state(slug)
    if state.broken:
        st.warning(find_messages.BROKEN_LINK[state.broken], icon=":material/link_off:")
    if state.other is None:
        return
    st.info(
        find_messages.TWO_PLANS.format(link=len(state.plan.stars), browser=len(state.other.stars)),
        icon=":material/rule:",
    )
    with st.container(horizontal=True):
        st.button(find_messages.TAKE_LINKS, key="plan_links", on_click=_choose, args=(slug, state.plan))
        st.button(find_messages.TAKE_BROWSERS, key="plan_browsers", on_click=_choose, args=(slug, state.other))
        both = Plan(tuple({star.id: star for star in (*state.other.stars, *state.plan.stars)}.values()))
        merged = Plan(tuple(sorted(both.stars, key=lambda star: star.id)))
        st.button(find_messages.TAKE_BOTH, key="plan_both", on_click=_choose, args=(slug, merged))


def _choose(slug: str, plan: Plan) -> None:
    state = _state(slug)
    state.other, state.mode = None, "write"
    change(slug, plan)


def _state(slug: str) -> _PlanState:
    """The state for a conference, created from the address on first use."""
    plans: dict[str, _PlanState] = st.session_state.setdefault(_PLANS, {})
    if slug not in plans:
        plans[slug] = state = _PlanState()
        # The plan in the address belongs to the conference of arrival, not to those visited later.
        if len(plans) == 1:
            try:
                state.plan = from_address(st.query_params.get(PARAMETER, ""))
            except PlanError as error:
                state.broken = error.kind
    return plans[slug]


def _on_stored_change() -> None:
    """Handle the browser's report: a change in another tab, or the plan stored before this visit."""
    reported = stored()
    if reported is None or reported.slug not in st.session_state.get(_PLANS, {}):
        return
    state = _state(reported.slug)
    try:
        plan = from_address(reported.plan)
    except PlanError:
        return
    state.titles = {**reported.titles, **state.titles}
    if reported.tab or state.mode == "write" or not state.plan.stars:
        state.plan, state.mode, state.other = plan, "write", None
    elif plan != state.plan:
        state.other, state.mode, state.ask = plan, "wait", True
    else:  # the same plan, with titles of sessions that were removed from the programme
        state.mode = "write"
