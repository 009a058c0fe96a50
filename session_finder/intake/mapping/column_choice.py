"""Choose the column of each session field: values and names vote, and the best total decides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from session_finder.intake.mapping.assignment import best_assignment
from session_finder.intake.mapping.column_values import FEW, OF_TIME, Column, value_vote
from session_finder.intake.mapping.columns_by_group import tells_groups, tells_kinds
from session_finder.intake.model.columns import AMBIGUOUS, plain_name
from session_finder.intake.model.columns import FIELDS as KNOWN
from session_finder.intake.model.header_words import is_private, is_short, name_votes, says_other
from session_finder.intake.model.problems import Problem

_LEAST: Final = 0.45  # the total of both votes from which a column is taken
_MARGIN: Final = 0.1  # the difference of two totals below which a column may be either field
_BY_POSITION: Final = 1e-6  # of equal columns the first
_SURE: Final = 0.8  # the share of cells that make a column what it is without a name
_DAYS: Final = 31  # of a conference
_PROGRAMME: Final = frozenset({"abstract", "room", "start", "track"})
_GROUPS: Final = frozenset({"track", "format"})
_DOUBTFUL: Final = _LEAST + 0.1  # the total of a doubtful title: it is taken only where nothing else is a title
_OF_KINDS: Final = _DOUBTFUL - 0.01  # a column of kinds or groups is taken where no other field wants it
_OF_GROUPS: Final = _DOUBTFUL - 0.02


def choose_columns(columns: Sequence[Column]) -> dict[str, int]:
    """Map fields to positions. Title, abstract, times and level may be found by values alone.

    Title and abstract are one column if its cells hold both, the title marked as bold or heading. A list of people has
    no columns of sessions.
    """
    fields = tuple(KNOWN)
    gains = [
        [_total(field, column) - _LEAST - place * _BY_POSITION for place, column in enumerate(columns)]
        for field in fields
    ]
    places = {fields[row]: place for row, place in best_assignment(gains).items()}
    if _lists_people(columns, places):
        return {}
    abstract, title = places.get("abstract"), places.get("title")
    if abstract is not None and columns[abstract].marked > _SURE and (title is None or _is_doubtful(columns[title])):
        places["title"] = abstract
    return places


def is_guessed(field: str, header: str) -> bool:
    """Whether a header says nothing of the field, so that its column was chosen by values alone."""
    return field not in name_votes(header)


def choice_problems(
    columns: Sequence[Column], places: Mapping[str, int], labels: Sequence[str], line: int = 0
) -> Iterator[tuple[str, Problem]]:
    """Yield (field, problem) for the columns that were chosen by values alone, or that may as well be another field.

    ``labels``: the headers as they are shown. ``line``: the line of the header.
    """
    headers = [column.header for column in columns]
    for field, place in places.items():
        label = " ".join(labels[place].split())[:80]
        if field in _GROUPS and is_guessed(field, headers[place]):
            what = "puts the sessions into groups" if field == "track" else "says what kind of session each is"
            advice = f"No column is called {field}; this one {what} and was taken. Check it."
            yield field, Problem("note", "guessed-group", advice, line, label)
        elif is_guessed(field, headers[place]):
            advice = f"No column that is called {field} reads like one; this one does and was taken. Check it."
            yield field, Problem("warning", "guessed-column", advice, line, label)
        elif other := _other_meaning(field, columns[place], places):
            advice = f"This column was read as {field}, and may as well be {other}. Check it."
            yield field, Problem("warning", "column-of-two-meanings", advice, line, label)


def _other_meaning(field: str, column: Column, places: Mapping[str, int]) -> str:
    """The field without a column for which this column would do nearly as well, "" for none.

    Fields of time are none: the cells tell them apart.
    """
    if field in OF_TIME:
        return ""
    least = max(_total(field, column) - _MARGIN, _LEAST)
    others = (other for other in KNOWN if other not in places and other not in OF_TIME)
    return next((other for other in others if _total(other, column) > least), "")


def _total(field: str, column: Column) -> float:
    """The votes of name and values together."""
    vote = name_votes(column.header).get(field, 0.0)
    if not vote:
        return _vote_alone(field, column)
    if field == "title" and _is_doubtful(column):
        return _DOUBTFUL
    return vote + value_vote(field, column)


def _is_doubtful(column: Column) -> bool:
    """Whether a column that is called title more likely holds blocks of talks or forms of address."""
    repeats = column.filled >= 5 and column.distinct < 0.5
    return repeats and (plain_name(column.header) in AMBIGUOUS or column.words <= 1)


def _vote_alone(field: str, column: Column) -> float:
    """The vote of the values of a column whose header says nothing of the field."""
    vote = _ALONE.get(field)
    return vote(column) if vote and _may_be_explained_by_values(column) else 0.0


def _may_be_explained_by_values(column: Column) -> bool:
    header = column.header
    return column.filled >= FEW and is_short(header) and not is_private(header) and not says_other(header)


def _title_alone(column: Column) -> float:
    """Different texts that are no sentences; of several such columns the shortest."""
    fits = column.distinct == 1 and 3 <= column.words < 30 and column.contacts < 0.1
    return 0.6 - min(column.length, 1_000) / 10_000 if fits else 0.0


def _abstract_alone(column: Column) -> float:
    """Prose, which wins over short texts of that name; of several such columns the longest."""
    return 1.0 + min(column.length, 10_000) / 100_000 if column.prose else 0.0


def _start_alone(column: Column) -> float:
    """Moments as people plan them. What a machine writes has odd minutes."""
    times = sum(column.times.get(kind, 0.0) for kind in ("moment", "range", "unix"))
    return 0.7 if times >= _SURE and column.round_minutes >= _SURE else 0.0


def _day_alone(column: Column) -> float:
    few = column.repeats and len(set(column.texts)) <= _DAYS
    return 0.55 if few and column.times.get("date", 0.0) >= _SURE else 0.0


def _level_alone(column: Column) -> float:
    return 0.6 if column.levels >= _SURE and len(set(column.texts)) > 1 else 0.0


def _track_alone(column: Column) -> float:
    return _OF_GROUPS * tells_groups(column)


def _format_alone(column: Column) -> float:
    return _OF_KINDS if tells_kinds(column) else 0.0


_ALONE: Final[Mapping[str, Callable[[Column], float]]] = {
    "title": _title_alone,
    "abstract": _abstract_alone,
    "start": _start_alone,
    "day": _day_alone,
    "level": _level_alone,
    "track": _track_alone,
    "format": _format_alone,
}


def columns_of_people(columns: Sequence[Column]) -> list[int]:
    """The positions of columns that no header explains and that hold persons' names: speakers, or somebody else."""
    return [
        place
        for place, column in enumerate(columns)
        if _may_be_explained_by_values(column)
        and not name_votes(column.header)
        and column.people >= _SURE
        and column.words >= 2
        and column.distinct >= 0.5
        and not column.prose
    ]


def _lists_people(columns: Sequence[Column], places: Mapping[str, int]) -> bool:
    """Whether the table has addresses and no column that only a programme has."""
    told = places.keys() & _PROGRAMME
    if "track" in told and is_guessed("track", columns[places["track"]].header):
        told = told - {"track"}
    if told or not any(is_private(column.header, addresses_only=True) for column in columns):
        return False
    title = columns[places["title"]].header if "title" in places else "name"
    return plain_name(title) == "name" or is_guessed("title", title)
