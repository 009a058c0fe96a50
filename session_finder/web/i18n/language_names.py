"""Names of languages in the visitor's language."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError

from session_finder.domain.session_languages import languages_in
from session_finder.query.language_detection import CODES
from session_finder.web.i18n.locale import visitor_locale
from session_finder.web.i18n.texts import find_messages


def name_of_language(english: str) -> str:
    """ "Deutsch" for "German" on a German page. Groups of languages ("Chinese or Japanese") are in the messages."""
    if english in find_messages.SCRIPTS:
        return str(find_messages.SCRIPTS[english])
    return str(Locale.parse(visitor_locale().language).languages.get(CODES.get(english, ""), english))


def name_of_tag(tag: str) -> str:
    """ "German" for the tag "de"; anything that is not a tag is returned unchanged."""
    return _name_of_tag(tag, visitor_locale().locale)


def names_of_tags(text: str) -> str:
    """The names of a field with several languages: "German, English" for "de; en"."""
    return ", ".join(name_of_tag(tag) for tag in languages_in(text))


@lru_cache(maxsize=1024)
def _name_of_tag(tag: str, locale: str) -> str:
    try:
        name = Locale.parse(tag[:40], sep="-").get_display_name(locale)
    except (ValueError, TypeError, UnknownLocaleError):
        return tag
    return str(name) if name else tag
