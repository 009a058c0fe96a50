"""What the cells of a column say it holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import Final

from session_finder.domain.levels import one_step
from session_finder.intake.cleaning.placeholders import EMPTY
from session_finder.intake.dates.kinds import kind_of_time
from session_finder.intake.model.columns import plain_name
from session_finder.intake.model.header_words import words_of
from session_finder.intake.shared.marked_cells import begins_marked
from session_finder.intake.shared.persons import is_name

FEW: Final = 3  # with fewer filled cells only the name decides
_SHOWN: Final = 2_000  # characters of a cell that are examined
_PROSE: Final = 15  # median words of a column of abstracts
_NUMBER: Final = re.compile(r"[-+]?\d[\d.,\s]*%?")
_CONTACT: Final = re.compile(r"\w@\w|^\+?[\d\s()/-]{7,}$|://")
_LINK: Final = re.compile(r"(?:https?://|www\.)\S+")
_LETTER: Final = re.compile(r"[^\W\d_]")
_MINUTES: Final = re.compile(r"\d[:.h](\d\d)(?::(\d\d))?")
_BETWEEN_NAMES: Final = re.compile(r"[;,&|/\n]|\s(?:and|und|et|y|e|en|i)\s")
_MOST_NAMES: Final = 20
_CODE_OF_LANGUAGE: Final = re.compile(r"[A-Za-z]{2}(?:[-_][A-Za-z]{2,4})?")
_FEWEST_OF_TITLES: Final = 2  # words; an id has fewer
_SHORT_LINE: Final = 60
_YEAR: Final = re.compile(r"\b20\d\d\b")
_WORD_OF_NAME: Final = re.compile(r"[^\W\d_]{3}")
_PLACES: Final = words_of("room")


def cell_value(cell: str) -> str:
    """The stripped text of a cell, "" for placeholders ("NA", "null", "TBA", "-")."""
    text = cell.strip()
    return "" if len(text) <= 4 and text.casefold() in EMPTY else text


def is_number(text: str) -> bool:
    """Whether a cell is a number, such as "12,5", "1 210" or "80 %"."""
    return len(text) <= 40 and _NUMBER.fullmatch(text) is not None


@dataclass(frozen=True)
class Column:
    """A column of a table or a key of JSON objects: its ``header``, and the ``cells`` of a sample of the rows."""

    header: str
    cells: Sequence[str]

    @cached_property
    def texts(self) -> list[str]:
        """The filled cells, cut to what is examined."""
        return [text[:_SHOWN] for cell in self.cells if (text := cell_value(cell))]

    @property
    def filled(self) -> int:
        """How many cells are filled."""
        return len(self.texts)

    def share(self, says: Callable[[str], bool]) -> float:
        """The share of the filled cells for which ``says`` is true, 0 for an empty column."""
        return sum(map(says, self.texts)) / self.filled if self.texts else 0.0

    @cached_property
    def times(self) -> Mapping[str, float]:
        """The share of each kind of time; see dates.kinds."""
        kinds = Counter(map(kind_of_time, self.texts))
        return {kind: count / self.filled for kind, count in kinds.items() if kind}

    @cached_property
    def distinct(self) -> float:
        """The number of different cells, as a share of the filled ones."""
        return len(set(self.texts)) / self.filled if self.texts else 0.0

    @cached_property
    def numbers(self) -> float:
        """The share of numbers."""
        return self.share(is_number)

    @cached_property
    def contacts(self) -> float:
        """The share of e-mail addresses, telephone numbers and links."""
        return self.share(lambda text: _CONTACT.search(text[:100]) is not None)

    @cached_property
    def links(self) -> float:
        """The share of links."""
        return self.share(lambda text: _LINK.match(text) is not None)

    @cached_property
    def length(self) -> float:
        """The median number of characters."""
        return median(map(len, self.texts)) if self.texts else 0.0

    @cached_property
    def words(self) -> float:
        """The median number of words."""
        return median(sum(bool(_LETTER.search(word)) for word in text.split()) for text in self.texts or [""])

    @cached_property
    def marked(self) -> float:
        """The share of cells that begin with a title in bold or as a heading."""
        return self.share(begins_marked)

    @cached_property
    def round_minutes(self) -> float:
        """The share of cells that say a time of day, or Unix seconds, at whole five minutes and without odd seconds."""
        return self.share(_has_round_minutes)

    @cached_property
    def clocked(self) -> bool:
        """Whether most cells have odd seconds, as a machine writes them: when something was entered, not when it is."""
        return self.share(_has_odd_seconds) > 0.5

    @cached_property
    def people(self) -> float:
        """The share of cells that are written like persons' names."""
        return self.share(_names_people)

    @cached_property
    def levels(self) -> float:
        """The share of cells that are one level of difficulty."""
        return self.share(lambda text: len(text) <= _SHORT_LINE and one_step(text) is not None)

    @cached_property
    def in_one_year(self) -> bool:
        """Whether most cells name an event by the same year ("Coastal Days 2027"), and none says that it is a room."""
        if self.share(lambda text: not _PLACES.isdisjoint(plain_name(text[:_SHORT_LINE]).split())):
            return False
        years = Counter(year for text in self.texts if (year := _year_of(text)))
        return any(2 * count > self.filled for _, count in years.most_common(1))

    @property
    def numeric(self) -> bool:
        """Whether most cells are numbers."""
        return self.filled >= FEW and self.numbers > 0.5

    @property
    def prose(self) -> bool:
        """Whether the cells read like abstracts."""
        return self.filled > 0 and self.words >= _PROSE and max(self.numbers, self.people) < 0.5 and self.contacts < 0.3

    @property
    def repeats(self) -> bool:
        """Whether the cells are fewer different ones than sessions, as rooms and tracks are."""
        return self.filled >= 2 * FEW and self.distinct <= 0.5


