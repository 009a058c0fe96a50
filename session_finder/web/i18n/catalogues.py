"""The messages of each language.

English is written in ``messages/``, where each message has a name. A translation is a gettext catalogue,
``session_finder/locale/LANGUAGE/LC_MESSAGES/messages.po``, whose contexts are those names: "plan.EMPTY", and
"find.CLOSENESS.strong" for an entry of a dictionary. What a catalogue lacks is said in English. ``make messages``
brings all catalogues in line with the English messages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from gettext import c2py
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from session_finder.web.i18n.plural import Plural

SOURCE: Final = "en"
LOCALE: Final = Path(__file__).resolve().parents[2] / "locale"
_MESSAGES: Final = "session_finder.web.i18n.messages"
Text = str | Plural


def catalogue_path(language: str) -> Path:
    """The file of a language's catalogue."""
    return LOCALE / language / "LC_MESSAGES" / "messages.po"


def languages(folder: Path = LOCALE) -> dict[str, str]:
    """English and the languages that have a catalogue in ``folder``, by code; each is named in itself."""
    found = sorted(path.parents[1].name for path in folder.glob("*/LC_MESSAGES/messages.po"))
    names = {code: Locale.parse(code).get_display_name(code) or code for code in (SOURCE, *found)}
    return {code: name[:1].upper() + name[1:] for code, name in names.items()}


LANGUAGES: Final[Mapping[str, str]] = languages()


@cache
def table(name: str, language: str) -> Any:  # noqa: ANN401  a module, or what has the same attributes
    """One table of messages in one language.

    Raises ModuleNotFoundError for an unknown name, FileNotFoundError for a language without a catalogue.
    """
    english = import_module(f"{_MESSAGES}.{name}")
    if language == SOURCE:
        return english
    found = _translations(language)
    said = {word: translated(f"{name}.{word}", value, found) for word, value in messages_of(english).items()}
    return SimpleNamespace(**said)


def messages_of(module: object) -> dict[str, Any]:
    """The messages of an English table, by name."""
    return {word: value for word, value in vars(module).items() if word.isupper() and not word.startswith("_")}


def translated(context: str, english: Any, found: Mapping[str, Text]) -> Any:  # noqa: ANN401  as a table has it
    """A message of an English table with its texts replaced by those ``found`` for its contexts."""
    if isinstance(english, dict):
        return {key: translated(f"{context}.{key}", value, found) for key, value in english.items()}
    if isinstance(english, tuple):
        return tuple(translated(f"{context}.{place}", value, found) for place, value in enumerate(english))
    return found.get(context, english)


def read_catalogue(language: str) -> Catalog:
    """A language's catalogue. Raises PoFileError where it cannot be read."""
    with catalogue_path(language).open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


@cache
def _translations(language: str) -> Mapping[str, Text]:
    return translations(read_catalogue(language))


def translations(catalogue: Catalog) -> Mapping[str, Text]:
    """The texts of a catalogue by context, without those that are untranslated or marked as fuzzy."""
    rule: Callable[[int], int] = c2py(catalogue.plural_expr)
    found: dict[str, Text] = {}
    for message in catalogue:
        said = message.string
        if message.fuzzy or not message.context:
            continue
        if isinstance(said, str):
            if said:
                found[message.context] = said
        elif said and all(said):
            found[message.context] = Plural(*said, rule=rule)
    return found
