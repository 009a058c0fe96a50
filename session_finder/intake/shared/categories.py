"""What a category that organizers made up is about: a field of a session, a tag, or nothing for attendees' eyes."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from session_finder.intake.model.columns import mapped, plain_name

_FIELDS: Final = ("track", "level", "format", "language", "tags")
_SIGNS: Final = (
    ("language", re.compile(r"\b(languages?|sprache|langue|idioma|lingua|taal|jezyk)\b")),
    ("level", re.compile(r"\b(levels?|difficulty|niveau|nivel|livello|poziom)\b")),
    ("track", re.compile(r"\b(tracks?|streams?)\b")),
    ("format", re.compile(r"\b(formats?|session types?|talk types?|type of (session|talk))\b")),
)
_PRIVATE: Final = re.compile(
    r"\b(e ?mails?|phones?|mobile|tel|telephone|whatsapp|pronouns?|gender|sex|ethnic\w*|races?|nationality|citizen\w*"
    r"|country|city|address|age|birth\w*|disab\w*|accessib\w*|under ?represent\w*|minorit\w*|divers\w*|demograph\w*"
    r"|t ?shirts?|shirts?|sizes?|diet\w*|food|allerg\w*|meals?|travel\w*|visas?|hotels?|accommodation|flights?|costs?"
    r"|expenses?|budget|fees?|payments?|funding|sponsor\w*|company|companies|employer|affiliation|scores?|ratings?"
    r"|reviews?|reviewers?|notes?|internal|comments?|private|confidential|consent|agree\w*|terms|conduct|recording"
    r"|record|photos?|availab\w*|experience as|first time|speakers?|status|decision|owner|twitter|linkedin"
    r"|you|your|yours|we|us)\b"
)


@lru_cache(maxsize=1_000)  # a file has a handful, and asks for them at every session
def field_of(title: str) -> str:
    """The field that a category of this title fills: track, level, format, language, tags; "" when it stays out.

    A title that asks something ("Will you travel?") or is about a person stays out, whatever else it says.
    """
    folded = plain_name(title[:200]).replace("-", " ")
    if not folded or "?" in folded or _PRIVATE.search(folded):
        return ""
    for field in _FIELDS:
        if field in mapped([title]):
            return field
    return next((field for field, sign in _SIGNS if sign.search(folded)), "tags")
