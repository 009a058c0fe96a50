"""Addresses of our own pages, to copy and as a picture for a phone's camera."""

from __future__ import annotations

import io
from functools import lru_cache
from urllib.parse import urlencode, urlsplit

import streamlit as st

from session_finder.web.service.shared import service

_LONGEST_PICTURE = 1200  # characters; a camera has trouble with a code that holds more
_ROBUST = 200  # characters up to which a code may afford to be damaged


def link_to(page: str, here: str, **parameters: str) -> str:
    """The address of ``page`` ("" for the first one), seen from ``here``, the address of one of our pages.

    Parameters without a value are left out. Without a host in ``here`` it begins with a slash.
    """
    parts = urlsplit(here)
    folder = parts.path.rstrip("/")
    last = folder.rpartition("/")
    if last[2] in ("find", "programme", "plan", "map", "everywhere", "organize"):
        folder = last[0]
    host = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
    said = urlencode({name: value for name, value in parameters.items() if value})
    return f"{host}{folder}/{page}{'?' if said else ''}{said}"


def here() -> str:
    """The address from which links begin: the operator's setting, else the page's in the browser, "" without both."""
    return service().settings.public_url or str(st.context.url or "")


@lru_cache(maxsize=64)
def qr_picture(link: str) -> bytes | None:
    """A link as a QR code, PNG; None for one that is too long for a camera."""
    import segno

    if len(link) > _LONGEST_PICTURE:
        return None
    picture = io.BytesIO()
    code = segno.make(link, error="m" if len(link) <= _ROBUST else "l", micro=False)
    code.save(picture, kind="png", scale=8 if len(link) <= _ROBUST else 5, border=4)
    return picture.getvalue()
