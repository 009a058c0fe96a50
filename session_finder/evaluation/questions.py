"""Questions as attendees type them, each with the reading it should get.

``read_questions`` reads a questions.jsonl, ``check_questions`` compares it with its programme, and ``subject_form``
gives the form in which an expected subject and a subject that was read are compared.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Final, TypeAlias

from session_finder.domain.sessions import Programme
from session_finder.evaluation.golden import GoldenError, read_lines
from session_finder.text.analyzer import words

LANGUAGES: Final = ("en", "de", "es", "fr", "ja")
FACETS: Final = ("format", "track", "level", "room", "language", "tag", "day", "speaker", "employer", "code")
_LISTS: Final = frozenset({"subjects", "without", *FACETS})
_CLOCK: Final = frozenset({"from", "to", "at"})
_MINUTES: Final = frozenset({"longer", "shorter"})
_KEYS: Final = frozenset({"id", "text", "language", "now", "read", "proposed", "sessions"})

Reading: TypeAlias = Mapping[str, tuple[str, ...] | str | int]


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question and what it should be read as.

    ``now``: the local time of asking, None for the day before the programme begins. ``read``: facets, "subjects" and
    "without" are tuples, "from", "to" and "at" are "HH:MM", "longer" and "shorter" are minutes. ``proposed``: what may
    be offered but not applied. ``sessions``: the first twenty ids that the facets list, all when they are fewer, None
    for a question that is searched.
    """

    id: str
    text: str
    language: str
    now: datetime | None = None
    read: Reading = field(default_factory=dict)
    proposed: Reading = field(default_factory=dict)
    sessions: tuple[str, ...] | None = None


def read_questions(path: Path) -> tuple[AskedQuestion, ...]:
    """Read a questions.jsonl, one question on each line; raise GoldenError with file, line and reason."""
    questions: dict[str, AskedQuestion] = {}
    for number, line in read_lines(path):
        try:
            question = _question(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise GoldenError(f"{path}, line {number}: not a question with its reading ({error!r}).") from error
        if question.id in questions:
            raise GoldenError(f"{path}, line {number}: the id {question.id!r} stands on an earlier line too.")
        questions[question.id] = question
    if not questions:
        raise GoldenError(f"{path} holds no question.")
    return tuple(questions.values())


def check_questions(questions: tuple[AskedQuestion, ...], programme: Programme) -> None:
    """Raise GoldenError when a facet value or a session id is not in the programme, exactly as written there.

    Employers are not compared: a programme writes them as a part of the speaker.
    """
    sessions = programme.sessions
    ids = frozenset(programme.by_id)
    known = {
        "format": {session.format for session in sessions},
        "track": {session.track for session in sessions},
        "level": {session.level for session in sessions},
        "room": {session.room for session in sessions},
        "language": {session.language for session in sessions},
        "tag": {tag for session in sessions for tag in session.tags},
        "day": {session.day.isoformat() for session in sessions if session.day},
        "speaker": {speaker for session in sessions for speaker in session.speakers},
        "code": ids,
    }
    for question in questions:
        for facet, values in known.items():
            expected = question.read.get(facet)
            if isinstance(expected, tuple):
                _refuse_strangers(question, facet, frozenset(expected) - values, programme)
        _refuse_strangers(question, "session", frozenset(question.sessions or ()) - ids, programme)


def subject_form(text: str) -> str:
    """The words of a subject for comparison: folded, without punctuation and stop words, joined by spaces."""
    return " ".join(words(text))


def _refuse_strangers(question: AskedQuestion, facet: str, strangers: frozenset[str], programme: Programme) -> None:
    if strangers:
        raise GoldenError(f"Question {question.id} names {min(strangers)!r}, which is no {facet} of {programme.name}.")


def _question(entry: dict[str, object]) -> AskedQuestion:
    _refuse_unknown(entry.keys() - _KEYS)
    language, now = entry["language"], entry.get("now")
    if language not in LANGUAGES:
        raise ValueError(f"the language is one of {', '.join(LANGUAGES)}, not {language!r}")
    return AskedQuestion(
        id=_text(entry["id"]),
        text=_text(entry["text"]),
        language=_text(language),
        now=None if now is None else _local(_text(now)),
        read=_reading(entry["read"]),
        proposed=_reading(entry.get("proposed", {})),
        sessions=_texts(entry["sessions"]) if "sessions" in entry else None,
    )


def _reading(entry: object) -> Reading:
    if not isinstance(entry, dict):
        raise TypeError(f"a reading is an object, not {entry!r}")
    _refuse_unknown(entry.keys() - _LISTS - _CLOCK - _MINUTES)
    read: dict[str, tuple[str, ...] | str | int] = {}
    for key, value in entry.items():
        if key in _LISTS:
            read[key] = _texts(value)
        elif key in _CLOCK:
            read[key] = _clock(_text(value))
        elif type(value) is int and value > 0:
            read[key] = value
        else:
            raise ValueError(f"{key} is a number of minutes, not {value!r}")
    for day in entry.get("day", ()):
        date.fromisoformat(day)
    return read


def _refuse_unknown(keys: set[str]) -> None:
    if keys:
        raise ValueError(f"unknown key {min(keys)!r}")


def _text(value: object) -> str:
    if isinstance(value, str) and value:
        return value
    raise TypeError(f"a text is expected, not {value!r}")


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(_text(one) for one in value)
    raise TypeError(f"a list of texts is expected, not {value!r}")


def _clock(text: str) -> str:
    if time.fromisoformat(text).isoformat("minutes") != text:
        raise ValueError(f"a time of day is HH:MM, not {text!r}")
    return text


def _local(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is not None:
        raise ValueError(f"now is a local time without a zone, not {text!r}")
    return moment
