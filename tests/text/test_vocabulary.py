"""The loader of word lists, and all word lists of the package as data."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

import session_finder
from session_finder.text.folding import fold
from session_finder.text.vocabulary import load, words

PACKAGE = Path(session_finder.__file__).parent
FILES = {f"{path.parent.parent.relative_to(PACKAGE)}/{path.stem}": path for path in PACKAGE.rglob("vocabulary/*.toml")}
LANGUAGES = {"en", "de", "fr", "es", "it", "pt", "nl", "pl"}
# Lists that are folded when they are loaded, so that they can be written as people write them.
WITH_ACCENTS = (
    *("query/", "intake/columns/fields", "intake/columns/code", "intake/groups/names"),
    *("intake/pretalx/headers", "intake/pretalx/signs", "intake/pretalx/states"),
)
# Keys with capitals; a wave dash in full width; texts that people type; names of SVG.
AS_WRITTEN = ("intake/json_keys/texts", "text/times/signs_of_range", "retrieval/everyday", "branding/svg")
SAME_IN_SEVERAL_LANGUAGES = {"intake/months", "text/times/months", "text/times/weekdays_in_ranges"}


def lists(name, content):
    """Each list of a file with its path: "intake/columns/fields/title/en"."""
    if isinstance(content, list):
        yield name, content
    for key, part in content.items() if isinstance(content, dict) else ():
        yield from lists(f"{name}/{key}", part)


def tables(name, content):
    """Each table of a file with its path."""
    if isinstance(content, dict):
        yield name, content
        for key, part in content.items():
            yield from tables(f"{name}/{key}", part)


CONTENTS = {name: tomllib.loads(path.read_text(encoding="utf-8")) for name, path in FILES.items()}
LISTS = dict(found for name, content in CONTENTS.items() for found in lists(name, content))
TABLES = dict(found for name, content in CONTENTS.items() for found in tables(name, content))


def twice(texts):
    return [text for text, count in Counter(texts).items() if count > 1]


def test_a_vocabulary_is_read_once_and_cannot_be_changed():
    found = load("session_finder.domain", "levels")
    assert found is load("session_finder.domain", "levels")
    assert isinstance(found, Mapping)
    assert found["steps"]["beginner"]["pl"] == ("podstawowy", "poczatkujacy")
    with pytest.raises(TypeError):
        found["steps"]["beginner"]["pl"] = ()


def test_words_are_all_texts_of_a_table_in_the_order_of_the_file():
    assert words(load("session_finder.domain", "levels")["steps"]["expert"])[:4] == (
        *("expert", "experts", "experte", "experten"),
    )
    assert words("one") == ("one",)
    assert words({}) == ()


def test_a_vocabulary_that_is_not_there_is_a_broken_installation():
    with pytest.raises(FileNotFoundError):
        load("session_finder.domain", "nothing")


def test_every_room_s_vocabulary_is_found():
    assert {"intake/columns", "intake/placeholders", "domain/levels"} <= FILES.keys()


def test_no_list_is_empty_and_none_names_a_word_twice():
    found = {name: [*texts] if name.startswith(AS_WRITTEN) else [*map(fold, texts)] for name, texts in LISTS.items()}
    assert {name: texts for name, texts in found.items() if not texts or twice(texts)} == {}


def test_a_word_that_languages_share_is_written_once():
    shared = {
        name: found
        for name, table in TABLES.items()
        if name not in SAME_IN_SEVERAL_LANGUAGES and table.keys() & LANGUAGES
        if (found := twice(fold(text) for texts in table.values() for text in texts))
    }
    assert shared == {}


def test_every_word_is_a_composed_lower_case_text_without_blanks_around_it():
    odd = [
        (name, text)
        for name, texts in LISTS.items()
        if not name.startswith(AS_WRITTEN)
        for text in texts
        if not isinstance(text, str) or text != unicodedata.normalize("NFC", text.strip().lower())
    ]
    assert odd == []


def test_what_is_compared_folded_is_folded():
    lists_folded = {name: texts for name, texts in LISTS.items() if not name.startswith((*WITH_ACCENTS, *AS_WRITTEN))}
    assert [(name, text) for name, texts in lists_folded.items() for text in texts if text != fold(text)] == []


def test_every_pattern_compiles_and_captures_nothing():
    patterns = [text for texts in LISTS.values() for text in texts if re.search(r"[\\\[?+]", text)]
    assert len(patterns) > 150
    assert [text for text in patterns if re.compile(text).groups] == []


def test_months_are_twelve_in_every_language():
    assert {language: len(names) for language, names in CONTENTS["intake/months"].items()} == dict.fromkeys(
        LANGUAGES, 12
    )
