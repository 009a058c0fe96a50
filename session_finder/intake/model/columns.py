"""Map the columns of a file to session fields by the names that organizers use (vocabulary/columns.toml)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from session_finder.text.folding import fold
from session_finder.text.vocabulary import load, words

_VOCABULARY: Final = load("session_finder.intake", "columns")
# Field → names. An earlier name wins over a later one.
FIELDS: Final = {field: words(names) for field, names in _VOCABULARY["fields"].items()}
AMBIGUOUS: Final = frozenset(_VOCABULARY["fields"]["title"]["ambiguous"])
# Names of the columns of first, middle and last names.
NAME_PARTS: Final = tuple(frozenset(names) for names in _VOCABULARY["name_parts"].values())
TOTALS: Final = frozenset(words(_VOCABULARY["totals"]))
_PREFIXES: Final[tuple[str, ...]] = _VOCABULARY["prefixes"]
_OF_THE_CONFERENCE: Final = frozenset(_VOCABULARY["of_the_conference"])
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-z])(?=#)")
TOGETHER: Final = " + "  # joins the headers of columns that are read as one
_LEVELS = re.compile(r"(?<=\w)\.(?=\w)")
_LONGEST = 100  # characters; a longer cell is not a column name

_Names = dict[str, tuple[str, int]]  # name → field and rank


def plain_name(header: str) -> str:
    """Normalize a header for comparison: no case, accents, asterisks, underscores or byte order mark."""
    return " ".join(fold(header).replace("\ufeff", "").replace("_", " ").split()).strip("* ")


def spaced_name(header: str) -> str:
    """Like ``plain_name``, with a space between joined words: "SessionTrack" becomes "session track"."""
    return plain_name(_CAMEL.sub(" ", header))


def last_part(key: str) -> str:
    """The inner key of a key that names several levels: "title" of "content.title"."""
    return _LEVELS.split(key)[-1]


def code_candidates(headers: Sequence[str]) -> list[int]:
    """The positions of all columns that may hold the code: best name first, then leftmost.

    Many of them may hold the id as well.
    """
    known = ((_field_and_rank(header, _CODES), place) for place, header in enumerate(headers))
    return [place for _, place in sorted((found[1], place) for found, place in known if found is not None)]


def has_columns(mapping: Mapping[str, str], headers: Collection[str]) -> bool:
    """Whether a file with these headers has all columns of a mapping (field → header). False without headers."""
    wanted = [header for header in mapping.values() if header]
    return bool(headers) and all(_has_column(header, headers) for header in wanted)


def _has_column(label: str, headers: Collection[str]) -> bool:
    """Whether the file has a column, or all columns that a joined label names."""
    return bool(matching(label, headers)) or all(matching(part, headers) for part in label.split(TOGETHER))


def matching(label: str, headers: Iterable[str]) -> str:
    """The header that a saved label means, "" for none or for several.

    The same header counts first, then one that is written otherwise ("Start_Time", "start time"), then one that names
    more or fewer levels of JSON ("content.title", "title").
    """
    known = list(headers)
    if not label or label in known:
        return label
    for form in (spaced_name, lambda header: spaced_name(last_part(header))):
        alike = [header for header in known if form(header) == form(label)]
        if alike:
            return alike[0] if len(alike) == 1 else ""
    return ""


def field_and_rank(header: str) -> tuple[str, int] | None:
    """The field that a known name means, and the name's rank, 0 for the surest. None for an unknown name."""
    return _field_and_rank(header, _NAMES)


def _field_and_rank(header: str, names: _Names) -> tuple[str, int] | None:
    if len(header) > _LONGEST:
        return None
    return names.get(plain_name(header)) or names.get(spaced_name(header))


def _names_with_ranks(
    fields: Mapping[str, Sequence[str]], prefixes: Sequence[str]
) -> Iterator[tuple[str, tuple[str, int]]]:
    """Yield (name, (field, rank)) of every name: first the plain names, then those with a prefix."""
    steps = len(prefixes) + 1
    for field, names in fields.items():
        for place, name in enumerate(names):
            yield plain_name(name), (field, place * steps)
    for field, names in fields.items():
        for place, name in enumerate(names):
            for step, word in enumerate(prefixes, start=1):
                yield f"{word} {plain_name(name)}", (field, place * steps + step)


def _by_name(fields: Mapping[str, Sequence[str]], prefixes: Sequence[str]) -> _Names:
    known: _Names = {}
    for name, meaning in _names_with_ranks(fields, prefixes):
        if name not in _OF_THE_CONFERENCE:
            known.setdefault(name, meaning)
    return known


_NAMES: Final = _by_name(FIELDS, _PREFIXES)
_CODES: Final = _by_name(
    {"code": words(_VOCABULARY["code"]["names"])}, (*_PREFIXES, *_VOCABULARY["code"]["more_prefixes"])
)
