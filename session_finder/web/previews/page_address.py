"""What the address of a page asks for, read from the request without a page run."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request

from session_finder.query.query import one_line
from session_finder.web.header.visitor_language import LANGUAGE
from session_finder.web.i18n.catalogues import LANGUAGES
from session_finder.web.i18n.locale import VisitorLocale, locale_of_request
from session_finder.web.service.process_service import service
from session_finder.web.visit.conference_choice import PROGRAMME
from session_finder.web.visit.navigation import SESSION
from session_finder.web.visit.page_titles import START
from session_finder.web.visit.query_parameters import BOX

HOST: Final = re.compile(r"[A-Za-z0-9._-]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?")
EMBED: Final = "embed"  # Streamlit's own parameter
_SEARCH_PAGES: Final = (START, "everywhere", "map")  # which take ?q=
_LONGEST_QUERY: Final = 100  # characters of a query that are shown


@dataclass(frozen=True, slots=True)
class PageAddress:
    """An address of ours. ``base``: what all addresses begin with, without a slash at its end; "" if unknown.

    ``programme`` and ``session`` are as asked, and may not exist; ``language`` is the one that the address names, and
    ``visitor`` what it is answered in. ``others``: it has further parameters, such as filters or a plan.
    """

    page: str
    base: str = ""
    programme: str = ""
    session: str = ""
    query: str = ""
    language: str = ""
    visitor: VisitorLocale = field(default_factory=VisitorLocale)
    embedded: bool = False
    others: bool = False

    def link(self, page: str, **parameters: str) -> str:
        """The address of ``page`` or a file; empty parameters are left out."""
        return link(self.base, page, **parameters)


def link(base: str, page: str, **parameters: str) -> str:
    """An address below ``base``; empty parameters are left out."""
    said = {name: value.encode("utf-8", "replace") for name, value in parameters.items() if value}
    return f"{base}/{page}{'?' if said else ''}{urlencode(said)}"


def base_of(request: Request, prefix: str = "") -> str:
    """Where visitors reach the pages: the configured public URL, else the request's own host and ``prefix``.

    Empty for a request without a valid host: no address can be made then.
    """
    public = service().settings.public_url
    if public:
        return public
    host = request.headers.get("host", "")
    root = str(request.scope.get("app_root_path", request.scope.get("root_path", ""))).rstrip("/")
    return f"{request.url.scheme}://{host}{root}{prefix}" if HOST.fullmatch(host) else ""


def visitor_of(request: Request) -> VisitorLocale:
    """The language of ``?lang=``, else of the browser, else English."""
    return locale_of_request(request.query_params.get(LANGUAGE, ""), request.headers.get("accept-language", ""))


def read_address(request: Request, page: str, prefix: str = "") -> PageAddress:
    """The address that a request for ``page`` asks for."""
    said = request.query_params
    known = {PROGRAMME, LANGUAGE} | ({SESSION} if page == "programme" else {BOX} if page in _SEARCH_PAGES else set())
    asked = said.get(LANGUAGE, "")
    return PageAddress(
        page=page,
        base=base_of(request, prefix),
        programme=said.get(PROGRAMME, ""),
        session=said.get(SESSION, "") if SESSION in known else "",
        query=one_line(said.get(BOX, ""))[:_LONGEST_QUERY] if BOX in known else "",
        language=asked if asked in LANGUAGES else "",
        visitor=visitor_of(request),
        embedded=said.get(EMBED, "").lower() == "true",
        others=not known.issuperset(said),
    )
