"""Find columns that name the speakers together: the parts of a name, one column for each speaker, or both."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from session_finder.intake.model.columns import NAME_PARTS, spaced_name
from session_finder.intake.model.header_words import numbered_person, without_number, words_of

Group = tuple[int, ...]  # positions of the columns that make one name, in the order of its parts

_PERSON: Final = words_of("speakers")
_NUMBER: Final = re.compile(r"#?(\d{1,2})")
_LONGEST: Final = 100  # characters of a header
_MOST: Final = 100  # numbers of speakers are below


def people_columns(headers: Sequence[str], speakers: int | None = None) -> tuple[Group, ...]:
    """The groups of columns that make a name each, in the order of the speakers; () if no columns do so together.

    ``speakers``: the position of the column that is called so, if there is one. It goes with numbered columns of the
    same name ("Speaker", "Speaker 2") or with others that are called the same, and not with those of other people.
    """
    parts: dict[int, dict[int, int]] = defaultdict(dict)  # number of a speaker, 0 for none → part → position
    numbered: dict[int, int] = {}
    for place, header in enumerate(headers):
        number, part = _number_and_part(header)
        if part is not None:
            parts[number].setdefault(part, place)
        elif (
            (own := numbered_person(header)) is not None
            and own not in numbered
            and _goes_with(place, headers, speakers)
        ):
            numbered[own] = place
        elif speakers not in (None, place) and spaced_name(header) == spaced_name(headers[speakers or 0]):
            numbered[_MOST + place] = place  # the same header again
    whole = {number: found for number, found in parts.items() if {0, len(NAME_PARTS) - 1} <= found.keys()}
    if whole and (speakers is None or any(speakers in found.values() for found in whole.values())):
        return tuple(tuple(place for _, place in sorted(found.items())) for _, found in sorted(whole.items()))
    single = [place for _, place in sorted(numbered.items())]
    if speakers is not None and speakers not in single:
        single.insert(0, speakers)
    return tuple((place,) for place in single) if numbered and len(single) > 1 else ()


def _number_and_part(header: str) -> tuple[int, int | None]:
    """The number of a speaker, 0 for none, and which part of a name a column holds, None for none."""
    name = spaced_name(without_number(header)[:_LONGEST])
    found = _NUMBER.search(name)
    said = _NUMBER.sub(" ", name, count=1).replace("'s", "").split()
    bare = {name, " ".join(word for word in said if word not in _PERSON)}
    part = next((part for part, names in enumerate(NAME_PARTS) if bare & names), None)
    return int(found[1]) if found else 0, part


def _goes_with(place: int, headers: Sequence[str], speakers: int | None) -> bool:
    if speakers is None or place == speakers:
        return True
    one, other = (_NUMBER.sub(" ", spaced_name(headers[at][:_LONGEST])).split() for at in (place, speakers))
    return one == other or [*map(_singular, one)] == [*map(_singular, other)]


def _singular(word: str) -> str:
    return word.removesuffix("s")
