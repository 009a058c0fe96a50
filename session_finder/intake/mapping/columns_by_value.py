"""Choose the column of each field: names propose, values decide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from session_finder.intake.cleaning.placeholders import EMPTY
from session_finder.intake.model.columns import AMBIGUOUS, candidates, plain_name
from session_finder.intake.shared.marked_cells import begins_marked
from session_finder.text.vocabulary import load

_SHOWN = 2_000  # characters of a cell that are examined
_FEW = 3  # with fewer filled cells only the name decides
_PROSE = 15  # median words of a column of abstracts
_NUMBER = re.compile(r"[-+]?\d[\d.,\s]*%?")
_CONTACT = re.compile(r"\w@\w|^\+?[\d\s()/-]{7,}$|://")
_LETTER = re.compile(r"[^\W\d_]")
# Headers of private columns, whatever their texts look like.
_HEADERS: Final = load("session_finder.intake", "private_columns")
_ADDRESSES = re.compile(rf"\b(?:{'|'.join(_HEADERS['addresses'])})\b")
_PRIVATE = re.compile(rf"\b(?:{'|'.join(_HEADERS['private'])})\b")


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """Statistics of a column's cells. ``distinct``, ``numbers`` and ``contacts`` are shares of the filled cells."""

    filled: int
    distinct: float
    numbers: float
    contacts: float
    length: float  # median characters
    words: float  # median words
    marked: float = 0.0  # share of the cells that begin with a title in bold or as a heading

    @property
    def numeric(self) -> bool:
        """Whether most cells are numbers."""
        return self.filled >= _FEW and self.numbers > 0.5

    @property
    def prose(self) -> bool:
        """Whether the cells read like abstracts."""
        return self.filled > 0 and self.words >= _PROSE and self.numbers < 0.5 and self.contacts < 0.3


def cell_value(cell: str) -> str:
    """The stripped text of a cell, "" for placeholders ("NA", "null", "TBA", "-")."""
    text = cell.strip()
    return "" if len(text) <= 4 and text.casefold() in EMPTY else text


def is_number(text: str) -> bool:
    """Whether a cell is a number, such as "12,5", "1 210" or "80 %"."""
    return len(text) <= 40 and _NUMBER.fullmatch(text) is not None


def profile(column: Sequence[str]) -> ColumnProfile:
    """Compute the statistics of a column; a sample of some hundred cells is enough."""
    cells = [text[:_SHOWN] for cell in column if (text := cell_value(cell))]
    if not cells:
        return ColumnProfile(0, 0, 0, 0, 0, 0)
    count = len(cells)
    return ColumnProfile(
        filled=count,
        distinct=len(set(cells)) / count,
        numbers=sum(map(is_number, cells)) / count,
        contacts=sum(bool(_CONTACT.search(cell[:100])) for cell in cells) / count,
        length=median(map(len, cells)),
        words=median(sum(bool(_LETTER.search(word)) for word in cell.split()) for cell in cells),
        marked=sum(map(begins_marked, cells)) / count,
    )


_JUDGED: Final = frozenset({"title", "abstract", "speakers"})


def choose_columns(headers: Sequence[str], looks: Sequence[ColumnProfile]) -> dict[str, int]:
    """Map fields to positions by names and values; title and abstract by values alone if no name fits."""
    called = candidates(headers)
    found = {field: _first(field, places, looks) for field, places in called.items() if field not in _JUDGED}
    places = {field: place for field, place in found.items() if place is not None}
    speakers = [place for place in called.get("speakers", []) if _names_people(looks[place])]
    if speakers:
        places["speakers"] = speakers[0]
    abstract = _abstract(called.get("abstract", []), headers, looks, set(places.values()))
    if abstract is not None:
        places["abstract"] = abstract
    title = _title(called.get("title", []), headers, looks, places)
    if title is not None:
        places["title"] = title
    return places


