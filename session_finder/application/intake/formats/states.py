"""What a file says of a session's fate: whether it is in the programme, and whether it is a break."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from session_finder.application.intake.columns import plain_name
from session_finder.application.intake.records import Value

_IN: Final = frozenset({"accepted", "accept", "confirmed", "scheduled", "published", "active", "approved", "tentative"})
_OUT: Final = frozenset(
    {
        *("submitted", "rejected", "reject", "declined", "decline", "canceled", "cancelled", "withdrawn", "deleted"),
        *("draft", "pending", "nominated", "waitlisted", "waitlist", "accept queue", "decline queue", "inactive"),
        *("unpublished", "hidden", "postponed"),
    }
)
# The whole title or type must be such words: "Lunch with the keynote speakers" and "Breaking changes" are sessions.
_WHEN: Final = r"(?:(?:early|late|morning|mid ?day|midday|noon|afternoon|evening|short|long|coffee|tea|lunch|dinner|snack|bio|comfort|networking|health|screen|am|pm) )*"  # fmt: skip  # noqa: E501
_WITH: Final = r"(?: (?:and|&|\+|/) (?:break|coffee|tea|snacks|networking|exhibits?|posters?|registration|check in|breakfast|lunch|welcome coffee))*"  # fmt: skip  # noqa: E501
_BREAK: Final = re.compile(
    _WHEN
    + r"(?:breaks?|pause|intermission|meals?|breakfast|brunch|lunch|lunchtime|dinner|supper|coffee|tea|snacks?"
    + r"|lunch break|coffee break|refreshments|registration|check in|badge pick ?up|doors open|cloakroom|cleanup"
    + r"|mittagspause|mittagessen|kaffeepause|fruhstuck|abendessen|registrierung|anmeldung|einlass|umbaupause"
    + r"|dejeuner|pause dejeuner|pause cafe|petit dejeuner|accueil|descanso|almuerzo|pausa|pranzo|registro)"
    + _WITH
    + r"(?: (?:break|time|desk|opens|open|\d{1,2}))*"
)


def accepted(state: str) -> bool | None:
    """Whether a session of this state is in the programme; None when the state is a stranger. No state is a yes."""
    folded = plain_name(state[:60]).replace("-", " ")
    if not folded or folded in _IN:
        return True
    return False if folded in _OUT else None


def is_break(*said: str) -> bool:
    """Whether a title or a type is nothing but a plain word for a break, a meal or the registration."""
    return any(_BREAK.fullmatch(plain_name(words).replace("-", " ")) for words in said if 0 < len(words) <= 60)


def is_service(values: Mapping[str, Value]) -> bool:
    """Whether a row's values are those of a break: without an abstract, and called one by title or kind."""
    return "abstract" not in values and is_break(str(values.get("title", "")), str(values.get("format", "")))
