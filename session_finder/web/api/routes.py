"""The JSON API, for a conference's own site or app."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Final

from fastapi import FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import Field

from session_finder import __version__
from session_finder.bootstrap.service import NotReady
from session_finder.domain.errors import NoSuchSession, NotFound, StoreError, Unavailable, Unreadable, UserError
from session_finder.domain.sessions import Programme
from session_finder.export.answer_json import answer_as_json, answer_from_all_as_json, match_as_json, session_as_json
from session_finder.filters.filters import EVERYTHING, Filters
from session_finder.models.worker import Busy
from session_finder.planning.plan import Plan
from session_finder.planning.plan_address import PlanError, from_address
from session_finder.query.query import MAX_QUERY, one_line
from session_finder.search.loaded_conference import LoadedConference
from session_finder.search.request import understand
from session_finder.search.results import Feedback
from session_finder.web.api import schemas
from session_finder.web.api.filter_parameters import MAX_VALUES, Chosen
from session_finder.web.api.parameters import (
    ERRORS,
    MAX_WORD,
    WITHOUT_TAG,
    IfNoneMatch,
    PlanOrNone,
    SessionId,
    Slug,
    in_thread_if_slow,
    loaded_conference,
)
from session_finder.web.api.plan_routes import plan_routes
from session_finder.web.service import metrics
from session_finder.web.service.process_service import service
from session_finder.web.visit.filters_address import READ_FIELDS, Only

MAX_COUNT = 50
MAX_RATED = 20

Count = Annotated[int, Query(ge=1, le=MAX_COUNT, description="how many sessions")]
OnlyValues = Annotated[
    Sequence[Only],
    Query(
        max_length=MAX_VALUES,
        description="only sessions that are not over yet, are not in the plan, or do not overlap the plan",
    ),
]
Interest = Annotated[
    str,
    Query(
        min_length=1,
        max_length=MAX_QUERY,
        pattern="[^\\s\\x00-\\x1f\\x7f-\\x9f\\u200b\\u2028\\u2029\\ufeff]",
        description="the query, as a person would type it",
    ),
]
AsTyped = Annotated[bool, Query(description="read nothing in q: search for all of its words")]
Ignored = Annotated[
    Sequence[Annotated[str, Field(pattern=f"^({'|'.join(READ_FIELDS)})$")]],
    Query(max_length=len(READ_FIELDS), description="filters that are not applied though q names them"),
]
Ids = Sequence[Annotated[str, Field(max_length=MAX_WORD)]]
Rated = Annotated[
    Ids,
    Query(max_length=MAX_RATED, description="ids of liked or disliked sessions; they are not in the answer"),
]

api = FastAPI(title="Session Finder", version=__version__, docs_url=None, redoc_url=None)
api.include_router(plan_routes)  # first, because "/sessions/{session_id}" also matches the name of a calendar file


@api.get("/search", response_model=schemas.SearchOut, responses=ERRORS)
async def search(
    q: Interest,
    chosen: Chosen,
    programme: Slug = "",
    count: Count = 3,
    only: OnlyValues = (),
    plan: PlanOrNone = "",
    like: Rated = (),
    dislike: Rated = (),
    ignore: Ignored = (),
    as_typed: AsTyped = False,
    known: IfNoneMatch = None,
) -> Response:
    """The sessions that fit a query best, nearer to the liked ones and farther from the disliked ones.

    Days, times, formats, levels, rooms, people and other filters in q ("beginner workshops on Friday"), and exclusions
    ("GPS but not gulls"), are applied, unless explicit parameters override them, and are returned in "read". Without
    any other words in q, the sessions that pass are listed in time order, and "listed" counts them.
    """
    _check_interest(q)
    with metrics.search("api"):
        loaded = await loaded_conference(programme)
        planned = _planned(plan, loaded.programme)
        filters = replace(
            chosen,
            upcoming=service().now() if "upcoming" in only else None,
            unplanned=planned.ids if "unplanned" in only else None,
            fitting=planned.sessions(loaded.programme) if "fitting" in only else None,
        )
        request = understand(
            q,
            loaded.lexicon,
            service().now(),
            filters,
            ignored=[READ_FIELDS[name] for name in ignore],
            as_typed=as_typed,
        )
        tag = _etag(loaded, request.filters, request.added)
        if known == tag:
            return Response(status_code=304, headers={"ETag": tag})
        feedback = Feedback(tuple(like), tuple(dislike))
        _check_known(loaded.programme, (*like, *dislike))
        answer = await loaded.finder.find_async(request, count, feedback=feedback)
    body = {**_source(loaded), **answer_as_json(answer), "interest": request.query.text, "read": request.as_json()}
    return JSONResponse(body, headers={"ETag": tag})


@api.get("/everywhere", response_model=schemas.EverywhereOut, responses=WITHOUT_TAG)
async def everywhere(q: Interest, count: Count = 3, as_typed: AsTyped = False) -> Response:
    """The sessions that fit a query best, across all conferences.

    Where a conference reads more filters in q than others (a day, a format), only such conferences are searched.
    """
    _check_interest(q)
    with metrics.search("everywhere"):
        await service().served_soon()  # wait for a version that was just published, without blocking a thread
        answer = await asyncio.to_thread(service().everywhere.find, q, count, 0, as_typed)
    return JSONResponse({"model": service().model.weights.card.name, **answer_from_all_as_json(answer)})


@api.get("/alike", response_model=schemas.SearchOut, responses=ERRORS)
async def alike(
    like: Annotated[Ids, Query(min_length=1, max_length=MAX_RATED, description="ids of sessions to resemble")],
    programme: Slug = "",
    count: Count = 3,
    dislike: Rated = (),
    known: IfNoneMatch = None,
) -> Response:
    """The sessions most similar to several others, which are not in the answer themselves."""
    loaded = await loaded_conference(programme)
    tag = _etag(loaded)
    if known == tag:
        return Response(status_code=304, headers={"ETag": tag})
    _check_known(loaded.programme, (*like, *dislike))
    answer = await in_thread_if_slow(
        loaded.finder, lambda: loaded.finder.find("", count, feedback=Feedback(tuple(like), tuple(dislike)))
    )
    body = {**_source(loaded), **answer_as_json(answer)}
    return JSONResponse(body, headers={"ETag": tag})


@api.get("/sessions/{session_id}", response_model=schemas.SessionOut, responses=ERRORS)
async def session(session_id: SessionId, programme: Slug = "", known: IfNoneMatch = None) -> Response:
    """One session."""
    loaded = await loaded_conference(programme)
    tag = _etag(loaded)
    if known == tag:
        return Response(status_code=304, headers={"ETag": tag})
    found = loaded.programme.by_id.get(session_id)
    if found is None:
        raise NoSuchSession(f"There is no session {session_id!r}.")
    return JSONResponse(session_as_json(found), headers={"ETag": tag})


@api.get("/sessions/{session_id}/similar", response_model=schemas.SimilarOut, responses=ERRORS)
async def similar(session_id: SessionId, programme: Slug = "", count: Count = 3, known: IfNoneMatch = None) -> Response:
    """The sessions most similar to one."""
    loaded = await loaded_conference(programme)
    tag = _etag(loaded)
    if known == tag:
        return Response(status_code=304, headers={"ETag": tag})
    try:
        matches = await in_thread_if_slow(loaded.finder, lambda: loaded.finder.similar_to(session_id, count))
    except KeyError:
        raise NoSuchSession(f"There is no session {session_id!r} to compare with.") from None
    body = {**_source(loaded), "sessions": [match_as_json(match) for match in matches]}
    return JSONResponse(body, headers={"ETag": tag})


@api.get("/programmes", response_model=schemas.ProgrammesOut, responses={503: ERRORS[503], 429: ERRORS[429]})
async def programmes() -> Response:
    """The conferences that can be searched."""
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
    """200 when ready; 503 with the stage while loading and after a failed start.

    Where several processes answer behind one port, the proxy asks the next while one says 503, so that 200 means that
    at least one is ready; "ready" of "workers" says how many are.
    """
    status = service().status
    ready, workers = metrics.workers_ready()
    body: dict[str, object] = {
        "status": status.stage,
        "doing": status.doing,
        "done": status.done,
        "total": status.total,
        "ready": ready if workers else int(status.stage == "ready"),
        "workers": workers or 1,
    }
    return JSONResponse(body, 200 if status.stage == "ready" else 503)


@api.get("/metrics", response_class=PlainTextResponse, responses={429: ERRORS[429]})
async def figures() -> Response:
    """The metrics in Prometheus's text format, of all processes behind this port."""
    return Response(metrics.exposition(service()), media_type=CONTENT_TYPE_LATEST)


