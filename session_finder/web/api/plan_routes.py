"""The part of the API that gives files to take away: a plan as calendar, table and page, and a session's calendar.

A calendar's address can be subscribed to: it always gives the sessions as they are in the programme now, and leaves out
what has gone.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response

from session_finder import __version__
from session_finder.domain.sessions import Programme, Session
from session_finder.export import offline_page
from session_finder.export.calendar import PageOf, plan_calendar, session_calendar
from session_finder.export.csv_export import sessions_as_csv
from session_finder.planning.plan import Plan
from session_finder.planning.plan_address import PlanError, from_address
from session_finder.web.api.parameters import ERRORS, KnownTag, PlanOrNone, PlanText, SessionId, Slug, finder_of
from session_finder.web.i18n.locale import manner_for, table
from session_finder.web.i18n.offline_labels import labels
from session_finder.web.service.shared import service
from session_finder.web.visit.navigation import SESSION

_FRESH: Final = "private, max-age=300, must-revalidate"  # a calendar is five minutes behind at most
_KEPT: Final = "private, no-cache"  # asked for by a click: as it is now
_NO_NAME: Final = re.compile(r"[^A-Za-z0-9._-]+")  # what no file's name should hold

Language = Annotated[str, Query(max_length=10, description="the language of our own words; English when not spoken")]
Locale = Annotated[str, Query(max_length=20, description='how dates are written: "de_CH"')]
Zone = Annotated[str, Query(max_length=60, description="an IANA zone by whose clock times are told; else their own")]
Inline = Annotated[bool, Query(alias="print", description="to be shown and printed instead of kept")]


def _file(kind: str, what: str) -> dict[int | str, dict[str, Any]]:
    return {200: {"content": {kind: {"schema": {"type": "string"}}}, "description": what}, **ERRORS}


takeaways = APIRouter()


@takeaways.get("/plan.ics", response_class=Response, responses=_file("text/calendar", "RFC 5545"))
async def plan_ics(
    request: Request, plan: PlanText, programme: Slug = "", lang: Language = "", known: KnownTag = None
) -> Response:
    """A plan as a calendar, to import or to subscribe to; sessions without a time are not in it."""
    current, stars = await _asked(programme, plan)
    headers = _headers(current, "plan", "ics", _FRESH)
    if known == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    words = table("takeaway", manner_for(lang, None).language)
    name = words.CALENDAR_NAME.format(conference=current.name)
    chosen, pages = stars.sessions(current), _pages(current)
    made = await asyncio.to_thread(plan_calendar, current, chosen, name, service().now(), pages)
    return Response(made.content, headers=headers, media_type="text/calendar")


@takeaways.get("/plan.csv", response_class=Response, responses=_file("text/csv", "UTF-8, one session in each line"))
async def plan_csv(plan: PlanText, programme: Slug = "", known: KnownTag = None) -> Response:
    """A plan as a table."""
    current, stars = await _asked(programme, plan)
    headers = _headers(current, "plan", "csv", _KEPT)
    if known == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(sessions_as_csv(stars.sessions(current)), headers=headers, media_type="text/csv")


@takeaways.get("/plan.html", response_class=Response, responses=_file("text/html", "one file, complete in itself"))
async def plan_html(
    plan: PlanOrNone = "",
    programme: Slug = "",
    lang: Language = "",
    locale: Locale = "",
    zone: Zone = "",
    shown: Inline = False,
) -> Response:
    """A plan and the whole programme as one page that needs no network."""
    current, stars = await _asked(programme, plan)
    spoken = manner_for(lang, locale, zone)
    style = offline_page.OfflineFormat(labels(spoken.language), spoken.language, spoken.locale, spoken.zone)
    page = await asyncio.to_thread(offline_page.render_offline_page, current, stars, style, service().now())
    headers = _headers(current, "plan", "html", _KEPT, inline=shown)
    del headers["ETag"]  # the page says when it was made
    headers["Content-Security-Policy"] = offline_page.POLICY
    return Response(page.encode(), headers=headers, media_type="text/html")


@takeaways.get("/sessions/{session_id}.ics", response_class=Response, responses=_file("text/calendar", "RFC 5545"))
async def session_ics(
    request: Request, session_id: SessionId, programme: Slug = "", known: KnownTag = None
) -> Response:
    """One session as a calendar to import; one without a time has none (404)."""
    current = (await finder_of(programme)).programme
    found = current.by_id.get(session_id)
    if found is None:
        raise HTTPException(404, f"There is no session {session_id!r}.")
    if found.start is None:
        raise HTTPException(404, f"The session {session_id!r} has no time yet.")
    headers = _headers(current, session_id, "ics", _FRESH)
    if known == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    made = session_calendar(current, found, service().now(), _pages(current))
    return Response(made.content, headers=headers, media_type="text/calendar")


async def _asked(slug: str, plan: str) -> tuple[Programme, Plan]:
    """The programme as it is now and the plan. Raises RequestValidationError for a plan that cannot be read."""
    try:
        stars = from_address(plan)
    except PlanError as error:
        fault = {"type": "value_error", "loc": ("query", "plan"), "msg": str(error), "input": plan[:100]}
        raise RequestValidationError([fault]) from error
    return (await finder_of(slug)).programme, stars


def _headers(programme: Programme, what: str, ending: str, freshness: str, inline: bool = False) -> dict[str, str]:
    """What goes with a file: its name, how long it may be kept, and by what its next state is known."""
    state = "|".join((programme.name, programme.timezone, __version__))
    name = _NO_NAME.sub("-", f"{programme.slug}-{what}").strip("-")
    return {
        "ETag": f'W/"{programme.version}-{hashlib.sha256(state.encode("utf-8", "replace")).hexdigest()[:8]}"',
        "Cache-Control": freshness,
        "Content-Disposition": f'{"inline" if inline else "attachment"}; filename="{name}.{ending}"',
    }


def _pages(programme: Programme) -> PageOf | None:
    """The address of a session's page, as the operator named this server; None when that was not said.

    What a request says of our host is no better than whoever sent it, and a calendar is passed on.
    """
    base = service().settings.public_url

    def page(session: Session) -> str:
        return f"{base}/programme?{urlencode({SESSION: session.id, 'programme': programme.slug})}"

    return page if base else None
