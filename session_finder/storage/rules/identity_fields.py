"""Validate the fields of a conference's look, and convert it to a table of texts and back."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final
from urllib.parse import urlsplit

from session_finder.branding.accent import accent_of
from session_finder.domain.errors import Invalid
from session_finder.domain.identity import MAX_LOGO, Identity, IdentityField
from session_finder.storage.rules.conference_fields import clean

MAX_PLACE: Final = 120  # characters
MAX_WELCOME: Final = 200
MAX_WEBSITE: Final = 300
_LOGO: Final = re.compile(r"logo-[0-9a-f]{8}\.(?:svg|png)")
_HOST: Final = re.compile(r"[\w.:-]+")
_UNSAFE: Final = frozenset(" \\<>\"'`")


def with_texts(identity: Identity, texts: Mapping[IdentityField, str]) -> Identity:
    """The identity with the fields that ``texts`` names, "" for the program's own. Raises Invalid."""
    changed: dict[str, Any] = {}
    for name, text in texts.items():
        match name:
            case "accent":
                changed[name] = accent_of(text)
            case "first_day" | "last_day":
                changed[name] = _day_of(text)
            case "place":
                changed[name] = _line_of(text, "place", MAX_PLACE)
            case "welcome":
                changed[name] = _line_of(text, "line of welcome", MAX_WELCOME)
            case "website":
                changed[name] = _website_of(text)
    return _in_order(replace(identity, **changed))


def logo_name_of(text: str) -> str:
    """The name of a logo's file, "" for none. Raises Invalid."""
    if text and not _LOGO.fullmatch(text):
        raise Invalid(f"{clean(text)[:40]!r} is no logo. Set it with the organizers' page or the command line.")
    return text


def is_logo(name: str, content: bytes) -> bool:
    """Whether a content is what the name of a logo says, and of an allowed size."""
    return len(content) <= MAX_LOGO and hashlib.sha256(content).hexdigest()[:8] == name[5:13]


def identity_table(identity: Identity) -> dict[str, str]:
    """What is set, as texts."""
    days = {"first_day": identity.first_day, "last_day": identity.last_day}
    table = {
        "accent": identity.accent,
        **{name: day.isoformat() if day else "" for name, day in days.items()},
        "place": identity.place,
        "website": identity.website,
        "welcome": identity.welcome,
        "logo": identity.logo,
    }
    return {name: text for name, text in table.items() if text}


def identity_of(table: object) -> Identity:
    """The identity of such a table, whose keys may all be missing. Raises Invalid."""
    if not isinstance(table, Mapping):
        raise Invalid('identity is not a table. Write [identity] and below it lines like accent = "#0b6e75".')
    names: tuple[IdentityField, ...] = ("accent", "first_day", "last_day", "place", "website", "welcome")
    texts = {name: str(table[name]) for name in names if name in table}  # a date of TOML is written as one of JSON
    return replace(with_texts(Identity(), texts), logo=logo_name_of(str(table.get("logo", ""))))


def _in_order(identity: Identity) -> Identity:
    """The days in order; the only one that is set is the first and the last."""
    first, last = identity.first_day or identity.last_day, identity.last_day or identity.first_day
    if first and last and first > last:
        raise Invalid(f"The last day, {last}, is before the first, {first}. Write both, the earlier one first.")
    return replace(identity, first_day=first, last_day=last)


def _day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise Invalid(f"{clean(text)[:20]!r} is no day. Write it as 2027-05-11.") from None


def _line_of(text: str, what: str, most: int) -> str:
    line = clean(text)
    if len(line) > most:
        raise Invalid(f"A conference's {what} has at most {most} letters; this one has {len(line):,}.")
    return line


def _website_of(text: str) -> str:
    """An address that is safe as a link: http or https, a host, no name or password, no space or control character."""
    address = text.strip()
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        known = parts.scheme in {"http", "https"} and parts.username is None and parts.port != 0
        fits = known and _HOST.fullmatch(parts.hostname or "") is not None
    except ValueError:
        fits = False
    if not fits or clean(address) != address or set(address) & _UNSAFE or len(address) > MAX_WEBSITE:
        raise Invalid(
            f"{clean(address)[:80]!r} is no website. Write its address with https:// before it, of at most "
            f"{MAX_WEBSITE} letters, such as https://harbour.example/2027."
        )
    return address
