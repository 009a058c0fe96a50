"""What the phrases of a query may mean in one programme: its formats, tracks, rooms, levels, languages, tags, people.

Nothing is known beforehand but how people name kinds of sessions, levels and languages; all values are the programme's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from babel import Locale, UnknownLocaleError
from rapidfuzz import process
from rapidfuzz.distance import OSA

from session_finder.domain.levels import STEPS_OF_WORDS, steps
from session_finder.domain.sessions import BREAK_FORMATS, Programme
from session_finder.domain.speakers import speaker
from session_finder.filters.filters import values_of
from session_finder.query.programme_calendar import ProgrammeCalendar
from session_finder.query.tokens import KINDS, PhraseTable, token_words, vocabulary
from session_finder.text.folding import fold
from session_finder.text.letters import search_form

_LOCALES: Final = ("en", "de", "es", "fr", "ja")  # the languages of the pages
_ENDINGS: Final = ("", "e", "en", "er", "es", "a", "as", "s")  # "portugiesische", "portuguesas"
_SHORTEST_PART: Final = 4  # letters of one word that stands for a track's name
_SHORTEST_MENDED: Final = 6  # letters of a word with a slip of one letter
_ADDITION: Final = re.compile(r"[(\[（][^()\[\]（）]*[)\]）]\s*$")
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_MOST_VALUES: Final = 5_000  # of one facet; more are no facet but texts
Sort = Literal["kind", "name", "part", "level", "language"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """A phrase may name these ``values`` of a ``facet``.

    ``sort``: the word for a "kind" of session, a "level" or a "language", or the value's own "name" or "part" of it,
    which counts beside a noun for the facet, or behind "#".
    """

    facet: str
    values: tuple[str, ...]
    sort: Sort


_KIND_WORDS: Final = tuple(  # sorted: of two that are equally near, each process takes the same
    sorted({word for kind in vocabulary("kinds") for word in token_words(kind) if len(word) >= _SHORTEST_MENDED})
)


class ProgrammeLexicon:
    """The phrases of one programme. Immutable, so any thread may use it.

    ``phrases``: the meanings of phrases, several where a phrase is ambiguous.
    ``people``: the speakers' names that have a word in them, by the folded word. Umlauts also count as two letters
    ("Mueller"), and given names as initials ("j.").
    ``codes``: the sessions' ids and codes as written, by their letters and digits in lower case. Each half of a double
    code ("AB1.2/CD3") names it too, where no other code has that half.
    ``words``: all folded words of titles, abstracts, tracks and tags.
    """

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.calendar = ProgrammeCalendar(programme)
        self.phrases: PhraseTable[Meaning] = PhraseTable(self._meanings())
        self.people = _people(programme)
        self.codes = _codes(programme)
        self.words = frozenset(
            word
            for one in programme.sessions
            for text in (one.title, one.abstract, one.track, *one.tags)
            for word in token_words(text)
        )
        self._headings = frozenset(
            search_form(text) for one in programme.sessions for text in (one.track, *one.tags) if text
        )

    def is_code(self, text: str) -> bool:
        """Whether a text is exactly the id or code of a session, and no word of the programme or title."""
        form = code_form(text)
        plain = form.isdecimal() or form not in self.words
        return plain and self.codes.get(form) == text and not self.calendar.is_title(text)

    def others(self, name: str) -> dict[str, tuple[str, ...]]:
        """The facet of which a name is a level, language or kind, and its other values; {} for any other name."""
        said = token_words(name)
        for length, meaning in self.phrases.at(said, 0):
            if length == len(said) and meaning.sort in ("level", "language", "kind"):
                left = (value for value in self._values(meaning.facet) if value not in meaning.values)
                return {meaning.facet: tuple(left)}
        return {}

    def mended(self, word: str) -> str:
        """A misspelled word for a kind of session as it should be: "worksops"; any other word unchanged."""
        if len(word) < _SHORTEST_MENDED or word in self.words or word in _KIND_WORDS:
            return word
        found = process.extractOne(word, _KIND_WORDS, scorer=OSA.distance, score_cutoff=1)
        return found[0] if found else word

    def is_heading(self, text: str) -> bool:
        """Whether a text is a whole track or tag of the programme."""
        return search_form(text) in self._headings

    def _meanings(self) -> Iterator[tuple[str, Meaning]]:
        """Each phrase with a meaning, in the order in which meanings of one phrase are preferred."""
        formats, tracks, tags = self._values("format"), self._values("track"), self._values("tag")
        yield from _kinds(formats, tracks)
        yield from _names("format", [value for value in formats if value.casefold() not in BREAK_FORMATS])
        yield from _names("track", tracks)
        yield from _parts_of_tracks(tracks)
        yield from _names("room", self._values("room"))
        yield from _names("tag", tags)
        yield from (("".join(token_words(tag)), Meaning("tag", (tag,), "part")) for tag in tags)
        yield from _names("employer", self._values("employer"))
        yield from _levels(self._values("level"))
        yield from _languages(self._values("language"))

    def _values(self, facet: str) -> tuple[str, ...]:
        """The values of a facet among searchable sessions, and of the others' formats."""
        among = self.programme.sessions if facet == "format" else self.programme.searchable
        found = dict.fromkeys(value for session in among for value in values_of(session, facet))
        return tuple(found) if len(found) <= _MOST_VALUES else ()


