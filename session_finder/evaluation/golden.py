"""Golden sets: queries as attendees type them, with manually judged sessions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from session_finder.domain.errors import UserError
from session_finder.domain.sessions import Programme


class GoldenError(UserError):
    """A golden file cannot be used; the message says where and why."""

    code = "bad-judgements"


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A query and the sessions that answer it, with grades: 3 exactly, 2 well, 1 related."""

    id: str
    text: str
    answers: dict[str, int]
    kind: str = ""


def read_golden(path: Path) -> tuple[JudgedQuery, ...]:
    """Read a golden.jsonl, one query on each line: {"id", "text", "answers": {session id: grade 0 to 3}, "kind"}."""
    judged: dict[str, JudgedQuery] = {}
    for number, line in read_lines(path):
        try:
            entry = json.loads(line)
            answers = {str(session): _grade(grade) for session, grade in entry["answers"].items()}
            interest = JudgedQuery(str(entry["id"]), str(entry["text"]), answers, str(entry.get("kind", "")))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise GoldenError(f"{path}, line {number}: not a judged interest ({error!r}).") from error
        if interest.id in judged:
            raise GoldenError(f"{path}, line {number}: the id {interest.id!r} stands on an earlier line too.")
        judged[interest.id] = interest
    if not judged:
        raise GoldenError(f"{path} holds no judged interest.")
    return tuple(judged.values())


def read_unanswerable(path: Path) -> tuple[str, ...]:
    """Read an unanswerable.jsonl with queries that the programme does not answer: {"id", "text"} on each line."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
        return tuple(str(json.loads(line)["text"]) for line in lines if line.strip())
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise GoldenError(f"{path} cannot be read: each line must be an object with a text ({error!r}).") from error


def check_answers(judged: tuple[JudgedQuery, ...], programme: Programme) -> None:
    """Raise GoldenError when a judged session is not in the programme: the two files do not belong together."""
    for interest in judged:
        strangers = sorted(interest.answers.keys() - programme.by_id.keys())
        if strangers:
            raise GoldenError(
                f"Interest {interest.id} names {strangers[0]!r}, which is no session of {programme.name}."
            )


def read_lines(path: Path) -> list[tuple[int, str]]:
    """The non-empty lines, with their numbers."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
        return [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    except OSError as error:
        raise GoldenError(f"{path} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise GoldenError(f"{path} is not UTF-8: byte {error.start} cannot be read.") from error


def _grade(value: object) -> int:
    if type(value) is int and 0 <= value <= 3:
        return value
    raise ValueError(f"a grade is 0, 1, 2 or 3, not {value!r}")