def _first(field: str, places: Sequence[int], looks: Sequence[ColumnProfile]) -> int | None:
    """The first column that is neither empty nor prose, or else the first empty one."""
    fitting = [place for place in places if not (looks[place].prose and field != "tags")]
    return next((place for place in fitting if looks[place].filled), next(iter(fitting), None))


def _names_people(seen: ColumnProfile) -> bool:
    """Whether the cells can be names, not numbers or "y" and "n"."""
    return seen.filled < _FEW or not (seen.numeric or seen.length < 3 or (seen.length < 4 and seen.distinct < 0.5))


def _abstract(
    named: Sequence[int], headers: Sequence[str], looks: Sequence[ColumnProfile], taken: set[int]
) -> int | None:
    """The first named column with prose, else the longest prose that is not private, else the longest named text."""
    texts = [place for place in named if not looks[place].numeric]
    for place in texts:
        if looks[place].prose:
            return place
    free = [place for place in range(len(headers)) if place not in taken and not is_private(headers[place])]
    proses = [place for place in free if looks[place].prose and _is_short(headers[place])]
    if proses:
        return max(proses, key=lambda place: (looks[place].length, -place))
    return max(texts, key=lambda place: (looks[place].length, -texts.index(place)), default=None)


def _title(
    named: Sequence[int], headers: Sequence[str], looks: Sequence[ColumnProfile], places: dict[str, int]
) -> int | None:
    """The first named column that distinguishes sessions, else the column with the shortest distinct texts.

    Returns the abstract's position if its cells hold the title too, marked as bold or heading.
    """
    texts = [place for place in named if not looks[place].numeric and place != places.get("abstract")]
    if _attendee_list(headers, texts, places):
        return None
    clear = [place for place in texts if not _doubtful(headers[place], looks[place])]
    if clear:
        return clear[0]
    by_value = _by_value(headers, looks, places)
    if by_value is not None:
        return by_value
    abstract = places.get("abstract")
    if abstract is not None and looks[abstract].marked > 0.8:
        return abstract
    return next(iter(texts), None)


def _doubtful(header: str, seen: ColumnProfile) -> bool:
    """Whether the column more likely holds blocks of talks or forms of address than titles."""
    repeats = seen.filled >= 5 and seen.distinct < 0.5
    return repeats and (plain_name(header) in AMBIGUOUS or seen.words <= 1)


def _by_value(headers: Sequence[str], looks: Sequence[ColumnProfile], places: dict[str, int]) -> int | None:
    """A column that reads like titles and is not private. None in lists of people."""
    if any(is_private(header, addresses_only=True) for header in headers) and "abstract" not in places:
        return None
    fitting = [
        place
        for place, seen in enumerate(looks)
        if place not in places.values() and not is_private(headers[place]) and _is_short(headers[place])
        and seen.filled >= _FEW and seen.distinct == 1 and 3 <= seen.words < 30 and seen.contacts < 0.1
    ]  # fmt: skip
    return min(fitting, key=lambda place: (looks[place].length, place), default=None)


def _attendee_list(headers: Sequence[str], titles: Sequence[int], places: dict[str, int]) -> bool:
    """Whether "name" is a person's name: the table has addresses and no other column of a programme."""
    only_names = all(plain_name(headers[place]) == "name" for place in titles)
    addressed = any(is_private(header, addresses_only=True) for header in headers)
    return only_names and addressed and not places.keys() & {"abstract", "speakers", "room", "start", "track"}


def is_private(header: str, *, addresses_only: bool = False) -> bool:
    """Whether a header announces private data. ``addresses_only``: only e-mail, telephone and the like."""
    name = plain_name(header[:200])
    return bool(_ADDRESSES.search(name) or (not addresses_only and _PRIVATE.search(name)))


def _is_short(header: str) -> bool:
    """Whether a header has at most three words. Questions in sentences are answered for the organizers only."""
    return bool(header.strip()) and "?" not in header and len(plain_name(header).split()) <= 3