def _people(programme: Programme) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    names = {speaker(written).name for one in programme.searchable for written in one.speakers}
    for name in names:
        said = (*token_words(name), *token_words(name.casefold().translate(_UMLAUTS)))
        for word in (*said, *(f"{word[0]}." for word in given_names(name))):
            found.setdefault(word, set()).add(name)
    return {word: frozenset(named) for word, named in found.items()}


def _codes(programme: Programme) -> dict[str, str]:
    values = dict.fromkeys(value for one in programme.sessions for value in values_of(one, "code"))
    halves: dict[str, list[str]] = {}
    for value in values:
        for half in value.split("/") if "/" in value else ():
            halves.setdefault(code_form(half), []).append(value)
    found = {form: named[0] for form, named in halves.items() if len(named) == 1 and not form.isalpha()}
    found |= {code_form(value): value for value in reversed(values)}
    found.pop("", None)  # of signs alone
    return found


def given_names(name: str) -> tuple[str, ...]:
    """The folded words of a name without the last one of the family name, which stands first in "Silva, Ana"."""
    before, _, behind = name.partition(",")
    return (*token_words(before)[:-1], *token_words(behind))


def code_form(text: str) -> str:
    """The letters and digits of a code, for comparison: "HC-15", "hc 15" and "#HC15" are one."""
    folded = fold(text)
    return folded if folded.isalnum() else "".join(letter for letter in folded if letter.isalnum())


def _kinds(formats: Iterable[str], tracks: Iterable[str]) -> Iterator[tuple[str, Meaning]]:
    """The words for kinds of sessions, with the programme's formats, or else its tracks, of that kind."""

    def kind_of(value: str) -> str:
        said = token_words(value)
        return next((kind for place in range(len(said)) for _, kind in KINDS.at(said, place)), "")

    for facet, values in (("format", tuple(formats)), ("track", tuple(tracks))):
        named: dict[str, list[str]] = {}
        plain = {kind_of(value) for value in values if _is_kind(value, whole=True)}
        for value in values:
            kind = kind_of(value)
            if facet == "format" or _is_kind(value, whole=kind in plain):
                named.setdefault(kind, []).append(value)
        named.pop("", None)
        for kind, found in named.items():
            for phrase in vocabulary("kinds", kind):
                yield phrase, Meaning(facet, tuple(found), "kind")
        if named:
            return


