"""Serve the logos of the conferences that attendees may choose, to any page of theirs and to other sites.

Its address has its digest, so that browsers keep it for good. As a document of its own it may load and run nothing.
"""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from session_finder.branding.logo import FOLDER
from session_finder.domain.errors import NotFound, UserError
from session_finder.web.service.process_service import service

_TYPES: Final = {"svg": "image/svg+xml", "png": "image/png"}
_HEADERS: Final = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "X-Content-Type-Options": "nosniff",
}
_NOT_NOW: Final = {"Cache-Control": "no-store"}


def logo_route(root: str) -> Route:
    """The route ``/brand/SLUG/NAME`` below ``root``, the base path of the pages ("" for none)."""
    return Route(f"{root}/{FOLDER}/{{slug}}/{{name}}", serve_logo, methods=["GET"])


def serve_logo(request: Request) -> Response:
    """The logo; 404 for another name and for hidden conferences, 503 while nothing can be read. Runs in a thread."""
    slug, name = request.path_params["slug"], request.path_params["name"]
    try:
        content = service().logo(slug, name)
    except NotFound:
        content = None
    except UserError:
        return Response(status_code=503, headers={**_NOT_NOW, "Retry-After": "2"})
    if content is None:
        return Response(status_code=404, headers=_NOT_NOW)
    return Response(content, media_type=_TYPES[name.rpartition(".")[2]], headers=_HEADERS)
