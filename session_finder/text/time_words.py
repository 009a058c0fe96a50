"""The words for days and times in ``vocabulary/times.toml``, and patterns made of them.

All words are folded by ``fold_in_place``, as the texts are in which they are looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from session_finder.text.vocabulary import load

_TIMES: Final = load("session_finder.text", "times")


def _list(name: str) -> tuple[str, ...]:
    words: tuple[str, ...] = _TIMES[name]
    return words


def _numbered(lists: Iterable[tuple[str, ...]], first: int) -> dict[str, int]:
    """The number of each word of lists that begin with the number ``first``; spaces separate words of one number."""
    return {name: number for names in lists for number, said in enumerate(names, first) for name in said.split()}


def _keys(table: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The key of each word of a table."""
    return {name: key for key, names in table.items() for name in names}


WEEKDAYS: Final = _numbered(_TIMES["weekdays"].values(), 0)
SHORT: Final = _numbered([_TIMES["short_weekdays"]], 0)
SHORT_IN_RANGES: Final = _numbered(_TIMES["weekdays_in_ranges"].values(), 0) | SHORT
DAYS_OF_RANGES: Final = {**WEEKDAYS, **SHORT_IN_RANGES}
MONTHS: Final = _numbered(_TIMES["months"].values(), 1)
CARDINALS: Final = _numbered(_TIMES["cardinals"].values(), 1)
ORDINALS: Final = _numbered(_TIMES["ordinals"].values(), 1) | dict.fromkeys(_TIMES["last"], -1)
RELATIVE: Final = {name: int(days) for name, days in _keys(_TIMES["relative"]).items()}
PARTS: Final = _keys(_TIMES["parts"])
PARTS_OF_TODAY: Final = _keys(_TIMES["parts_of_today"])
WEEKENDS: Final = _list("weekends")
DAILY: Final = _list("daily")
MARKS_OF_PART: Final = _list("marks_of_part")
BEFORE_PART: Final = _list("before_part")
ON: Final = _list("on")
FROM: Final = _list("from")
TO: Final = _list("to")
SIGNS_OF_RANGE: Final = _list("signs_of_range")
AND: Final = _list("and")
AFTER: Final = _list("after")
BEFORE: Final = _list("before")
AT: Final = _list("at")
NOW: Final = _list("now")
NEXT: Final = _list("next")
LUNCH: Final = _list("lunch")
AFTER_LUNCH: Final = _list("after_lunch")
BEFORE_LUNCH: Final = _list("before_lunch")
NOON: Final = _list("noon")
DAY_NOUNS: Final = _list("day_nouns")
DAYS_NOUNS: Final = _list("days_nouns")
HOURS: Final = _list("hours")
MINUTES: Final = _list("minutes")
HALF: Final = _list("half")
ONE: Final = _list("one")
SHORTER: Final = _list("shorter")
LONGER: Final = _list("longer")
NOT_A_DAY: Final = _list("not_a_day")
NAMED_DAY_WORDS: Final = _list("named_day_words")
MIDI: Final = "midi"
AFTER_OR_BEFORE_IN_FRENCH: Final = _list("before_midi")
# A query with one of these is searched literally.
QUOTES: Final = re.compile('["“”„«»‹›「」『』]')


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of ``words``, the longest first; a space matches one white-space character."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(_spaced(word) for word in longest_first) + ")"


def _spaced(word: str) -> str:
    signs = "".join(f"\\{letter}" if letter in ".&/-" else letter for letter in word)
    return signs.replace(" ", r"\s")
