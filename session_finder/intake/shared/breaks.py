"""Recognize breaks: meals, pauses, receptions and the registration, but not talks about them.

A break is shown in the timetable and excluded from the search, so a false positive hides a session. Plain words for
breaks always count. Other titles count only without speakers and without a text that describes more than a break.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from session_finder.intake.cleaning.placeholders import is_placeholder
from session_finder.intake.model.columns import plain_name
from session_finder.intake.model.records import Value
from session_finder.text.time_words import LUNCH, any_of
from session_finder.text.vocabulary import load, words

_LONGEST: Final = 60  # characters of a break's title
_LITTLE: Final = 500  # characters of a break's description
# The whole title or type must be such words: "Lunch with the keynote speakers" and "Breaking changes" are sessions.
_VOCABULARY: Final = load("session_finder.intake", "breaks")


def _any(part: str, key: str = "") -> str:
    """A pattern for one of the words of a table, or of one list in it."""
    return "|".join(words(_VOCABULARY[part][key] if key else _VOCABULARY[part]))


# The whole title must match: "Lunch with the keynote speakers" and "Breaking changes" are sessions.
_BREAK: Final = re.compile(
    rf"(?:(?:{_any('around_breaks', 'before')}) )*"
    rf"(?:{any_of(LUNCH)}|{_any('breaks')})"
    rf"(?: (?:{_any('around_breaks', 'and')}) (?:{_any('around_breaks', 'with')}))*"
    rf"(?: (?:{_any('around_breaks', 'after')}))*"
)
_EVENING: Final = re.compile(rf"(?:(?:{_any('before_evenings')}) )*(?:{_any('evenings')})")
# One or two words before a kind of break: "Harbour coffee break", "Lunchtime drawing break".
_NAMED: Final = re.compile(
    rf"(?:[^\W\d_][\w.&+]* ){{1,2}}(?:{_any('named')})"
    r"|(?:coffee|tea|lunch|lunchtime|morning|afternoon) [^\W\d_]\w* break|sponsors? break"
)
_OF_A_SENTENCE: Final = re.compile(rf"\b(?:{_any('of_a_sentence')})\b|[:?!]")
_MORE: Final = re.compile(rf"\b(?:{_any('more')})\b")

_IN_BRACKETS: Final = re.compile(r"\s\([^()]*\)$")
_SIGNS: Final = re.compile(r"[-'’]")


def is_break(*said: str) -> bool:
    """Whether a title or a type is a plain word for a break, a meal or the registration."""
    return any(_BREAK.fullmatch(_without_brackets(words)) for words in said if 0 < len(words) <= _LONGEST)


def is_service(values: Mapping[str, Value]) -> bool:
    """Whether a row is a break: its title or format says so, and its text, if any, describes no more than a break."""
    title, kind, text = (str(values.get(field, "")) for field in ("title", "format", "abstract"))
    named = bool(values.get("speakers"))
    if text and not is_placeholder(text) and (named or not _tells_of_a_break(text)):
        return False
    return is_break(title, kind) or (not named and _is_named_break(title))


def _is_named_break(title: str) -> bool:
    if not 0 < len(title) <= _LONGEST:
        return False
    words = _without_brackets(title)
    if _EVENING.fullmatch(words):
        return True
    return _NAMED.fullmatch(words) is not None and _OF_A_SENTENCE.search(words) is None


def _without_brackets(title: str) -> str:
    """Normalize a title and remove brackets at its end, unless they mention more than a break."""
    words = plain_name(title)
    inside = _IN_BRACKETS.search(words)
    if inside is not None and not _MORE.search(inside[0]):
        words = words[: inside.start()]
    return " ".join(_SIGNS.sub(" ", words).split()).rstrip("!. ")


def _tells_of_a_break(text: str) -> bool:
    """Whether a text is short and mentions no talk: "Served in the foyer"."""
    return len(text) <= _LITTLE and _MORE.search(plain_name(text)) is None
