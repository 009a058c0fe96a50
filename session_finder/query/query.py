"""A query: what somebody typed, taken apart once. Everything behind the search box reads this record."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Final, Literal

from session_finder.filters.filters import Filters
from session_finder.query.time_parser import NO_TIMES, TimeConstraints

MAX_QUERY: Final = 20_000  # characters; a pasted paper is about as long. What follows is not read.
# What becomes of times that were read: "" they filter, "any" they do not, "words" they are searched for as they stand.
Times = Literal["", "any", "words"]
Without = Literal["", "words"]  # what becomes of exclusions: "" such sessions are left out, "words" as above
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff]+")


def one_line(typed: str) -> str:
    """What was typed as one line: composed characters, no control characters, MAX_QUERY of them at most."""
    text = unicodedata.normalize("NFC", typed[: 2 * MAX_QUERY].encode("utf-8", "replace").decode("utf-8"))
    return " ".join(_CONTROL.sub(" ", text).split())[:MAX_QUERY]


@dataclass(frozen=True, slots=True)
class Query:
    """A ``text`` taken apart: the ``subject`` that is searched for, ``times``, and phrases to go ``without``.

    ``text`` is one line. ``subject`` is "" for a text that says nothing but the rest.
    """

    text: str
    subject: str
    times: TimeConstraints = NO_TIMES
    without: tuple[str, ...] = ()

    @classmethod
    def of(cls, subject: str) -> Query:
        """A text that is its own subject, whatever it says."""
        text = one_line(subject)
        return cls(text, text)

    def filters(self, times: Times = "") -> Filters:
        """The same as filters; with "any" only what it goes without."""
        asked = self.times if times == "" else NO_TIMES
        return Filters(day=asked.day, begin=asked.begin, end=asked.end, unsaid=self.without or None)

    def as_json(self) -> dict[str, Any]:
        """``{"subject", "times", "day", "from", "to", "without"}``, JSON types only."""
        asked = self.times
        return {
            "subject": self.subject,
            "times": list(asked.words),
            "day": list(asked.day),
            "from": f"{asked.begin:%H:%M}" if asked.begin is not None else None,
            "to": f"{asked.end:%H:%M}" if asked.end is not None else None,
            "without": list(self.without),
        }
