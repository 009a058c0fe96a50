"""What a language is called in the visitor's own."""

from __future__ import annotations

from babel import Locale

from session_finder.application.languages import CODES
from session_finder.web import words
from session_finder.web.spoken import manner


def language_name(english: str) -> str:
    """ "Deutsch" for "German", told to a German; what is no one language ("Chinese or Japanese") has words of ours."""
    if english in words.SCRIPTS:
        return str(words.SCRIPTS[english])
    return str(Locale.parse(manner().language).languages.get(CODES.get(english, ""), english))
