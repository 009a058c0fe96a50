"""Routes for pages with their previews, and for the files that previews, search engines and phones ask for."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from session_finder.web.embedding.scripts import HOST_SCRIPT, PAGE_SCRIPT, script
from session_finder.web.previews import sitemap
from session_finder.web.previews.page_address import base_of, link, read_address, visitor_of
from session_finder.web.previews.page_head import page_with
from session_finder.web.previews.picture import PictureText
from session_finder.web.previews.picture_store import PictureStore, TooMany
from session_finder.web.previews.preview import (
    PICTURE,
    conference_facts,
    preview_of,
    session_facts,
    session_heading,
    site_description,
)
from session_finder.web.previews.published import Published, published, served_now
from session_finder.web.previews.web_manifest import ICON, MANIFEST, SIZES, icon_png, icon_svg, manifest
from session_finder.web.visit.conference_choice import PROGRAMME
from session_finder.web.visit.navigation import SESSION
from session_finder.web.visit.page_titles import PAGES, PRODUCT

_CHECKED: Final = "no-cache"  # kept, but asked for again each time: the ETag tells
_SOME_TIME: Final = "public, max-age=3600"
_LONGEST: Final = 300  # characters of a slug or an id

Handler = Callable[[Request], Awaitable[Response]]


def page_routes(prefix: str) -> list[Route]:
    """The pages of Streamlit with their previews, below ``prefix``, where Streamlit serves them."""
    return [Route(f"{prefix}/{page}", _page(page, prefix)) for page in PAGES]


def file_routes(prefix: str, pages: str) -> list[Route]:
    """The files, below ``prefix``. ``pages``: the prefix below which Streamlit serves the pages."""
    files: dict[str, Handler] = {
        PICTURE: _picture(PictureStore()),
        "robots.txt": _robots(pages),
        sitemap.SITEMAP: _sitemap(pages),
        MANIFEST: _manifest,
        ICON: _file(icon_svg, "image/svg+xml"),
        HOST_SCRIPT: _file(lambda: script(HOST_SCRIPT).encode(), "text/javascript"),
        PAGE_SCRIPT: _file(lambda: script(PAGE_SCRIPT).encode(), "text/javascript"),
    }
    for size in SIZES:
        files[f"icon-{size}.png"] = _file(lambda size=size: icon_png(size), "image/png")  # type: ignore[misc]
    return [Route(f"{prefix}/{name}", handler) for name, handler in files.items()]


def _page(page: str, prefix: str) -> Handler:
    async def answer(request: Request) -> Response:
        address = read_address(request, page, prefix)
        found = await published(address.programme[:_LONGEST], address.session[:_LONGEST])
        return _tagged(request, page_with(preview_of(address, found)), "text/html", _CHECKED, "Accept-Language")

    return answer


def _picture(store: PictureStore) -> Handler:
    async def answer(request: Request) -> Response:
        slug = request.query_params.get(PROGRAMME, "")[:_LONGEST]
        found = await published(slug, request.query_params.get(SESSION, "")[:_LONGEST]) if slug else None
        try:
            picture = await store.get(_picture_text(request, found))
        except TooMany:
            return PlainTextResponse("Too many pictures at once. Try again.", 503, {"Retry-After": "60"})
        return _tagged(request, picture, "image/png", _SOME_TIME, "Accept-Language")

    return answer


def _picture_text(request: Request, found: Published | None) -> PictureText:
    visitor = visitor_of(request)
    if found is None:
        return PictureText(PRODUCT, site_description(visitor))
    if found.session is None:
        return PictureText(found.conference.name, conference_facts(found, visitor), PRODUCT, found.accent)
    return PictureText(
        session_heading(found.session, visitor),
        session_facts(found.session, visitor),
        found.conference.name,
        found.accent,
    )


def _robots(pages: str) -> Handler:
    async def answer(request: Request) -> Response:
        paths = dict.fromkeys(("", pages))
        text = sitemap.robots(base_of(request, pages), paths)
        return _tagged(request, text.encode(), "text/plain", _SOME_TIME)

    return answer


def _sitemap(pages: str) -> Handler:
    one_at_a_time = asyncio.Lock()

    async def answer(request: Request) -> Response:
        base, slug = base_of(request, pages), request.query_params.get(PROGRAMME, "")[:_LONGEST]
        served = await served_now()
        if not base or (slug and slug not in served.shown):
            return PlainTextResponse("There is no such sitemap.", 404)
        if not slug:
            async with one_at_a_time:
                text = await asyncio.to_thread(sitemap.index, base, served)
        else:
            found = await published(slug, served=served)
            if found is None or found.programme is None:
                return PlainTextResponse("The programme cannot be read at the moment.", 503, {"Retry-After": "60"})
            async with one_at_a_time:
                when = await asyncio.to_thread(sitemap.published_at, served.shown[slug])
                text = await asyncio.to_thread(sitemap.conference, base, found.slug, found.programme, when)
        return _tagged(request, text.encode(), "application/xml", _SOME_TIME)

    return answer


async def _manifest(request: Request) -> Response:
    slug, visitor = request.query_params.get(PROGRAMME, "")[:_LONGEST], visitor_of(request)
    found = await published(slug)
    name = found.conference.name if found else PRODUCT
    start = link(".", "", **{PROGRAMME: found.slug if found else ""})
    text = json.dumps(manifest(name, start, visitor.language), ensure_ascii=False)
    return _tagged(request, text.encode("utf-8", "replace"), "application/manifest+json", _CHECKED, "Accept-Language")


def _file(content: Callable[[], bytes], kind: str) -> Handler:
    async def answer(request: Request) -> Response:
        return _tagged(request, content(), kind, _SOME_TIME)

    return answer


def _tagged(request: Request, content: bytes, kind: str, kept: str, vary: str = "") -> Response:
    """The content, or 304 for whom has it already. The tag is weak: a proxy or Streamlit may compress the content."""
    tag = f'W/"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": kept} | ({"Vary": vary} if vary else {})
    known = {entry.strip() for entry in request.headers.get("if-none-match", "").split(",")}
    if tag in known:
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type=kind)
