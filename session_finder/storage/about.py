"""about.toml: what people may write of a conference by hand, and what the program changes in it, the rest untouched."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

from session_finder.application.aliases import MAX_ALIASES, MAX_LETTERS
from session_finder.application.library import Conference, LibraryError

ABOUT = "about.toml"
MAX_NAME = 200  # characters of a conference's name


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
        aliases=_aliases(path, about.get("aliases", {})),
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


def alias_table(pairs: Iterable[tuple[str, str]]) -> dict[str, object]:
    """Pairs as the table [aliases] has them: what stands for several things has a list."""
    forms: dict[str, list[str]] = {}
    for short, long in pairs:
        forms.setdefault(_clean(short), []).append(_clean(long))
    return {short: long if len(long) > 1 else long[0] for short, long in forms.items()}


def examples_list(examples: Iterable[str]) -> list[str]:
    """The interests to try, without empty ones."""
    return [clean for example in examples if (clean := _clean(example))]


def name_of(text: str) -> str:
    """A name as it can be written and shown. Raises LibraryError for an empty or overlong one."""
    name = _clean(text)
    if not any(mark.isprintable() for mark in name):  # zero-width signs alone are no name
        name = ""
    if not 1 <= len(name) <= MAX_NAME:
        raise LibraryError(f"A conference's name has 1 to {MAX_NAME} letters; this one has {len(name):,}.")
    return name


def _clean(text: str) -> str:
    """On one line, without control characters, and without lone surrogates, which no file can hold."""
    seen = "".join(" " if unicodedata.category(mark) == "Cc" else mark for mark in text)
    return " ".join(seen.encode("utf-8", "replace").decode("utf-8").split())


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
