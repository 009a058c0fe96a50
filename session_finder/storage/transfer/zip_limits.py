"""Open an untrusted ZIP file within limits on its directory and its unpacked size."""

from __future__ import annotations

import io
import os
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

ENTRIES: Final = 100_000  # all versions of 2,000 conferences
_LISTED: Final = ENTRIES * 160  # bytes of the directory; one of our entries takes 130
_TOTAL: Final = 2**30  # unpacked bytes that are always allowed
_DENSEST: Final = 100  # beyond that, the highest compression ratio allowed; programmes have about 4
_PIECE: Final = 2**20


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a ZIP after checking its directory. Raises OSError, BadZipFile, and other errors of zipfile."""
    with _InPieces(path) as pieces, zipfile.ZipFile(pieces) as file:
        listed = file.infolist()
        if len(listed) > ENTRIES:
            raise zipfile.BadZipFile(f"it lists {len(listed):,} entries, more than {ENTRIES:,}")
        name, times = max(Counter(info.filename for info in listed).items(), key=lambda one: one[1], default=("", 0))
        if times > 1:
            raise zipfile.BadZipFile(f"it lists {name[:80]!r} {times:,} times")
        total, bound = sum(info.file_size for info in listed), max(_TOTAL, _DENSEST * pieces.size)
        if total > bound:
            raise zipfile.BadZipFile(f"unpacked it has {total:,} bytes, more than {bound:,}")
        yield file


def content(file: zipfile.ZipFile, name: str, most: int) -> bytes:
    """An entry, verified by its checksum. Raises ValueError for more than ``most`` bytes."""
    size = file.getinfo(name).file_size
    if size > most:
        raise ValueError(f"has more than {most:,} bytes")
    found = bytearray()
    with file.open(name) as entry:
        while piece := entry.read(_PIECE):
            found += piece
    return bytes(found)


class _InPieces(io.BufferedReader):
    """A file that refuses to read more at once than a directory may have, which zipfile reads in one piece."""

    def __init__(self, path: Path) -> None:
        super().__init__(io.FileIO(path))
        self.size = os.fstat(self.fileno()).st_size

    def read(self, size: int | None = -1) -> bytes:
        left = max(self.size - self.tell(), 0)
        wanted = left if size is None or size < 0 else min(size, left)
        if wanted > _LISTED:
            raise zipfile.BadZipFile(f"its list of entries has {wanted:,} bytes, more than {_LISTED:,}")
        return super().read(wanted)
