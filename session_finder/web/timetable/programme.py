"""The parts of the timetable's page: the box for words, the days, the grid or the list, and what its buttons do."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from session_finder.search.word_search import LONGEST, PhraseQuery
from session_finder.timetable.days import chosen_day, days, today
from session_finder.timetable.grid import lay_out
from session_finder.web.components.escape import as_typed
from session_finder.web.components.html_component import pressed, show_panel
from session_finder.web.filters.filter_bar import ask_filters, show_filters
from session_finder.web.i18n.locale import manner
from session_finder.web.i18n.texts import find_messages as find_words
from session_finder.web.i18n.texts import programme_messages as words
from session_finder.web.service.shared import service
from session_finder.web.sessions import session_items
from session_finder.web.sessions.session_items import Telling
from session_finder.web.timetable import grid_html, timetable_html
from session_finder.web.visit import my_plan, navigation
from session_finder.web.visit import timetable_address as address

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from session_finder.domain.sessions import Programme
    from session_finder.search.finder import SessionFinder
    from session_finder.timetable.days import Day
    from session_finder.timetable.grid import Grid
    from session_finder.web.visit.timetable_address import Chosen

KEY: Final = "timetable"
CSS: Final = session_items.CSS + timetable_html.CSS + grid_html.CSS
STEP: Final = 100  # sessions that the list shows at first, and what "show more" adds
_SHOWN, _SHOWN_FOR = "timetable_shown", "timetable_shown_for"


def ask() -> str:
    """The box: what was typed. Its text is in the address, ``?word=``."""
    typed = st.text_input(
        words.WORD,
        key=address.WORD,
        type="search",
        placeholder=words.WORD_PLACEHOLDER,
        live="300ms",
        bind="query-params",
    )
    return " ".join(typed[:LONGEST].split())


def show(finder: SessionFinder, word: str, several: bool) -> None:
    """The timetable, or what has the words that were typed."""
    programme = finder.programme
    typed = PhraseQuery.of(word)
    tell = Telling(
        slug=programme.slug if several else "",
        starred=my_plan.my_plan(programme.slug).ids,
        typed=typed,
        now=service().now(),
        back_to=address.last_opened(),
    )
    asked = ask_filters(finder, address.OWN)
    show_filters(finder, asked, address.OWN)
    narrowed = asked.filters
    found = finder.words.find(typed) if typed else programme.sessions
    sessions = found if narrowed.empty else tuple(session for session in found if narrowed.allow(session))
    by_day = days(sessions, manner().zone)
    if typed:
        html, said = _found_html(by_day, word, tell)
    else:
        html, said = _timetable_html(programme, by_day, service().now(), tell)
    show_panel(KEY, html, said, css=CSS, act=lambda: act(programme))
    if typed and not sessions:
        _advise(word, narrowed.empty)


def act(programme: Programme) -> None:
    """Do what was pressed: the panel's callback. A browser may say anything; what means nothing shows as nothing."""
    done = pressed(KEY)
    match done.act:
        case "star":
            my_plan.toggle(programme, done.id)
        case "open":
            address.leave(done.id)
            navigation.to_session(done.id)
        case "day" | "view" | "rooms" | "room":
            address.choose(**{done.act: done.id[:300]})
        case "room_list":
            address.choose(room=done.id[:300], view="list")
        case "more":
            st.session_state[_SHOWN] = int(st.session_state.get(_SHOWN, STEP)) + STEP


def _found_html(by_day: Sequence[Day], word: str, tell: Telling) -> tuple[str, str]:
    """The sessions that have the words, by day, and how many they are."""
    count = sum(len(day.sessions) for day in by_day)
    if not count:
        said = words.FOUND_NONE.format(word=word)
    else:
        said = words.FOUND_ONE.format(word=word) if count == 1 else words.FOUND.format(count=count, word=word)
    return f'<p class="sf-count"><strong>{escape(said)}</strong></p>{_list_html(by_day, f"word {word}", tell)}', said


def _timetable_html(programme: Programme, by_day: Sequence[Day], now: datetime, tell: Telling) -> tuple[str, str]:
    """The days to choose from and the one that is chosen, as a grid or as a list; and what a screen reader is told."""
    chosen = address.chosen()
    date = today(programme, now, manner().zone)
    day = _day(by_day, chosen, date)
    if day is None:
        said = words.NOTHING_LEFT if programme.sessions else find_words.NO_SESSIONS
        return f"<p>{escape(said)}</p>", said
    bar = timetable_html.days_html(by_day, day, date, chosen, tell.slug)
    if chosen.day == address.ALL and len(by_day) > 1:
        count = timetable_html.counted(session for one in by_day for session in one.sessions)
        return bar + _list_html(by_day, address.ALL, tell), f"{words.ALL_DAYS}: {count}"
    shown = _list_html((day,), str(day.date), tell) if day.date is None else _day_html(day, chosen, tell)
    return bar + shown, f"{timetable_html.day_name(day.date)}: {timetable_html.counted(day.sessions)}"


def _day_html(day: Day, chosen: Chosen, tell: Telling) -> str:
    """One day as was chosen; where nobody chose, a list on narrow screens and where rooms are many, else a grid."""
    laid = lay_out(day.sessions, chosen.rooms)
    grid = timetable_html.views_html("grid", chosen, tell.slug) + _grid_html(laid, day, tell)
    if chosen.view == "grid":
        return grid
    listed = timetable_html.views_html("list", chosen, tell.slug) + _list_html((day,), str(day.date), tell)
    if chosen.view == "list" or laid.pages > 1:
        return listed
    return f'<div class="sf-when-wide">{grid}</div><div class="sf-when-narrow">{listed}</div>'


def _grid_html(grid: Grid, day: Day, tell: Telling) -> str:
    heading = timetable_html.heading_html(day.date, day.sessions)
    return heading + grid_html.rooms_html(grid, tell.slug) + grid_html.grid_html(grid, day.date, tell)


def _list_html(shown: Sequence[Day], what: str, tell: Telling) -> str:
    """The list as far as it was asked for; another list begins at its start again."""
    if st.session_state.get(_SHOWN_FOR) != what:
        st.session_state[_SHOWN_FOR] = what
        st.session_state[_SHOWN] = STEP
    most = int(st.session_state[_SHOWN])
    count = sum(len(day.sessions) for day in shown)
    return timetable_html.list_html(shown, most, tell) + timetable_html.more_html(min(most, count), count, STEP)


def _day(by_day: Sequence[Day], chosen: Chosen, today: date) -> Day | None:
    """The day that is chosen, else today, else the first."""
    if chosen.day == address.UNSCHEDULED and by_day and by_day[-1].date is None:
        return by_day[-1]
    return chosen_day(by_day, chosen.date, today)


def _advise(word: str, whole: bool) -> None:
    """What to do where nothing has the words; ``whole``: whether the whole programme was searched."""
    st.caption(words.FOUND_NONE_ADVICE if whole else f"{words.FOUND_NONE_FILTERS} {words.FOUND_NONE_ADVICE}")
    st.page_link(
        "find.py",
        label=words.FIND_INSTEAD.format(word=as_typed(word)),
        query_params={"q": word},
        icon=":material/search:",
    )
