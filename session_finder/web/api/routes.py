"""The JSON API beside the pages, for a conference's own site or app."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Annotated

from fastapi import FastAPI, HTTPException, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import Field

from session_finder import __version__
from session_finder.bootstrap.service import NotReady
from session_finder.domain.library import Away, LibraryError, Unreadable
from session_finder.export.answer_json import answer_as_json, answer_from_all_as_json, match_as_json, session_as_json
from session_finder.filters.filters import EVERYTHING, Filters
from session_finder.models.worker import Busy
from session_finder.planning.plan import Plan
from session_finder.planning.plan_address import PlanError, from_address
from session_finder.query.query import MAX_QUERY, Times, Without, one_line
from session_finder.search.finder import SessionFinder
from session_finder.search.results import Feedback
from session_finder.web.api import schemas
from session_finder.web.api.parameters import (
    ERRORS,
    MAX_WORD,
    WITHOUT_TAG,
    KnownTag,
    PlanOrNone,
    SessionId,
    Slug,
    at_leisure,
    finder_of,
)
from session_finder.web.api.plan_routes import takeaways
from session_finder.web.service import metrics
from session_finder.web.service.shared import service
from session_finder.web.visit.filters_address import Only, clock_of

MAX_COUNT = 50
MAX_RATED = 20
MAX_VALUES = 50  # of one filter

Count = Annotated[int, Query(ge=1, le=MAX_COUNT, description="how many sessions")]
Words = Annotated[
    Sequence[Annotated[str, Field(max_length=MAX_WORD)]],
    Query(max_length=MAX_VALUES, description="leave only sessions with one of these; case does not matter"),
]
Days = Annotated[
    Sequence[Annotated[str, Field(pattern=r"^(\d{4}-\d{2}-\d{2})?$")]],
    Query(max_length=MAX_VALUES, description="ISO dates in the programme's own time: leave only sessions on these"),
]
_CLOCK = r"^(([01][0-9]|2[0-3]):[0-5][0-9])?$"
Begin = Annotated[str, Query(alias="from", pattern=_CLOCK, description="leave only sessions that start then or later")]
End = Annotated[str, Query(alias="to", pattern=_CLOCK, description="leave only sessions that end then or earlier")]
Only_ = Annotated[
    Sequence[Only],
    Query(
        max_length=MAX_VALUES,
        description="leave only sessions that are not yet over, are not in the plan, overlap none of the plan",
    ),
]
Interest = Annotated[
    str,
    Query(
        min_length=1,
        max_length=MAX_QUERY,
        pattern="[^\\s\\x00-\\x1f\\x7f-\\x9f\\u200b\\u2028\\u2029\\ufeff]",
        description="an interest, as one would type it",
    ),
]
Times_ = Annotated[
    Times,
    Query(description='days and times that q says filter; "any": they do not, "words": they are searched for as typed'),
]
Without_ = Annotated[
    Without,
    Query(description='sessions that say what q does not want are left out; "words": all of q is searched for'),
]
Ids = Sequence[Annotated[str, Field(max_length=MAX_WORD)]]
Rated = Annotated[
    Ids,
    Query(max_length=MAX_RATED, description="ids of sessions to be nearer to, or farther from; not in the answer"),
]

api = FastAPI(title="Session Finder", version=__version__, docs_url=None, redoc_url=None)
api.include_router(takeaways)  # first: "/sessions/{session_id}" would take the name of a session's calendar for an id


@api.get("/search", response_model=schemas.SearchOut, responses=ERRORS)
async def search(
    q: Interest,
    programme: Slug = "",
    count: Count = 3,
    day: Days = (),
    track: Words = (),
    level: Words = (),
    room: Words = (),
    format: Words = (),  # noqa: A002  the parameter's public name
    language: Words = (),
    begin: Begin = "",
    end: End = "",
    only: Only_ = (),
    plan: PlanOrNone = "",
    like: Rated = (),
    dislike: Rated = (),
    times: Times_ = "",
    without: Without_ = "",
    known: KnownTag = None,
) -> Response:
    """The sessions that fit an interest best, nearer to the liked ones and farther from the disliked ones.

    Days and times in q ("tutorials, Friday morning") and what it does not want ("GPS but not gulls") are read, where
    the filters do not say otherwise, and told in "read". Where q says nothing else, there are no sessions.
    """
    _check_said(q)
    with metrics.search("api"):
        finder = await finder_of(programme)
        planned = _planned(plan, finder)
        values = (_said(day), _said(track), _said(level), _said(room), _said(format), _said(language))
        filters = Filters(
            *values,
            begin=clock_of(begin),
            end=clock_of(end),
            upcoming=service().now() if "upcoming" in only else None,
            unplanned=planned.ids if "unplanned" in only else None,
            fitting=planned.sessions(finder.programme) if "fitting" in only else None,
        )
        request = finder.understand(q, service().now(), filters, times, without)
        asked = request.used
        tag = _tag(finder, request.filters, asked.times.day)
        if known == tag:
            return Response(status_code=304, headers={"ETag": tag})
        feedback = Feedback(tuple(like), tuple(dislike))
        _check_known(finder, (*like, *dislike))
        answer = await finder.find_async(request, count, feedback=feedback)
    body = {**_source(finder), **answer_as_json(answer), "interest": asked.text, "read": asked.as_json()}
    return JSONResponse(body, headers={"ETag": tag})


@api.get("/everywhere", response_model=schemas.EverywhereOut, responses=WITHOUT_TAG)
async def everywhere(q: Interest, count: Count = 3) -> Response:
    """The sessions that fit an interest best, of all conferences."""
    _check_said(q)
    with metrics.search("everywhere"):
        await service().served_soon()  # what has just been published is waited for without a thread
        answer = await asyncio.to_thread(service().everywhere.find, q, count)
    return JSONResponse({"model": service().model.weights.card.name, **answer_from_all_as_json(answer)})


@api.get("/alike", response_model=schemas.SearchOut, responses=ERRORS)
async def alike(
    like: Annotated[Ids, Query(min_length=1, max_length=MAX_RATED, description="ids of sessions to be near to")],
    programme: Slug = "",
    count: Count = 3,
    dislike: Rated = (),
    known: KnownTag = None,
) -> Response:
    """The sessions that are most like several, which are not in the answer themselves."""
    finder = await finder_of(programme)
    tag = _tag(finder)
    if known == tag:
        return Response(status_code=304, headers={"ETag": tag})
    _check_known(finder, (*like, *dislike))
    answer = await at_leisure(finder, lambda: finder.find("", count, feedback=Feedback(tuple(like), tuple(dislike))))
    body = {**_source(finder), **answer_as_json(answer)}
    return JSONResponse(body, headers={"ETag": tag})


@api.get("/sessions/{session_id}", response_model=schemas.SessionOut, responses=ERRORS)
async def session(session_id: SessionId, programme: Slug = "", known: KnownTag = None) -> Response:
    """One session."""
    finder = await finder_of(programme)
    tag = _tag(finder)
    if known == tag:
        return Response(status_code=304, headers={"ETag": tag})
    found = finder.programme.by_id.get(session_id)
    if found is None:
        raise HTTPException(404, f"There is no session {session_id!r}.")
    return JSONResponse(session_as_json(found), headers={"ETag": tag})


@api.get("/sessions/{session_id}/similar", response_model=schemas.SimilarOut, responses=ERRORS)
async def similar(session_id: SessionId, programme: Slug = "", count: Count = 3, known: KnownTag = None) -> Response:
    """The sessions nearest to one."""
    finder = await finder_of(programme)
    tag = _tag(finder)
    if known == tag:
        return Response(status_code=304, headers={"ETag": tag})
    try:
        matches = await at_leisure(finder, lambda: finder.similar_to(session_id, count))
    except KeyError:
        raise HTTPException(404, f"There is no session {session_id!r} to compare with.") from None
    body = {**_source(finder), "sessions": [match_as_json(match) for match in matches]}
    return JSONResponse(body, headers={"ETag": tag})


@api.get("/programmes", response_model=schemas.ProgrammesOut, responses={503: ERRORS[503], 429: ERRORS[429]})
async def programmes() -> Response:
    """The conferences that may be searched."""
    found = []
    for shown in (await service().served_soon()).shown.values():
        conference = shown.conference
        found.append(
            {
                "slug": conference.slug,
                "name": conference.name,
                "timezone": conference.timezone,
                "version": shown.version,
                "sessions": shown.sessions,
            }
        )
    return JSONResponse({"programmes": found})


@api.get("/health", response_model=schemas.HealthOut, responses={503: {"model": schemas.HealthOut}})
async def health() -> Response:
    """200 when ready to answer; 503 with the stage before that and after a failed start."""
    status = service().status
    body = {"status": status.stage, "doing": status.doing, "done": status.done, "total": status.total}
    return JSONResponse(body, 200 if status.stage == "ready" else 503)


@api.get("/metrics", response_class=PlainTextResponse, responses={429: ERRORS[429]})
async def figures() -> Response:
    """What this process has done, as Prometheus reads it."""
    return Response(metrics.exposition(service()), media_type=CONTENT_TYPE_LATEST)


@api.exception_handler(NotReady)
async def not_ready(_: Request, error: Exception) -> Response:
    """Warming up or failed: come back."""
    return JSONResponse({"detail": f"Not ready: {error}"}, 503, {"Retry-After": "2"})


@api.exception_handler(Busy)
async def busy(_: Request, error: Exception) -> Response:
    """Too many at once: come back."""
    return JSONResponse({"detail": str(error)}, 503, {"Retry-After": "1"})


@api.exception_handler(Away)
async def away(_: Request, error: Exception) -> Response:
    """What is asked for is not in memory, and the database does not answer: come back."""
    return JSONResponse({"detail": str(error)}, 504, {"Retry-After": "5"})


@api.exception_handler(Unreadable)
async def unreadable(_: Request, error: Exception) -> Response:
    """What is published is damaged: come back once the organizers have mended it."""
    return JSONResponse({"detail": str(error)}, 503, {"Retry-After": "60"})


@api.exception_handler(LibraryError)
async def no_such_programme(_: Request, error: Exception) -> Response:
    """An unknown slug."""
    return JSONResponse({"detail": str(error)}, 404)


def _source(finder: SessionFinder) -> dict[str, str]:
    """What an answer comes from: the programme, which state of it, the model."""
    programme = finder.programme
    return {"programme": programme.slug, "version": programme.version, "model": finder.encoder.card.name}


def _check_said(q: str) -> None:
    if not one_line(q):
        error = {"type": "value_error", "loc": ("query", "q"), "msg": "q must hold an interest", "input": q}
        raise RequestValidationError([error])


def _check_known(finder: SessionFinder, ids: Sequence[str]) -> None:
    searched = {session.id for session in finder.programme.searchable} if ids else set()
    for name in ids:
        if name not in searched:
            raise HTTPException(404, f"There is no session {name!r} to compare with.")


def _said(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(value for value in values if value)


def _planned(text: str, finder: SessionFinder) -> Plan:
    """The plan of an address, less what the programme no longer has."""
    try:
        plan = from_address(text)
    except PlanError as error:
        said = {"type": "value_error", "loc": ("query", "plan"), "msg": str(error), "input": text[:MAX_WORD]}
        raise RequestValidationError([said]) from None
    return plan.refreshed(finder.programme)


def _tag(finder: SessionFinder, filters: Filters = EVERYTHING, days: Sequence[str] = ()) -> str:
    """The published version under this model: equal tags are equal answers to the same address.

    What is asked for by the clock is another answer each time that a session has ended, and "tomorrow" another of the
    ``days`` each day.
    """
    left = "" if filters.upcoming is None else f"-{finder.facets.left(Filters(upcoming=filters.upcoming))}"
    return f'W/"{finder.programme.version}-{finder.encoder.digest[:8]}{left}{"".join(f"-{day}" for day in days)}"'
