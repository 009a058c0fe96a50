"""Unpack the files in a gzip or zip archive, with a size limit."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Final

from session_finder.intake.model import limits
from session_finder.intake.model.problems import Problem

GZIP: Final = b"\x1f\x8b"
ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OFFICE: Final = ("[Content_Types].xml", "xl/workbook.xml", "mimetype", "META-INF/manifest.xml")
# Exceptions that a damaged or hostile zip can cause in the zip module and its decompressor.
ZIP_ERRORS: Final = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, IndexError),
    *(NotImplementedError, RuntimeError, OverflowError),
)
_OTHERS: Final = {b"7z\xbc\xaf\x27\x1c": "7z", b"Rar!\x1a\x07": "RAR", b"\xfd7zXZ\0": "xz", b"BZh91AY": "bzip2"}
_ENTRY: Final = b"PK\x01\x02"
_MAX_ENTRIES: Final = 2_000  # files of a zip; more is a bomb or a whole disk
_MAX_MEMBERS: Final = 10_000  # members of a gzip; block-wise writers make one every 64 KB
_PIECE: Final = 65_536
_SHOWN: Final = 5  # file names that a Problem lists


def unpack(content: bytes, filename: str) -> tuple[bytes, str] | Problem:
    """Return the content and name of the single file in a gzip or zip; other files are returned unchanged.

    The type is detected by the first bytes. Workbooks are zips too and are returned unchanged. An archive that is
    encrypted, damaged or too large, or that holds another archive or several files, is a Problem.
    """
    if content.startswith(GZIP):
        inner = _gunzip(content)
        if isinstance(inner, Problem):
            return inner
        name = filename[:-3] if filename.lower().endswith(".gz") else filename
        return _reject_nested(inner, name)
    if content.startswith(ZIP):
        return _unzip(content, filename)
    for magic, kind in _OTHERS.items():
        if content.startswith(magic):
            advice = f"This is a {kind} archive, which is not opened here. Upload the file that is inside it."
            return Problem("error", "unsupported-archive", advice)
    return content, filename


def bundle(content: bytes) -> list[tuple[bytes, str]] | Problem | None:
    """Return the content and path of each file in a zip with several files. None for any other file.

    An archive that is encrypted, damaged, too large, or that holds another archive, is a Problem.
    """
    archive = open_zip(content) if content.startswith(ZIP) else None
    if archive is None or isinstance(archive, Problem):
        return None
    files: list[tuple[bytes, str]] = []
    left = limits.MAX_UNPACKED
    with archive:
        found = entries(archive)
        if len(found) < 2 or any(name in found for name in OFFICE):
            return None
        for path, info in found.items():
            inner = read_entry(archive, info, left)
            if isinstance(inner, Problem):
                return inner
            left -= len(inner)
            if left < 0:
                return _too_large(0)
            checked = _reject_nested(inner, path)
            if isinstance(checked, Problem):
                return checked
            files.append(checked)
    return files


def several_files(paths: Sequence[str]) -> Problem:
    """The Problem of an archive whose files cannot be read together."""
    names = ", ".join(PurePosixPath(path).name[:60] for path in paths[:_SHOWN])
    more = f" and {len(paths) - _SHOWN:,} more" if len(paths) > _SHOWN else ""
    advice = f"The archive holds {len(paths):,} files: {names}{more}. Upload the one with the sessions."
    return Problem("error", "several-files-in-archive", advice)


def entries(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The archive's files by name, without folders and system files."""
    return {
        info.filename: info for info in archive.infolist() if not info.is_dir() and not _is_system_file(info.filename)
    }


def open_zip(content: bytes) -> zipfile.ZipFile | Problem:
    """Open a zip and read its list of files. Returns a Problem if it is damaged or lists too many."""
    if content.count(_ENTRY) > _MAX_ENTRIES:  # counted before Python creates an object for each
        advice = f"The archive holds more than {_MAX_ENTRIES:,} files. Upload the programme alone."
        return Problem("error", "too-many-archive-files", advice)
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except ZIP_ERRORS:
        return _damaged()


