"""Recognize placeholders: "No track", "to be announced", "Abstract folgt", "[Placeholder text]".

A placeholder consists of a few known words only, in any order: words that defer or deny, and words for what they
defer. With any other word the text has a meaning: "No code" is a track, and so is "Later life".
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from session_finder.intake.model.columns import plain_name
from session_finder.text.vocabulary import load, words

_LONGEST: Final = 160  # characters of a placeholder
_VOCABULARY: Final = load("session_finder.intake", "placeholders")
EMPTY: Final = frozenset(_VOCABULARY["empty"])
_PHRASES: Final = frozenset(_VOCABULARY["phrases"])
_NAMES: Final = frozenset(_VOCABULARY["names"])
_SUBJECTS: Final = frozenset(_VOCABULARY["subjects"])
_LATER, _ONCE, _AUXILIARY, _DENIED, _NONE, _STATES, _THINGS, _AROUND = (
    frozenset(words(_VOCABULARY[kind]))
    for kind in ("later", "after_auxiliary", "auxiliary", "denial", "none", "states", "things", "around")
)
_ALL: Final = _LATER | _ONCE | _AUXILIARY | _DENIED | _STATES | _THINGS | _AROUND
_SELECT: Final = re.compile(
    r"\W*(?:please )?(?:select|choose)(?: (?:one|an?|your))?(?: \w+)?\W*|\W*bitte (?:aus)?wahlen\W*"
)
_FILLED_IN: Final = re.compile(
    r"(?:(?:a|an|just|some|this|is) )*(?:dummy|sample|example|test)(?: (?:text|abstract|description))?"
    r"|(?:insert|enter|add|your)(?: (?:your|the|an?))? (?:abstract|description|text)(?: here)?|test(?:ing)?(?: \d+)?"
    r"|asdf\w*|x+|i will \w+ (?:this|it)(?: (?:in a bit|in a while|soon|later))"
)
_SIGNS: Final = " \t\n-–—_.…/\\|?*"  # a value of these alone is empty; "★★" may be a level
_WORDS: Final = re.compile(r"[^\W_]+")


@lru_cache(maxsize=8192)  # tracks, rooms and formats repeat
def is_empty_value(value: str, *, name: bool = False, tag: bool = False) -> bool:
    """Whether a field's value is a placeholder: "n/a", "No Track", "–", "to be announced".

    ``name``: a person's name, which "None" and "Soon" may be. ``tag``: a tag, which "Missing" may be.
    """
    if len(value) > _LONGEST:
        return False
    plain = plain_name(value)
    found = _WORDS.findall(plain.replace("'", " "))
    if len(found) == 1 and found[0] in (_NAMES if name else _SUBJECTS if tag else ()):
        return False
    if len(found) == 1 and found[0] in EMPTY | _NONE:
        return True
    if not value.strip(_SIGNS) or plain in EMPTY | _PHRASES or _SELECT.fullmatch(plain):
        return True
    return _puts_off(found)


def is_placeholder(text: str) -> bool:
    """Whether a whole text is a placeholder. The abstract of a talk about placeholders is longer."""
    if text[:60].lower().lstrip("[(<\"'“ ").startswith("lorem ipsum"):
        return True
    if len(text) > _LONGEST:
        return False
    line = " ".join(_WORDS.findall(plain_name(text).replace("'", " ")))
    return is_empty_value(text) or _FILLED_IN.fullmatch(line) is not None


def _puts_off(found: list[str]) -> bool:
    known = set(found)
    if not known or not known <= _ALL:
        return False
    denied = bool(known & _DENIED and known & (_THINGS | _STATES))
    return denied or bool(known & _LATER) or bool(known & _ONCE and known & _AUXILIARY)
