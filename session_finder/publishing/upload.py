"""An organizer's file as it was read, with what they chose: what publishing begins with, on the page and elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from session_finder.intake import Reading


@dataclass(frozen=True, slots=True)
class Upload:
    """``source`` is the file's name, ``expected`` the version that attendees saw when the file was read.

    ``mapping``: the columns that were chosen by hand, None where nobody did. ``zone``: the time zone that was named,
    "" where none was; it becomes the conference's when attendees see the file.
    """

    source: str
    reading: Reading
    expected: int | None = None
    mapping: Mapping[str, str] | None = None
    zone: str = ""
