"""The message tables, one for each page, in the language of the visitor whose page is being rendered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from session_finder.web.i18n.locale import Table

if TYPE_CHECKING:  # type checkers know the names from the English tables
    from session_finder.web.i18n.messages import everywhere as everywhere_messages
    from session_finder.web.i18n.messages import find as find_messages
    from session_finder.web.i18n.messages import map as map_messages
    from session_finder.web.i18n.messages import organize as organize_messages
    from session_finder.web.i18n.messages import plan as plan_messages
    from session_finder.web.i18n.messages import preview as preview_messages
    from session_finder.web.i18n.messages import programme as programme_messages
    from session_finder.web.i18n.messages import sign_in as sign_in_messages
    from session_finder.web.i18n.messages import takeaway as takeaway_messages
else:
    sign_in_messages = Table("sign_in")
    everywhere_messages = Table("everywhere")
    find_messages = Table("find")
    map_messages = Table("map")
    organize_messages = Table("organize")
    plan_messages = Table("plan")
    preview_messages = Table("preview")
    programme_messages = Table("programme")
    takeaway_messages = Table("takeaway")

__all__ = [
    "everywhere_messages",
    "find_messages",
    "map_messages",
    "organize_messages",
    "plan_messages",
    "preview_messages",
    "programme_messages",
    "sign_in_messages",
    "takeaway_messages",
]
