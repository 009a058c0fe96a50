"""Headers of made-up files: a spelling from spellings.toml, in a language and a style."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final

SPELLINGS: Final[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("spellings.toml").read_text("utf-8"))
LANGUAGES: Final = ("en", "de", "fr", "es", "it", "pt", "nl", "pl")
NAMES: Final = ("plain", *LANGUAGES, "form", "reported")
STYLES: Final = (
    "plain", "lower case", "upper case", "snake_case", "camelCase", "PascalCase", "kebab-case", "joined", "in brackets",
    "prefix", "star", "colon", "question number",
)  # fmt: skip
_TIMES: Final = frozenset({"moments", "clocks", "range", "when"})
_BRACKETS: Final = {
    "title": ("max. 80 characters", "English", "as printed"),
    "text": ("public", "max. 300 words", "HTML allowed"),
    "speakers": ("full names", "in order", "public"),
    "room": ("if known", "building A", "final"),
    "track": ("please choose one", "main"),
    "day": ("local", "conference day"),
    "duration": ("planned", "incl. questions"),
}
_PREFIXES: Final = ("session", "talk", "event", "presentation")


@dataclass(slots=True)
class Headers:
    """The headers of one file. ``used`` are those given so far: no header is given twice.

    ``half``: 0 or 1, for every other spelling. Losses are printed for files with one half; the other half is held out,
    to see whether a change helps with spellings that nobody looked at.
    """

    half: int
    names: str
    style: str
    zone: str
    abbreviation: str
    chance: Random
    used: set[str] = field(default_factory=set)

    @property
    def language(self) -> str:
        """The language of the names, English where they have none."""
        return self.names if self.names in LANGUAGES else "en"

    def one(self, part: str, number: int = 0) -> str:
        """A header for a part of spellings.toml."""
        spelled = self._choose(part)
        return self._given(part, str(spelled).replace("{number}", str(number)) if number else str(spelled))

    def pair(self, part: str) -> tuple[str, str]:
        """Two headers that belong together, as "From" and "To"."""
        first, last = self._choose(part)
        return self._given(part, first), self._given(part, last)

    def numbered(self, part: str, count: int) -> list[str]:
        """The headers of the first, the second and further columns of one kind."""
        spelled = self._choose(part)
        return [self._given(part, spelled.replace("{number}", str(number))) for number in range(1, count + 1)]

    def _choose(self, part: str) -> Any:
        known = SPELLINGS[part]
        if self.names == "plain" or self.names not in known:
            return known["plain"]
        return self.chance.choice(known[self.names][self.half :: 2] or known[self.names])

    def _given(self, part: str, spelled: str) -> str:
        spelled = spelled.replace("{zone}", self.zone).replace("{abbreviation}", self.abbreviation)
        header = self._styled(part, spelled)
        while header in self.used:
            header += " 2"
        self.used.add(header)
        return header

    def _styled(self, part: str, spelled: str) -> str:
        words: list[str] = re.findall(r"[^\W_]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", spelled))
        lower = [word.lower() for word in words]
        match self.style:
            case "lower case":
                return spelled.lower()
            case "upper case":
                return spelled.upper()
            case "snake_case":
                return "_".join(lower)
            case "camelCase":
                return lower[0] + "".join(map(str.capitalize, lower[1:]))
            case "PascalCase":
                return "".join(map(str.capitalize, lower))
            case "kebab-case":
                return "-".join(lower)
            case "joined":
                return "".join(lower)
            case "in brackets":
                return f"{spelled} ({self._bracket(part)})"
            case "prefix":
                return self._prefixed(spelled)
            case "star":
                return spelled + " *"
            case "colon":
                return spelled + ":"
            case "question number":
                return f"{len(self.used) + 1}. {spelled}"
        return spelled

    def _bracket(self, part: str) -> str:
        if part in _TIMES:
            return self.chance.choice((self.abbreviation, self.zone, "local time", "24h"))
        return self.chance.choice(_BRACKETS.get(part, ("required", "optional")))

    def _prefixed(self, spelled: str) -> str:
        prefix = self.chance.choice(_PREFIXES)
        form: str = self.chance.choice(("{0}_{1}", "{0} {1}", "{0}: {1}", "{0}.{1}", "{0}/{1}"))
        return form.format(prefix, spelled.lower())
