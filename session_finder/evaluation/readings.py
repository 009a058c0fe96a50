"""Evaluate how queries are read: compare each question's reading with the one that it should get.

Questions that list sessions are listed, and none is searched for, so the model computes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from session_finder.evaluation.questions import AskedQuestion, subject_form
from session_finder.filters.filters import Filters
from session_finder.query.query import combined
from session_finder.search.loaded_conference import LoadedConference
from session_finder.search.request import Request, understand

LISTED: Final = 20  # sessions of a list that are compared; an expected list with fewer is complete
_NAMES: Final = {"begin": "from", "end": "to", "unsaid": "without"}  # in a question where the filter's name differs
_NOON: Final = time(12)
_NO_DAY: Final = date(2000, 1, 1)  # in a programme without days no day is read


@dataclass(frozen=True, slots=True)
class QuestionReading:
    """A question as it was read.

    ``read`` has the filters and the subject that are searched for, ``offered`` the filters that are offered but not
    applied, both as a question writes them. ``listed``: the first LISTED ids, None for a question that is searched.
    """

    question: AskedQuestion
    read: Mapping[str, Any]
    offered: Mapping[str, Any]
    listed: tuple[str, ...] | None = None

    @property
    def exact(self) -> bool:
        """Whether the filters and the subject are the expected ones."""
        return _values(self.read) == _values(self.question.read) and _same_subject(self.read, self.question.read)

    @property
    def false(self) -> bool:
        """Whether a filter was read that is not expected: it hides sessions."""
        return not _values(self.read) <= _values(self.question.read)

    @property
    def list_exact(self) -> bool:
        """Whether exactly the expected sessions are listed, in this order; true when no list is expected."""
        return self.question.sessions is None or self.question.sessions[:LISTED] == self.listed

    @property
    def offer_exact(self) -> bool:
        """Whether all that is to be offered is offered."""
        return _values(self.question.proposed) <= _values(self.offered)

    @property
    def right(self) -> bool:
        """Whether everything is as expected."""
        return self.exact and self.list_exact and self.offer_exact


@dataclass(frozen=True, slots=True)
class Readings:
    """The readings of all questions about a programme, at least one, and their figures."""

    each: tuple[QuestionReading, ...]

    @property
    def questions(self) -> int:
        """How many questions were read."""
        return len(self.each)

    @property
    def exact(self) -> int:
        """How many are read exactly as expected."""
        return sum(one.exact for one in self.each)

    @property
    def false(self) -> int:
        """How many are read with a filter that is not expected."""
        return sum(one.false for one in self.each)

    @property
    def lists(self) -> int:
        """How many should list sessions."""
        return sum(one.question.sessions is not None for one in self.each)

    @property
    def exact_lists(self) -> int:
        """How many of these list the expected sessions."""
        return sum(one.question.sessions is not None and one.list_exact for one in self.each)

    @property
    def proposals(self) -> int:
        """How many should offer something."""
        return sum(bool(one.question.proposed) for one in self.each)

    @property
    def exact_proposals(self) -> int:
        """How many of these offer it."""
        return sum(bool(one.question.proposed) and one.offer_exact for one in self.each)

    @property
    def wrong(self) -> tuple[QuestionReading, ...]:
        """Those that differ from what is expected in anything."""
        return tuple(one for one in self.each if not one.right)


def readings_of(loaded: LoadedConference, questions: tuple[AskedQuestion, ...]) -> Readings:
    """Read each question as ``loaded`` does."""
    return Readings(tuple(_reading_of(loaded, question) for question in questions))


def _reading_of(loaded: LoadedConference, question: AskedQuestion) -> QuestionReading:
    request = understand(question.text, loaded.lexicon, _moment(loaded, question))
    subject = {"subjects": (request.subject,)} if request.subject else {}
    return QuestionReading(
        question,
        {**subject, **_as_asked(request.filters)},
        _as_asked(combined(part.filters for part in request.query.offered)),
        _listed(loaded, request),
    )


def _moment(loaded: LoadedConference, question: AskedQuestion) -> datetime:
    """When a question is asked, with a time zone: by default at noon of the day before the programme begins."""
    first = next(iter(loaded.lexicon.calendar.dates), _NO_DAY)
    eve = datetime.combine(first - timedelta(days=1), _NOON)
    return (question.now or eve).replace(tzinfo=loaded.programme.zone or UTC)


def _listed(loaded: LoadedConference, request: Request) -> tuple[str, ...] | None:
    if not request.lists:
        return None
    return tuple(match.session.id for match in loaded.finder.find(request, LISTED).matches)


def _as_asked(filters: Filters) -> dict[str, Any]:
    """Filters under the names of a question, times as HH:MM."""
    found = {_NAMES.get(name, name): getattr(filters, name) for name in filters.active}
    return {name: f"{value:%H:%M}" if isinstance(value, time) else value for name, value in found.items()}


def _values(read: Mapping[str, Any]) -> frozenset[tuple[str, Any]]:
    """The values of all filters with the filter's name, without case."""
    several = {name: value if isinstance(value, tuple) else (value,) for name, value in read.items()}
    pairs = ((name, one) for name, values in several.items() if name != "subjects" for one in values)
    return frozenset((name, one.casefold() if isinstance(one, str) else one) for name, one in pairs)


def _same_subject(read: Mapping[str, Any], expected: Mapping[str, Any]) -> bool:
    """Whether the subjects have the same words; several expected ones are compared with the whole subject's words."""
    forms = [subject_form(" ".join(one.get("subjects", ()))) for one in (read, expected)]
    if len(expected.get("subjects", ())) > 1:
        return set(forms[0].split()) == set(forms[1].split())
    return forms[0] == forms[1]
