"""The server: the pages, with the model warmed up beside them, and the JSON API.

Served by ``streamlit run app.py`` and by ``uvicorn app:app`` alike.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import streamlit as st

from session_finder.access.organizers import Refused
from session_finder.web.auth import sign_in
from session_finder.web.server.gc_schedule import Collector
from session_finder.web.server.server import middleware, routes
from session_finder.web.server.tcp_nodelay import answer_at_once
from session_finder.web.service.shared import service


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Warm up in the background, so that early visitors see what they wait for instead of a blank page."""
    answer_at_once()
    service().start()
    with suppress(Refused):  # the page for organizers says what is wrong
        sign_in.tell_link()
    with Collector():
        yield
    service().stop()


app = st.App("pages/router.py", lifespan=lifespan, routes=routes(), middleware=middleware())
