"""Filters as query parameters: ``?day=2027-05-11&track=Health&from=14:00&longer=60&exclude=gulls&only=fitting``.

All pages read and write filters here, so that links between pages carry them. Values that the programme does not have,
or that are out of bounds, are left out and reported.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, Any, Final, Literal, get_args
from urllib.parse import urlencode

import streamlit as st

from session_finder.filters.facets import Facets
from session_finder.filters.filters import FACETS, MAX_EXCLUDED, MAX_MINUTES, MAX_PHRASE, Filters, several
from session_finder.query.query import READABLE

if TYPE_CHECKING:
    from session_finder.domain.sessions import Session

BEGIN: Final = "from"
END: Final = "to"
AT: Final = "at"
EXCLUDE: Final = "exclude"
ONLY: Final = "only"
Only = Literal["upcoming", "unplanned", "fitting"]  # not over yet; not in my plan; fits my plan
ONLY_VALUES: Final[tuple[Only, ...]] = get_args(Only)
# Parameters with one value, and their fields: times of day, then minutes.
SINGLE: Final = {BEGIN: "begin", END: "end", AT: "at", "longer": "longer", "shorter": "shorter"}
_MINUTES: Final = ("longer", "shorter")
PARAMETERS: Final = (*FACETS, *SINGLE, EXCLUDE, ONLY)
IGNORE: Final = "ignore"  # filters that are not applied though the query names them
TYPED: Final = "typed"  # "1": nothing is read in the query, all of its words are searched for
OVERRIDES: Final = (IGNORE, TYPED)
# The parameters that a query can name, and the fields of Filters that they set.
READ_FIELDS: Final = {**{name: name for name in READABLE}, BEGIN: "begin", END: "end", EXCLUDE: "unsaid"}
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
    chosen: dict[str, Any] = {}
    unknown: list[str] = []
    for name in FACETS:
        said = [part for value in query.get(name, ())[:_MOST] if value for part in several(name, value[:_LONGEST])]
        canonical = [(value, facets.canonical(name, value)) for value in said]
        unknown += [value for value, known in canonical if known is None]
        chosen[name] = tuple(sorted({known for _, known in canonical if known is not None}))
    for name, field in SINGLE.items():
        said = [value for value in query.get(name, ()) if value][-1:]
        chosen[field] = (minutes_of if name in _MINUTES else clock_of)(said[0]) if said else None
        unknown += said if chosen[field] is None else []
    phrases = list(dict.fromkeys(" ".join(value.split()) for value in query.get(EXCLUDE, ())[:_MOST] if value.strip()))
    excluded = [phrase for phrase in phrases if len(phrase) <= MAX_PHRASE][:MAX_EXCLUDED]
    unknown += [phrase for phrase in phrases if phrase not in excluded]
    only = [value for value in query.get(ONLY, ())[:_MOST] if value]
    unknown += [value for value in only if value not in ONLY_VALUES]
    filters = Filters(
        **chosen,
        unsaid=tuple(excluded) or None,
        upcoming=now if "upcoming" in only else None,
        unplanned=frozenset(session.id for session in planned) if "unplanned" in only else None,
        fitting=tuple(planned) if "fitting" in only else None,
    )
    return RequestedFilters(filters, tuple(value[:_LONGEST] for value in dict.fromkeys(unknown)))


def as_query(filters: Filters) -> dict[str, list[str]]:
    """The query parameters of these filters, without empty ones."""
    query = {name: list(getattr(filters, name)) for name in FACETS}
    for name, field in SINGLE.items():
        value = getattr(filters, field)
        query[name] = [] if value is None else [f"{value:%H:%M}" if isinstance(value, time) else str(value)]
    query[EXCLUDE] = list(filters.unsaid or ())
    query[ONLY] = [name for name in ONLY_VALUES if getattr(filters, name) is not None]
    return {name: values for name, values in query.items() if values}


def as_text(filters: Filters) -> str:
    """The same as a URL-encoded query string."""
    return urlencode(as_query(filters), doseq=True)


def ignored_in_address() -> tuple[str, ...]:
    """The fields of Filters that the address says not to apply, though the query names them."""
    said = st.query_params.get_all(IGNORE)
    return tuple(field for name, field in READ_FIELDS.items() if name in said)


def add_filter(name: str, values: Sequence[str]) -> None:
    """Add values to one filter in the address."""
    known = st.query_params.get_all(name)
    st.query_params[name] = [*known, *(value for value in values if value not in known)]


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


def minutes_of(text: str) -> int | None:
    """ "60" as a length in minutes, None for anything else than 1 to 1440."""
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(MAX_MINUTES))):
        return None
    length = int(text)
    return length if 1 <= length <= MAX_MINUTES else None
