"""The Query record: what somebody typed, parsed once. All later steps read this record."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Final, Literal

from session_finder.filters.filters import Filters
from session_finder.query.time_parser import NO_TIMES, TimeConstraints

MAX_QUERY: Final = 20_000  # characters, about the length of a paper; the rest is dropped
# How parsed times are used: "" as filters, "any" not at all, "words" as part of the subject.
Times = Literal["", "any", "words"]
Without = Literal["", "words"]  # how exclusions are used: "" as filters, "words" as part of the subject
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff]+")


def one_line(typed: str) -> str:
    """What was typed on one line: NFC, without control characters, at most MAX_QUERY characters."""
    text = unicodedata.normalize("NFC", typed[: 2 * MAX_QUERY].encode("utf-8", "replace").decode("utf-8"))
    return " ".join(_CONTROL.sub(" ", text).split())[:MAX_QUERY]


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query: the ``subject`` to search for, ``times``, and the phrases to exclude (``without``).

    ``text`` is what was typed, on one line. ``subject`` is "" for a query of times and exclusions alone.
    """

    text: str
    subject: str
    times: TimeConstraints = NO_TIMES
    without: tuple[str, ...] = ()

    @classmethod
    def of(cls, subject: str) -> Query:
        """A query whose whole text is its subject, without parsing."""
        text = one_line(subject)
        return cls(text, text)

    def filters(self, times: Times = "") -> Filters:
        """Times and exclusions as filters; with "any" only the exclusions."""
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
