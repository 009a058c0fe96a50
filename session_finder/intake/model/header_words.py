"""What a header says a column holds, by its words in eight languages (vocabulary/header_words.toml).

A header that is a known name counts most. Any other counts by its words: "Scheduled Start (CEST)", "start_at" and
"dtstart" all say "start", and what else they say is of no importance. Words that belong to something else count
against it: "speaker e-mail" and "start of submission" are neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from session_finder.intake.model.columns import FIELDS, field_and_rank, plain_name, spaced_name
from session_finder.text.vocabulary import load, words

KNOWN: Final = 1.0  # the vote of a known name; of several, earlier ones get a little more than later ones
BY_WORDS: Final = 0.8  # the vote of a header that says the same in other words
_UNKNOWN: Final = 0.3  # lost for each word that says something else
_BY_RANK: Final = 1e-4  # lost with each rank of a known name
_SHORTER_LOSES: Final = 1e-3  # lost by the short one of two texts
_CV: Final = "resume"  # without accents it means a curriculum vitae, not the French "résumé"
_LONGEST: Final = 100  # characters of a header
_SHORTEST: Final = 3  # letters of a telling word that is written together with another: "dtend"
_MOST_WORDS: Final = 10
_SHORT: Final = 3  # characters of a word that has no plural here
_BRACKETED: Final = re.compile(r"[(\[][^()\[\]]*[)\]]")
_NUMBER_BEFORE: Final = re.compile(r"^\s*(?:q(?:uestion)?\s*)?\d{1,3}\s*[.):]\s*", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_]+|\d+|#")
_VOCABULARY: Final = load("session_finder.intake", "header_words")
_BESIDE: Final = frozenset(words(_VOCABULARY["beside"]))
_TIMES: Final = frozenset(words(_VOCABULARY["times"]))
_OTHER: Final = frozenset(words(_VOCABULARY["other"]))
_STATES: Final = frozenset(words(_VOCABULARY["states"]))
_SHORTER: Final = frozenset(_VOCABULARY["shorter"])
_LENGTHS: Final = _SHORTER | frozenset(_VOCABULARY["longer"])
# Headers of private columns, whatever their texts look like.
_HEADERS: Final = load("session_finder.intake", "private_columns")
_ADDRESSES: Final = re.compile(rf"\b(?:{'|'.join(_HEADERS['addresses'])})\b")
_PRIVATE: Final = re.compile(rf"\b(?:{'|'.join(_HEADERS['private'])})\b")


def _split(text: str) -> list[str]:
    return _WORD.findall(spaced_name(text))


def _words_of_fields() -> Mapping[str, frozenset[str]]:
    """The words of each field's names that say something of their own."""
    by_words = {field: names for field, names in FIELDS.items() if field != "id"}  # a number may count anything
    return {
        field: frozenset(
            (*words(_VOCABULARY["fields"].get(field, ())), *(word for name in names for word in _telling(_split(name))))
        )
        for field, names in by_words.items()
    }


def _telling(said: Iterable[str]) -> list[str]:
    """The words without those that stand beside any name; without those for time too if another is left."""
    own = [word for word in said if word not in _BESIDE]
    return [word for word in own if word not in _TIMES] or own


_FIELD_WORDS: Final = _words_of_fields()
_ALL_WORDS: Final = frozenset().union(*_FIELD_WORDS.values(), _BESIDE, _TIMES, _OTHER)


@lru_cache(maxsize=4096)
def name_votes(header: str) -> Mapping[str, float]:
    """The vote, 0 to 1, for each session field that a header may mean. Empty for a header that says nothing known."""
    if len(header) > _LONGEST or header.strip().casefold() == _CV:
        return {}
    votes: dict[str, float] = {}
    bare = _BRACKETED.sub(" ", header)
    for name in (header, bare, _NUMBER_BEFORE.sub("", bare)):
        known = field_and_rank(name)
        if known is not None:
            votes.setdefault(known[0], KNOWN - _BY_RANK * known[1])
    said = [part for word in _split(_NUMBER_BEFORE.sub("", bare)) for part in _parts(word)]
    telling = _telling(said)
    if not telling or len(said) > _MOST_WORDS or not _OTHER.isdisjoint(said):
        return votes
    best = BY_WORDS - _SHORTER_LOSES * (not _SHORTER.isdisjoint(said))
    for field, own in _FIELD_WORDS.items():
        meant = sum(word in own for word in telling)
        vote = best - _UNKNOWN * (len(telling) - meant)
        if meant and vote > 0:
            votes[field] = max(votes.get(field, 0.0), vote)
    return votes


