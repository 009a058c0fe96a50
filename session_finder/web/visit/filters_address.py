"""Filters as query parameters: ``?day=2027-05-11&track=Health&from=14:00&only=fitting``.

All pages read and write filters here, so that links between pages carry them. Values that the programme does not have
are left out and reported.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, Final, Literal, get_args
from urllib.parse import urlencode

import streamlit as st

from session_finder.filters.facets import Facets
from session_finder.filters.filters import FACETS, Filters, several

if TYPE_CHECKING:
    from session_finder.domain.sessions import Session

BEGIN: Final = "from"
END: Final = "to"
ONLY: Final = "only"
Only = Literal["upcoming", "unplanned", "fitting"]  # not over yet; not in my plan; fits my plan
ONLY_VALUES: Final[tuple[Only, ...]] = get_args(Only)
PARAMETERS: Final = (*FACETS, BEGIN, END, ONLY)
TIMES: Final = "times"  # overrides for the times and exclusions parsed from the query
WITHOUT: Final = "without"
OVERRIDES: Final = (TIMES, WITHOUT)
_LONGEST: Final = 200  # characters of a value that are read, the same as a panel reports
_MOST: Final = 200  # values of one parameter


@dataclass(frozen=True, slots=True)
class RequestedFilters:
    """The filters that an address asks for, and the values that the programme does not have."""

    filters: Filters
    unknown: tuple[str, ...] = ()


def parse_filters(
    query: Mapping[str, Sequence[str]], facets: Facets, now: datetime, planned: Sequence[Session]
) -> RequestedFilters:
    """Parse the filters in ``query``. ``now`` and the ``planned`` sessions are needed for the "only" filters."""
    chosen: dict[str, tuple[str, ...]] = {}
    unknown: list[str] = []
    for name in FACETS:
        said = [part for value in query.get(name, ())[:_MOST] if value for part in several(name, value[:_LONGEST])]
        canonical = [(value, facets.canonical(name, value)) for value in said]
        unknown += [value for value, known in canonical if known is None]
        chosen[name] = tuple(sorted({known for _, known in canonical if known is not None}))
    clocks: list[time | None] = []
    for name in (BEGIN, END):
        said = [value for value in query.get(name, ()) if value][-1:]
        clock = clock_of(said[0]) if said else None
        unknown += said if clock is None else []
        clocks.append(clock)
    only = [value for value in query.get(ONLY, ())[:_MOST] if value]
    unknown += [value for value in only if value not in ONLY_VALUES]
    filters = Filters(
        **chosen,
        begin=clocks[0],
        end=clocks[1],
        upcoming=now if "upcoming" in only else None,
        unplanned=frozenset(session.id for session in planned) if "unplanned" in only else None,
        fitting=tuple(planned) if "fitting" in only else None,
    )
    return RequestedFilters(filters, tuple(value[:_LONGEST] for value in dict.fromkeys(unknown)))


def as_query(filters: Filters) -> dict[str, list[str]]:
    """The query parameters of these filters, without empty ones."""
    query = {name: list(getattr(filters, name)) for name in FACETS}
    query[BEGIN] = [f"{filters.begin:%H:%M}"] if filters.begin is not None else []
    query[END] = [f"{filters.end:%H:%M}"] if filters.end is not None else []
    query[ONLY] = [name for name in ONLY_VALUES if getattr(filters, name) is not None]
    return {name: values for name, values in query.items() if values}


def as_text(filters: Filters) -> str:
    """The same as a URL-encoded query string."""
    return urlencode(as_query(filters), doseq=True)


def filters_in_address(exclude: Collection[str] = ()) -> dict[str, list[str]]:
    """The filter parameters in the page's address, except those in ``exclude``."""
    said = {name: st.query_params.get_all(name) for name in PARAMETERS if name not in exclude}
    return {name: values for name, values in said.items() if any(values)}


def write_filters(query: Mapping[str, Sequence[str]], exclude: Collection[str] = ()) -> None:
    """Write filters to the address as one history entry; parameters in ``exclude`` are left alone."""
    if filters_in_address(exclude) != query:
        st.query_params.update({name: list(query.get(name, ())) for name in PARAMETERS if name not in exclude})


def clock_of(text: str) -> time | None:
    """ "14:00" as a time of day, None for anything malformed."""
    try:
        hour, minute = text.split(":")
        if len(hour) in (1, 2) and len(minute) == 2 and (hour + minute).isascii() and (hour + minute).isdigit():
            return time(int(hour), int(minute))
    except ValueError:
        return None
    return None
