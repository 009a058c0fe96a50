"""The child process that reads one organizer's file: ``python -m session_finder.uploads.child``.

It reads a request from its standard input, answers on its standard output, and ends; it also ends when its input
closes.
"""

from __future__ import annotations

import os
import sys
from typing import Final

from session_finder.intake import Reading, read_programme
from session_finder.intake.files.opening import open_upload
from session_finder.intake.model.columns import has_columns
from session_finder.intake.model.sources import Row
from session_finder.uploads.resource_limits import NO_MEMORY, confine, end_with_parent
from session_finder.uploads.wire_format import Files, Near, Request, near_bytes, reading_bytes, request_from

_CELL: Final = 200  # characters of a cell that is shown near a line


def main() -> int:
    """Answer one request; returns the process's exit status."""
    answers = os.dup(1)
    os.dup2(2, 1)  # whatever a library prints must not stand in the answer
    asked = request_from(sys.stdin.buffer)
    if asked is None:
        return 0
    end_with_parent(0)
    confine()
    try:
        answer = answer_to(*asked)
    except MemoryError:
        return NO_MEMORY
    with os.fdopen(answers, "wb") as stream:
        stream.write(answer)
    return 0


def answer_to(request: Request, files: Files) -> bytes:
    """The answer to a request, as bytes."""
    return near_bytes(_near(request, files)) if request.line else reading_bytes(_reading(request, files))


def _reading(request: Request, files: Files) -> Reading:
    (content, name), *beside = files

    def read(mapping: dict[str, str] | None) -> Reading:
        return read_programme(
            content, name, request.timezone, request.name, mapping=mapping, sheet=request.sheet, beside=beside
        )

    found = read(dict(request.mapping) if request.mapping else None)  # none chosen: as proposed
    if request.mapping is None and request.remembered and has_columns(request.remembered, found.headers):
        return read(dict(request.remembered))
    return found


def _near(request: Request, files: Files) -> Near:
    (content, name), *beside = files
    source, _ = open_upload(content, name, request.sheet, beside)
    if source is None or source.table is None:
        return Near()
    rows = [Row(row.line, tuple(cell[:_CELL] for cell in row.cells)) for row in source.table.around(request.line)]
    return Near(source.table.header.cells, tuple(rows))


if __name__ == "__main__":
    sys.exit(main())
