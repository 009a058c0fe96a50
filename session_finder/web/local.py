"""Whether a request comes from the very computer that the server runs on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

_HERE: Final = ("127.0.0.1", "localhost", "::1")
_PASSED_ON: Final = ("forwarded", "via", "x-real-ip", "true-client-ip", "cf-connecting-ip")


def listens_here_only(address: object) -> bool:
    """Whether Streamlit's option server.address is the loopback; unset, it listens to everybody."""
    return isinstance(address, str) and address.strip().strip("[]").lower() in _HERE


def came_directly(headers: Mapping[str, str]) -> bool:
    """Whether a page's request names this computer as its host, from a page of this computer, and no proxy as its way.

    The origin is looked at because Streamlit, with its CORS protection off, lets any site open a session; a browser
    always sends it.
    """
    said = {name.lower(): value for name, value in headers.items()}
    if any(name in _PASSED_ON or name.startswith("x-forwarded") for name in said):
        return False
    origin, host = said.get("origin", ""), said.get("host", "")
    return _names_here(f"//{host}") and (not origin or (_names_here(origin) and urlsplit(origin).netloc == host))


def _names_here(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.hostname in _HERE and parts.username is None and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
