"""The HTML of the filter bar: chips for active filters, fieldsets of choices, and help when nothing is left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Final

from session_finder.filters.filters import OFFERED, Filters
from session_finder.rendering.assets import asset
from session_finder.timetable import time_format
from session_finder.web.components.track_sign import track_sign
from session_finder.web.i18n.language_names import name_of_tag
from session_finder.web.i18n.texts import find_messages
from session_finder.web.visit.filters_address import (
    AT,
    BEGIN,
    END,
    ONLY,
    ONLY_VALUES,
    SINGLE,
    RequestedFilters,
    as_query,
    as_text,
)

if TYPE_CHECKING:
    from session_finder.filters.facets import Facets
    from session_finder.web.i18n.locale import VisitorLocale

CSS: Final = asset(__name__, "css")
_NAMES_THEMSELVES: Final = ("speaker", "employer", "code")  # facets whose values need no name beside them


@lru_cache(maxsize=512)
def bar_html(
    facets: Facets,
    asked: RequestedFilters,
    possible: Filters,
    zone: str,
    visitor: VisitorLocale,
    exclude: tuple[str, ...] = (),
    tracks: tuple[str, ...] = (),
) -> str:
    """The whole bar. ``possible`` has the "only" filters to offer, ``zone`` names the clock, "" if only one is in use.

    ``visitor`` is the visitor's locale, part of the cache key. ``exclude`` are the facets that are chosen elsewhere on
    the page; such a page is the programme itself, so no link to it is shown. ``tracks``: the folded names of the tracks
    that have a sign, in the order of the signs.
    """
    filters = asked.filters
    active = _active(filters, visitor.locale)
    summary = find_messages.FILTERS_ACTIVE.format(count=len(active)) if active else find_messages.FILTERS
    fieldsets = ["" if name in exclude else _facet(facets, name, filters, visitor.locale, tracks) for name in OFFERED]
    fieldsets[1:1] = [_clock(facets, filters, zone, visitor.locale), _only(facets, filters, possible)]
    inside = "".join(fieldsets)
    if not inside:
        return ""
    return (
        f"{_unknown(asked.unknown)}"
        f'<details class="sf-filters" data-id="filters"><summary>{summary}</summary>'
        f'<div class="sf-facets">{inside}</div></details>'
        f"{_chips(active)}{_left_html(facets, filters, not exclude) if active else ''}"
    )


def _facet(facets: Facets, name: str, filters: Filters, locale: str, tracks: tuple[str, ...]) -> str:
    choices = facets.choices(name, filters)
    numbers = {track: number for number, track in enumerate(tracks)} if name == "track" else {}
    boxes = [
        _box(name, one.value, _label(name, one.value, locale), one.count, one.chosen, track_sign(one.value, numbers))
        for one in choices
    ]
    offered, every = facets.offered(name), len(facets.values(name))
    note = find_messages.MOST_FREQUENT.format(count=offered, all=every) if offered < every else ""
    return _fieldset(find_messages.FILTER_NAMES[name], boxes, note)


def _only(facets: Facets, filters: Filters, possible: Filters) -> str:
    boxes = []
    for name in ONLY_VALUES:
        asked = getattr(possible, name)
        if asked is not None:
            left = facets.left(replace(filters, **{name: asked}))
            chosen = getattr(filters, name) is not None
            boxes.append(_box(ONLY, name, find_messages.FILTER_NAMES[name], left, chosen))
    return _fieldset(find_messages.FILTER_ONLY, boxes)


def _clock(facets: Facets, filters: Filters, zone: str, locale: str) -> str:
    name = (
        find_messages.FILTER_TIME_ZONE.format(zone=time_format.place(zone, locale))
        if zone
        else find_messages.FILTER_TIME
    )
    menus = [
        _menu(BEGIN, find_messages.FILTER_NAMES["begin"], facets.begins(filters), filters.begin, locale),
        _menu(END, find_messages.FILTER_NAMES["end"], facets.ends(filters), filters.end, locale),
    ]
    return _fieldset(name, [menu for menu in menus if menu])


def _menu(name: str, label: str, offered: Iterable[tuple[time, int]], chosen: time | None, locale: str) -> str:
    options = []
    for at, count in offered:
        caption = escape(find_messages.WITH_COUNT.format(choice=_clock_label(at, locale), count=count))
        options.append(f'<option value="{at:%H:%M}"{" selected" if at == chosen else ""}>{caption}</option>')
    if not options:
        return ""
    nothing = f'<option value="">{escape(find_messages.ANY_TIME)}</option>'
    return f'<label>{escape(label)} <select data-set="{name}">{nothing}{"".join(options)}</select></label>'


def _box(name: str, value: str, caption: str, count: int, chosen: bool, sign: str = "") -> str:
    style = "" if count or chosen else ' class="sf-none"'
    field = f'<input type="checkbox" data-set="{name}" value="{escape(value[:200])}"{" checked" if chosen else ""}>'
    return f"<label{style}>{field}<span>{sign}{_counted(caption, count)}</span></label>"


def _counted(caption: str, count: int) -> str:
    """A choice with the number of sessions it leaves; each part keeps its own text direction."""
    return find_messages.WITH_COUNT.format(choice=f"<bdi>{escape(caption)}</bdi>", count=count)


def _fieldset(name: str, fields: list[str], note: str = "") -> str:
    if not fields:
        return ""
    below = f"<small>{escape(note)}</small>" if note else ""
    return f'<fieldset><legend>{escape(name)}</legend><div class="sf-choices">{"".join(fields)}</div>{below}</fieldset>'


def filter_captions(filters: Filters, locale: str) -> list[str]:
    """Each active value as its chip shows it: "From: 14:00"."""
    return [caption for _, caption in _active(filters, locale)]


def _active(filters: Filters, locale: str) -> list[tuple[str, str]]:
    """Each active value: its id in the panel, and its label."""
    found = []
    for name, values in as_query(filters).items():
        for value in values:
            label = _label(name, value, locale)
            if name == ONLY:
                caption = find_messages.FILTER_NAMES[value]
            elif name in _NAMES_THEMSELVES:
                caption = label
            elif name in find_messages.FILTER_FACES:
                caption = find_messages.FILTER_FACES[name].format(value=label)
            else:
                named = find_messages.FILTER_NAMES[SINGLE.get(name, name)]
                caption = find_messages.FILTER_VALUE.format(name=named, value=label)
            found.append((f"{name}|{value}", caption))
    return found


def _label(name: str, value: str, locale: str) -> str:
    """The label of a value: dates and times in the locale's format, languages by name."""
    if name == "day":
        return time_format.day(date.fromisoformat(value), locale)
    if name in (BEGIN, END, AT):
        return _clock_label(time.fromisoformat(value), locale)
    return name_of_tag(value) if name == "language" else value


