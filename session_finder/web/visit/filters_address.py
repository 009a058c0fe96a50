"""Filters as a piece of an address: ``?day=2027-05-11&track=Health&from=14:00&only=fitting``.

Every page that filters reads and writes them here, so that a link from one to another carries them. An address may say
anything: what the programme does not have is left out, and told.
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
Only = Literal["upcoming", "unplanned", "fitting"]  # not yet over; not in my plan; fits my plan
ONLY_VALUES: Final[tuple[Only, ...]] = get_args(Only)
PARAMETERS: Final = (*FACETS, BEGIN, END, ONLY)
TIMES: Final = "times"  # what becomes of the times that were read in the interest, and of what it does not want
WITHOUT: Final = "without"
TAKEN: Final = (TIMES, WITHOUT)
_LONGEST: Final = 200  # characters of a value that are looked at, as many as a panel reports
_MOST: Final = 200  # values of one parameter


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: the filters, and the values that the programme does not have."""

    filters: Filters
    unknown: tuple[str, ...] = ()


def read_filters(
    query: Mapping[str, Sequence[str]], facets: Facets, now: datetime, planned: Sequence[Session]
) -> Asked:
    """What ``query`` asks for; ``now`` and the ``planned`` sessions are what "only" is about."""
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
    return Asked(filters, tuple(value[:_LONGEST] for value in dict.fromkeys(unknown)))


def as_query(filters: Filters) -> dict[str, list[str]]:
    """The parameters that ask for these filters, without those that ask for nothing."""
    query = {name: list(getattr(filters, name)) for name in FACETS}
    query[BEGIN] = [f"{filters.begin:%H:%M}"] if filters.begin is not None else []
    query[END] = [f"{filters.end:%H:%M}"] if filters.end is not None else []
    query[ONLY] = [name for name in ONLY_VALUES if getattr(filters, name) is not None]
    return {name: values for name, values in query.items() if values}


def as_text(filters: Filters) -> str:
    """The same as text behind the "?" of a link."""
    return urlencode(as_query(filters), doseq=True)


def from_address(but: Collection[str] = ()) -> dict[str, list[str]]:
    """What this page's address says of filters, ``but`` for some parameters."""
    said = {name: st.query_params.get_all(name) for name in PARAMETERS if name not in but}
    return {name: values for name, values in said.items() if any(values)}


def into_address(query: Mapping[str, Sequence[str]], but: Collection[str] = ()) -> None:
    """Have the address say this of filters, as one step that the Back button takes back; ``but`` are left alone."""
    if from_address(but) != query:
        st.query_params.update({name: list(query.get(name, ())) for name in PARAMETERS if name not in but})


def clock_of(text: str) -> time | None:
    """ "14:00" as a time of day, None for what is none."""
    try:
        hour, minute = text.split(":")
        if len(hour) in (1, 2) and len(minute) == 2 and (hour + minute).isascii() and (hour + minute).isdigit():
            return time(int(hour), int(minute))
    except ValueError:
        return None
    return None
