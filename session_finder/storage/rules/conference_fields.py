"""Validate the fields of a conference: slug, name, time zone, examples, aliases."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import time
from typing import Final
from zoneinfo import ZoneInfo

from session_finder.domain.aliases import MAX_ALIASES, MAX_LETTERS
from session_finder.domain.conference_day import MIDNIGHT
from session_finder.domain.errors import Invalid

MAX_NAME = 200  # characters of a conference's name
LATEST_START: Final = time(12)  # of a day; later ones would split the day itself
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")


def new_slug(slug: str) -> str:
    """Validate the slug of a new conference. Raises Invalid."""
    if not _SLUG.fullmatch(slug):
        raise Invalid(
            f"{slug[:80]!r} cannot be in an address. Use up to 60 lower-case letters, digits and hyphens, with "
            "a letter or a digit first and last."
        )
    return slug


def name_of(text: str) -> str:
    """A cleaned name. Raises Invalid for an empty or overlong one."""
    name = clean(text)
    if not any(mark.isprintable() for mark in name):  # only zero-width characters
        name = ""
    if not 1 <= len(name) <= MAX_NAME:
        raise Invalid(f"A conference's name has 1 to {MAX_NAME} letters; this one has {len(name):,}.")
    return name


def zone_of(name: str) -> str:
    """An IANA name, or "" for "". Raises Invalid."""
    try:
        return ZoneInfo(name).key if name else ""
    except (KeyError, ValueError, OSError) as error:
        raise Invalid(f"{name!r} is no time zone. Use a name like Europe/Lisbon or America/Denver.") from error


def day_start_of(text: str) -> time:
    """The time at which a day starts, midnight for "". Raises Invalid for anything but "00:00" to "12:00"."""
    try:
        day_starts = time.fromisoformat(text.strip()) if text.strip() else MIDNIGHT
    except ValueError:
        day_starts = None
    if day_starts is None or day_starts.tzinfo or day_starts.second or not MIDNIGHT <= day_starts <= LATEST_START:
        raise Invalid(f"{clean(text)[:20]!r} is no start of a day. Write a time from 00:00 to 12:00, such as 05:00.")
    return day_starts


def day_start_text(day_starts: time) -> str:
    """The same as text, "" for midnight."""
    return "" if day_starts == MIDNIGHT else f"{day_starts:%H:%M}"


def examples_list(examples: Iterable[str]) -> list[str]:
    """The examples, cleaned, without empty ones."""
    return [said for example in examples if (said := clean(example))]


def alias_table(pairs: Iterable[tuple[str, str]]) -> dict[str, object]:
    """Pairs as a table: a short form with several long forms has a list."""
    forms: dict[str, list[str]] = {}
    for short, long in pairs:
        forms.setdefault(clean(short), []).append(clean(long))
    return {short: long if len(long) > 1 else long[0] for short, long in forms.items()}


def alias_pairs(table: object, where: str = "") -> tuple[tuple[str, str], ...]:
    """A table of aliases as pairs of a short form and a long form.

    Raises Invalid, whose text names the file ``where``, if given.
    """
    prefix = f"{where}: " if where else ""
    if not isinstance(table, dict):
        raise Invalid(f'{prefix}aliases is not a table. Write [aliases] and below it lines like FHIR = "...".')
    pairs = []
    for short, long in table.items():
        for form in long if isinstance(long, list) else [long]:
            if not isinstance(form, str) or not form.strip() or max(len(form), len(short)) > MAX_LETTERS:
                raise Invalid(
                    f"{prefix}{'the' if where else 'The'} alias {short[:MAX_LETTERS]!r} must stand for a text of 1 to "
                    f"{MAX_LETTERS} letters, or a list of such texts."
                )
            pairs.append((str(short), form))
    if len(pairs) > MAX_ALIASES:
        raise Invalid(
            f"{where or 'The table'} has {len(pairs)} aliases; at most {MAX_ALIASES} are read. Take some away."
        )
    return tuple(pairs)


def clean(text: str) -> str:
    """The text on one line, without control characters and lone surrogates (which UTF-8 cannot encode)."""
    seen = "".join(" " if unicodedata.category(mark) == "Cc" else mark for mark in text)
    return " ".join(seen.encode("utf-8", "replace").decode("utf-8").split())
