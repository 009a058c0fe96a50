"""A Problem: what is wrong with a file, where, and what the organizer can do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Problem:
    """``error`` keeps the programme from being published, ``warning`` is published all the same, ``note`` informs.

    ``line`` counts the file's lines from 1; 0 means the file as a whole. ``column`` is the header, or "".
    """

    level: Level
    line: int
    column: str
    value: str
    advice: str

    def __str__(self) -> str:
        place = ", ".join(part for part in (f"line {self.line}" if self.line else "", self.column) if part)
        return f"{self.level}: {place + ': ' if place else ''}{self.advice}"
