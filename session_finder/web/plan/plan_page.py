"""The parts of the plan page: changes to starred sessions, the days, sharing."""

from __future__ import annotations

import json
from collections.abc import Sequence

import streamlit as st

from session_finder.domain.sessions import Programme
from session_finder.planning.advice import Entry, FreeTime
from session_finder.planning.plan import MOST, Plan
from session_finder.planning.plan_address import as_address
from session_finder.search.relevance import Relevance
from session_finder.web.components.html_component import show_panel
from session_finder.web.components.links import base_address, link_to, qr_picture
from session_finder.web.i18n.texts import plan_messages as words
from session_finder.web.plan.plan_html import CSS, changes_html, plan_html
from session_finder.web.visit import my_plan
from session_finder.web.visit.conference_choice import PROGRAMME
from session_finder.web.visit.session_actions import handle_session_action

KEY = "plan_days"
NEWS = "plan_news"
THEIRS, FROM = "theirs", "from"
LONGEST_NAME = 40


def show_changes(programme: Programme, plan: Plan) -> None:
    """Show which starred sessions moved or were removed, until the visitor acknowledges it."""
    gone = [(star, my_plan.title_of(programme.slug, star.id)) for star in plan.gone(programme)]
    html = changes_html(plan.moved(programme), gone)
    if html:
        show_panel(NEWS, html, words.CHANGED, CSS, on_action=lambda: on_action(programme, NEWS))


def show_plan(programme: Programme, plan: Plan, entries: Sequence[Entry | FreeTime], relevance: Relevance) -> None:
    """Show the plan by day, or how to fill it if it is empty."""
    if not plan.sessions(programme):
        st.info(words.EMPTY, icon=":material/star:")
        st.page_link("find.py", label=words.TO_FIND, icon=":material/search:")
    if plan.full:
        st.warning(words.FULL.format(most=MOST), icon=":material/inventory_2:")
    count = len(plan.sessions(programme))
    html = plan_html(entries, count, _no_suggestion(relevance), my_plan.can_undo(programme.slug))
    said = words.PLAN.format(count=count)
    show_panel(KEY, html, said, CSS, on_action=lambda: on_action(programme, KEY))


def on_action(programme: Programme, key: str) -> None:
    """Handle an action in the plan or in the list of changes: the panels' callback."""
    done, slug = handle_session_action(programme, key), programme.slug
    plan = my_plan.my_plan(slug)
    session = programme.by_id.get(done.id)
    if done.act == "undo":
        my_plan.undo(slug)
    elif done.act == "noted":
        my_plan.change(slug, plan.refreshed(programme))
    elif done.act == "remove":
        my_plan.change(slug, plan.without({done.id}))
    elif done.act == "add" and session is not None:
        my_plan.change(slug, plan.adding([session]))
    elif done.act == "swap":
        _swap(programme, plan, done.id)


def _no_suggestion(relevance: Relevance) -> str:
    """The text for free time without a suggestion."""
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
    """Show the plan's link, to copy and as a QR code."""
    part = st.expander(words.PHONE, icon=":material/qr_code_2:", key="phone", on_change="rerun")
    if not part.open:
        return
    link = link_to("plan", base_address(), plan=as_address(plan), **_conference_parameter(programme, several))
    with part:
        st.caption(words.PHONE_HELP)
        st.code(link, language=None, wrap_lines=True)
        picture = qr_picture(link)
        if picture is None:
            st.caption(words.TOO_LONG_FOR_QR)
        else:
            st.image(picture, width=260, caption=words.QR, alt=words.QR)


def offer_sharing(programme: Programme, plan: Plan, several: bool) -> None:
    """Show the link that compares this plan with the recipient's."""
    part = st.expander(words.SHARE, icon=":material/share:", key="share", on_change="rerun")
    if not part.open:
        return
    with part:
        st.caption(words.SHARE_HELP)
        name = clean_name(st.text_input(words.SHARE_NAME, key="share_name", max_chars=LONGEST_NAME) or "")
        which = _conference_parameter(programme, several)
        link = link_to("plan", base_address(), **{THEIRS: as_address(plan), FROM: name}, **which)
        st.code(link, language=None, wrap_lines=True)


def clean_name(text: str) -> str:
    """A name as one line of limited length."""
    return " ".join(text.split())[:LONGEST_NAME].strip()


def _conference_parameter(programme: Programme, several: bool) -> dict[str, str]:
    return {PROGRAMME: programme.slug} if several else {}
