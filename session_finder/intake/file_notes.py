"""Notes about a whole file: what was counted over its sessions and is told once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from session_finder.intake.model.problems import Problem

SHOWN: Final = 80  # characters of a cell that a Problem quotes


@dataclass(frozen=True, slots=True)
class Counted:
    """Lines of the file where something was found, in file order; those of cancelled sessions with their titles."""

    addressed: list[int] = field(default_factory=list)  # e-mail addresses beside speakers
    masked: list[int] = field(default_factory=list)  # e-mail addresses in other texts
    placeholders: list[int] = field(default_factory=list)  # abstracts that are placeholders
    cancelled: list[tuple[int, str]] = field(default_factory=list)  # by their state
    cancelled_in_titles: list[tuple[int, str]] = field(default_factory=list)

    def notes(self, columns: Mapping[str, str]) -> Iterator[Problem]:
        """Yield a note for each kind. ``columns``: field → header, as the Extract has them."""
        if self.cancelled_in_titles:
            line, title = self.cancelled_in_titles[0]
            count = _some(self.cancelled_in_titles, "This title says", "titles say")
            advice = f"{count} that the session is cancelled{_first(self.cancelled_in_titles)}; {_CANCELLED}"
            column = columns.get("title", "title")
            yield Problem("warning", "cancelled-in-title", advice, line, column, title[:SHOWN])
        if self.cancelled:
            line, title = self.cancelled[0]
            count = _some(self.cancelled, "This session is cancelled", "sessions are cancelled")
            advice = f"{count}{_first(self.cancelled)}; {_CANCELLED}"
            yield Problem("note", "cancelled-sessions", advice, line, value=title[:SHOWN])
        if self.addressed:
            column = columns.get("speakers", "speakers")
            count = _some(self.addressed, "1 cell", "cells") + _first(self.addressed)
            advice = f"E-mail addresses were left out of {count}; attendees never see them."
            yield Problem("note", "addresses-left-out", advice, self.addressed[0], column)
        if self.masked:
            count = _some(self.masked, "1 text", "texts") + _first(self.masked)
            advice = f"E-mail addresses were made unreadable in {count}; attendees see …@… there."
            yield Problem("note", "addresses-masked", advice, self.masked[0])
        if self.placeholders:
            count = _some(self.placeholders, "1 abstract holds", "abstracts hold")
            first = _first(self.placeholders)
            advice = f"{count} the place of a text that is to come{first}; attendees do not see it, nor is it searched."
            yield Problem(
                "note", "placeholder-abstracts", advice, self.placeholders[0], columns.get("abstract", "abstract")
            )


_CANCELLED: Final = "the timetable shows it, and no search finds it."


def left_out_note(count: int) -> tuple[Problem, ...]:
    """The note on sessions that are not in the programme, () if there are none."""
    if not count:
        return ()
    several = f"{count:,} sessions are declined, cancelled or drafts; they were left out."
    advice = several if count > 1 else "1 session is declined, cancelled or a draft; it was left out."
    return (Problem("note", "sessions-left-out", advice),)


def unclear_commas(columns: Mapping[str, str]) -> tuple[Problem, ...]:
    """The warning that commas in the column of speakers may stand before affiliations."""
    advice = (
        "Some commas in this column may stand before an employer and not between two speakers, as they were read. "
        "Separate speakers with semicolons."
    )
    return (Problem("warning", "unclear-commas", advice, column=columns.get("speakers", "speakers")),)


def _some(found: Sequence[object], one: str, several: str) -> str:
    return one if len(found) == 1 else f"{len(found):,} {several}"


def _first(found: Sequence[object]) -> str:
    return "" if len(found) == 1 else ", the first on this line"
