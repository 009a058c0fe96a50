"""The filters as parameters of the API, named as in the pages' addresses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import Depends, Query
from pydantic import Field

from session_finder.filters.filters import MAX_EXCLUDED, MAX_MINUTES, MAX_PHRASE, Filters
from session_finder.web.api.parameters import MAX_WORD
from session_finder.web.visit.filters_address import clock_of

MAX_VALUES = 50  # of one filter

Words = Annotated[
    Sequence[Annotated[str, Field(max_length=MAX_WORD)]],
    Query(max_length=MAX_VALUES, description="only sessions with one of these values, ignoring case"),
]
Days = Annotated[
    Sequence[Annotated[str, Field(pattern=r"^(\d{4}-\d{2}-\d{2})?$")]],
    Query(max_length=MAX_VALUES, description="only sessions on these ISO dates, in the programme's time zone"),
]
_CLOCK = r"^(([01][0-9]|2[0-3]):[0-5][0-9])?$"
Begin = Annotated[str, Query(alias="from", pattern=_CLOCK, description="only sessions that start then or later")]
End = Annotated[str, Query(alias="to", pattern=_CLOCK, description="only sessions that end then or earlier")]
At = Annotated[str, Query(pattern=_CLOCK, description="only sessions that run at this time")]
_Minutes = Annotated[int, Field(ge=1, le=MAX_MINUTES)] | Literal[""]
Longer = Annotated[_Minutes, Query(description="only sessions that last at least so many minutes")]
Shorter = Annotated[_Minutes, Query(description="only sessions that last at most so many minutes")]
Exclude = Annotated[
    Sequence[Annotated[str, Field(max_length=MAX_PHRASE)]],
    Query(max_length=MAX_EXCLUDED, description="only sessions that mention none of these phrases, in any inflection"),
]


async def chosen_filters(  # FastAPI would run a plain function in a thread
    day: Days = (),
    track: Words = (),
    level: Words = (),
    room: Words = (),
    format: Words = (),  # noqa: A002  the public name of the parameter
    language: Words = (),
    tag: Words = (),
    speaker: Words = (),
    employer: Words = (),
    code: Words = (),
    begin: Begin = "",
    end: End = "",
    at: At = "",
    longer: Longer = "",
    shorter: Shorter = "",
    exclude: Exclude = (),
) -> Filters:
    """The filters that need neither a plan nor the time of day; blank values set no condition."""
    return Filters(
        day=_given(day),
        track=_given(track),
        level=_given(level),
        room=_given(room),
        format=_given(format),
        language=_given(language),
        tag=_given(tag),
        speaker=_given(speaker),
        employer=_given(employer),
        code=_given(code),
        begin=clock_of(begin),
        end=clock_of(end),
        at=clock_of(at),
        longer=longer or None,
        shorter=shorter or None,
        unsaid=_given(exclude) or None,
    )


Chosen = Annotated[Filters, Depends(chosen_filters)]


def _given(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(value for value in values if value.strip())
