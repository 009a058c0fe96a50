"""The one service that the pages and the API of this process share, created on first use."""

from __future__ import annotations

import sys
from functools import cache

from session_finder.bootstrap.service import Service, Wiring
from session_finder.domain.errors import SettingsError


@cache
def service() -> Service:
    """The service of this process. The module outlives page runs, so every page gets the same one.

    An invalid setting ends the process with a one-line message instead of a traceback.
    """
    try:
        return Wiring().service
    except SettingsError as error:
        sys.exit(f"session_finder: {error}")
