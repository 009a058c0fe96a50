import pytest

from session_finder.text.dictionary import is_english


@pytest.mark.parametrize("word", ["migraines", "migraine", "parrots", "colorblind", "sourdough"])
def test_words_are_known_in_singular_and_plural(word):
    assert is_english(word)


@pytest.mark.parametrize("slip", ["recieve", "seperate", "poeple", "enviroments", "detction", ""])
def test_slips_are_not(slip):
    assert not is_english(slip)
