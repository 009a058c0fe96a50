from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from session_finder.query.language_detection import foreign_language, languages_of, query_language

GERMAN = "Wie backe ich ein gutes Brot ohne Hefe zu Hause"
FRENCH = "Comment faire du bon pain sans levure \u00e0 la maison"
SPANISH = "C\u00f3mo hacer un buen pan sin levadura en casa"
ENGLISH = "How do I bake a good loaf of bread without yeast at home"


@pytest.mark.parametrize(
    ("interest", "language"),
    [
        (GERMAN, "German"),
        ("Vortr\u00e4ge \u00fcber die Pflege von Patienten und ihre Daten", "German"),
        (FRENCH, "French"),
        ("Quelles sessions parlent des h\u00f4pitaux et de leurs donn\u00e9es ?", "French"),
        (SPANISH, "Spanish"),
        ("\u00bfQu\u00e9 charlas hablan de los hospitales y sus datos?", "Spanish"),
    ],
)
def test_a_sentence_in_another_language_is_told_by_its_name(interest, language):
    assert foreign_language(interest, 0) == language


@pytest.mark.parametrize("interest", [ENGLISH, "I would like to hear about nurses who keep maps of castles"])
def test_english_is_not_foreign_even_where_the_programme_uses_none_of_its_words(interest):
    assert foreign_language(interest, 0) == ""


@pytest.mark.parametrize(
    ("interest", "language"),
    [
        (
            "\u041a\u0430\u043a \u0438\u0441\u043f\u0435\u0447\u044c \u0445\u043b\u0435\u0431",
            "a language in Cyrillic letters",
        ),
        ("\u03a0\u03ce\u03c2 \u03c8\u03ae\u03bd\u03c9 \u03c8\u03c9\u03bc\u03af", "Greek"),
        ("\u05d0\u05d9\u05da \u05dc\u05d0\u05e4\u05d5\u05ea \u05dc\u05d7\u05dd", "Hebrew"),
        ("\u0643\u064a\u0641 \u0623\u062e\u0628\u0632 \u0627\u0644\u062e\u0628\u0632", "a language in Arabic letters"),
        ("\u0930\u094b\u091f\u0940 \u0915\u0948\u0938\u0947", "a language in Devanagari letters"),
        ("\u09b0\u09c1\u099f\u09bf", "Bengali"),
        ("\u0bb0\u0bca\u0b9f\u0bcd\u0b9f\u0bbf", "Tamil"),
        ("\u0e02\u0e19\u0e21\u0e1b\u0e31\u0e07", "Thai"),
        ("\u10de\u10e3\u10e0\u10d8", "Georgian"),
        ("\u0570\u0561\u0581", "Armenian"),
        ("\ube75\uc744 \uad7d\ub294 \ubc29\ubc95", "Korean"),
        ("\u30d1\u30f3\u306e\u713c\u304d\u65b9", "Japanese"),
        ("\u9762\u5305\u600e\u4e48\u505a", "Chinese or Japanese"),
    ],
)
@pytest.mark.parametrize("known_share", [0, 1])
def test_another_script_is_told_however_short_and_however_well_known(interest, language, known_share):
    assert foreign_language(interest, known_share) == language


def test_kana_among_many_more_chinese_characters_make_it_japanese():
    assert foreign_language("\u57ce\u5821\u5730\u56f3\u306e\u9762\u767d\u8a71", 0) == "Japanese"


def test_a_script_is_told_when_more_than_half_of_the_letters_are_in_it():
    assert foreign_language("\u03bb\u03c8\u03c9 map", 0) == ""
    assert foreign_language("\u03bb\u03c8\u03c9\u03ce map", 0) == "Greek"


@pytest.mark.parametrize(
    "interest", ["\u03bb calculus", "bread with one \u03bb, please", "the \u03b2 of a castle's map"]
)
def test_one_greek_letter_in_a_latin_text_says_nothing(interest):
    assert foreign_language(interest, 0) == ""


def test_marks_and_digits_are_in_no_script():
    assert foreign_language("\u03c8\u03c9\u03bc\u03af 2027!!! (12:30\u201313:30) \U0001f35e", 0) == "Greek"


@pytest.mark.parametrize("interest", ["Brot", "Brot backen", "Sauerteig  \n Roggenmehl", "pain \u00e0", ""])
def test_fewer_than_three_words_say_nothing(interest):
    assert foreign_language(interest, 0) == ""