def _is_kind(track: str, *, whole: bool) -> bool:
    """Whether a track's ``whole`` name, or its end, is a word for a kind of session: "Keynote 2", not "Demo Scene"."""
    said = [word for word in token_words(track) if not word.isdecimal()]
    places = range(min(len(said), 1) if whole else len(said))
    return any(length == len(said) - place for place in places for length, _ in KINDS.at(said, place))


def _names(facet: str, values: Iterable[str], sort: Sort = "name") -> Iterator[tuple[str, Meaning]]:
    """Each value and its plural, with and without the addition in brackets at its end: "Talk (20 min)", "Hall (90)".

    A form that is itself a value names no other.
    """
    having: dict[tuple[str, ...], list[str]] = {}
    for value in values:
        for form in dict.fromkeys((token_words(value), token_words(_ADDITION.sub("", value)))):
            having.setdefault(form, []).append(value)
    having.pop((), None)
    for said, found in having.items():
        itself = [value for value in found if token_words(value) == said]
        plural = (*said[:-1], f"{said[-1]}s")
        for form in (said,) if plural in having else (said, plural):
            yield " ".join(form), Meaning(facet, tuple(itself or found), sort)


def _parts_of_tracks(tracks: Iterable[str]) -> Iterator[tuple[str, Meaning]]:
    """Single words of tracks' names that no other track has: "Health" for "Health and Care"."""
    having: dict[str, list[str]] = {}
    for track in tracks:
        for word in set(token_words(track)):
            having.setdefault(word, []).append(track)
    for word, found in having.items():
        if len(found) == 1 and len(word) >= _SHORTEST_PART:
            yield word, Meaning("track", tuple(found), "part")


def _levels(levels: Sequence[str]) -> Iterator[tuple[str, Meaning]]:
    having: dict[int, list[str]] = {}
    for level in levels:
        for step in steps(level):
            having.setdefault(step, []).append(level)
    for word, step in STEPS_OF_WORDS.items():
        if step and step in having:
            yield word, Meaning("level", tuple(having[step]), "level")
    yield from _names("level", levels, "level")
    numbered: dict[str, list[str]] = {}
    for level in levels:
        for number in filter(str.isdecimal, token_words(level)):
            numbered.setdefault(number, []).append(level)
    for number, found in numbered.items():
        yield number, Meaning("level", tuple(found), "part")
        yield f"L{number}", Meaning("level", tuple(found), "level")


def _languages(values: Iterable[str]) -> Iterator[tuple[str, Meaning]]:
    having: dict[str, list[str]] = {}
    for value in values:
        having.setdefault(_code_of(value), []).append(value)
    having.pop("", None)
    for code, found in having.items():
        for name in _names_of(code):
            for ending in _ENDINGS:
                yield f"{name}{ending}", Meaning("language", tuple(found), "language")


def _code_of(value: str) -> str:
    """The ISO 639 code of a language as a programme writes it: "pt", "pt-BR", "Portuguese", "Português"."""
    code = fold(value).replace("_", "-").split("-")[0].strip()
    if code in Locale("en").languages and len(code) <= 3:
        return code
    return _codes_by_name().get(fold(value).split("(")[0].strip(), "")  # "German (Deutsch)"


@cache
def _codes_by_name() -> dict[str, str]:
    found: dict[str, str] = {}
    for locale in _LOCALES:
        for code, name in Locale(locale).languages.items():
            if len(code) <= 3:
                found.setdefault(fold(name), code)
    return found


@cache
def _names_of(code: str) -> tuple[str, ...]:
    """The names of a language in the languages of the pages, and in its own."""
    names = [Locale(locale).languages.get(code, "") for locale in _LOCALES]
    return tuple(dict.fromkeys(name for name in (*names, _own_name(code)) if name))


@cache
def _own_name(code: str) -> str:
    try:
        return Locale(code).language_name or ""
    except (UnknownLocaleError, ValueError):
        return ""