# The status for each kind of error, and after how many seconds to try again. A kind also stands for those below it;
# other errors are faults of the program, a 500.
_STATUS: Final[dict[type[UserError], tuple[int, str]]] = {
    NotReady: (503, "2"),
    Busy: (503, "1"),
    Unavailable: (504, "5"),
    Unreadable: (503, "60"),
    NotFound: (404, ""),
    StoreError: (503, "60"),
}


async def answer_error(_: Request, error: Exception) -> Response:
    """The error's sentence and code as JSON, with the status of its kind."""
    kind = next(kind for kind in type(error).__mro__ if kind in _STATUS)
    status, retry = _STATUS[kind]
    body = {"detail": str(error), "code": getattr(error, "code", "")}
    return JSONResponse(body, status, {"Retry-After": retry} if retry else None)


for _kind in _STATUS:
    api.add_exception_handler(_kind, answer_error)


def _source(loaded: LoadedConference) -> dict[str, str]:
    """What an answer is based on: programme, version and model."""
    programme = loaded.programme
    return {"programme": programme.slug, "version": programme.version, "model": loaded.finder.encoder.card.name}


def _check_interest(q: str) -> None:
    if not one_line(q):
        error = {"type": "value_error", "loc": ("query", "q"), "msg": "q must hold an interest", "input": q}
        raise RequestValidationError([error])


def _check_known(programme: Programme, ids: Sequence[str]) -> None:
    searched = {session.id for session in programme.searchable} if ids else set()
    for name in ids:
        if name not in searched:
            raise NoSuchSession(f"There is no session {name!r} to compare with.")


def _planned(text: str, programme: Programme) -> Plan:
    """The plan in the parameter, without sessions that were removed. Raises RequestValidationError if malformed."""
    try:
        plan = from_address(text)
    except PlanError as error:
        said = {"type": "value_error", "loc": ("query", "plan"), "msg": str(error), "input": text[:MAX_WORD]}
        raise RequestValidationError([said]) from None
    return plan.refreshed(programme)


def _etag(loaded: LoadedConference, filters: Filters = EVERYTHING, read: Filters = EVERYTHING) -> str:
    """The ETag: published version and model. Equal tags mean equal answers to the same request.

    Answers to "upcoming" also change whenever a session ends, and answers to "tomorrow" and "now" with the days and the
    time that were ``read`` in them.
    """
    left = "" if filters.upcoming is None else f"-{loaded.facets.left(Filters(upcoming=filters.upcoming))}"
    now = "" if read.at is None else f"-{read.at:%H:%M}"
    days = "".join(f"-{day}" for day in read.day)
    return f'W/"{loaded.programme.version}-{loaded.finder.encoder.digest[:8]}{left}{days}{now}"'
