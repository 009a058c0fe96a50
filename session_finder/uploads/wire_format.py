"""What crosses the border between the server and the child that reads a file: lines of JSON and the files' bytes.

A request is one line of JSON, which says how long each file is, and then the files. An answer is one line of JSON, and
behind a Reading's the programme as it is kept on disk.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, BinaryIO

from session_finder.intake import Problem, Reading
from session_finder.intake.model.sources import Row
from session_finder.storage.rules import programme_json

Files = Sequence[tuple[bytes, str]]


@dataclass(frozen=True, slots=True)
class Request:
    """How files are to be read; see ``read_programme``, and ``lines_around`` for a ``line`` that is not 0.

    ``mapping`` None: as ``remembered`` says, if the file has those columns, else as proposed.
    """

    timezone: str = ""
    name: str = ""
    sheet: str = ""
    mapping: Mapping[str, str] | None = None
    remembered: Mapping[str, str] | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Near:
    """The rows of a file's table around a line, beneath its header; () where the file holds no table."""

    header: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()


def request_bytes(request: Request, files: Files) -> bytes:
    """A request, to be written to the child."""
    told = {"request": asdict(request), "files": [(name, len(content)) for content, name in files]}
    return b"".join([_line(told), *(content for content, _ in files)])


def request_from(stream: BinaryIO) -> tuple[Request, Files] | None:
    """The request that comes on a stream; None when the stream ends before one is whole."""
    line = stream.readline()
    if not line.endswith(b"\n"):
        return None
    told = _object(line)
    files = [(stream.read(length), name) for name, length in told["files"]]
    whole = all(len(content) == length for (content, _), (_, length) in zip(files, told["files"], strict=True))
    return (Request(**told["request"]), files) if whole else None


def reading_bytes(reading: Reading) -> bytes:
    """A Reading, to be read by ``reading_from``."""
    told = {name: getattr(reading, name) for name in Reading.__dataclass_fields__ if name != "programme"}
    told["problems"] = [asdict(problem) for problem in reading.problems]
    told["made_ids"] = sorted(reading.made_ids)
    programme = reading.programme
    if programme is None:
        return _line(told)
    told["programme"] = (programme.slug, programme.name, programme.version)
    return _line(told) + programme_json.written(programme)


def reading_from(content: bytes) -> Reading:
    """The Reading of what ``reading_bytes`` gave. Raises ValueError, KeyError or TypeError when it is none."""
    line, _, sessions = content.partition(b"\n")
    told = _object(line)
    slug, name, version = told.pop("programme", ("", "", ""))
    programme = None
    if sessions:
        programme = replace(programme_json.read(sessions, slug, name), version=version, content="")
    return Reading(
        programme=programme,
        problems=tuple(Problem(**problem) for problem in told.pop("problems")),
        made_ids=frozenset(told.pop("made_ids")),
        **_tuples(told),
    )


def near_bytes(near: Near) -> bytes:
    """Rows, to be read by ``near_from``."""
    return _line({"header": near.header, "rows": [(row.line, row.cells) for row in near.rows]})


def near_from(content: bytes) -> Near:
    """The rows of what ``near_bytes`` gave. Raises ValueError, KeyError or TypeError when there are none."""
    told = _object(content)
    return Near(tuple(told["header"]), tuple(Row(line, tuple(cells)) for line, cells in told["rows"]))


def _tuples(told: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}


def _line(told: object) -> bytes:
    return json.dumps(told, default=dict).encode() + b"\n"  # ASCII: lone surrogates are escaped


def _object(line: bytes) -> dict[str, Any]:
    told = json.loads(line)
    if not isinstance(told, dict):
        raise TypeError("no object")
    return told
