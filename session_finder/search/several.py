"""Search several subjects at once: when a list is split, and how its parts share the answer.

"Leadership, hiring, burnout and SQL" is four interests; "bias, fairness and privacy" is one. Judged lists are nearly
all of the second kind, and searching the whole ranks them better (see RESULTS.md). An unlike list shows in the
programme: no session is a good answer to the whole, while several parts have good answers of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from session_finder.query.subjects import is_loose
from session_finder.retrieval.calibration import CLOSE, STRONG
from session_finder.search.ranking import Ranking

SPLIT_BELOW: Final = -0.6  # log odds of the best session for the whole, from which a list is one topic
_FEWEST: Final = 2  # parts with a good answer of their own


def may_be_several(whole: Ranking) -> bool:
    """Whether nothing fits a list as a whole well enough to be one topic."""
    return whole.odds(whole.best) < (STRONG if is_loose(whole.subject.text) else SPLIT_BELOW)


def are_several(parts: Sequence[Ranking], same: Callable[[int], int]) -> bool:
    """Whether several parts have different good answers. ``same``: the row that stands for a row's duplicates."""
    good = {same(part.best) for part in parts if part.odds(part.best) >= STRONG}
    return len(good) >= _FEWEST


def close_rows(ranking: Ranking, rows: Sequence[int]) -> list[int]:
    """Those of ``rows`` that are close to the subject."""
    return [row for row in rows if ranking.odds(row) >= CLOSE]


def taking_turns(
    close: Sequence[Sequence[int]], rankings: Sequence[Sequence[int]], same: Callable[[int], int]
) -> list[tuple[int, int]]:
    """Rows, each with the place of its subject: subjects with a close row take turns, and no session comes twice.

    ``rankings``: the rows of each subject, best first, and ``close`` those of them that are close, which come first. A
    longer ranking only makes the list longer.
    """
    taken: set[int] = set()
    order: list[tuple[int, int]] = []
    for lists in (close, [own if near else () for own, near in zip(rankings, close, strict=True)]):
        waiting = {place: iter(own) for place, own in enumerate(lists)}
        while waiting:
            for place, own in list(waiting.items()):
                row = next((row for row in own if same(row) not in taken), None)
                if row is None:
                    del waiting[place]
                else:
                    taken.add(same(row))
                    order.append((row, place))
    return order


def nearest_subject(rankings: Sequence[Ranking], row: int) -> int:
    """The place of the subject that a session fits best."""
    return max(range(len(rankings)), key=lambda place: rankings[place].odds(row))
