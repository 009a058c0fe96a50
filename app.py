"""The server: the pages, with the model warmed up beside them, and the JSON API.

Served by ``streamlit run app.py`` and by ``uvicorn app:app`` alike.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route

from session_finder.web.api import routes
from session_finder.web.shared import service


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Warm up in the background, so that early visitors see what they wait for instead of a blank page."""
    service().start()
    yield


async def to_the_start(request: Request) -> RedirectResponse:
    """The find page is the start page; its own name leads there too, with the interest that the address holds."""
    return RedirectResponse(f"./?{request.url.query}" if request.url.query else "./")


app = st.App("pages/router.py", lifespan=lifespan, routes=[*routes(), Route("/find", to_the_start)])
