"""Read hand-written programmes: a CSV file, or a folder's programme.csv with its about.toml."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from session_finder.domain.errors import Damaged
from session_finder.domain.library import Version
from session_finder.domain.sessions import Programme
from session_finder.intake import Reading, read_programme
from session_finder.intake.model.limits import MAX_BYTES
from session_finder.storage.files.about import ABOUT, readable_conference
from session_finder.storage.files.change_stamp import PROGRAMME, Look, look
from session_finder.storage.rules import programme_json
from session_finder.storage.rules.versioning import with_settings


def content_of(path: Path) -> bytes:
    """A file's content, truncated one byte after the size limit. Raises Damaged."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)  # one byte too many is enough to refuse the file
    except IsADirectoryError:
        raise Damaged(f"{path} is a folder; name a CSV file, or a folder that holds {PROGRAMME}.") from None
    except OSError as error:
        raise Damaged(f"{path} cannot be read: {error.strerror or error}.") from error


def read_file(path: Path, timezone: str = "", name: str = "") -> Reading:
    """Read an organizer's file from disk. Raises Damaged when it cannot be opened."""
    return read_programme(content_of(path), path.name, timezone, name)


def reading_in(place: Path, timezone: str = "") -> Reading:
    """The Reading of a folder's programme.csv; ``timezone`` overrides the one of about.toml. Raises Damaged."""
    conference, _ = readable_conference(place)
    return read_file(place / PROGRAMME, timezone or conference.timezone, conference.name)


def usable(path: Path, reading: Reading, slug: str = "") -> Programme:
    """The programme of a Reading. Raises Damaged with the first error when there is none."""
    if reading.programme is None:
        raise Damaged(f"{path}: {reading.errors[0]}")
    return replace(reading.programme, slug=slug or reading.programme.slug)


def programme_in(place: Path) -> Programme:
    """The programme of a folder's programme.csv, as attendees see it. Raises Damaged."""
    return with_settings(usable(place / PROGRAMME, reading_in(place), place.name), readable_conference(place)[0])


def version_zero(place: Path, current: bool) -> Version | None:
    """programme.csv as version 0, the one before any upload; None when it does not exist.

    A file that cannot be used has no digest, and its summary states the error.
    """
    looks = tuple(look(str(place / name)) for name in (PROGRAMME, ABOUT))
    if looks[0] is None:
        return None
    digest, sessions, summary = _contents(place, looks)
    when = datetime.fromtimestamp(looks[0][0] // 10**9, UTC)
    return Version(0, digest, "", when, PROGRAMME, "CSV", summary, sessions, published=True, current=current)


@lru_cache(maxsize=64)
def _contents(place: Path, _looks: tuple[Look, ...]) -> tuple[str, int, str]:
    """Digest, number of sessions and summary, cached by the state of the files, because each page run needs them."""
    try:
        programme = usable(place / PROGRAMME, reading_in(place))
    except Damaged as error:
        return "", 0, str(error)
    return programme_json.digest(programme_json.to_json(programme)), len(programme.sessions), "put there by hand"
