"""A conference's logo in its folder: a file with its digest in its name, beside the one that it replaced."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from session_finder.domain.errors import Invalid
from session_finder.domain.identity import MAX_LOGO, Logo
from session_finder.storage.files.atomic_write import Step, remove, swap
from session_finder.storage.rules.identity_fields import is_logo, logo_name_of


def logo_in(place: Path, name: str) -> bytes | None:
    """The content of the file of that name; None where there is none, or it is not what its name says."""
    path = place / name
    try:
        if not logo_name_of(name) or path.is_symlink():
            return None
        with path.open("rb") as file:
            content = file.read(MAX_LOGO + 1)
    except (Invalid, OSError):
        return None
    return content if is_logo(name, content) else None


def write_logo(place: Path, logo: Logo, step: Step) -> None:
    """Write a logo's file. Raises OSError."""
    if logo_in(place, logo.name) is None:
        swap(place / logo.name, logo.content, step)


def remove_logos(place: Path, keep: Collection[str]) -> None:
    """Remove the files of other logos: pages that were shown a moment ago still ask for the one before."""
    for path in place.glob("logo-*"):
        with suppress(Invalid):
            if logo_name_of(path.name) not in keep:
                remove(path)
