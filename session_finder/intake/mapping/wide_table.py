"""Turn a table with several talks in a row into one with a row for each: p1_title, p1_authors, p2_title, p2_authors."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from session_finder.intake.model.header_words import name_votes
from session_finder.intake.model.sources import Row, Table

_TRACK: Final = "track"  # what a talk's session is to the talk
_LONGEST: Final = 100  # characters of a header
_NUMBERED: Final = re.compile(r"(?P<before>[^\W\d_]{1,20})[\s_.-]?(?P<number>\d{1,3})[\s_.:-]{1,3}(?P<what>\S.*)")


def unfolded(table: Table) -> Table | None:
    """The table with a row for each talk, None for other tables.

    Each row has the columns of its session, and then those of one talk without their number. A session without talks
    is one row, with its own title. Columns are numbered talks if at least two numbers have a title each.
    """
    header = table.header
    groups: dict[int, dict[str, int]] = defaultdict(dict)  # number → what → position
    before: set[str] = set()
    for place, cell in enumerate(header.cells):
        found = _NUMBERED.fullmatch(" ".join(cell.split())) if len(cell) <= _LONGEST else None
        if found is not None:
            groups[int(found["number"])].setdefault(found["what"].casefold(), place)
            before.add(found["before"].casefold())
    titled = [number for number, columns in groups.items() if any("title" in name_votes(what) for what in columns)]
    if len(titled) < 2 or len(before) != 1 or "speakers" in name_votes(*before):  # "Speaker 1 title" is "Dr"
        return None
    talks = [groups[number] for number in sorted(titled)]
    kinds = list(dict.fromkeys(what for columns in talks for what in columns))
    of_talks = {place for columns in talks for place in columns.values()}
    shared = [place for place in range(len(header.cells)) if place not in of_talks]
    titles = [place for place in shared if "title" in name_votes(header.cells[place])]
    own_title = titles[0] if titles and not any("track" in name_votes(cell) for cell in header.cells) else -1
    names = (*(_TRACK if place == own_title else header.cells[place] for place in shared), *kinds)
    alone = {what: own_title for what in kinds if "title" in name_votes(what)}
    rows = [row for whole in table.rows[1:] for row in _rows(whole, shared, (*talks, alone), kinds)]
    return Table(table.name, (Row(header.line, names), *rows))


def _rows(  # the last of ``talks`` is that of a session without talks
    whole: Row, shared: Sequence[int], talks: Sequence[dict[str, int]], kinds: Sequence[str]
) -> Iterator[Row]:
    def cell(place: int) -> str:
        return whole.cells[place] if 0 <= place < len(whole.cells) else ""

    session = tuple(cell(place) for place in shared)
    *whole_talks, alone = (tuple(cell(columns.get(what, -1)) for what in kinds) for columns in talks)
    filled = [talk for talk in whole_talks if any(text.strip() for text in talk)]
    yield from (Row(whole.line, (*session, *talk)) for talk in filled or [alone])
