"""Open an organizer's file as a Source: unpack it, detect its type by content, decode and parse it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Final

from session_finder.intake.files.decoding import decode
from session_finder.intake.files.joining import join, kind_of
from session_finder.intake.files.ods_sheets import is_ods, is_protected
from session_finder.intake.files.text_files import EMPTY, SUPPORTED, Opened, open_text
from session_finder.intake.files.unpacking import ZIP, ZIP_ERRORS, bundle, several_files, unpack
from session_finder.intake.files.workbooks import OLE, workbook_tables
from session_finder.intake.files.yaml_tree import ENDINGS as YAML_ENDINGS
from session_finder.intake.files.yaml_tree import front_matter, yaml_tree
from session_finder.intake.model import limits
from session_finder.intake.model.problems import Problem
from session_finder.intake.model.sources import Source

# Types that people upload by mistake, by their first bytes.
_KINDS: Final = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"RIFF": "a picture or a recording",
    b"II*\0": "a picture",
    b"MM\0*": "a picture",
    b"{\\rtf": "a text document (RTF)",
    b"SQLite format 3": "a database",
    b"PAR1": "a Parquet file",
}
_INSIDE_ZIP: Final = {
    "word/": "a Word document",
    "ppt/": "a PowerPoint presentation",
    "xl/workbook.bin": "a binary workbook (.xlsb)",
    "content.xml": "an OpenDocument file",
}
# Refusals of files that archives hold beside the programme.
_NO_PROGRAMME: Final = frozenset({"unsupported-file-type", "web-page", "not-text", "empty-file"})
_SHOWN: Final = 5  # file names that a Problem lists
_SAMPLE: Final = 20  # rows by which prose is told from a table
# Names of streams in old Office files.
_INSIDE_OLE: Final = {
    "WordDocument": "a Word document",
    "PowerPoint Document": "a PowerPoint presentation",
    "EncryptedPackage": "a workbook protected by a password",
    "__substg1.0": "an e-mail",
}


def open_upload(
    content: bytes, filename: str, sheet: str = "", beside: Sequence[tuple[bytes, str]] = ()
) -> tuple[Source | None, list[Problem]]:
    """Open a file. Returns the Source and notes, or None and an error if it cannot be opened.

    ``sheet``: the sheet of a workbook to put first. ``beside``: more files of the same programme, (content, name)
    each. The type is detected by content, not by file name.
    """
    source, problems = _open_file(content, filename, sheet)
    opened: list[Source] = []
    left = limits.MAX_UNPACKED - (_size(source) or len(content))
    for other, name in beside:
        further, found = _open_file(other, name, "")
        problems += [replace(problem, advice=f"{_file_name(name)}: {problem.advice}") for problem in found]
        left -= _size(further) or len(other)
        if left < 0:
            most = f"{limits.MAX_UNPACKED:,} characters"
            advice = f"{_file_name(name)}: Together the files hold more than {most}. Upload fewer."
            return None, [*problems, Problem("error", "files-too-large-together", advice)]
        if source is None or further is None:
            source = None
        else:
            opened.append(further)
            if kind_of(source) != kind_of(further) or source.xml is not None:
                advice = f"{_file_name(name)}: Only files of one kind can be joined. Upload this file by itself."
                return None, [*problems, Problem("error", "files-cannot-be-joined", advice)]
    return (join([source, *opened]) if source else None), problems


def _size(source: Source | None) -> int:
    """The characters of all cells plus one for each cell, as a measure of memory."""
    tables = source.tables if source else ()
    return sum(len(cell) + 1 for table in tables for row in table.rows for cell in row.cells)


def _open_file(content: bytes, filename: str, sheet: str) -> Opened:
    if len(content) > limits.MAX_BYTES:
        advice = f"The file has more than {limits.MAX_BYTES:,} bytes, the most that are read. Split it."
        return _cannot_open("file-too-large", advice)
    files = bundle(content)
    if isinstance(files, Problem):
        return None, [files]
    if files:
        return _open_bundle(files, _file_name(filename))
    found = unpack(content, _file_name(filename))
    if isinstance(found, Problem):
        return None, [found]
    return _open_unpacked(*found, sheet)


def _open_bundle(files: Sequence[tuple[bytes, str]], name: str) -> Opened:
    """Open the files of an archive as one Source. Files that hold no programme are left out with a note."""
    opened: dict[str, Source] = {}
    problems: list[Problem] = []
    for content, path in files:
        source, found = _open_object(content, path) or _open_unpacked(content, _file_name(path), "")
        if source is not None:
            opened[path] = source
        elif found[-1].code not in _NO_PROGRAMME:
            return None, [replace(problem, advice=f"{_file_name(path)}: {problem.advice}") for problem in found]
        problems += [replace(problem, advice=f"{_file_name(path)}: {problem.advice}") for problem in found if source]
    if len(opened) > 1:
        opened = {path: source for path, source in opened.items() if not _is_prose(source)} or opened
    joined = join(list(opened.values()), list(opened)) if opened else None
    if joined is None:
        return None, [*problems, several_files([path for _, path in files])]
    left_out = [path for _, path in files if path not in opened]
    if left_out:
        names = ", ".join(_file_name(path)[:60] for path in left_out[:_SHOWN])
        advice = (
            f"{len(left_out):,} of {len(files):,} files in the archive hold no programme and were left out: {names}."
        )
        problems.append(Problem("note", "archive-files-left-out", advice))
    return replace(joined, filename=name), problems


def _open_object(content: bytes, path: str) -> Opened | None:
    """Open a file of one session: a YAML object, or Markdown below one, as static sites have them. None for others."""
    markdown, yaml = content.startswith(b"---"), path.lower().endswith(YAML_ENDINGS)
    if not markdown and not yaml:
        return None
    text, problems = decode(content)
    tree = front_matter(text) or (yaml_tree(text) if yaml else None)
    return (Source(_file_name(path), tree=tree, syntax="YAML"), problems) if isinstance(tree, dict) else None


def _is_prose(source: Source) -> bool:
    """Whether a file was read as a table with one column, as every text without delimiters is."""
    return bool(source.tables) and all(len(row.cells) == 1 for table in source.tables for row in table.rows[:_SAMPLE])


def _open_unpacked(content: bytes, name: str, sheet: str) -> Opened:
    if not content.strip():
        return None, [EMPTY]
    kind = _unsupported_type(content)
    if kind:
        return _cannot_open("unsupported-file-type", f"This seems to be {kind}, which is not read here. {SUPPORTED}")
    if content.startswith((OLE, *ZIP)):
        tables = workbook_tables(content, sheet)
        if isinstance(tables, Problem):
            return None, [tables]
        return Source(name, tables=tuple(tables), sheets=tuple(table.name for table in tables)), []
    return open_text(content, name)


def _unsupported_type(content: bytes) -> str:
    """The name of a file type that is not supported, "" if the file may hold a programme."""
    for magic, kind in _KINDS.items():
        if content.startswith(magic):
            return kind
    if content.startswith(OLE):
        return next((kind for name, kind in _INSIDE_OLE.items() if name.encode("utf-16-le") in content), "")
    if not content.startswith(ZIP):
        return ""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            spreadsheet = is_ods(archive)
            protected = spreadsheet and is_protected(archive)
    except ZIP_ERRORS:
        return ""
    if spreadsheet or "xl/workbook.xml" in names:
        return "a workbook protected by a password" if protected else ""
    kinds = (kind for part, kind in _INSIDE_ZIP.items() if any(name.startswith(part) for name in names))
    return next(kinds, "an archive")


def _file_name(filename: str) -> str:
    """The name without its folder, with slashes or backslashes."""
    return PurePath(filename.replace("\\", "/")).name


def _cannot_open(code: str, advice: str) -> Opened:
    return None, [Problem("error", code, advice)]
