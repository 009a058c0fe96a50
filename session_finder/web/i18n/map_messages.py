"""What we say to attendees about the map, in the language of the visitor whose page is being made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from session_finder.web.i18n.locale import Table

if TYPE_CHECKING:
    from session_finder.web.i18n.messages.en.map import *  # noqa: F403  the names that may be asked for
else:
    __getattr__ = Table("map")