def _has_round_minutes(text: str) -> bool:
    if kind_of_time(text) == "unix":
        return int(text) % 300 == 0
    found = _MINUTES.search(text[: 2 * _SHORT_LINE])
    return found is not None and found[1][-1] in "05" and found[2] in (None, "00")


def _has_odd_seconds(text: str) -> bool:
    found = _MINUTES.search(text[: 2 * _SHORT_LINE])
    return found is not None and found[2] not in (None, "00")


def _year_of(text: str) -> str:
    """The year in a short text that also holds a word of three letters, else ""."""
    found = _YEAR.search(text[:_SHORT_LINE])
    return found[0] if found and _WORD_OF_NAME.search(text[:_SHORT_LINE]) else ""


def _names_people(text: str) -> bool:
    """Whether a cell is a list of names: two to five words each that begin with a capital, without digits."""
    names = [part for part in _BETWEEN_NAMES.split(text[:1_000], maxsplit=_MOST_NAMES) if part.strip()][:_MOST_NAMES]
    return bool(names) and sum(map(is_name, names)) * 2 > len(names)


def value_vote(field: str, column: Column) -> float:
    """How well the cells fit a field: from -1 for "impossible" to 1 for "nothing else". 0 where they say nothing."""
    if column.filled == 0:
        return _EMPTY
    if column.filled < FEW and field not in _ONE_TELLS:
        return -1.0 if column.prose and field in _ON_A_LINE else 0.0
    vote = _VOTES.get(field)
    return 0.0 if vote is None else max(-1.0, min(1.0, vote(column)))


_EMPTY: Final = -0.3  # a filled column comes before an empty one
_ONE_TELLS: Final = frozenset({"start", "end", "day"})  # one cell is enough to tell a time by
OF_TIME: Final = _ONE_TELLS | {"duration"}
_UNREADABLE: Final = -0.3  # no cell is of the kind: what a known name says counts, and the cells are reported
_ON_A_LINE: Final = frozenset({"id", "track", "level", "format", "room", "start", "end", "day", "duration", "language"})


