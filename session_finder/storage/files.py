"""Programmes in folders: data/SLUG/programme.csv with its name and time zone in about.toml beside it."""

from __future__ import annotations

import tomllib
from pathlib import Path

from session_finder.application.intake import Reading, read_programme
from session_finder.application.library import Conference, LibraryError
from session_finder.sessions import Programme

PROGRAMME = "programme.csv"
ABOUT = "about.toml"


class FileLibrary:
    """Every folder of ``folder`` that holds a programme.csv is a conference, named by about.toml."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def conferences(self) -> tuple[Conference, ...]:
        """The conferences, by slug. A folder whose about.toml cannot be read is a LibraryError, not a gap."""
        if not self._folder.is_dir():
            return ()
        places = sorted(path.parent for path in self._folder.glob(f"*/{PROGRAMME}"))
        return tuple(_conference(place) for place in places)

    def load(self, slug: str) -> Programme:
        """Read a conference's programme."""
        place = self._folder / slug
        if slug not in {conference.slug for conference in self.conferences()}:
            raise LibraryError(f"There is no programme called {slug!r} in {self._folder}.")
        conference = _conference(place)
        reading = read_file(place / PROGRAMME, conference.timezone, conference.name)
        if reading.programme is None:
            raise LibraryError(f"{place / PROGRAMME}: {reading.errors[0]}")
        found = reading.programme
        return Programme(slug, found.name, found.sessions, found.timezone, found.version)


def read_file(path: Path, timezone: str = "", name: str = "") -> Reading:
    """Read an organizer's file from disk. Raises LibraryError when it cannot be opened."""
    try:
        content = path.read_bytes()
    except IsADirectoryError:
        raise LibraryError(f"{path} is a folder; name a CSV file, or a folder that holds {PROGRAMME}.") from None
    except OSError as error:
        raise LibraryError(f"{path} cannot be read: {error.strerror or error}.") from error
    return read_programme(content, path.name, timezone, name)


def programme_at(path: Path, timezone: str = "") -> tuple[Programme, Reading | None]:
    """The programme in a conference's folder or in a CSV file; the Reading tells of a file's problems.

    Raises LibraryError when there is none that can be used.
    """
    if (path / PROGRAMME).is_file():
        return FileLibrary(path.resolve().parent).load(path.resolve().name), None
    if (path.parent / ABOUT).is_file() and path.name == PROGRAMME:
        return FileLibrary(path.resolve().parent.parent).load(path.resolve().parent.name), None
    reading = read_file(path, timezone)
    if reading.programme is None:
        raise LibraryError(f"{path}: {reading.errors[0]}")
    return reading.programme, reading


def _conference(place: Path) -> Conference:
    about: dict[str, object] = {}
    path = place / ABOUT
    if path.is_file():
        try:
            about = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise LibraryError(f"{path} cannot be read ({error}). Mend it or take the folder away.") from error
    examples = about.get("examples", [])
    return Conference(
        slug=place.name,
        name=str(about.get("name") or place.name),
        timezone=str(about.get("timezone") or ""),
        examples=tuple(str(example) for example in examples) if isinstance(examples, list) else (),
    )
