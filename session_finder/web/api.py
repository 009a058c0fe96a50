"""The JSON API beside the pages, for a conference's own site or app."""

from __future__ import annotations

import asyncio
import re

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from session_finder.application.answers import answer_as_json
from session_finder.application.finder import understood
from session_finder.application.library import LibraryError
from session_finder.engine.worker import Busy
from session_finder.web.shared import service
from session_finder.wiring import NotReady

MAX_COUNT = 50


def routes() -> list[BaseRoute]:
    """The API's routes, for ``st.App(routes=...)``."""
    return [
        Route("/api/health", health),
        Route("/api/programmes", programmes),
        Route("/api/search", search),
        Route("/api/{rest:path}", no_such_route),
    ]


async def health(_: Request) -> JSONResponse:
    """200 when ready to answer; 503 with the stage before that and after a failed start."""
    status = service().status
    body = {"status": status.stage, "doing": status.doing, "done": status.done, "total": status.total}
    return JSONResponse(body, 200 if status.stage == "ready" else 503)


async def programmes(_: Request) -> JSONResponse:
    """The conferences that may be searched."""
    try:
        found = service().conferences
    except NotReady as error:
        return _not_ready(error)
    return JSONResponse(
        {"programmes": [{"slug": one.slug, "name": one.name, "timezone": one.timezone} for one in found]}
    )


async def search(request: Request) -> JSONResponse:
    """``?q=`` an interest, ``count`` (1 to 50, default 3), ``programme`` a slug (default: the first)."""
    interest = request.query_params.get("q", "")
    count = request.query_params.get("count", "3")
    if not understood(interest):
        return _refused("q", "must hold an interest, such as q=health+analytics")
    if not re.fullmatch(r"[0-9]{1,9}", count) or not 1 <= int(count) <= MAX_COUNT:
        return _refused("count", f"must be a whole number from 1 to {MAX_COUNT}")
    try:
        slug = request.query_params.get("programme") or service().conferences[0].slug
        finder = service().finder(slug)
        answer = await asyncio.to_thread(finder.find, interest, int(count))
    except NotReady as error:
        return _not_ready(error)
    except LibraryError as error:
        return JSONResponse({"error": str(error)}, 404)
    except Busy as error:
        return JSONResponse({"error": str(error)}, 503, {"Retry-After": "1"})
    model = service().model.weights.card.name
    return JSONResponse({"programme": slug, "model": model, **answer_as_json(answer)})


async def no_such_route(_: Request) -> JSONResponse:
    """404; without this route Streamlit answers a mistyped address with its page and 200."""
    return JSONResponse({"error": "There is no such address. There are: health, programmes, search."}, 404)


def _refused(parameter: str, reason: str) -> JSONResponse:
    return JSONResponse({"error": f"{parameter} {reason}"}, 422)


def _not_ready(error: NotReady) -> JSONResponse:
    return JSONResponse({"error": f"Not ready: {error}"}, 503, {"Retry-After": "2"})