def numbered_person(header: str) -> int | None:
    """The number in the header of one of several columns of speakers, "Speaker 2", else None."""
    said = _split(_NUMBER_BEFORE.sub("", header[:_LONGEST]))
    numbers = [word for word in said if word.isdigit()]
    if len(numbers) != 1 or len(numbers[0]) > 2 or not _OTHER.isdisjoint(said):
        return None
    rest = _telling(word for word in said if not word.isdigit() and word != "#")
    return int(numbers[0]) if rest and all(word in _FIELD_WORDS["speakers"] for word in rest) else None


def words_of(*fields: str) -> frozenset[str]:
    """The words that say of a header that it is one of ``fields``."""
    return frozenset().union(*(_FIELD_WORDS[field] for field in fields))


def is_beside(word: str) -> bool:
    """Whether a word may stand beside any name and says nothing of its own."""
    return word in _BESIDE


def without_number(header: str) -> str:
    """The header without the number of a question before it: "3. Title"."""
    return _NUMBER_BEFORE.sub("", header)


def field_named(header: str) -> str:
    """The session field that a header names, "" for a header that names none or says something else as well."""
    votes = name_votes(header)
    field = max(votes, key=lambda one: votes[one], default="")
    return field if votes.get(field, 0.0) >= BY_WORDS else ""


def fields_in(headers: Sequence[str]) -> dict[str, int]:
    """Map each session field that the headers of a row name to a position: that of the best name, then the first."""
    found: dict[str, int] = {}
    for place, header in enumerate(headers):
        field = field_named(header)
        if field and (field not in found or name_votes(header)[field] > name_votes(headers[found[field]])[field]):
            found[field] = place
    return found


def says_other(header: str) -> bool:
    """Whether a header says that the column is about something else than what attendees see of a session."""
    return not _OTHER.isdisjoint(_split(header[:_LONGEST]))


def is_short_form(header: str, other: str) -> bool:
    """Whether two headers differ in length alone, and the first is the short one: "short abstract", "long abstract"."""
    one, two = (frozenset(_split(text[:_LONGEST])) for text in (header, other))
    return not _SHORTER.isdisjoint(one) and _SHORTER.isdisjoint(two) and one - _LENGTHS == two - _LENGTHS


def says_only_session(header: str) -> bool:
    """Whether a header says nothing but that something is a session: "talks", "papers"."""
    said = _split(header[:_LONGEST])
    return bool(said) and all(word in _BESIDE or word.removesuffix("s") in _BESIDE for word in said)


def says_state(header: str) -> bool:
    """Whether a header says that the column tells whether a session takes place."""
    return not _STATES.isdisjoint(_split(header[:_LONGEST]))


def is_private(header: str, *, addresses_only: bool = False) -> bool:
    """Whether a header announces private data. ``addresses_only``: only e-mail, telephone and the like."""
    name = plain_name(header[:200])
    return bool(_ADDRESSES.search(name) or (not addresses_only and _PRIVATE.search(name)))


def is_short(header: str) -> bool:
    """Whether a header has at most three words. Questions in sentences are answered for the organizers only."""
    return bool(header.strip()) and not header.rstrip().endswith("?") and len(_telling(plain_name(header).split())) <= 3


def _parts(word: str) -> tuple[str, ...]:
    """The word, its singular if that is known, or two known words that are written as one: "starttime"."""
    if word in _ALL_WORDS:
        return (word,)
    single = f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")
    if len(single) > _SHORT and single in _ALL_WORDS:
        return (single,)
    for place in range(2, len(word) - 1):
        parts = word[:place], word[place:]
        if _ALL_WORDS.issuperset(parts) and any(len(part) >= _SHORTEST and part not in _BESIDE for part in parts):
            return parts
    return (word,)
