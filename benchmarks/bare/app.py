"""A server of one bare page, tuned like ours: what is left is what a page run costs before our pages do anything."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st

from session_finder.web.server.gc_schedule import Collector
from session_finder.web.server.tcp_nodelay import disable_nagle


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Tune the process while it serves."""
    disable_nagle()
    with Collector():
        yield


app = st.App("page.py", lifespan=lifespan)