def read_entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes | Problem:
    """Read at most ``most`` + 1 bytes of an entry, whatever size it claims."""
    if info.flag_bits & 0x1:
        advice = "The archive is protected by a password. Upload the file without one."
        return Problem("error", "protected-archive", advice)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        advice = "The archive is packed in a way that is not opened here. Upload the file that is inside it."
        return Problem("error", "unsupported-compression", advice)
    try:
        with archive.open(info) as stream:
            return stream.read(most + 1)
    except ZIP_ERRORS:
        return _damaged()


def _unzip(content: bytes, filename: str) -> tuple[bytes, str] | Problem:
    archive = open_zip(content)
    if isinstance(archive, Problem):
        return archive
    with archive:
        found = entries(archive)
        if any(name in found for name in OFFICE):
            return content, filename
        if not found:
            advice = "The archive is empty. Upload the file that your programme tool exported."
            return Problem("error", "empty-archive", advice)
        if len(found) > 1:
            return several_files(list(found))
        ((name, info),) = found.items()
        inner = read_entry(archive, info, limits.MAX_UNPACKED)
    if isinstance(inner, Problem):
        return inner
    if len(inner) > limits.MAX_UNPACKED:
        return _too_large(info.file_size)
    return _reject_nested(inner, PurePosixPath(name).name or filename)


def _gunzip(content: bytes) -> bytes | Problem:
    found = bytearray()
    place = 0
    for _ in range(_MAX_MEMBERS):
        stream = zlib.decompressobj(wbits=31)
        while not stream.eof:
            piece = stream.unconsumed_tail or content[place : place + _PIECE]
            if not piece:
                advice = "The archive was cut off before its end. Download or export it again."
                return Problem("error", "cut-off-archive", advice)
            place += 0 if stream.unconsumed_tail else len(piece)
            try:
                found += stream.decompress(piece, limits.MAX_UNPACKED + 1 - len(found))
            except zlib.error:
                return Problem("error", "damaged-gzip", "The archive is damaged. Download or export it again.")
            if len(found) > limits.MAX_UNPACKED:
                return _too_large(int.from_bytes(content[-4:], "little"))  # the size that the last member claims
        place -= len(stream.unused_data)
        if not content.startswith(GZIP, place):  # the rest is padding, as in gzip itself
            return bytes(found)
    advice = f"The archive has more than {_MAX_MEMBERS:,} parts. Upload the file that is inside it."
    return Problem("error", "too-many-archive-parts", advice)


def _reject_nested(inner: bytes, name: str) -> tuple[bytes, str] | Problem:
    """Return the unpacked file, or a Problem if it is an archive itself."""
    nested = Problem("error", "nested-archive", "The archive holds another archive. Upload the file that is inside it.")
    if inner.startswith((GZIP, *_OTHERS)):
        return nested
    if inner.startswith(ZIP):
        archive = open_zip(inner)
        if isinstance(archive, Problem):
            return archive
        with archive:
            return (inner, name) if any(part in entries(archive) for part in OFFICE) else nested
    return inner, name


def _is_system_file(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return "__MACOSX" in parts or (bool(parts) and parts[-1] in (".DS_Store", "Thumbs.db", "desktop.ini"))


def _too_large(claimed: int) -> Problem:
    most = f"{limits.MAX_UNPACKED:,}"
    size = f"more than {most} bytes, the most that"
    if claimed > limits.MAX_UNPACKED:
        size = f"{claimed:,} bytes; at most {most}"
    return Problem("error", "unpacked-too-large", f"Unpacked, the file has {size} are read. Split it.")


def _damaged() -> Problem:
    advice = "The archive or workbook is damaged or was cut off. Download or export it again."
    return Problem("error", "damaged-archive", advice)