def _clock_label(at: time, locale: str) -> str:
    return time_format.clock_of(at, locale)


def _chips(active: list[tuple[str, str]]) -> str:
    if not active:
        return ""
    chips = [
        f'<button type="button" data-act="drop" data-id="{escape(which[:220])}"'
        f' aria-label="{escape(find_messages.REMOVE_FILTER.format(filter=caption))}"><bdi>{escape(caption)}</bdi>'
        ' <span aria-hidden="true">×</span></button>'
        for which, caption in active
    ]
    clear = (
        f'<button type="button" data-act="clear">{escape(find_messages.CLEAR_FILTERS)}</button>'
        if len(active) > 1
        else ""
    )
    label = escape(find_messages.ACTIVE_FILTERS)
    return f'<div class="sf-chips" role="group" aria-label="{label}">{"".join(chips)}{clear}</div>'


def _left_html(facets: Facets, filters: Filters, elsewhere: bool) -> str:
    count = facets.left(filters)
    if not count:
        return _dead_end(facets, filters)
    sentence = find_messages.LEFT.format(count=count, all=len(facets))
    see = escape(find_messages.SEE_IN_PROGRAMME)
    link = f' <a href="programme?{escape(as_text(filters))}" data-act="programme">{see}</a>'
    return f'<p class="sf-left">{escape(sentence)}{link if elsewhere else ""}</p>'


def _dead_end(facets: Facets, filters: Filters) -> str:
    """No session is left: which filter excludes most, and buttons to remove it."""
    ways = facets.loosenings(filters)
    sentences = [find_messages.NOTHING_LEFT]
    if ways:
        best = ways[0]
        name = find_messages.FILTER_NAMES[best.name]
        sentences.append(find_messages.LOOSEN.format(count=best.count, filter=name))
    elif len(filters.active) > 1:
        sentences.append(find_messages.LOOSEN_ALL)
    buttons = []
    for way in ways[:3]:
        caption = find_messages.REMOVE_FILTER.format(filter=find_messages.FILTER_NAMES[way.name])
        caption = escape(find_messages.WITH_COUNT.format(choice=caption, count=way.count))
        buttons.append(f'<button type="button" data-act="loosen" data-id="{way.name}">{caption}</button>')
    acts = f'<p class="sf-acts">{"".join(buttons)}</p>' if buttons else ""
    return f'<p class="sf-left">{escape(" ".join(sentences))}</p>{acts}'


def _unknown(values: tuple[str, ...]) -> str:
    if not values:
        return ""
    listed = ", ".join(f"<bdi>{escape(value[:60])}</bdi>" for value in values[:5])
    return f'<p class="sf-left">{escape(find_messages.UNKNOWN_FILTER).format(values=listed)}</p>'
