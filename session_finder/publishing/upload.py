"""An organizer's upload as the page and the command line give it to publishing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from session_finder.intake import Reading


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was read. ``source`` is its name, ``expected`` the version that was published then.

    ``mapping``: the columns that were chosen by hand, None for none. ``zone``: the time zone that was chosen, "" for
    none; it becomes the conference's when the file is published.
    """

    source: str
    reading: Reading
    expected: int | None = None
    mapping: Mapping[str, str] | None = None
    zone: str = ""
