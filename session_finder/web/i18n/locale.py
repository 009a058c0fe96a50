"""In which language and manner a visitor is spoken to: our words, how dates are written, whose clock they follow.

The browser's own language is taken where we speak it; ``?lang=`` and the choice at the foot of the page overrule it.
What was settled is kept by Streamlit session, because it is asked for many times in every page run.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from string import Formatter
from typing import Any, Final
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal
from streamlit.runtime.scriptrunner import get_script_run_ctx

LANGUAGES: Final[Mapping[str, str]] = {
    "en": "English",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "ja": "日本語",
}
# How dates are written where a language was chosen and the browser names no country for it.
_LOCALES: Final = {"en": "en_GB"}
_MOST: Final = 20_000  # sessions; whose was settled longest ago is settled again


@dataclass(frozen=True, slots=True)
class Manner:
    """How a visitor is spoken to.

    ``language`` is one of LANGUAGES; ``locale`` a CLDR name ("en_GB"), in the same language; ``zone`` the visitor's
    own time zone where they asked for their own time, None for the conference's.
    """

    language: str = "en"
    locale: str = "en_GB"
    zone: ZoneInfo | None = None


class _Manners:
    """Manner by Streamlit session, bounded; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._manners: OrderedDict[str, Manner] = OrderedDict()

    def get(self, session: str) -> Manner | None:
        return self._manners.get(session)

    def keep(self, session: str, manner: Manner) -> None:
        with self._lock:
            self._manners[session] = manner
            self._manners.move_to_end(session)
            while len(self._manners) > _MOST:
                self._manners.popitem(last=False)


_manners = _Manners()
_PLAIN: Final = Manner()


def manner() -> Manner:
    """The manner of the visitor whose page run asks; the plain English one outside page runs."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is None:
        return _PLAIN
    return _manners.get(context.session_id) or _PLAIN


def settle(manner: Manner) -> None:
    """Speak to the visitor of this page run so from now on."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is not None:
        _manners.keep(context.session_id, manner)


def manner_for(chosen: str, browser: str | None, zone: str = "") -> Manner:
    """The manner for a language that was ``chosen`` ("" for none), the browser's locale ("de-CH") and a zone's name.

    What is not known counts as not said.
    """
    spoken = _locale(browser)
    language = chosen if chosen in LANGUAGES else spoken.language if spoken and spoken.language in LANGUAGES else "en"
    fits = spoken is not None and spoken.language == language and spoken.territory is not None
    locale = str(spoken) if fits else _LOCALES.get(language, language)
    return replace(_PLAIN, language=language, locale=locale, zone=_zone(zone))


class Sentence(str):
    """A text whose numbers ({count:,}) are written as ``locale`` groups them: 5,000, 5.000, 5\u202f000."""

    __slots__ = ("locale",)
    locale: str

    def format(self, *values: object, **named: object) -> str:
        """The text with its placeholders filled in."""
        return _Numbers(self.locale).vformat(self, values, named)


class _Numbers(Formatter):
    """Fills in placeholders; those with "," in a locale's manner."""

    def __init__(self, locale: str) -> None:
        self._locale = locale

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401  as the base class has it
        """One placeholder's text."""
        return number(value, self._locale) if format_spec == "," else str(super().format_field(value, format_spec))


def number(value: float, locale: str) -> str:
    """A number as a locale writes it, with one decimal place at most."""
    return str(format_decimal(round(value, 1), locale=locale))


def _sentence(found: Any, locale: str) -> Any:  # noqa: ANN401  what a table holds
    if not isinstance(found, str) or ":,}" not in found:
        return found
    sentence = Sentence(found)
    sentence.locale = locale
    return sentence


class Table:
    """One table of words, each an attribute, in the language of the visitor who is being answered."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, word: str) -> Any:  # noqa: ANN401  a text, a dict of texts, or a function that makes one
        """The word in the language of the visitor. Raises AttributeError for one that is not in the table."""
        if word.startswith("__"):
            raise AttributeError(word)
        spoken = manner()
        found = getattr(table(self._name, spoken.language), word)
        if isinstance(found, dict):
            return {name: _sentence(said, spoken.locale) for name, said in found.items()}
        return _sentence(found, spoken.locale)


@cache
def table(name: str, language: str) -> Any:  # noqa: ANN401  a module
    """The module of one table in one language."""
    return import_module(f"session_finder.web.i18n.messages.{language}.{name}")


def _locale(name: str | None) -> Locale | None:
    try:
        return Locale.parse((name or "").replace("-", "_")[:40])
    except (ValueError, TypeError, UnknownLocaleError):
        return None


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, KeyError):  # a path, a folder, a name that nobody knows
        return None
