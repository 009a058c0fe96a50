"""The tables of words: each language has all of them, and says the same with the same placeholders."""

from __future__ import annotations

import ast
import re
from itertools import repeat
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog

from session_finder.web.i18n import locale, messages
from session_finder.web.i18n.catalogues import languages, messages_of, read_catalogue, translations
from session_finder.web.i18n.plural import Plural
from session_finder.web.i18n.texts import __all__ as names
from session_finder.web.i18n.update_catalogues import updated

TABLES = sorted(path.stem for path in Path(messages.__path__[0]).glob("[!_]*.py"))
OTHERS = sorted(set(locale.LANGUAGES) - {"en"})
# What is the same as in English, placeholders, digits and signs aside: names, examples of what to type (the model reads
# English), and words that one language borrowed from the other.
EVERYWHERE = {"Session Finder", "Health Analytics?", "graphs\nhealth"}
UNITS = {"S", "Min"}
MAY_BE_THE_SAME = {
    "de": EVERYWHERE | {"Name", "Format", "Session", "Sessions", "Track", "Link", "Version", "Logo"} | UNITS,
    "es": EVERYWHERE | UNITS,
    "fr": EVERYWHERE
    | {"Programme", "Format", "Code", "Version", "Versions", "Session", "Sessions", "Sections", "Logo"}
    | UNITS,
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
    return messages_of(locale.table(name, language))


def texts(value: object) -> list[str]:
    """The texts of one entry, in the order of the English keys; of a plural, its forms."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, Plural):
        return list(value.forms)
    if isinstance(value, dict):
        return [text for _, one in sorted(value.items()) for text in texts(one)]
    if isinstance(value, tuple):
        return [text for one in value for text in texts(one)]
    return []


def placeholders(text: str) -> list[tuple[str, str]]:
    return sorted((name, spec or "") for _, name, spec, _ in Formatter().parse(text) if name is not None)


def pairs(language: str):
    """Each English text beside its translation: context, English, other. Of a plural, the last forms come first."""
    for message in read_catalogue(language):
        if message.context:
            english = message.id if isinstance(message.id, tuple) else (message.id,)
            other = message.string if isinstance(message.string, tuple) else (message.string,)
            yield from zip(repeat(message.context), reversed(english), reversed(other))


def same(language: str):
    """The texts that are the same as in English: context, and what is left without placeholders and signs."""
    for context, english, other in pairs(language):
        text = NOTHING_TO_SAY.sub("", english).strip()
        if other == english and text:
            yield context, text[:1].upper() + text[1:] if text not in EVERYWHERE else text


def test_the_languages_are_those_of_the_catalogues_and_named_in_themselves():
    assert locale.LANGUAGES == {"en": "English", "de": "Deutsch", "es": "Español", "fr": "Français", "ja": "日本語"}
    assert next(iter(locale.LANGUAGES)) == "en"


def test_a_catalogue_is_all_that_a_sixth_language_needs(tmp_path):
    path = tmp_path / "it" / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    path.touch()
    assert languages(tmp_path) == {"en": "English", "it": "Italiano"}


def entries(catalogue):
    """What a translator sees of a catalogue, in order."""
    return [
        (message.context, message.id, message.string, message.auto_comments, message.fuzzy)
        for message in catalogue
        if message.context
    ]


@pytest.mark.parametrize("language", OTHERS)
def test_make_messages_has_nothing_to_do(language):
    catalogue = read_catalogue(language)
    assert entries(updated(catalogue)) == entries(catalogue)


@pytest.mark.parametrize("language", OTHERS)
def test_everything_is_translated(language):
    assert [
        context for context, _, string, _, fuzzy in entries(read_catalogue(language)) if fuzzy or not all(string)
    ] == []


@pytest.mark.parametrize("language", OTHERS)
def test_each_text_has_the_placeholders_of_the_english_one(language):
    different = []
    for context, english, other in pairs(language):
        ours, theirs = placeholders(english), placeholders(other)
        if ours != theirs and [one for one in (*ours, *theirs) if one[0] != "count"]:
            ours, theirs = ([one for one in found if one[0] != "count"] for found in (ours, theirs))
            if ours != theirs:
                different.append((context, other))
    assert different == []


def test_comments_in_the_english_table_are_there_for_translators():
    comments = {message.context: message.auto_comments for message in read_catalogue("fr")}
    assert comments["map.BETWEEN_WORDS"] == ["between the characteristic words of a neighbourhood"]
    assert comments["find.FILTER_FACES.at"] == ["Filters that are shown without their names."]
    assert comments["sign_in.PASSWORD"] == []


def test_what_is_new_comes_in_untranslated_and_what_has_changed_is_marked_and_both_are_said_in_english():
    earlier = Catalog(locale="fr")
    earlier.add("Name, as it was", "Nom", context="sign_in.NAME")
    earlier.add("Gone", "Parti", context="organize.GONE_LONG_AGO")
    catalogue = updated(earlier)
    found = {message.context: message for message in catalogue if message.context}
    assert set(found) == {message.context for message in read_catalogue("fr") if message.context}
    assert (found["sign_in.NAME"].string, found["sign_in.NAME"].fuzzy) == ("Nom", True)
    assert found["plan.EMPTY"].string == ""
    assert found["plan.PLAN"].string == ("", "")
    assert translations(catalogue) == {}


def test_a_language_chooses_the_form_by_its_own_rule():
    counted = {language: locale.table("programme", language).COUNT for language in locale.LANGUAGES}
    said = {language: [counted[language].format(count=count) for count in (0, 1, 2)] for language in counted}
    assert said == {
        "en": ["0 sessions", "1 session", "2 sessions"],
        "de": ["0 Sessions", "1 Session", "2 Sessions"],
        "es": ["0 sesiones", "1 sesión", "2 sesiones"],
        "fr": ["0 session", "1 session", "2 sessions"],
        "ja": ["0件のセッション", "1件のセッション", "2件のセッション"],
    }


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_was_left_in_english(language):
    left = [(*where, text) for *where, text in same(language) if text not in MAY_BE_THE_SAME[language]]
    assert left == []


@pytest.mark.parametrize("language", OTHERS)
def test_no_english_strays_into_another_language(language):
    stray = [(context, other) for context, _, other in pairs(language) if ENGLISH.search(COMMANDS.sub("", other))]
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
    found = [(context, other) for context, _, other in pairs("fr") if bare.search(other) and other not in EVERYWHERE]
    assert found == []


def test_japanese_keeps_to_its_own_punctuation():
    wrong = [
        (context, other)
        for context, _, other in pairs("ja")
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
    assert (sign_in.SECONDS.format(count=1), sign_in.SECONDS.format(count=40)) == (one, many)


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
    assert (sign_in.HOURS.format(count=1), sign_in.HOURS.format(count=8)) == (one, many)


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
