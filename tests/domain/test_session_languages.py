import pytest
from hypothesis import given
from hypothesis import strategies as st

from session_finder.domain.session_languages import languages_in


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("de", ("de",)),
        ("en; de", ("en", "de")),
        ("English, German,French", ("English", "German", "French")),
        ("en/de", ("en", "de")),
        ("English & Deutsch", ("English", "Deutsch")),
        ("English and German", ("English", "German")),
        ("Deutsch und Englisch", ("Deutsch", "Englisch")),
        ("français et anglais", ("français", "anglais")),
        ("en|pt-BR", ("en", "pt-BR")),
        ("日本語・英語", ("日本語", "英語")),
        ("EN, en , ;de", ("EN", "de")),
        ("German (slides/handouts in English), French", ("German (slides/handouts in English)", "French")),
        ("pt_BR", ("pt_BR",)),
        ("Kurundi", ("Kurundi",)),  # no "und" of its own
        ("Sandy and", ("Sandy and",)),
        ("English  and and   German ;  French", ("English", "German", "French")),
        ("en" + " " * 200_000 + "x; de", ("en" + " " * 200_000 + "x", "de")),  # read once, however many blanks
        ("n/a", ("n/a",)),
        ("Norwegian (Bokmål)", ("Norwegian (Bokmål)",)),
    ],
)
def test_a_field_names_one_language_or_several(text, languages):
    assert languages_in(text) == languages


@given(st.text(st.sampled_from("abE ;,/&()and\n"), min_size=1, max_size=20))
def test_every_language_of_a_field_is_one_and_none_stands_twice(text):
    found = languages_in(text)
    assert len({one.casefold() for one in found}) == len(found)
    assert found in ((text,), tuple(part for one in found for part in languages_in(one)))
