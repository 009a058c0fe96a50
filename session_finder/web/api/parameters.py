"""Parameters, error responses and lookups that the API's routes share."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from fastapi import Header, Path, Query

from session_finder.planning.plan_address import LONGEST
from session_finder.search.finder import SessionFinder
from session_finder.search.loaded_conference import LoadedConference
from session_finder.web.api import schemas
from session_finder.web.service.process_service import service

_T = TypeVar("_T")
MAX_WORD = 200  # characters of a filter or an id

ERRORS: dict[int | str, dict[str, Any]] = {
    304: {"description": "Not modified since the version that If-None-Match names"},
    404: {"model": schemas.ErrorOut, "description": "There is no such programme or session"},
    429: {"model": schemas.ErrorOut, "description": "Too many calls from this address, if the server limits them"},
    503: {
        "model": schemas.ErrorOut,
        "description": "The model is loading, too many searches at once, or an unreadable programme: try again",
    },
    504: {"model": schemas.ErrorOut, "description": "The database that holds the data does not respond: try again"},
}
WITHOUT_TAG = {status: said for status, said in ERRORS.items() if status != 304}

# No pattern can describe valid plans; the contract tests generate them for this format.
PLAN_FORMAT: dict[str, Any] = {"format": "session-finder-plan"}
PlanText = Annotated[
    str,
    Query(
        min_length=1,
        max_length=LONGEST,
        description="a plan, encoded as in the pages' addresses",
        json_schema_extra=PLAN_FORMAT,
    ),
]
PlanOrNone = Annotated[
    str,
    Query(max_length=LONGEST, description="a plan; empty by default", json_schema_extra=PLAN_FORMAT),
]
Slug = Annotated[str, Query(max_length=MAX_WORD, description="a programme's slug; the first programme by default")]
SessionId = Annotated[str, Path(max_length=MAX_WORD, description="a session's id")]
IfNoneMatch = Annotated[str | None, Header(alias="If-None-Match")]


async def loaded_conference(slug: str) -> LoadedConference:
    """The loaded conference of a programme, the first programme's for ""."""
    served = await service().served_soon()
    return await asyncio.to_thread(served.loaded, slug) if served.waits(slug) else served.loaded(slug)


async def in_thread_if_slow(finder: SessionFinder, ask: Callable[[], _T]) -> _T:
    """Run ``ask``: directly if the programme is in memory, in a thread if it needs the database."""
    return ask() if finder.in_memory else await asyncio.to_thread(ask)
