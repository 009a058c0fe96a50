"""The Query record: what somebody typed, read once. All later steps use this record."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import time
from typing import Any, Final

from session_finder.domain.conference_day import MIDNIGHT, end_since_day_start, since_day_start
from session_finder.filters.filters import EVERYTHING, Filters

MAX_QUERY: Final = 20_000  # characters, about the length of a paper; the rest is dropped
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff]+")
_PUBLIC: Final = {"begin": "from", "end": "to", "unsaid": "without"}  # names in JSON where the filter's differs


def one_line(typed: str) -> str:
    """What was typed on one line: NFC, without control characters, at most MAX_QUERY characters."""
    text = unicodedata.normalize("NFC", typed[: 2 * MAX_QUERY].encode("utf-8", "replace").decode("utf-8"))
    return " ".join(_CONTROL.sub(" ", text).split())[:MAX_QUERY]


@dataclass(frozen=True, slots=True)
class ReadPart:
    """A part of the text, ``start`` to ``end`` in characters, and the ``filters`` that it was read as.

    ``facet`` is a field of Filters, "time" or "exclude".
    """

    start: int
    end: int
    facet: str
    filters: Filters

    def of(self, text: str) -> str:
        """The part as it was typed."""
        return text[self.start : self.end].strip()


@dataclass(frozen=True, slots=True)
class Query:
    """A query: its ``text`` on one line, the ``subject`` to search for, and the ``parts`` that were read as filters.

    ``subject`` is "" for a query of filters alone. ``offered`` are parts that may be meant as filters, but are searched
    for as part of the subject. ``listed`` are the parts of a subject that is a list ("hiring, burnout and SQL"), () for
    any other. ``day_starts`` is the conference's: 01:00 is later than 22:00 on a day that starts at 05:00.
    """

    text: str
    subject: str
    parts: tuple[ReadPart, ...] = ()
    offered: tuple[ReadPart, ...] = ()
    listed: tuple[str, ...] = ()
    day_starts: time = MIDNIGHT

    @classmethod
    def of(cls, subject: str) -> Query:
        """A query whose whole text is its subject, without reading."""
        text = one_line(subject)
        return cls(text, text)

    @property
    def subjects(self) -> tuple[str, ...]:
        """The parts of a list, or the subject alone; () without a subject."""
        return self.listed or ((self.subject,) if self.subject else ())

    @property
    def filters(self) -> Filters:
        """All parts as filters: any of several values, the latest begin, the earliest end."""
        return combined((part.filters for part in self.parts), self.day_starts)

    def said(self, *facets: str) -> tuple[str, ...]:
        """The parts of these facets as they were typed."""
        return tuple(dict.fromkeys(part.of(self.text) for part in self.parts if part.facet in facets))

    def said_except(self, facet: str) -> tuple[str, ...]:
        """The parts of all other facets as they were typed."""
        return tuple(dict.fromkeys(part.of(self.text) for part in self.parts if part.facet != facet))

    def as_json(self) -> dict[str, Any]:
        """``{"subject", "subjects", "times", filters…, "parts", "offered"}``, JSON types only."""
        read = self.filters
        return {
            "subject": self.subject,
            "subjects": list(self.subjects),
            "times": list(self.said("time")),
            **{_PUBLIC.get(name, name): _listed(name, getattr(read, name)) for name in READABLE},
            "parts": [_part_as_json(part, self.text) for part in self.parts],
            "offered": [_part_as_json(part, self.text) for part in self.offered],
        }


# The filters that a query can name; the others depend on the clock and the plan.
READABLE: Final = tuple(
    field.name for field in fields(Filters) if field.name not in ("upcoming", "unplanned", "fitting")
)


def latest(begins: Iterable[time], day_starts: time) -> time | None:
    """The latest of several begins on a day that starts then, None for none."""
    return max(begins, key=lambda at: since_day_start(at, day_starts), default=None)


def earliest(ends: Iterable[time], day_starts: time) -> time | None:
    """The earliest of several ends on a day that starts then, None for none."""
    return min(ends, key=lambda at: end_since_day_start(at, day_starts), default=None)


def combined(filters: Iterable[Filters], day_starts: time = MIDNIGHT) -> Filters:
    """Several filters as one: the values of all, the latest begin, the earliest end, the last of other values."""
    together: dict[str, Any] = {}
    for one in filters:
        for name in one.active:
            value, before = getattr(one, name), together.get(name)
            if before is None:
                together[name] = value
            elif isinstance(value, tuple):
                together[name] = tuple(dict.fromkeys((*before, *value)))
            elif name == "begin":
                together[name] = latest((before, value), day_starts)
            elif name == "end":
                together[name] = earliest((before, value), day_starts)
            elif name in ("longer", "shorter"):
                together[name] = (max if name == "longer" else min)(before, value)
            else:
                together[name] = value
    if "day" in together:
        together["day"] = tuple(sorted(together["day"]))
    return Filters(**together) if together else EVERYTHING


def _as_json(value: object) -> object:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return list(value) if isinstance(value, tuple) else value


def _listed(name: str, value: object) -> object:
    """As _as_json, with [] for a list that is not set."""
    return [] if name == "unsaid" and value is None else _as_json(value)


def _part_as_json(part: ReadPart, text: str) -> dict[str, Any]:
    read = {_PUBLIC.get(name, name): _as_json(getattr(part.filters, name)) for name in part.filters.active}
    return {"text": part.of(text), "start": part.start, "end": part.end, "facet": part.facet, "filters": read}
