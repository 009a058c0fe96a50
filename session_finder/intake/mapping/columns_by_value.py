"""Whether a column holds what its name promises: a name is a proposal, and the values have the last word."""

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

_SHOWN = 2_000  # characters of a cell that are looked at
_FEW = 3  # below so many filled cells the name alone decides
_PROSE = 15  # words of a middling abstract that no name announces
_NUMBER = re.compile(r"[-+]?\d[\d.,\s]*%?")
_CONTACT = re.compile(r"\w@\w|^\+?[\d\s()/-]{7,}$|://")
_LETTER = re.compile(r"[^\W\d_]")
# Headers whose columns are nobody's business, however well their texts read.
_HEADERS: Final = load("session_finder.intake", "private_columns")
_ADDRESSES = re.compile(rf"\b(?:{'|'.join(_HEADERS['addresses'])})\b")
_PRIVATE = re.compile(rf"\b(?:{'|'.join(_HEADERS['private'])})\b")


@dataclass(frozen=True, slots=True)
class Look:
    """What a column's cells look like. ``numbers`` and ``contacts``: shares of the filled cells, as is ``distinct``."""

    filled: int
    distinct: float
    numbers: float
    contacts: float
    length: float  # characters of the middling cell
    words: float  # of the middling cell
    marked: float = 0.0  # share of the cells whose markup sets a title off from the rest

    @property
    def numeric(self) -> bool:
        """Whether numbers are what it holds."""
        return self.filled >= _FEW and self.numbers > 0.5

    @property
    def prose(self) -> bool:
        """Whether it reads like abstracts."""
        return self.filled > 0 and self.words >= _PROSE and self.numbers < 0.5 and self.contacts < 0.3


def said(cell: str) -> str:
    """What a cell says, "" where it only says that it says nothing ("NA", "null", "TBA", "-")."""
    text = cell.strip()
    return "" if len(text) <= 4 and text.casefold() in EMPTY else text


def is_number(text: str) -> bool:
    """Whether a cell is a number and nothing else; "12,5", "1 210" and "80 %" are."""
    return len(text) <= 40 and _NUMBER.fullmatch(text) is not None


def look(column: Sequence[str]) -> Look:
    """What the column's cells look like; a sample of some hundred is enough."""
    cells = [text[:_SHOWN] for cell in column if (text := said(cell))]
    if not cells:
        return Look(0, 0, 0, 0, 0, 0)
    count = len(cells)
    return Look(
        filled=count,
        distinct=len(set(cells)) / count,
        numbers=sum(map(is_number, cells)) / count,
        contacts=sum(bool(_CONTACT.search(cell[:100])) for cell in cells) / count,
        length=median(map(len, cells)),
        words=median(sum(bool(_LETTER.search(word)) for word in cell.split()) for cell in cells),
        marked=sum(map(begins_marked, cells)) / count,
    )


_JUDGED: Final = frozenset({"title", "abstract", "speakers"})


def confirmed(headers: Sequence[str], looks: Sequence[Look]) -> dict[str, int]:
    """Field → position: the column that is called so and looks so; title and abstract by their looks where need be."""
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


def _first(field: str, places: Sequence[int], looks: Sequence[Look]) -> int | None:
    """The first that holds something and is no prose; of wholly empty ones the first."""
    fitting = [place for place in places if not (looks[place].prose and field != "tags")]
    return next((place for place in fitting if looks[place].filled), next(iter(fitting), None))


def _names_people(seen: Look) -> bool:
    """Whether these can be names, and not "y" and "n" or numbers."""
    return seen.filled < _FEW or not (seen.numeric or seen.length < 3 or (seen.length < 4 and seen.distinct < 0.5))


def _abstract(named: Sequence[int], headers: Sequence[str], looks: Sequence[Look], taken: set[int]) -> int | None:
    """The first named column with prose; else the longest named text; else the longest text that is not private."""
    texts = [place for place in named if not looks[place].numeric]
    for place in texts:
        if looks[place].prose:
            return place
    free = [place for place in range(len(headers)) if place not in taken and not private(headers[place])]
    proses = [place for place in free if looks[place].prose and _plain(headers[place])]
    if proses:
        return max(proses, key=lambda place: (looks[place].length, -place))
    return max(texts, key=lambda place: (looks[place].length, -texts.index(place)), default=None)


def _title(named: Sequence[int], headers: Sequence[str], looks: Sequence[Look], places: dict[str, int]) -> int | None:
    """The first named column that tells sessions apart; else the shortest prose of which no two cells are the same.

    A position that is the abstract's too: the cells hold the title as well, and their markup tells it apart.
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


def _doubtful(header: str, seen: Look) -> bool:
    """Whether the column is more likely the block that a talk is in, or how its speaker is addressed."""
    repeats = seen.filled >= 5 and seen.distinct < 0.5
    return repeats and (plain_name(header) in AMBIGUOUS or seen.words <= 1)


def _by_value(headers: Sequence[str], looks: Sequence[Look], places: dict[str, int]) -> int | None:
    """A column that reads like titles, when its header keeps no secret; never in a list of people."""
    if any(private(header, addresses_only=True) for header in headers) and "abstract" not in places:
        return None
    fitting = [
        place
        for place, seen in enumerate(looks)
        if place not in places.values() and not private(headers[place]) and _plain(headers[place])
        and seen.filled >= _FEW and seen.distinct == 1 and 3 <= seen.words < 30 and seen.contacts < 0.1
    ]  # fmt: skip
    return min(fitting, key=lambda place: (looks[place].length, place), default=None)


def _attendee_list(headers: Sequence[str], titles: Sequence[int], places: dict[str, int]) -> bool:
    """Whether "name" is a person's: addresses stand beside it, and nothing of a programme does."""
    only_names = all(plain_name(headers[place]) == "name" for place in titles)
    addressed = any(private(header, addresses_only=True) for header in headers)
    return only_names and addressed and not places.keys() & {"abstract", "speakers", "room", "start", "track"}


def private(header: str, *, addresses_only: bool = False) -> bool:
    """Whether a header promises what attendees must never see; ``addresses_only``: e-mail, telephone and the like."""
    name = plain_name(header[:200])
    return bool(_ADDRESSES.search(name) or (not addresses_only and _PRIVATE.search(name)))


def _plain(header: str) -> bool:
    """Whether a header is a word or three: what is asked in a sentence is answered for the organizer alone."""
    return bool(header.strip()) and "?" not in header and len(plain_name(header).split()) <= 3
