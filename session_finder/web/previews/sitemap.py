"""What search engines may visit: robots.txt, and sitemaps of the conferences that attendees may choose.

``sitemap.xml`` lists a sitemap for each conference, ``sitemap.xml?programme=SLUG`` its pages and its sessions. Both are
bounded as the protocol demands (sitemaps.org).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from html import escape
from itertools import chain, islice
from typing import Final

from session_finder.domain.errors import StoreError, UserError
from session_finder.domain.sessions import Programme
from session_finder.serving.snapshot import Served, Shown
from session_finder.web.previews.page_address import link
from session_finder.web.service.process_service import service
from session_finder.web.visit.conference_choice import PROGRAMME
from session_finder.web.visit.navigation import SESSION

SITEMAP: Final = "sitemap.xml"
MOST: Final = 50_000  # entries of one file
_NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_PAGES: Final = ("", "programme", "map")
_UNVISITED: Final = ("organize", "api/", "door/", "_stcore/")


def robots(base: str, paths: Iterable[str]) -> str:
    """The text of robots.txt. ``paths``: below which the pages lie, "" or "/finder".

    Pages of one person (plans) are left to ``noindex``: a chat that previews a link obeys this file as well.
    """
    lines = [f"Disallow: {path}/{place}" for path in paths for place in _UNVISITED]
    sitemap = [f"Sitemap: {link(base, SITEMAP)}"] if base else []
    return "\n".join(("User-agent: *", *lines, *sitemap, ""))


def index(base: str, served: Served) -> str:
    """The list of sitemaps. Reads the store: for a thread."""
    entries = ((link(base, SITEMAP, **{PROGRAMME: slug}), published_at(shown)) for slug, shown in served.shown.items())
    return _document("sitemapindex", "sitemap", entries)


def conference(base: str, slug: str, programme: Programme, when: datetime | None) -> str:
    """A conference's pages and sessions. ``slug`` is "" where addresses need not name the conference."""
    named = {PROGRAMME: slug}
    pages = (link(base, page, **named) for page in _PAGES)
    sessions = (link(base, "programme", **{SESSION: one.id}, **named) for one in programme.searchable)
    return _document("urlset", "url", ((address, when) for address in chain(pages, sessions)))


def published_at(shown: Shown) -> datetime | None:
    """When the version that attendees see was made, None if unknown. Reads the store: for a thread."""
    return _published_at(shown.conference.slug, shown.digest or shown.version)


@lru_cache(maxsize=4096)
def _published_at(slug: str, _: str) -> datetime | None:
    try:
        versions = service().library.versions(slug)
    except (StoreError, UserError):
        return None
    return next((version.when for version in versions if version.current), None)


def _document(kind: str, entry: str, entries: Iterable[tuple[str, datetime | None]]) -> str:
    lines = [
        f"<{entry}><loc>{escape(address)}</loc>{_modified(when)}</{entry}>" for address, when in islice(entries, MOST)
    ]
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{kind} xmlns="{_NAMESPACE}">'
    return "\n".join((head, *lines, f"</{kind}>\n"))


def _modified(when: datetime | None) -> str:
    return f"<lastmod>{when.isoformat(timespec='seconds')}</lastmod>" if when else ""
