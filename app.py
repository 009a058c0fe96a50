"""The ASGI app: the pages and the JSON API. The model is loaded in the background.

Runs with ``streamlit run app.py`` and with ``uvicorn app:app``.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import streamlit as st

from session_finder.access.organizers import Refused
from session_finder.web.auth import sign_in
from session_finder.web.server.asgi_stack import middleware, routes
from session_finder.web.server.gc_schedule import Collector
from session_finder.web.server.one_core import stay_on_one_core
from session_finder.web.server.tcp_nodelay import disable_nagle
from session_finder.web.service.metrics import Heartbeat
from session_finder.web.service.process_service import service


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Load the model in the background, so that early visitors see a loading screen instead of a blank page."""
    disable_nagle()
    service().start()
    stay_on_one_core()
    with suppress(Refused):  # the organizers' page shows the error
        sign_in.print_link()
    with Collector(), Heartbeat(service):
        yield
    service().stop()


app = st.App("pages/router.py", lifespan=lifespan, routes=routes(), middleware=middleware())
