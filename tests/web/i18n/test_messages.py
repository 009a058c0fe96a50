"""The tables of words: each language has all of them, and says the same with the same placeholders."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path
from string import Formatter

import pytest

from session_finder.web.i18n import locale, messages
from session_finder.web.i18n.texts import __all__ as names

TABLES = sorted(path.stem for path in (Path(messages.__file__).parent / "en").glob("[!_]*.py"))
OTHERS = sorted(set(locale.LANGUAGES) - {"en"})
# What is the same as in English, placeholders, digits and signs aside: names, examples of what to type (the model reads
# English), and words that one language borrowed from the other.
EVERYWHERE = {"Session Finder", "Health Analytics?", "graphs\nhealth"}
MAY_BE_THE_SAME = {
    "de": EVERYWHERE | {"Name", "Format", "Session", "Sessions", "Track", "Link", "Version", "Logo"},
    "es": EVERYWHERE,
    "fr": EVERYWHERE
    | {"Programme", "Format", "Code", "Version", "Versions", "Session", "Sessions", "Sections", "Logo"},
    "ja": EVERYWHERE,
}
NOTHING_TO_SAY = re.compile(r"\{[^}]*\}|[\d_:,.;()·–→]")
COMMANDS = re.compile(r"python -m session_finder \w+|secrets\.toml|server\.\w+|client_id|\[auth\]|\{[^}]*\}")
ENGLISH = re.compile(r"\b(the|and|of|this|that|you|your|is|are|with|for|not|to|what|which|them|were|it)\b")
# Sentences are no column: each of these is a table's head, where two columns of one name would be one.
HEADS = [
    ("organize", ("SESSION", "WHEN")),
    ("organize", ("SESSION", "FIELDS_CHANGED", "BEFORE", "AFTER")),
    ("organize", ("ALIAS_SHORT", "ALIAS_LONG")),
]


def said(name: str, language: str) -> dict[str, object]:
    """All that a table says, by name."""
    module = locale.table(name, language)
    return {
        word: value
        for word, value in vars(module).items()
        if not word.startswith("_") and getattr(value, "__module__", module.__name__) == module.__name__
    }


def texts(value: object) -> list[str]:
    """The texts of one entry, in the order of the English keys."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for _, one in sorted(value.items()) for text in texts(one)]
    if isinstance(value, tuple | list):
        return [text for one in value for text in texts(one)]
    return []


def placeholders(text: str) -> list[tuple[str, str]]:
    return sorted((name, spec or "") for _, name, spec, _ in Formatter().parse(text) if name is not None)


def pairs(language: str):
    """Each English text beside its translation: table, name, English, other."""
    for name in TABLES:
        theirs = said(name, language)
        for word, value in said(name, "en").items():
            for english, other in zip(texts(value), texts(theirs[word]), strict=True):
                yield name, word, english, other


def same(language: str):
    """The texts that are the same as in English: table, name, and what is left without placeholders and signs."""
    for table, word, english, other in pairs(language):
        text = NOTHING_TO_SAY.sub("", english).strip()
        if other == english and text:
            yield table, word, text[:1].upper() + text[1:] if text not in EVERYWHERE else text


def test_there_is_a_folder_for_each_language_and_none_besides():
    folders = {path.name for path in Path(messages.__file__).parent.iterdir() if path.is_dir()}
    assert folders - {"__pycache__"} == set(locale.LANGUAGES)


@pytest.mark.parametrize("language", OTHERS)
def test_each_language_has_the_tables_of_the_english_one(language):
    folder = Path(messages.__file__).parent / language
    assert sorted(path.stem for path in folder.glob("[!_]*.py")) == TABLES


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", TABLES)
def test_each_table_has_exactly_the_names_of_the_english_one_in_its_order(name, language):
    assert list(said(name, language)) == list(said(name, "en"))


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", TABLES)
def test_each_entry_is_of_the_same_kind_with_the_same_keys_and_as_many_texts(name, language):
    ours, theirs = said(name, "en"), said(name, language)
    for word, value in ours.items():
        other = theirs[word]
        assert type(other) is type(value), word
        if isinstance(value, dict):
            assert list(other) == list(value), word
        assert len(texts(other)) == len(texts(value)), word
        if inspect.isfunction(value):
            assert inspect.signature(other) == inspect.signature(value), word


