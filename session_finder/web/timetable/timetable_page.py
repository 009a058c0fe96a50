"""The parts of the timetable page: word search, days, grid or list, and their actions."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from session_finder.search.word_search import LONGEST, PhraseQuery
from session_finder.timetable.days import chosen_day, days, today
from session_finder.timetable.grid import lay_out
from session_finder.web.components.escape import escape_markdown
from session_finder.web.components.html_component import show_panel
from session_finder.web.filters.filter_bar import ask_filters, show_filters
from session_finder.web.i18n.locale import visitor_locale
from session_finder.web.i18n.texts import find_messages as find_words
from session_finder.web.i18n.texts import programme_messages as words
from session_finder.web.service.process_service import service
from session_finder.web.sessions import session_items
from session_finder.web.sessions.session_items import ItemContext
from session_finder.web.timetable import grid_html, timetable_html
from session_finder.web.visit import my_plan
from session_finder.web.visit import timetable_address as address
from session_finder.web.visit.query_parameters import BOX
from session_finder.web.visit.session_actions import handle_session_action

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from session_finder.domain.sessions import Programme
    from session_finder.search.loaded_conference import LoadedConference
    from session_finder.timetable.days import Day
    from session_finder.timetable.grid import Grid
    from session_finder.web.visit.timetable_address import ViewSettings

KEY: Final = "timetable"
CSS: Final = session_items.CSS + timetable_html.CSS + grid_html.CSS
STEP: Final = 100  # sessions that the list shows at first, and that "show more" adds
_SHOWN, _SHOWN_FOR = "timetable_shown", "timetable_shown_for"


def ask() -> str:
    """Show the word search box and return its text, which is also in the address (``?word=``)."""
    typed = st.text_input(
        words.WORD,
        key=address.WORD,
        type="search",
        placeholder=words.WORD_PLACEHOLDER,
        live="300ms",
        bind="query-params",
    )
    return " ".join(typed[:LONGEST].split())


def show(loaded: LoadedConference, word: str, several: bool) -> None:
    """Show the timetable, or the sessions that match ``word``."""
    programme = loaded.programme
    typed = PhraseQuery.of(word)
    context = ItemContext(
        slug=programme.slug if several else "",
        starred=my_plan.my_plan(programme.slug).ids,
        typed=typed,
        now=service().now(),
        back_to=address.last_opened(),
        tracks=programme.track_numbers,
    )
    asked = ask_filters(loaded, address.OWN_PARAMETERS)
    show_filters(loaded, asked, address.OWN_PARAMETERS)
    narrowed = asked.filters
    found = loaded.words.find(typed) if typed else programme.sessions
    sessions = found if narrowed.empty else loaded.facets.among(found, narrowed)
    by_day = days(sessions, visitor_locale().zone)
    if typed:
        html, said = _found_html(by_day, word, context)
    else:
        html, said = _timetable_html(programme, by_day, service().now(), context)
    show_panel(KEY, html, said, css=CSS, on_action=lambda: on_action(programme))
    if typed and not sessions:
        _show_advice(word, narrowed.empty)


def on_action(programme: Programme) -> None:
    """Handle an action in the panel: its callback. Unknown values have no effect."""
    done = handle_session_action(programme, KEY)
    match done.act:
        case "open":
            address.remember_settings(done.id)
        case "day" | "view" | "rooms" | "room":
            address.update_settings(**{done.act: done.id[:300]})
        case "room_list":
            address.update_settings(room=done.id[:300], view="list")
        case "more":
            st.session_state[_SHOWN] = int(st.session_state.get(_SHOWN, STEP)) + STEP


def _found_html(by_day: Sequence[Day], word: str, context: ItemContext) -> tuple[str, str]:
    """The matching sessions by day, and the announcement with their number."""
    count = sum(len(day.sessions) for day in by_day)
    said = words.FOUND_NONE.format(word=word) if not count else words.FOUND.format(count=count, word=word)
    return f'<p class="sf-count"><strong>{escape(said)}</strong></p>{_list_html(by_day, f"word {word}", context)}', said


def _timetable_html(
    programme: Programme, by_day: Sequence[Day], now: datetime, context: ItemContext
) -> tuple[str, str]:
    """The day selector and the chosen day as grid or list, and the announcement for screen readers."""
    chosen = address.view_settings()
    date = today(programme, now, visitor_locale().zone)
    day = _day(by_day, chosen, date)
    if day is None:
        said = words.NOTHING_LEFT if programme.sessions else find_words.NO_SESSIONS
        return f"<p>{escape(said)}</p>", said
    bar = timetable_html.days_html(by_day, day, date, chosen, context.slug)
    if chosen.day == address.ALL and len(by_day) > 1:
        count = timetable_html.counted(session for one in by_day for session in one.sessions)
        return bar + _list_html(by_day, address.ALL, context), f"{words.ALL_DAYS}: {count}"
    timed = day.date is not None and day.sessions
    shown = _day_html(day, chosen, context) if timed else _list_html((day,), str(day.date), context)
    return bar + shown, f"{timetable_html.day_name(day.date)}: {timetable_html.counted(day.all)}"


def _day_html(day: Day, chosen: ViewSettings, context: ItemContext) -> str:
    """One day in the chosen view. By default a list on narrow screens or with many rooms, otherwise a grid."""
    laid = lay_out(day.sessions, chosen.rooms)
    grid = timetable_html.views_html("grid", chosen, context.slug) + _grid_html(laid, day, context)
    if chosen.view == "grid":
        return grid
    listed = timetable_html.views_html("list", chosen, context.slug) + _list_html((day,), str(day.date), context)
    if chosen.view == "list" or laid.pages > 1:
        return listed
    return f'<div class="sf-when-wide">{grid}</div><div class="sf-when-narrow">{listed}</div>'


def _grid_html(grid: Grid, day: Day, context: ItemContext) -> str:
    heading = timetable_html.heading_html(day.date, day.all) + timetable_html.continued_html(day, context)
    return heading + grid_html.rooms_html(grid, context.slug) + grid_html.grid_html(grid, day.date, context)


def _list_html(shown: Sequence[Day], what: str, context: ItemContext) -> str:
    """The list up to the number of sessions shown so far, which is reset when the content ``what`` changes."""
    if st.session_state.get(_SHOWN_FOR) != what:
        st.session_state[_SHOWN_FOR] = what
        st.session_state[_SHOWN] = STEP
    most = int(st.session_state[_SHOWN])
    count = sum(len(day.sessions) for day in shown)
    return timetable_html.list_html(shown, most, context) + timetable_html.more_html(min(most, count), count, STEP)


def _day(by_day: Sequence[Day], chosen: ViewSettings, today: date) -> Day | None:
    """The chosen day, else today, else the first."""
    if chosen.day == address.UNSCHEDULED and by_day and by_day[-1].date is None:
        return by_day[-1]
    return chosen_day(by_day, chosen.date, today)


def _show_advice(word: str, whole: bool) -> None:
    """Suggest what to do without matches. ``whole``: whether the whole programme was searched."""
    st.caption(words.FOUND_NONE_ADVICE if whole else f"{words.FOUND_NONE_FILTERS} {words.FOUND_NONE_ADVICE}")
    st.page_link(
        "find.py",
        label=words.FIND_INSTEAD.format(word=escape_markdown(word)),
        query_params={BOX: word},
        icon=":material/search:",
    )
