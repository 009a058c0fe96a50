"""The visitor's locale: language of messages, format of dates, time zone.

The browser's language is used if supported; ``?lang=`` and the selector in the footer override it. The locale is
stored by Streamlit session, because every page run looks it up many times.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from functools import lru_cache
from string import Formatter
from typing import Any, Final
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal
from streamlit.runtime.scriptrunner import get_script_run_ctx

from session_finder.web.i18n.catalogues import LANGUAGES, table
from session_finder.web.i18n.plural import Plural

# The date formats of a language for which the browser names no country.
_LOCALES: Final = {"en": "en_GB"}
_MOST_ACCEPTED: Final = 500  # characters of an Accept-Language header
_MOST: Final = 20_000  # sessions; the oldest entry is dropped and set again in its next run


@dataclass(frozen=True, slots=True)
class VisitorLocale:
    """A visitor's locale.

    ``language`` is one of LANGUAGES; ``locale`` is a CLDR name ("en_GB") in the same language; ``zone`` is the
    visitor's time zone if they chose to see their own times, None for the conference's.
    """

    language: str = "en"
    locale: str = "en_GB"
    zone: ZoneInfo | None = None


class _SessionLocales:
    """Locale by Streamlit session, bounded and thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._locales: OrderedDict[str, VisitorLocale] = OrderedDict()

    def get(self, session: str) -> VisitorLocale | None:
        return self._locales.get(session)

    def keep(self, session: str, locale: VisitorLocale) -> None:
        with self._lock:
            self._locales[session] = locale
            self._locales.move_to_end(session)
            while len(self._locales) > _MOST:
                self._locales.popitem(last=False)


_session_locales = _SessionLocales()
_DEFAULT: Final = VisitorLocale()


def visitor_locale() -> VisitorLocale:
    """The visitor's locale in a page run; the English default outside one."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is None:
        return _DEFAULT
    return _session_locales.get(context.session_id) or _DEFAULT


def set_visitor_locale(locale: VisitorLocale) -> None:
    """Set the locale of this page run's visitor."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is not None:
        _session_locales.keep(context.session_id, locale)


def locale_for(chosen: str, browser: str | None, zone: str = "") -> VisitorLocale:
    """The locale for a ``chosen`` language ("" for none), the browser's locale ("de-CH") and a time zone's name.

    Unknown values count as missing.
    """
    parsed = _locale(browser)
    language = chosen if chosen in LANGUAGES else parsed.language if parsed and parsed.language in LANGUAGES else "en"
    fits = parsed is not None and parsed.language == language and parsed.territory is not None
    locale = str(parsed) if fits else _LOCALES.get(language, language)
    return replace(_DEFAULT, language=language, locale=locale, zone=_zone(zone))


def locale_of_request(chosen: str, accepted: str) -> VisitorLocale:
    """The same for a request without a page run: ``accepted`` is its Accept-Language header, read in linear time."""
    weighted = [_weighted(entry) for entry in accepted[:_MOST_ACCEPTED].split(",")]
    for weight, tag in sorted(weighted, key=lambda pair: -pair[0]):
        parsed = _locale(tag) if weight > 0 else None
        if parsed is not None and parsed.language in (LANGUAGES if chosen not in LANGUAGES else (chosen,)):
            return locale_for(chosen, tag)
    return locale_for(chosen, None)


def _weighted(entry: str) -> tuple[float, str]:
    """The weight of an entry of Accept-Language, and its tag; 0 for a weight that is no number."""
    tag, _, parameter = entry.partition(";")
    name, _, weight = parameter.partition("=")
    try:
        return (float(weight) if name.strip() == "q" else 1.0), tag.strip()
    except ValueError:
        return 0.0, tag.strip()


class LocalizedMessage(str):
    r"""A message whose numbers ({count:,}) are grouped as in ``locale``: 5,000, 5.000, 5\u202f000."""

    __slots__ = ("locale",)
    locale: str

    def format(self, *values: object, **named: object) -> str:
        """The message with its placeholders filled in."""
        return _LocalizedFormatter(self.locale).vformat(self, values, named)


class _LocalizedFormatter(Formatter):
    """A formatter that writes numbers with "," in a locale's format."""

    def __init__(self, locale: str) -> None:
        self._locale = locale

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401  as the base class has it
        """One placeholder's text."""
        return number(value, self._locale) if format_spec == "," else str(super().format_field(value, format_spec))


def number(value: float, locale: str) -> str:
    """A number in a locale's format, with at most one decimal place."""
    return str(format_decimal(round(value, 1), locale=locale))


def _with_locale(found: Any, locale: str) -> Any:  # noqa: ANN401  what a table holds
    if isinstance(found, Plural):
        return Plural(*(_with_locale(form, locale) for form in found.forms), rule=found.rule)
    if not isinstance(found, str) or ":,}" not in found:
        return found
    message = LocalizedMessage(found)
    message.locale = locale
    return message


class Table:
    """A message table whose attributes are in the language of the current visitor, or of ``visitor``."""

    def __init__(self, name: str, visitor: VisitorLocale | None = None) -> None:
        self._name, self._visitor = name, visitor

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  a text, a dict of texts, or a function that makes one
        """The message in the visitor's language. Raises AttributeError if the table has none of that name."""
        if name.startswith("__"):
            raise AttributeError(name)
        visitor = self._visitor or visitor_locale()
        found = _message(self._name, visitor.language, visitor.locale, name)
        return found.copy() if isinstance(found, dict) else found


@lru_cache(maxsize=20_000)  # a few hundred messages for each locale that visitors have
def _message(name: str, language: str, locale: str, message: str) -> Any:  # noqa: ANN401  as Table has it
    """A message of the table ``name`` in a language, its numbers as in ``locale``."""
    found = getattr(table(name, language), message)
    if isinstance(found, dict):
        return {key: _with_locale(text, locale) for key, text in found.items()}
    return _with_locale(found, locale)


def _locale(name: str | None) -> Locale | None:
    try:
        return Locale.parse((name or "").replace("-", "_")[:40])
    except (ValueError, TypeError, UnknownLocaleError):
        return None


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, KeyError):  # a path, a folder, an unknown name
        return None
