"""about.toml: what people may write of a conference by hand, and what the program changes in it, the rest untouched."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from session_finder.application.library import Conference, LibraryError
from session_finder.storage.saying import alias_pairs

ABOUT = "about.toml"


def conference_in(place: Path) -> Conference:
    """What the about.toml of a conference's folder says; all of it may be missing. Raises LibraryError."""
    path = place / ABOUT
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        text = ""
    except (OSError, UnicodeDecodeError) as error:
        raise LibraryError(f"{path} cannot be read ({error}). Mend it or take the folder away.") from error
    return conference_of(path, text)


def conference_of(path: Path, text: str) -> Conference:
    """What this text says as the about.toml at ``path``. Raises LibraryError."""
    try:
        about: dict[str, object] = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise LibraryError(f"{path} cannot be read ({error}). Mend it or take the folder away.") from error
    examples = about.get("examples", [])
    return Conference(
        slug=path.parent.name,
        name=str(about.get("name") or path.parent.name),
        timezone=str(about.get("timezone") or ""),
        examples=tuple(str(example) for example in examples) if isinstance(examples, list) else (),
        aliases=alias_pairs(about.get("aliases", {}), str(path)),
        hidden=about.get("hidden") is True,
    )


def changed(place: Path, said: Mapping[str, object]) -> str:
    """The about.toml with other values for some keys; comments, other keys and their order stay.

    Raises LibraryError when the file cannot be read, or would not be understood with these values.
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
        raise LibraryError(f"{path} cannot be changed ({error}). Change it by hand.") from error
    if not understood:
        raise LibraryError(f"{path} is written in a way that cannot be changed from here. Change it by hand.")
    conference_of(path, after)
    return after


def _put(document: object, key: str, value: object) -> None:
    """Set a key of a TOML table; of a table in it, only the keys that differ, so that their comments stay."""
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
