"""Speakers: split a speaker as the programme writes it into name and affiliation.

"Ana Silva (Harbour Hospital)" is a name and an affiliation; the affiliation is not a subject of her session.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from session_finder.domain.institutions import INSTITUTION, are_degrees

_BORDER: Final = re.compile(r"[(\[|;/]|(?<=\s)[-–—@](?=\s)")
# Titles, which are not part of a name; "Ph.D." as all_words splits it.
TITLES: Final = frozenset(
    {*("dr", "drs", "prof", "professor", "doctor", "mr", "mrs", "ms", "mx", "miss", "sir", "phd", "ph", "md", "dipl")}
)
# Words of family names that begin with a small letter: "van der Berg, Jan".
PARTICLES: Final = frozenset(
    {
        *("van", "von", "vom", "zu", "de", "da", "di", "do", "dos", "das", "del", "della", "der", "den", "du", "la"),
        *("le", "al", "el", "bin", "ibn", "ter", "ten", "des", "zum", "zur", "y"),
    }
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker's name, and employer or other affiliation, "" for none."""

    name: str
    employer: str = ""


def speaker(written: str) -> Speaker:
    """Parse a speaker as written in the programme. In "Silva, Ana" the family name comes first."""
    found = _BORDER.search(written)
    if found is None:
        return _split_at_comma(written.strip())
    before, rest = written[: found.start()].strip(), written[found.end() :].strip().strip(" )]")
    if not before:
        return Speaker(written.strip())
    one = _split_at_comma(before)
    return Speaker(one.name, ", ".join(part for part in (one.employer, rest) if part))


def _split_at_comma(written: str) -> Speaker:
    """Split at commas: a given name follows, unless it is an institution or a full name precedes it.

    Degrees are dropped.
    """
    name, *others = (part.strip() for part in written.split(","))
    if not others or not name:
        return Speaker(written)
    parts = [part for part in others if part and not are_degrees(part)]
    behind = (
        0
        if _is_full_name(name)
        else next((at for at, part in enumerate(parts) if INSTITUTION.search(part)), len(parts))
    )
    return Speaker(", ".join([name, *parts[:behind]]), ", ".join(parts[behind:]))


def _is_full_name(name: str) -> bool:
    """Whether a name has a given name too: "Ana Silva", but not "van der Berg" or "Prof. Silva"."""
    words = [word for word in name.split() if word.strip(".").casefold() not in TITLES]
    return len(words) > 1 and (words[0].casefold() not in PARTICLES or words[0] == "Al")
