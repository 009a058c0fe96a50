"""Links to our own pages, to copy or to scan as a QR code."""

from __future__ import annotations

import io
from functools import lru_cache
from urllib.parse import urlencode, urlsplit

import streamlit as st

from session_finder.web.service.process_service import service

_LONGEST_PICTURE = 1200  # characters; cameras have trouble with longer codes
_ROBUST = 200  # characters; up to here a code gets the higher level of error correction


def link_to(page: str, here: str, **parameters: str) -> str:
    """The address of ``page`` ("" for the first one), relative to ``here``, the address of one of our pages.

    Empty parameters are left out. If ``here`` has no host, the result begins with a slash.
    """
    parts = urlsplit(here)
    folder = parts.path.rstrip("/")
    split = folder.rpartition("/")
    if split[2] in ("find", "programme", "plan", "map", "everywhere", "organize"):
        folder = split[0]
    host = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
    query = urlencode({name: value for name, value in parameters.items() if value})
    return f"{host}{folder}/{page}{'?' if query else ''}{query}"


def base_address() -> str:
    """The base for links: the configured public URL, else the page's URL in the browser, else ""."""
    return service().settings.public_url or str(st.context.url or "")


@lru_cache(maxsize=64)
def qr_picture(link: str) -> bytes | None:
    """A link as a QR code (PNG). None if the link is too long for a camera."""
    import segno

    if len(link) > _LONGEST_PICTURE:
        return None
    picture = io.BytesIO()
    code = segno.make(link, error="m" if len(link) <= _ROBUST else "l", micro=False)
    code.save(picture, kind="png", scale=8 if len(link) <= _ROBUST else 5, border=4)
    return picture.getvalue()