@pytest.mark.parametrize("language", OTHERS)
def test_each_text_has_the_placeholders_of_the_english_one(language):
    different = [
        (table, word, other)
        for table, word, english, other in pairs(language)
        if placeholders(english) != placeholders(other)
    ]
    assert different == []


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_was_left_in_english(language):
    left = [(*where, text) for *where, text in same(language) if text not in MAY_BE_THE_SAME[language]]
    assert left == []


@pytest.mark.parametrize("language", OTHERS)
def test_no_english_strays_into_another_language(language):
    stray = [
        (table, word, other) for table, word, _, other in pairs(language) if ENGLISH.search(COMMANDS.sub("", other))
    ]
    assert stray == []


@pytest.mark.parametrize("language", OTHERS)
def test_what_may_be_the_same_in_english_is_so_somewhere(language):
    assert MAY_BE_THE_SAME[language] - {text for *_, text in same(language)} == set()


@pytest.mark.parametrize("language", locale.LANGUAGES)
@pytest.mark.parametrize(("table", "names"), HEADS)
def test_the_columns_of_a_table_have_different_names(table, names, language):
    heads = [said(table, language)[name] for name in names]
    assert len(set(heads)) == len(heads)


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_columns_that_stand_in_one_entry_have_different_names(language):
    for table in TABLES:
        for word, value in said(table, language).items():
            if word.endswith("_COLUMNS"):
                assert len(set(texts(value))) == len(texts(value)), word


def test_french_has_its_no_break_spaces():
    bare = re.compile(r"(?<![\u202f\u00a0])([;!?»](?!\w)|:(?= |$))|« ")
    found = [
        (table, word, other) for table, word, _, other in pairs("fr") if bare.search(other) and other not in EVERYWHERE
    ]
    assert found == []


def test_japanese_keeps_to_its_own_punctuation():
    wrong = [
        (table, word, other)
        for table, word, _, other in pairs("ja")
        if re.search(r"[\u3040-\u30ff\u4e00-\u9fff][,.!?:;()]", other)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [
        ("en", "1 second", "40 seconds"),
        ("de", "1 Sekunde", "40 Sekunden"),
        ("es", "1 segundo", "40 segundos"),
        ("fr", "1 seconde", "40 secondes"),
        ("ja", "1秒", "40秒"),
    ],
)
def test_a_wait_is_told_in_the_singular_or_the_plural(language, one, many):
    sign_in = locale.table("sign_in", language)
    assert (sign_in.seconds(0.2), sign_in.seconds(39.1)) == (one, many)


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [
        ("en", "1 hour", "8 hours"),
        ("de", "1 Stunde", "8 Stunden"),
        ("es", "1 hora", "8 horas"),
        ("fr", "1 heure", "8 heures"),
        ("ja", "1時間", "8時間"),
    ],
)
def test_hours_are_told_in_the_singular_or_the_plural(language, one, many):
    sign_in = locale.table("sign_in", language)
    assert (sign_in.hours(1), sign_in.hours(8)) == (one, many)


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_the_time_left_is_told_in_seconds_below_a_minute_and_a_half(language):
    units = ("秒", "分") if language == "ja" else (" s", " min")
    left = locale.table("organize", language).left
    assert (left(0), left(89), left(90)) == (f"1{units[0]}", f"89{units[0]}", f"2{units[1]}")


ROOT = Path(__file__).resolve().parents[3]
FACADES = {f"{name}_messages": name for name in TABLES}


def words_asked(path: Path) -> list[tuple[str, str]]:
    """Each table and name that a source asks for, under whatever name it imports the table."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = {
        one.asname or one.name: FACADES[one.name]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "session_finder.web.i18n.texts"
        for one in node.names
        if one.name in FACADES
    }
    return [
        (called[node.value.id], node.attr)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in called
    ]


def test_every_table_has_its_name():
    assert sorted(names) == sorted(FACADES)


def test_every_word_that_a_page_or_a_part_of_one_asks_for_is_in_its_table():
    sources = [*(ROOT / "pages").glob("*.py"), *(ROOT / "session_finder" / "web").rglob("*.py")]
    asked = [(path.name, *word) for path in sources for word in words_asked(path)]
    assert len(asked) > 100
    assert [word for word in asked if word[2] not in said(word[1], "en")] == []
