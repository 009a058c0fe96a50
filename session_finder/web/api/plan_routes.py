"""Downloads: a plan as calendar, table and web page, and a session's calendar file.

A calendar address can be subscribed to. It always returns the sessions as they are in the current programme, without
those that were removed.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response

from session_finder import __version__
from session_finder.domain.errors import NoSuchSession
from session_finder.domain.sessions import Programme, Session
from session_finder.export import offline_page
from session_finder.export.calendar import PageOf, plan_calendar, session_calendar
from session_finder.export.csv_export import sessions_as_csv
from session_finder.planning.plan import Plan
from session_finder.planning.plan_address import PlanError, from_address
from session_finder.web.api.parameters import (
    ERRORS,
    IfNoneMatch,
    PlanOrNone,
    PlanText,
    SessionId,
    Slug,
    loaded_conference,
)
from session_finder.web.i18n.catalogues import table
from session_finder.web.i18n.locale import locale_for
from session_finder.web.i18n.offline_labels import labels
from session_finder.web.service.process_service import service
from session_finder.web.visit.navigation import SESSION

_FRESH: Final = "private, max-age=300, must-revalidate"  # a calendar is at most five minutes out of date
_KEPT: Final = "private, no-cache"  # downloaded by a click: always up to date
_NOT_IN_NAMES: Final = re.compile(r"[^A-Za-z0-9._-]+")  # characters that do not belong in a file name

Language = Annotated[str, Query(max_length=10, description="the language of labels; English if not supported")]
Locale = Annotated[str, Query(max_length=20, description='the format of dates: "de_CH"')]
Zone = Annotated[str, Query(max_length=60, description="the IANA time zone for times; by default the conference's")]
Inline = Annotated[bool, Query(alias="print", description="display the page for printing instead of downloading it")]


def _file(kind: str, what: str) -> dict[int | str, dict[str, Any]]:
    return {200: {"content": {kind: {"schema": {"type": "string"}}}, "description": what}, **ERRORS}


plan_routes = APIRouter()


@plan_routes.get("/plan.ics", response_class=Response, responses=_file("text/calendar", "RFC 5545"))
async def plan_ics(
    request: Request, plan: PlanText, programme: Slug = "", lang: Language = "", known: IfNoneMatch = None
) -> Response:
    """A plan as a calendar, to import or to subscribe to. Sessions without a time are left out."""
    current, stars = await _programme_and_plan(programme, plan)
    headers = _headers(current, "plan", "ics", _FRESH)
    if known == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    words = table("takeaway", locale_for(lang, None).language)
    name = words.CALENDAR_NAME.format(conference=current.name)
    chosen, pages = stars.sessions(current), _pages(current)
    made = await asyncio.to_thread(plan_calendar, current, chosen, name, service().now(), pages)
    return Response(made.content, headers=headers, media_type="text/calendar")


@plan_routes.get("/plan.csv", response_class=Response, responses=_file("text/csv", "UTF-8, one session in each line"))
async def plan_csv(plan: PlanText, programme: Slug = "", known: IfNoneMatch = None) -> Response:
    """A plan as a table."""
    current, stars = await _programme_and_plan(programme, plan)
    headers = _headers(current, "plan", "csv", _KEPT)
    if known == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(sessions_as_csv(stars.sessions(current)), headers=headers, media_type="text/csv")


@plan_routes.get("/plan.html", response_class=Response, responses=_file("text/html", "one file, complete in itself"))
async def plan_html(
    plan: PlanOrNone = "",
    programme: Slug = "",
    lang: Language = "",
    locale: Locale = "",
    zone: Zone = "",
    shown: Inline = False,
) -> Response:
    """A plan and the whole programme as one page that works offline."""
    current, stars = await _programme_and_plan(programme, plan)
    visitor = locale_for(lang, locale, zone)
    style = offline_page.OfflineFormat(labels(visitor.language), visitor.language, visitor.locale, visitor.zone)
    page = await asyncio.to_thread(offline_page.render_offline_page, current, stars, style, service().now())
    headers = _headers(current, "plan", "html", _KEPT, inline=shown)
    del headers["ETag"]  # the page contains the time of its creation
    headers["Content-Security-Policy"] = offline_page.POLICY
    return Response(page.encode(), headers=headers, media_type="text/html")


@plan_routes.get("/sessions/{session_id}.ics", response_class=Response, responses=_file("text/calendar", "RFC 5545"))
async def session_ics(
    request: Request, session_id: SessionId, programme: Slug = "", known: IfNoneMatch = None
) -> Response:
    """One session as a calendar file to import; 404 for a session without a time."""
    current = (await loaded_conference(programme)).programme
    found = current.by_id.get(session_id)
    if found is None:
        raise NoSuchSession(f"There is no session {session_id!r}.")
    if found.start is None:
        raise NoSuchSession(f"The session {session_id!r} has no time yet.")
    headers = _headers(current, session_id, "ics", _FRESH)
    if known == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    made = session_calendar(current, found, service().now(), _pages(current))
    return Response(made.content, headers=headers, media_type="text/calendar")


async def _programme_and_plan(slug: str, plan: str) -> tuple[Programme, Plan]:
    """The current programme and the plan. Raises RequestValidationError for a malformed plan."""
    try:
        stars = from_address(plan)
    except PlanError as error:
        fault = {"type": "value_error", "loc": ("query", "plan"), "msg": str(error), "input": plan[:100]}
        raise RequestValidationError([fault]) from error
    return (await loaded_conference(slug)).programme, stars


def _headers(programme: Programme, what: str, ending: str, freshness: str, inline: bool = False) -> dict[str, str]:
    """A download's headers: file name, caching and ETag."""
    state = "|".join((programme.name, programme.timezone, __version__))
    name = _NOT_IN_NAMES.sub("-", f"{programme.slug}-{what}").strip("-")
    return {
        "ETag": f'W/"{programme.version}-{hashlib.sha256(state.encode("utf-8", "replace")).hexdigest()[:8]}"',
        "Cache-Control": freshness,
        "Content-Disposition": f'{"inline" if inline else "attachment"}; filename="{name}.{ending}"',
    }


def _pages(programme: Programme) -> PageOf | None:
    """A function that returns a session page's URL; None without a configured public URL.

    The request's Host header is not used: it is untrusted, and calendars are passed on.
    """
    base = service().settings.public_url

    def page(session: Session) -> str:
        return f"{base}/programme?{urlencode({SESSION: session.id, 'programme': programme.slug})}"

    return page if base else None