def _start(column: Column) -> float:
    shares = column.times
    if not shares:
        return _UNREADABLE
    if column.clocked:
        return -1.0
    fitting = shares.get("moment", 0) + shares.get("range", 0) + 0.9 * shares.get("clock", 0)
    return 2 * (fitting + 0.9 * shares.get("unix", 0) + 0.5 * shares.get("number", 0)) - 1


def _end(column: Column) -> float:
    shares = column.times
    if not shares:
        return _UNREADABLE
    if column.clocked:
        return -1.0
    fitting = shares.get("moment", 0) + 0.9 * shares.get("clock", 0) + 0.9 * shares.get("unix", 0)
    return 2 * (fitting + 0.5 * shares.get("number", 0) + 0.2 * shares.get("range", 0)) - 1


def _day(column: Column) -> float:
    shares = column.times
    if column.clocked:
        return -1.0
    known = shares.get("date", 0) + 0.3 * shares.get("moment", 0)
    other = shares.get("clock", 0) + shares.get("duration", 0) + 0.5 * shares.get("range", 0) + column.prose
    return known - other if known or other else -0.2  # "Monday", "Day 2"


def _duration(column: Column) -> float:
    shares = column.times
    if not shares:
        return _UNREADABLE
    return 2 * (shares.get("duration", 0) + 0.8 * shares.get("number", 0) + 0.7 * shares.get("clock", 0)) - 1


def _line(column: Column) -> float:
    """For what is on one line and short."""
    dated = column.times.get("moment", 0) + column.times.get("date", 0) + column.times.get("range", 0)
    return -1.0 if column.prose or column.links > 0.5 or dated > 0.5 else 0.0


def _grouping(column: Column) -> float:
    return _line(column) or (0.3 if column.repeats else -0.2 if column.distinct > 0.9 and column.filled > 8 else 0.0)


def _room(column: Column) -> float:
    if column.in_one_year:
        return -1.0
    return _line(column) or (0.3 if column.repeats else 0.0)


def _level(column: Column) -> float:
    return _line(column) or 1.2 * column.levels - 0.3


def _language(column: Column) -> float:
    return _line(column) or (0.2 if column.repeats or column.share(_is_language_code) > 0.8 else -0.2)


def _is_language_code(text: str) -> bool:
    return _CODE_OF_LANGUAGE.fullmatch(text) is not None


def _speakers(column: Column) -> float:
    timed = sum(share for kind, share in column.times.items() if kind != "number")
    if column.prose or column.links > 0.5 or timed > 0.5 or not names_people(column):
        return -1.0
    return column.people - 0.3


def names_people(column: Column) -> bool:
    """Whether the cells can be names, not numbers or "y" and "n"."""
    return column.filled < FEW or not (
        column.numeric or column.length < 3 or (column.length < 4 and column.distinct < 0.5)
    )


def _title(column: Column) -> float:
    if column.numeric or column.links > 0.5 or column.contacts > 0.5 or (_line(column) < 0 and not column.prose):
        return -1.0
    return 0.4 if column.distinct > 0.9 and 2 <= column.words < 30 else 0.0


def _abstract(column: Column) -> float:
    if column.numeric or column.links > 0.5:
        return -1.0
    return 0.5 if column.prose else -0.1


def _tags(column: Column) -> float:
    return -1.0 if column.links > 0.5 else 0.0


def _url(column: Column) -> float:
    return 2 * column.links - 1 if column.links else _UNREADABLE


def _id(column: Column) -> float:
    return -1.0 if column.words > _FEWEST_OF_TITLES else 0.0


_VOTES: Final[Mapping[str, Callable[[Column], float]]] = {
    "id": _id,
    "title": _title,
    "abstract": _abstract,
    "speakers": _speakers,
    "track": _grouping,
    "level": _level,
    "format": _grouping,
    "room": _room,
    "start": _start,
    "end": _end,
    "day": _day,
    "duration": _duration,
    "language": _language,
    "tags": _tags,
    "url": _url,
}
