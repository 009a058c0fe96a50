"""Problem: what is wrong with a file, where, and what the organizer can do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in a file. ``error`` stops publishing, ``warning`` and ``note`` do not.

    ``code`` names the kind of problem and stays the same when the sentence changes (problem_codes.py lists all codes).
    ``advice`` is that sentence, in English. ``line`` counts the file's lines from 1; 0 means the file as a whole.
    ``file`` and ``file_line``: of files that were joined, the name of the one with the problem, and the line there.
    ``column`` is the header, or "". ``value`` is the cell as the file has it, or "".
    """

    level: Level
    code: str
    advice: str
    line: int = 0
    column: str = ""
    value: str = ""
    file: str = ""
    file_line: int = 0

    def __str__(self) -> str:
        line = f"line {self.file_line or self.line}" if self.line else ""
        place = ", ".join(part for part in (self.file, line, self.column) if part)
        return f"{self.level}: {place + ': ' if place else ''}{self.advice}"
