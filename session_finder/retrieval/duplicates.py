"""Documents that say the same: one talk held twice, or listed once for each speaker.

They are found by their words, not by their vectors: a series of talks ("Part 1", "Part 2") has nearly one vector and is
still several talks. Two documents are compared when they have a title or either end of a body in common.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from session_finder.retrieval.passages import Document
from session_finder.text.analyzer import words

ALIKE, ALIKE_UNDER_OTHER_TITLES = 0.8, 0.9  # of the words of two bodies, those that both have (Jaccard)
FEWEST, FEWEST_UNDER_OTHER_TITLES = 5, 20  # words of a body that is compared by them: "To be announced" says nothing
_END = 8  # words at either end of a body
_COMPARED = 50  # different bodies of one block that a further one is compared with: a thousand talks called "Keynote"
_Bag = tuple[tuple[str, ...], frozenset[str]]


def groups(documents: Sequence[Document]) -> npt.NDArray[np.intp]:
    """For each document the row of the first one that says the same, its own when none does: (n,).

    Under one title bodies of a few words must be equal, and where there is no body all else must be.
    """
    leader = list(range(len(documents)))

    def first_of(row: int) -> int:
        while leader[row] != row:
            leader[row] = leader[leader[row]]
            row = leader[row]
        return row

    bags = [_bag(document) for document in documents]
    for rows in _blocks(documents, bags):
        kept: list[int] = []  # different ones of the block: each further row is compared with these alone
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
    """Rows that may say the same, in order."""
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
