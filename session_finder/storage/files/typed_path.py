"""Read the programme at a user-supplied path: a conference's folder, its programme.csv, or any CSV file."""

from __future__ import annotations

from pathlib import Path

from session_finder.domain.errors import Damaged
from session_finder.domain.sessions import Programme
from session_finder.intake import Reading
from session_finder.storage.files.about import ABOUT, conference_in
from session_finder.storage.files.change_stamp import PROGRAMME
from session_finder.storage.files.hand_written import read_file, reading_in, usable
from session_finder.storage.files.reader import ServedFolder
from session_finder.storage.files.recovery import visible
from session_finder.storage.files.version_folder import CURRENT
from session_finder.storage.rules.versioning import with_settings


def programme_at(path: Path, timezone: str = "") -> tuple[Programme, Reading]:
    """The programme in a conference's folder or in a CSV file, and the Reading with the file's problems.

    ``timezone`` overrides about.toml, but not the zone of a published upload. Raises Damaged if there is no usable
    programme.
    """
    place = _place_of(path)
    if place is None:
        reading = read_file(path, timezone)
        return usable(path, reading), reading
    conference = conference_in(place)  # no fallback: the user can repair the file at this path
    if path.name != PROGRAMME and visible(place).number:
        programme = ServedFolder(place.parent).load(place.name)
        return programme, Reading(programme, ())
    reading = reading_in(place, timezone)
    programme = usable(place / PROGRAMME, reading, place.name)
    return with_settings(programme, conference), reading


def _place_of(path: Path) -> Path | None:
    """The conference's folder, if ``path`` is one, or its programme.csv beside an about.toml; else None."""
    try:
        if (path / PROGRAMME).is_file() or (path / CURRENT).is_file():
            return path.resolve()
        if path.name == PROGRAMME and (path.parent / ABOUT).is_file():
            return path.parent.resolve()
    except OSError as error:
        raise Damaged(f"{path} cannot be read: {error.strerror or error}.") from error
    return None
