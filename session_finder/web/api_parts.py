"""What the routes of the API have in common: parameters, refusals, and whose programme is asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from fastapi import Header, Path, Query

from session_finder.application.finder import SessionFinder
from session_finder.application.plan_address import LONGEST
from session_finder.web import schemas
from session_finder.web.shared import service

_T = TypeVar("_T")
MAX_WORD = 200  # characters of a filter or an id

ERRORS: dict[int | str, dict[str, Any]] = {
    304: {"description": "Nothing has changed since the version that If-None-Match names"},
    404: {"model": schemas.ErrorOut, "description": "There is no such programme or session"},
    429: {"model": schemas.ErrorOut, "description": "Too many calls from this address, where the server limits them"},
    503: {
        "model": schemas.ErrorOut,
        "description": "Still warming up, too many searches at once, or a programme that cannot be read: try again",
    },
    504: {"model": schemas.ErrorOut, "description": "It is in the database alone, which does not answer: try again"},
}
WITHOUT_TAG = {status: said for status, said in ERRORS.items() if status != 304}

# Which texts are plans no pattern could say; the tests know the format.
PLAN_FORMAT: dict[str, Any] = {"format": "session-finder-plan"}
PlanText = Annotated[
    str,
    Query(
        min_length=1,
        max_length=LONGEST,
        description="a plan, as the pages' addresses hold it",
        json_schema_extra=PLAN_FORMAT,
    ),
]
PlanOrNone = Annotated[
    str,
    Query(max_length=LONGEST, description="a plan; none when left out", json_schema_extra=PLAN_FORMAT),
]
Slug = Annotated[str, Query(max_length=MAX_WORD, description="a programme's slug; the first programme when left out")]
SessionId = Annotated[str, Path(max_length=MAX_WORD, description="a session's id")]
KnownTag = Annotated[str | None, Header(alias="If-None-Match")]


async def finder_of(slug: str) -> SessionFinder:
    """The finder of a programme, of the first for ""."""
    served = await service().served_soon()
    return await asyncio.to_thread(served.finder, slug) if served.waits(slug) else served.finder(slug)


async def at_leisure(finder: SessionFinder, ask: Callable[[], _T]) -> _T:
    """What ``ask`` finds: at once in memory, in a thread where the database is asked."""
    return ask() if finder.in_memory else await asyncio.to_thread(ask)
