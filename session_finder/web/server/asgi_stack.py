"""Assemble what surrounds the pages: the routes beside them and the middleware stack."""

from __future__ import annotations

import re

from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import BaseRoute, Mount, Route
from streamlit import config

from session_finder.web.api.routes import api
from session_finder.web.auth import sign_in
from session_finder.web.auth.session_resume import ResumeGate
from session_finder.web.auth.sign_in_routes import sign_in_routes
from session_finder.web.previews.routes import file_routes, page_routes
from session_finder.web.server.body_limits import BodyLimits
from session_finder.web.server.connection_limits import ConnectionLimits
from session_finder.web.server.disconnects import Disconnects
from session_finder.web.server.headers import SecurityHeaders
from session_finder.web.server.logo_route import logo_route
from session_finder.web.server.rate_limit import RateLimit
from session_finder.web.server.rerun_limits import RerunLimits
from session_finder.web.server.upload_gate import UploadGate
from session_finder.web.service.process_service import service


def routes() -> list[BaseRoute]:
    """The argument of ``st.App(routes=...)``: API, sign-in, logos, previews, and a redirect for the find page's name.

    If Streamlit serves the pages below a base path (``server.baseUrlPath``), all routes exist there too, because the
    pages use relative links.
    """
    path = config.get_option("server.baseUrlPath").strip("/")
    pages = f"/{path}" if path else ""
    ours = [route for prefix in dict.fromkeys(("", pages)) for route in _routes(prefix, pages)]
    return [*ours, *page_routes(pages)]


def _routes(prefix: str, pages: str) -> list[BaseRoute]:
    mount = Mount(f"{prefix}/api", app=api)
    # Starlette's own pattern does not match an id with a line break, and the 404 would not be JSON.
    mount.path_regex = re.compile(mount.path_regex.pattern, re.DOTALL)
    ours = [logo_route(prefix), *file_routes(prefix, pages), Route(f"{prefix}/find", redirect_to_find)]
    return [mount, *sign_in_routes(prefix), *ours]


async def redirect_to_find(request: Request) -> RedirectResponse:
    """Redirect /find to the start page, which is the find page, and keep the query."""
    return RedirectResponse(f"./?{request.url.query}" if request.url.query else "./")


def middleware() -> list[Middleware]:
    """The argument of ``st.App(middleware=...)``, outermost first. Layers that the settings switch off are left out."""
    settings = service().settings
    layers = [
        Middleware(Disconnects),
        Middleware(SecurityHeaders, frame_ancestors=settings.frame_ancestors),
        Middleware(ConnectionLimits),
    ]
    if settings.cors:
        layers.append(Middleware(CORSMiddleware, allow_origins=list(settings.cors), allow_methods=["GET"]))
    if settings.rate:
        layers.append(Middleware(RateLimit, per_minute=settings.rate))
    layers += [
        Middleware(ResumeGate, may=sign_in.may_resume),
        Middleware(UploadGate, may=sign_in.may_upload),
        Middleware(BodyLimits),
        Middleware(RerunLimits),
    ]
    return layers
