import pytest

from session_finder.retrieval.abbreviations import phrases_by_initials
from session_finder.retrieval.keywords import KeywordIndex
from session_finder.retrieval.passages import Document
from session_finder.text.vocabulary import load

PAGES = [
    Document("Clusters", "We run it on Lighthouse Keeper Service, our scheduler; internationalization helps."),
    Document("Tides", "A tide table for the harbour. Puffins nest here."),
    Document("Lamps", "A lamp on the Outer Reef, and one for pilots"),
]


@pytest.fixture(scope="module")
def pages():
    return KeywordIndex(PAGES, is_word=lambda word: word in {"oar"})


def test_a_numeronym_stands_for_the_word_that_it_is_known_for(pages):
    assert pages.search("on i18n").text == "on internationalization"
    assert pages.search("on i18n").lacks_term is False


@pytest.mark.parametrize("short", ["h5r", "k8s", "l10n"])
def test_what_only_counts_a_word_or_stands_for_one_that_no_document_has_is_left(pages, short):
    assert pages.search(f"on {short}").text == f"on {short}"
    assert pages.search(f"on {short}").lacks_term


def test_all_numeronyms_count_the_letters_that_they_leave_out():
    known = load("session_finder.retrieval", "numeronyms")
    assert known
    assert [f"{word[0]}{len(word) - 2}{word[-1]}" for word in known.values()] == list(known)


def test_initials_stand_for_a_run_of_capitalized_words():
    found = phrases_by_initials(
        ["the Port of Call Authority said", "Tide Table for Ships", "One Two", "no Capitals here"]
    )
    assert found == {"pca": "Port of Call Authority", "tts": "Tide Table for Ships"}


def test_of_several_phrases_the_one_of_most_texts_is_meant():
    texts = ["the Red Buoy Office", "the Rare Bird Observatory", "by Rare Bird Observatory"]
    assert phrases_by_initials(texts) == {"rbo": "Rare Bird Observatory"}


def test_a_row_of_headings_is_no_phrase_and_an_interest_is_not_spelled_out_without_end(pages):
    assert phrases_by_initials([" ".join(name + "x" * 40 for name in ("Zone", "Quay", "Xenon"))]) == {}
    spelled = pages.expand_initials("lks " * 5000)
    assert (spelled.count("Lighthouse Keeper Service"), spelled.count("lks")) == (10, 4990)


def test_initials_are_spelled_out_for_the_words_and_for_the_model(pages):
    assert pages.expand_initials("LKS in practice") == "Lighthouse Keeper Service in practice"
    assert pages.search("LKS").text == "Lighthouse Keeper Service"
    assert pages.search("lks").terms == {"lighthous", "keeper", "servic"}


@pytest.mark.parametrize("asked", ["lk", "tide", "oar", "the", "zzz", "A tide table"])
def test_what_is_a_word_or_fits_no_phrase_stays_as_it_is(pages, asked):
    assert pages.expand_initials(asked) == asked


@pytest.mark.parametrize(("asked", "meant"), [("pufin", "puffins"), ("pufins", "puffins"), ("harbor", "harbour")])
def test_a_slip_is_put_right_whatever_form_the_word_has_there(pages, asked, meant):
    assert pages.search(asked).text == meant


@pytest.mark.parametrize("asked", ["oars", "lane", "puffy"])
def test_a_plural_of_a_word_of_the_language_and_what_is_two_slips_away_stay(pages, asked):
    assert pages.search(asked).text == asked


def test_only_the_first_of_very_many_unknown_words_are_compared_with_the_programmes(pages):
    strange = " ".join(f"{first}{second}{third}qq" for first in "bcdf" for second in "ghjkl" for third in "aeiouwyvzx")
    assert len(strange.split()) == 200
    assert pages.search(f"pufin {strange} harbor").text == f"puffins {strange} harbor"
    assert pages.search(f"pufin {strange[:60]} harbor").text == f"puffins {strange[:60]} harbour"
