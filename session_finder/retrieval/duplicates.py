"""Find duplicate documents: one talk given twice, or listed once for each speaker.

Words are compared, not vectors: the talks of a series ("Part 1", "Part 2") have almost the same vector and are
different talks. Two documents are compared when they share a title or either end of a body (blocking).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from session_finder.models.encoder import Vectors
from session_finder.retrieval import ordering
from session_finder.retrieval.passages import Document
from session_finder.text.analyzer import words

ALIKE, ALIKE_UNDER_OTHER_TITLES = 0.8, 0.9  # Jaccard similarity of the words of two bodies
FEWEST, FEWEST_UNDER_OTHER_TITLES = 5, 20  # words in a body for such a comparison; "To be announced" is too short
_END = 8  # words at either end of a body
_COMPARED = (
    50  # different bodies in one block that each further one is compared with; bounds a thousand talks called "Keynote"
)
Rows = npt.NDArray[np.intp]
_Bag = tuple[tuple[str, ...], frozenset[str]]


class DuplicateGroups:
    """Which of n documents say the same: ``leaders`` (n,) has for each the first row of its group, see ``groups``."""

    def __init__(self, leaders: Rows) -> None:
        self._leaders = leaders

    def leader(self, row: int) -> int:
        """The first row of the group that ``row`` belongs to, ``row`` itself when it has no duplicate before it."""
        return int(self._leaders[row])

    def others(self, row: int) -> tuple[int, ...]:
        """The other rows of the same group, ascending."""
        return tuple(other for other in self._members.get(self.leader(row), ()) if other != row)

    def count(self, rows: Rows | None) -> int:
        """The number of different groups among ``rows``, among all documents when None."""
        return self._total if rows is None else len(np.unique(self._leaders[rows]))

    def without(self, rows: Rows, excluded: Sequence[int]) -> Rows:
        """The ``rows`` that are neither in ``excluded`` nor a duplicate of one that is."""
        return rows[~np.isin(self._leaders[rows], self._leaders[list(excluded)])] if excluded else rows

    def best_distinct(self, scores: Vectors, rows: Rows | None, count: int) -> list[int]:
        """The ``count`` best of ``rows`` (all when None) by ``scores`` (n,), with only the best row of each group."""
        candidates = scores if rows is None else scores[rows]
        depth = count + 5
        while True:
            places = ordering.best(candidates, depth)
            found = places if rows is None else [int(rows[place]) for place in places]
            best_of_group = {self.leader(row): row for row in reversed(found)}
            if len(best_of_group) >= count or len(found) == len(candidates):
                kept = set(best_of_group.values())
                return [row for row in found if row in kept][:count]
            depth *= 4

    @cached_property
    def _members(self) -> dict[int, list[int]]:
        """The rows of each group of two or more, by its leader."""
        members: dict[int, list[int]] = {}
        for row, leader in enumerate(self._leaders):
            members.setdefault(int(leader), []).append(row)
        return {leader: rows for leader, rows in members.items() if len(rows) > 1}

    @cached_property
    def _total(self) -> int:
        return len(np.unique(self._leaders))


def groups(documents: Sequence[Document]) -> Rows:
    """For each document the row of the first one that says the same, its own row if none does: (n,) intp.

    Under one title, bodies of a few words must be equal; without bodies, all other fields must be.
    """
    leader = list(range(len(documents)))

    def first_of(row: int) -> int:
        while leader[row] != row:
            leader[row] = leader[leader[row]]
            row = leader[row]
        return row

    bags = [_bag(document) for document in documents]
    for rows in _blocks(documents, bags):
        kept: list[int] = []  # different documents of the block
        for row in rows:
            same = next((other for other in kept[-_COMPARED:] if _alike(documents, bags, other, row)), None)
            if same is None:
                kept.append(row)
            else:
                low, high = sorted((first_of(same), first_of(row)))
                leader[high] = low
    return np.array([first_of(row) for row in range(len(documents))], dtype=np.intp)


def _bag(document: Document) -> _Bag:
    body = tuple(words(document.body))
    return body, frozenset(body)


def _blocks(documents: Sequence[Document], bags: Sequence[_Bag]) -> Iterator[list[int]]:
    """Rows that may be duplicates of each other, ascending."""
    blocks: dict[Hashable, list[int]] = {}
    for row, (document, (body, _)) in enumerate(zip(documents, bags, strict=True)):
        title = tuple(words(document.title))
        keys: list[Hashable] = [("same", document.title, body or (document.about, document.employers))]
        if title:
            keys.append(("title", title))
        if len(body) >= FEWEST:
            keys += [("begin", body[:_END]), ("end", body[-_END:])]
        for key in keys:
            blocks.setdefault(key, []).append(row)
    return (rows for rows in blocks.values() if len(rows) > 1)


def _alike(documents: Sequence[Document], bags: Sequence[_Bag], one: int, other: int) -> bool:
    left, right = documents[one], documents[other]
    (first, first_set), (second, second_set) = bags[one], bags[other]
    one_title = words(left.title) == words(right.title) if first or second else left.title == right.title
    fewest, alike = (FEWEST, ALIKE) if one_title else (FEWEST_UNDER_OTHER_TITLES, ALIKE_UNDER_OTHER_TITLES)
    if min(len(first), len(second)) < fewest:
        return (
            one_title
            and first == second
            and (bool(first) or (left.about, left.employers) == (right.about, right.employers))
        )
    return len(first_set & second_set) >= alike * len(first_set | second_set)