@pytest.mark.parametrize(
    "interest", ["123 456 789 000", "?! ... \u2013 ()", "\U0001f35e \U0001f35e \U0001f35e \U0001f35e", " \n "]
)
def test_what_has_no_letters_is_in_no_language(interest):
    assert foreign_language(interest, 0) == ""


@pytest.mark.parametrize("interest", [GERMAN, FRENCH, SPANISH])
def test_nothing_is_said_when_the_programme_uses_more_than_half_of_the_words(interest):
    assert foreign_language(interest, 0.5) != ""
    assert foreign_language(interest, 0.51) == foreign_language(interest, 1) == ""


@settings(max_examples=50)
@given(st.text(max_size=60), st.floats(0, 1))
def test_whatever_is_typed_the_language_is_a_name_and_the_same_twice(interest, known_share):
    said = foreign_language(interest, known_share)
    assert said == foreign_language(interest, known_share)
    assert said != "English"
    assert said == "" or any(letter.isalpha() for letter in interest)


def test_many_threads_are_told_alike():
    interests = [GERMAN, FRENCH, SPANISH, ENGLISH] * 10
    with ThreadPoolExecutor(8) as pool:
        assert (
            list(pool.map(lambda text: foreign_language(text, 0), interests))
            == ["German", "French", "Spanish", ""] * 10
        )


@pytest.mark.parametrize(
    ("query", "page_language", "language"),
    [
        ("Gesundheit", "de", "German"),
        ("künstliche Intelligenz", "de", "German"),
        ("seguridad", "es", "Spanish"),
        ("hôpitaux", "fr", "French"),
        ("hospitals", "de", ""),
        ("Gesundheit", "en", ""),
        ("Gesundheit", "ja", ""),
    ],
)
def test_the_language_of_the_page_is_evidence_for_one_or_two_words(query, page_language, language):
    assert foreign_language(query, 0, page_language) == language


def test_a_short_query_of_which_the_programme_knows_a_word_is_in_no_foreign_language():
    assert foreign_language("Gesundheit Daten", 0.5, "de") == ""


@pytest.mark.parametrize(
    ("query", "known_share", "page_language", "written", "language"),
    [
        (GERMAN, 0, "en", {"en"}, "de"),
        (FRENCH, 0, "en", {"en"}, "fr"),
        (SPANISH, 0, "en", {"en"}, "es"),
        (ENGLISH, 0, "de", {"en"}, "en"),
        (GERMAN, 0.6, "en", {"en"}, "en"),  # an English programme knows the words
        (GERMAN, 0.6, "en", {"de"}, "de"),
        ("Gesundheit", 0, "en", {"en"}, "en"),
        ("Gesundheit", 0, "de", {"en"}, "de"),
        ("Gesundheit", 0.5, "de", {"en"}, "en"),
        ("Gesundheit", 1, "en", {"en", "de"}, "de"),
        ("health policy", 1, "en", {"en", "de"}, "en"),
        ("health policy", 1, "en", {"de"}, "en"),
        ("Operette", 0, "en", {"de"}, "de"),  # may be either; nothing in the programme is English
        ("Operette", 0, "en", {"en", "de"}, "en"),
        ("\u30d1\u30f3\u306e\u713c\u304d\u65b9", 0, "en", {"en"}, "ja"),
        ("\u5065\u5eb7", 1, "en", {"en"}, "ja"),
        ("\u03c8\u03c9\u03bc\u03af", 0, "en", {"en"}, "el"),
        ("12:30", 0, "de", {"en"}, "en"),
        ("", 0, "de", {"de"}, "de"),
    ],
)
def test_the_language_of_a_query_by_its_letters_the_page_and_the_programme(
    query, known_share, page_language, written, language
):
    assert query_language(query, known_share, page_language, written) == language


@pytest.mark.parametrize(
    ("texts", "languages"),
    [
        ([], {"en"}),
        (["", "12", "R"], {"en"}),
        ([ENGLISH], {"en"}),
        ([GERMAN], {"de"}),
        ([GERMAN, ENGLISH], {"de", "en"}),
        ([GERMAN] * 1 + [ENGLISH] * 7, {"de", "en"}),
        ([GERMAN] * 1 + [ENGLISH] * 8, {"en"}),
        ([FRENCH, SPANISH, "\u30d1\u30f3\u306e\u713c\u304d\u65b9"], {"fr", "es", "ja"}),
    ],
)
def test_a_programme_is_in_the_languages_that_an_eighth_of_its_texts_are_in(texts, languages):
    assert languages_of(texts) == languages
