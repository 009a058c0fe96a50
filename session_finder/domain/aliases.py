"""An organizer's aliases: "FHIR" and "Fast Healthcare Interoperability Resources" mean the same.

Where a session or an interest contains one of the two, the other is added, so that words and meaning find both. A short
form with several long forms does not make those the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

MAX_ALIASES = 500
MAX_LETTERS = 200


class Aliases:
    """Pairs of expressions that mean the same, matched as whole words whatever their case."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        self._others: dict[str, list[str]] = {}
        forms: set[str] = set()
        for pair in pairs:
            one, other = (" ".join(unicodedata.normalize("NFC", form).split()) for form in pair)
            if one and other and one.casefold() != other.casefold():
                forms |= {one, other}
                self._others.setdefault(one.casefold(), []).append(other)
                self._others.setdefault(other.casefold(), []).append(one)
        longest_first = sorted(forms, key=lambda form: (-len(form), form))
        spelled = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in longest_first)
        self._pattern = re.compile(rf"(?<!\w)(?:{spelled})(?!\w)", re.IGNORECASE) if spelled else None

    def missing(self, text: str) -> list[str]:
        """The other forms of expressions in ``text`` that it does not contain, in the order of the table."""
        if self._pattern is None:
            return []
        composed = unicodedata.normalize("NFC", text)
        said = dict.fromkeys(" ".join(found.split()).casefold() for found in self._pattern.findall(composed))
        wanted = dict.fromkeys(other for form in said for other in self._others.get(form, ()))
        return [other for other in wanted if other.casefold() not in said]

    def expand(self, interest: str) -> str:
        """The interest followed by the other forms in brackets."""
        missing = self.missing(interest)
        return f"{interest} ({', '.join(missing)})" if missing else interest
