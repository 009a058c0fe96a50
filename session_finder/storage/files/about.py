"""Read and edit about.toml, the hand-edited description of a conference.

Edits preserve comments, unknown keys and their order. Whenever the program changes a conference it saves a copy of the
file, which is read when the file is damaged.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from session_finder.domain.errors import Damaged, Invalid, NotWritable
from session_finder.domain.library import Conference
from session_finder.paths import COMMAND
from session_finder.storage.files.atomic_write import Step, no_step, swap
from session_finder.storage.rules.conference_fields import alias_pairs, day_start_of
from session_finder.storage.rules.identity_fields import identity_of

ABOUT = "about.toml"
COPY = ".about.toml"
MEND: Final = f"Mend it, or run: {COMMAND} doctor."
_HIDDEN: Final = re.compile(rb"^[ \t]*hidden[ \t]*=[ \t]*true\b", re.MULTILINE)


def readable_conference(place: Path) -> tuple[Conference, str]:
    """The conference of about.toml, or of its copy if it is damaged, and the file's fault ("" for none).

    Without a copy the conference's name is its slug. A line ``hidden = true`` in the damaged file takes precedence over
    the copy.
    """
    kept = place / COPY
    try:
        if (place / ABOUT).exists() or not kept.exists():
            return conference_in(place), ""
        damage = f"{place / ABOUT} is missing. {MEND}"
    except Damaged as error:
        damage = str(error)
    hidden = _HIDDEN.search(_bytes(place / ABOUT)) is not None
    try:
        conference = conference_of(place / ABOUT, kept.read_bytes().decode("utf-8"))
    except (OSError, UnicodeDecodeError, Damaged):
        return Conference(place.name, place.name, hidden=hidden), f"{damage} Until then it is called {place.name}."
    shown = replace(conference, hidden=conference.hidden or hidden)
    return shown, f"{damage} Until then what it said before is shown."


def keep(place: Path, step: Step = no_step) -> None:
    """Save a copy of about.toml if it can be parsed. Raises OSError."""
    try:
        conference_in(place)
    except Damaged:
        return
    content = _bytes(place / ABOUT)
    if content and content != _bytes(place / COPY):
        swap(place / COPY, content, step)


def _bytes(path: Path) -> bytes:
    """A file's content, b"" if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def conference_in(place: Path) -> Conference:
    """The conference that a folder's about.toml describes; every key may be missing. Raises Damaged."""
    path = place / ABOUT
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        text = ""
    except (OSError, UnicodeDecodeError) as error:
        raise Damaged(f"{path} cannot be read ({error}). {MEND}") from error
    return conference_of(path, text)


def conference_of(path: Path, text: str) -> Conference:
    """Parse ``text`` as the about.toml at ``path``. Raises Damaged."""
    try:
        about: dict[str, object] = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise Damaged(f"{path} cannot be read ({error}). {MEND}") from error
    try:
        aliases = alias_pairs(about.get("aliases", {}), str(path))
    except Invalid as error:
        raise Damaged(str(error)) from error
    try:
        day_starts = day_start_of(str(about.get("day_starts", "")))
        identity = identity_of(about.get("identity", {}))
    except Invalid as error:
        raise Damaged(f"{path}: {error}") from error
    examples = about.get("examples", [])
    return Conference(
        slug=path.parent.name,
        name=str(about.get("name") or path.parent.name),
        timezone=str(about.get("timezone") or ""),
        examples=tuple(str(example) for example in examples) if isinstance(examples, list) else (),
        aliases=aliases,
        hidden=about.get("hidden") is True,
        day_starts=day_starts,
        identity=identity,
    )


def changed(place: Path, said: Mapping[str, object]) -> str:
    """The text of about.toml with new values for some keys; comments, other keys and their order are preserved.

    Raises NotWritable when the file cannot be read or edited, Damaged when the result cannot be parsed.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    path = place / ABOUT
    try:
        before = path.read_bytes().decode("utf-8") if path.exists() else ""
        document = tomlkit.parse(before)
        for key, value in said.items():
            _put(document, key, value)
        after = tomlkit.dumps(document)
        understood = tomllib.loads(after) == {**tomllib.loads(before), **said}
    except (OSError, ValueError, TypeError, RecursionError, TOMLKitError) as error:
        raise NotWritable(f"{path} cannot be changed ({error}). Change it by hand.") from error
    if not understood:
        raise NotWritable(f"{path} is written in a way that cannot be changed from here. Change it by hand.")
    conference_of(path, after)
    return after


def _put(document: object, key: str, value: object) -> None:
    """Set a key of a TOML table. In a nested table only keys that differ are set, so that comments are preserved."""
    if not isinstance(document, dict):
        return
    there = document.get(key)
    if not isinstance(there, dict) or not isinstance(value, dict):
        document[key] = value
        return
    for old in [old for old in there if old not in value]:
        del there[old]
    for new, inner in value.items():
        if there.get(new) != inner:
            there[new] = inner
