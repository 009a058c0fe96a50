"""Judged sets in the usual three files: documents, queries and relevance judgements (qrels)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from session_finder.domain.sessions import Programme, Session
from session_finder.evaluation.golden import GoldenError, JudgedQuery, read_lines

_GRADE = re.compile(r"-?[0-9]+")
DOCS, QUERIES, QRELS = "docs.jsonl", "queries.jsonl", "qrels.tsv"


def is_judged_set(folder: Path) -> bool:
    """Whether a folder contains the three files rather than a programme."""
    return (folder / DOCS).is_file() and (folder / QUERIES).is_file()


def read_judged_set(folder: Path) -> tuple[Programme, tuple[JudgedQuery, ...]]:
    """Read docs.jsonl {id, title, text}, queries.jsonl {id, text} and qrels.tsv (query, document, grade; no header).

    Queries without a positive grade are left out, since all rankings of them are equal. Raises GoldenError.
    """
    sessions: dict[str, Session] = {}
    for place, entry in _entries(folder / DOCS):
        session = Session(_text(entry, "id", place), _text(entry, "title", place), _text(entry, "text", place))
        if session.id in sessions:
            raise GoldenError(f"{place}: the id {session.id!r} stands on an earlier line too.")
        sessions[session.id] = session
    grades: dict[str, dict[str, int]] = {}
    for number, line in read_lines(folder / QRELS):
        fields = line.split("\t")
        if len(fields) != 3 or not _GRADE.fullmatch(fields[2].strip()):
            raise GoldenError(f"{folder / QRELS}, line {number}: not query, document and grade with tabs between.")
        query, document, grade = fields
        if document not in sessions:
            raise GoldenError(f"{folder / QRELS}, line {number}: {document!r} is no document of {DOCS}.")
        if int(grade) > 0:
            grades.setdefault(query, {})[document] = int(grade)
    asked: dict[str, str] = {}
    for place, entry in _entries(folder / QUERIES):
        name = _text(entry, "id", place)
        if name in asked:
            raise GoldenError(f"{place}: the id {name!r} stands on an earlier line too.")
        asked[name] = _text(entry, "text", place)
    judged = tuple(JudgedQuery(name, text, grades[name]) for name, text in asked.items() if name in grades)
    if not judged:
        raise GoldenError(f"{folder}: no interest of {QUERIES} has a document in {QRELS}.")
    return Programme(folder.name, folder.name, tuple(sessions.values())), judged


def titles_for_abstracts(programme: Programme) -> tuple[Programme, tuple[JudgedQuery, ...]]:
    """A set for a programme without judgements: each title is a query, and its abstract the answer.

    The returned programme has no titles. Sessions without title or abstract stay in it, but are not queries; sessions
    with the same title are all answers. Raises GoldenError when no query is left.
    """
    answers: dict[str, dict[str, int]] = {}
    for session in programme.searchable:
        if session.title and session.abstract:
            answers.setdefault(session.title, {})[session.id] = 1
    if not answers:
        raise GoldenError(f"{programme.name} has no session with a title and an abstract to measure with.")
    bare = tuple(replace(session, title="") if session.abstract else session for session in programme.searchable)
    judged = tuple(JudgedQuery(f"title {n}", title, found) for n, (title, found) in enumerate(answers.items(), start=1))
    return replace(programme, sessions=bare), judged


def _entries(path: Path) -> Iterator[tuple[str, dict[str, object]]]:
    """The objects of a JSON Lines file, with their location for messages."""
    for number, line in read_lines(path):
        place = f"{path}, line {number}"
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise GoldenError(f"{place}: not JSON ({error}).") from error
        if not isinstance(entry, dict):
            raise GoldenError(f"{place}: not an object with names and values.")
        yield place, entry


def _text(entry: dict[str, object], name: str, place: str) -> str:
    value = entry.get(name)
    if value is None and name in ("title", "text"):
        return ""
    if not isinstance(value, str | int) or value == "":
        if value == "" and name in ("title", "text"):
            return ""
        raise GoldenError(f"{place}: {name!r} is missing.")
    return str(value)
