"""Copy the sample programme into a new data folder, where it is a conference like any other."""

from __future__ import annotations

from pathlib import Path

from session_finder import paths
from session_finder.domain.errors import SettingsError
from session_finder.storage.files.atomic_write import remove, sync, temporary_name, write


def begin_with_sample(folder: Path) -> None:
    """Create ``folder`` with the sample programme; an existing one is left as it is: a deleted sample stays deleted.

    Atomic: a crash leaves either no folder or a complete one. Raises SettingsError if the folder cannot be created.
    """
    if folder.exists():
        return
    fresh = temporary_name(folder.parent)
    try:
        copy = fresh / paths.SAMPLE.name
        copy.mkdir(parents=True)
        for path in paths.SAMPLE.iterdir():
            write(copy / path.name, path.read_bytes())
        sync(copy)
        try:
            fresh.rename(folder)
        except OSError:
            if not folder.is_dir():  # otherwise another process was faster
                raise
        sync(folder.parent)
    except OSError as error:
        raise SettingsError(
            f"{folder} cannot be made: {error.strerror or error}. "
            "Let SESSION_FINDER_DATA name a folder that this user can write to."
        ) from error
    finally:
        remove(fresh)


def sample_in(folder: Path) -> Path:
    """The path of the sample in ``folder``, else of the package's own."""
    here = folder / paths.SAMPLE.name
    return here if here.is_dir() else paths.SAMPLE
