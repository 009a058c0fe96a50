"""The parts of the plan page: what has changed, the days, and how the plan travels."""

from __future__ import annotations

import json
from collections.abc import Sequence

import streamlit as st

from session_finder.domain.sessions import Programme
from session_finder.planning.advice import Entry, FreeTime
from session_finder.planning.plan import MOST, Plan
from session_finder.planning.plan_address import as_address
from session_finder.search.relevance import Relevance
from session_finder.web.components.html_component import pressed, show_panel
from session_finder.web.components.links import here, link_to, qr_picture
from session_finder.web.i18n.texts import plan_messages as words
from session_finder.web.plan.plan_html import CSS, changes_html, plan_html
from session_finder.web.visit import my_plan, navigation
from session_finder.web.visit.conference import PROGRAMME

KEY = "plan_days"
NEWS = "plan_news"
THEIRS, FROM = "theirs", "from"
LONGEST_NAME = 40


def show_changes(programme: Programme, plan: Plan) -> None:
    """What has moved or is gone since it was starred, until it is noted."""
    gone = [(star, my_plan.title_of(programme.slug, star.id)) for star in plan.gone(programme)]
    html = changes_html(plan.moved(programme), gone)
    if html:
        show_panel(NEWS, html, words.CHANGED, CSS, act=lambda: act(programme, NEWS))


def show_plan(programme: Programme, plan: Plan, entries: Sequence[Entry | FreeTime], relevance: Relevance) -> None:
    """The plan day by day; where it is empty, the way to fill it."""
    if not plan.sessions(programme):
        st.info(words.EMPTY, icon=":material/star:")
        st.page_link("find.py", label=words.TO_FIND, icon=":material/search:")
    if plan.full:
        st.warning(words.FULL.format(most=MOST), icon=":material/inventory_2:")
    count = len(plan.sessions(programme))
    html = plan_html(entries, count, _nothing(relevance), my_plan.can_undo(programme.slug))
    said = words.PLAN_ONE if count == 1 else words.PLAN.format(count=count)
    show_panel(KEY, html, said, CSS, act=lambda: act(programme, KEY))


def act(programme: Programme, key: str) -> None:
    """Do what was pressed in the plan or beside it: the panels' callback."""
    done, slug = pressed(key), programme.slug
    plan = my_plan.my_plan(slug)
    session = programme.by_id.get(done.id)
    if done.act == "open":
        navigation.to_session(done.id)
    elif done.act == "undo":
        my_plan.undo(slug)
    elif done.act == "noted":
        my_plan.change(slug, plan.refreshed(programme))
    elif done.act == "remove":
        my_plan.change(slug, plan.without({done.id}))
    elif done.act == "add" and session is not None:
        my_plan.change(slug, plan.adding([session]))
    elif done.act == "swap":
        _swap(programme, plan, done.id)


def _nothing(relevance: Relevance) -> str:
    """What is said of free time for which nothing is found."""
    if not relevance:
        return str(words.NO_INTERESTS)
    return str(words.NOTHING_CLOSE if relevance.interests else words.NOTHING_LIKE)


def _swap(programme: Programme, plan: Plan, pair: str) -> None:
    try:
        old, new = json.loads(pair)
        taken = programme.by_id[new]
    except (ValueError, TypeError, KeyError):
        return
    my_plan.change(programme.slug, plan.without({old}).adding([taken]))


def offer_phone(programme: Programme, plan: Plan, several: bool) -> None:
    """The plan's link, to copy and as a QR code."""
    part = st.expander(words.PHONE, icon=":material/qr_code_2:", key="phone", on_change="rerun")
    if not part.open:
        return
    link = link_to("plan", here(), plan=as_address(plan), **_which(programme, several))
    with part:
        st.caption(words.PHONE_HELP)
        st.code(link, language=None, wrap_lines=True)
        picture = qr_picture(link)
        if picture is None:
            st.caption(words.TOO_LONG_FOR_QR)
        else:
            st.image(picture, width=260, caption=words.QR, alt=words.QR)


def offer_sharing(programme: Programme, plan: Plan, several: bool) -> None:
    """The link under which others see this plan beside theirs."""
    part = st.expander(words.SHARE, icon=":material/share:", key="share", on_change="rerun")
    if not part.open:
        return
    with part:
        st.caption(words.SHARE_HELP)
        name = named(st.text_input(words.SHARE_NAME, key="share_name", max_chars=LONGEST_NAME) or "")
        which = _which(programme, several)
        link = link_to("plan", here(), **{THEIRS: as_address(plan), FROM: name}, **which)
        st.code(link, language=None, wrap_lines=True)


def named(text: str) -> str:
    """A name as one line, within bounds."""
    return " ".join(text.split())[:LONGEST_NAME].strip()


def _which(programme: Programme, several: bool) -> dict[str, str]:
    return {PROGRAMME: programme.slug} if several else {}
