"""audit.jsonl: who did what and when. An append-only file with one JSON object per line."""

from __future__ import annotations

import json
import logging
import os
from datetime import datetime
from pathlib import Path
from typing import cast, get_args

from session_finder.domain.library import Action, AuditLine

log = logging.getLogger(__name__)

OWN = ".library"  # the program's own folder: lock, audit, changes, trash
AUDIT = "audit.jsonl"

_DEEDS = get_args(Action)


def tree_of(line: AuditLine) -> dict[str, object]:
    """An audit line as JSON values."""
    return {
        "when": line.when.isoformat(),
        "who": line.who,
        "what": line.what,
        "slug": line.slug,
        "version": line.version,
    }


def line_of(tree: object) -> AuditLine:
    """The audit line of JSON values. Raises ValueError."""
    if not isinstance(tree, dict):
        raise ValueError("no line of the audit")  # noqa: TRY004  the file's fault, not the caller's
    when, who, what, slug, version = (tree.get(name) for name in ("when", "who", "what", "slug", "version"))
    if not (isinstance(when, str) and isinstance(who, str) and isinstance(slug, str) and what in _DEEDS):
        raise ValueError("no line of the audit")
    if version is not None and type(version) is not int:
        raise ValueError("no line of the audit")
    return AuditLine(moment(when), who, cast("Action", what), slug, version)


def moment(text: str) -> datetime:
    """Parse a time with an offset. Raises ValueError."""
    when = datetime.fromisoformat(text)
    if when.tzinfo is None:
        raise ValueError(f"{text!r} has no offset")
    return when


def lines_in(path: Path) -> tuple[AuditLine, ...]:
    """All lines, oldest first; damaged ones are logged and left out. Raises OSError."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return ()
    lines, damaged = [], 0
    for text in content.splitlines():
        try:
            lines.append(line_of(json.loads(text)))
        except (ValueError, RecursionError):
            damaged += bool(text.strip())
    if damaged:
        log.warning("Left out %d unreadable lines of %s.", damaged, path)
    return tuple(lines)


def add(path: Path, line: AuditLine) -> None:
    """Append a line and sync it to the disk; a line truncated by a crash is terminated first. Raises OSError."""
    content = json.dumps(tree_of(line)).encode() + b"\n"
    with path.open("a+b") as file:
        size = file.seek(0, os.SEEK_END)
        if size:
            file.seek(size - 1)
            content = content if file.read(1) == b"\n" else b"\n" + content
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
