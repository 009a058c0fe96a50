"""Programmes in folders: data/SLUG/programme.csv with its name and time zone in about.toml beside it."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import replace
from pathlib import Path

from session_finder.application.aliases import MAX_ALIASES, MAX_LETTERS
from session_finder.application.intake import Reading, read_programme
from session_finder.application.intake.reading import MAX_BYTES
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
        return tuple(_conference(place) for place in self._places())

    def load(self, slug: str) -> Programme:
        """Read a conference's programme."""
        for place in self._places():
            if place.name == slug:
                return _with_aliases(_usable(place / PROGRAMME, _reading(place), slug), _conference(place).aliases)
        raise LibraryError(f"There is no programme called {slug!r} in {self._folder}.")

    def _places(self) -> list[Path]:
        return sorted(path.parent for path in self._folder.glob(f"*/{PROGRAMME}"))


def read_file(path: Path, timezone: str = "", name: str = "") -> Reading:
    """Read an organizer's file from disk. Raises LibraryError when it cannot be opened."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)  # one more than is allowed is enough to refuse it
    except IsADirectoryError:
        raise LibraryError(f"{path} is a folder; name a CSV file, or a folder that holds {PROGRAMME}.") from None
    except OSError as error:
        raise LibraryError(f"{path} cannot be read: {error.strerror or error}.") from error
    return read_programme(content, path.name, timezone, name)


def programme_at(path: Path, timezone: str = "") -> tuple[Programme, Reading]:
    """The programme in a conference's folder or in a CSV file; the Reading tells of a file's problems.

    ``timezone`` wins over what about.toml says. Raises LibraryError when there is no programme that can be used.
    """
    place = _place_of(path)
    if place is None:
        reading = read_file(path, timezone)
        return _usable(path, reading), reading
    reading = _reading(place, timezone)
    return _with_aliases(_usable(place / PROGRAMME, reading, place.name), _conference(place).aliases), reading


def _place_of(path: Path) -> Path | None:
    """The conference's folder when ``path`` is one or is its programme.csv with an about.toml beside it."""
    try:
        if (path / PROGRAMME).is_file():
            return path.resolve()
        if path.name == PROGRAMME and (path.parent / ABOUT).is_file():
            return path.parent.resolve()
    except OSError as error:
        raise LibraryError(f"{path} cannot be read: {error.strerror or error}.") from error
    return None


def _reading(place: Path, timezone: str = "") -> Reading:
    conference = _conference(place)
    return read_file(place / PROGRAMME, timezone or conference.timezone, conference.name)


def _usable(path: Path, reading: Reading, slug: str = "") -> Programme:
    if reading.programme is None:
        raise LibraryError(f"{path}: {reading.errors[0]}")
    return replace(reading.programme, slug=slug or reading.programme.slug)


def _with_aliases(programme: Programme, aliases: tuple[tuple[str, str], ...]) -> Programme:
    """The programme with the organizer's aliases, which its answers, and so its version, depend on."""
    if not aliases:
        return programme
    version = hashlib.sha256(repr((programme.version, aliases)).encode()).hexdigest()[:16]
    return replace(programme, aliases=aliases, version=version)


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
        aliases=_aliases(path, about.get("aliases", {})),
    )


def _aliases(path: Path, table: object) -> tuple[tuple[str, str], ...]:
    """The table [aliases] of about.toml: a short form and what it stands for, or several things it stands for."""
    if not isinstance(table, dict):
        raise LibraryError(f'{path}: aliases is not a table. Write [aliases] and below it lines like FHIR = "...".')
    pairs = []
    for short, long in table.items():
        for form in long if isinstance(long, list) else [long]:
            if not isinstance(form, str) or not form.strip() or max(len(form), len(short)) > MAX_LETTERS:
                raise LibraryError(
                    f"{path}: the alias {short[:MAX_LETTERS]!r} must stand for a text of 1 to {MAX_LETTERS} letters, "
                    "or a list of such texts."
                )
            pairs.append((str(short), form))
    if len(pairs) > MAX_ALIASES:
        raise LibraryError(f"{path} has {len(pairs)} aliases; at most {MAX_ALIASES} are read. Take some away.")
    return tuple(pairs)
