"""The largest tracks of a programme: those that pages tell apart by a colour and a shape."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

MOST: Final = 8  # more could not be told apart


def main_tracks(tracks: Iterable[str]) -> dict[str, str]:
    """The largest of ``tracks``, one name for each session: casefolded to most frequent spelling, the largest first.

    "" is no track. Of equally many, the first in alphabetical order is taken.
    """
    spellings = Counter(name for name in tracks if name)
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    for name, count in sorted(spellings.items(), key=lambda pair: (-pair[1], pair[0])):
        counts[name.casefold()] += count
        written.setdefault(name.casefold(), name)
    most = sorted(counts, key=lambda name: (-counts[name], name))[:MOST]
    return {folded: written[folded] for folded in most}
