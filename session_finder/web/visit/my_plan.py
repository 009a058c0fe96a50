"""The visitor's plan while they are here: from the link, from the browser, from the stars they click.

It is kept by conference in the session's state, in the address (``?plan=``) and in the browser. The address is read
once, on arrival. Where the browser keeps another plan than the link brings, the visitor is asked; until then neither
is lost.
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
    """One conference's plan in this session.

    ``other`` is what the browser keeps, while the visitor is to choose; ``ask``: that has just been heard, perhaps in
    a part of the page that cannot show the question.
    """

    plan: Plan = field(default_factory=Plan)
    mode: Mode = "ask"
    titles: dict[str, str] = field(default_factory=dict)
    before: list[Plan] = field(default_factory=list)
    other: Plan | None = None
    refused: bool = False  # whether a star did not fit in, and that is to be told
    ask: bool = False
    broken: str = ""


def my_plan(slug: str) -> Plan:
    """The plan for a conference."""
    return _held(slug).plan


def change(slug: str, plan: Plan) -> None:
    """Have another plan from now on; ``undo`` brings the old one back."""
    held = _held(slug)
    if plan == held.plan:
        return
    held.before = [*held.before, held.plan][-_UNDOABLE:]
    held.plan, held.mode, held.broken = plan, "write" if held.other is None else held.mode, ""


def undo(slug: str) -> None:
    """Take the last change back."""
    held = _held(slug)
    if held.before:
        held.plan = held.before.pop()


def can_undo(slug: str) -> bool:
    """Whether there is a change to take back."""
    return bool(_held(slug).before)


def toggle(programme: Programme, session_id: str) -> None:
    """Star a session, or take its star away; an id that the programme does not have is let pass."""
    session = programme.by_id.get(session_id)
    plan = my_plan(programme.slug)
    if session is not None and plan.full and session_id not in plan.ids:
        _held(programme.slug).refused = True
    elif session is not None:
        change(programme.slug, my_plan(programme.slug).toggled(session))


def title_of(slug: str, session_id: str) -> str:
    """The title of a session that is gone, as the browser remembers it; "" when it does not."""
    return _held(slug).titles.get(session_id, "")


def keep(programme: Programme, several: bool) -> None:
    """Keep the plan in the browser and in the address; every page says this once, after all that may change it.

    ``several``: whether the address must say which conference this is. Where the browser has just told of another
    plan, the page run ends here and begins anew.
    """
    held = _held(programme.slug)
    if held.refused:
        held.refused = False
        st.warning(find_messages.PLAN_FULL.format(most=MOST), icon=":material/star:")
    if held.ask:
        held.ask = False
        st.rerun()  # all of the page: the question stands at its top
    known = {star.id: programme.by_id[star.id].title for star in held.plan.stars if star.id in programme.by_id}
    held.titles = {**{name: title for name, title in held.titles.items() if name in held.plan.ids}, **known}
    address = {PARAMETER: as_address(held.plan), "lang": st.session_state.get("lang", "")}
    if several:
        address["programme"] = programme.slug
    mount_keeper(programme.slug, address, held.titles, held.mode, heard=_heard)


def offer_choice(slug: str) -> None:
    """Where link and browser hold different plans: which is to be? Shown at the top of a page, else nothing."""
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
    """What this session holds for a conference; the first time, what the address says."""
    plans: dict[str, _Held] = st.session_state.setdefault(_HELD, {})
    if slug not in plans:
        plans[slug] = held = _Held()
        # The address speaks of the conference that the visitor arrives at, not of those they look at later.
        if len(plans) == 1:
            try:
                held.plan = from_address(st.query_params.get(PARAMETER, ""))
            except PlanError as error:
                held.broken = error.kind
    return plans[slug]


def _heard() -> None:
    """The browser says what it keeps: another tab's change, or what was kept before this visit."""
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
    else:  # the same plan, and the titles of sessions that the programme no longer has
        held.mode = "write"
