"""The messages between the server and the child that reads a file: lines of JSON followed by bytes.

A request is one line of JSON with the length of each file, and then the files. An answer is one line of JSON, and after
a Reading's line the programme as it is stored.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, BinaryIO

from session_finder.intake import Account, Problem, Reading
from session_finder.intake.model.sources import Row
from session_finder.storage.rules import programme_json

Files = Sequence[tuple[bytes, str]]


@dataclass(frozen=True, slots=True)
class Request:
    """How to read files: see ``read_programme``; ``lines_around`` for a ``line`` other than 0.

    ``mapping`` None: use ``remembered`` if the file has those columns, else the proposal.
    """

    timezone: str = ""
    name: str = ""
    sheet: str = ""
    mapping: Mapping[str, str] | None = None
    remembered: Mapping[str, str] | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Near:
    """The rows of a file's table around a line, below its header; () for a file without a table."""

    header: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()


def request_bytes(request: Request, files: Files) -> bytes:
    """Serialize a request."""
    told = {"request": asdict(request), "files": [(name, len(content)) for content, name in files]}
    return b"".join([_line(told), *(content for content, _ in files)])


def request_from(stream: BinaryIO) -> tuple[Request, Files] | None:
    """Read a request from a stream; None when the stream ends too early."""
    line = stream.readline()
    if not line.endswith(b"\n"):
        return None
    told = _object(line)
    files = [(stream.read(length), name) for name, length in told["files"]]
    whole = all(len(content) == length for (content, _), (_, length) in zip(files, told["files"], strict=True))
    return (Request(**told["request"]), files) if whole else None


def reading_bytes(reading: Reading) -> bytes:
    """Serialize a Reading."""
    told = {name: getattr(reading, name) for name in Reading.__dataclass_fields__ if name != "programme"}
    told["problems"] = [asdict(problem) for problem in reading.problems]
    told["made_ids"] = sorted(reading.made_ids)
    told["account"] = asdict(reading.account)
    programme = reading.programme
    if programme is None:
        return _line(told)
    told["programme"] = (programme.slug, programme.name, programme.version)
    return _line(told) + programme_json.to_json(programme)


def reading_from(content: bytes) -> Reading:
    """Parse a Reading. Raises ValueError, KeyError or TypeError."""
    line, _, sessions = content.partition(b"\n")
    told = _object(line)
    slug, name, version = told.pop("programme", ("", "", ""))
    programme = None
    if sessions:
        programme = replace(programme_json.from_json(sessions, slug, name), version=version, content="")
    return Reading(
        programme=programme,
        problems=tuple(Problem(**problem) for problem in told.pop("problems")),
        made_ids=frozenset(told.pop("made_ids")),
        account=Account(**_tuples(told.pop("account"))),
        **_tuples(told),
    )


def near_bytes(near: Near) -> bytes:
    """Serialize rows."""
    return _line({"header": near.header, "rows": [(row.line, row.cells) for row in near.rows]})


def near_from(content: bytes) -> Near:
    """Parse rows. Raises ValueError, KeyError or TypeError."""
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
