from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from session_finder.text.sentences import places, sentences

PIECES = ["bread", "Dr.", "e.g.", "J.", "3.", "12.5", ".", "!?", "…", "。", "」", ")", "\u201d", "-", "\u2022", "maps"]
BLANKS = [" ", "  ", "\n", "\n\n", "\r\n", "\t", "\u00a0", "\n \n", ""]
prose = st.lists(st.sampled_from(PIECES + BLANKS)).map("".join)
windows_of_words = st.lists(
    st.sampled_from(["bread and maps", "the castle", "a nurse bakes", ""]), min_size=1, max_size=4
)


def said(text):
    return [text[start:end] for start, end in sentences(text)]


def test_sentences_end_with_a_mark_before_white_space():
    assert said("We bake. Do you? Come! And wait\u2026 Then eat") == [
        "We bake.",
        "Do you?",
        "Come!",
        "And wait\u2026",
        "Then eat",
    ]


def test_spans_are_places_in_the_text_as_it_was_given():
    assert sentences("  We bake.\n\n You eat. ") == ((2, 10), (13, 21))


def test_several_marks_end_one_sentence():
    assert said("Really?! Yes... Well") == ["Really?!", "Yes...", "Well"]


@pytest.mark.parametrize("text", ["Bread without a stop", "bread", "one line\nand the next", "a.b.c", "Hello.World"])
def test_a_text_without_an_end_is_one_sentence(text):
    assert said(text) == [text]


@pytest.mark.parametrize("text", ["", " \n\t", "...", "\u2026", "?!", "- * \u2022", "\u3002", "( )"])
def test_a_text_without_letters_and_digits_has_no_sentence(text):
    assert sentences(text) == ()


@pytest.mark.parametrize(
    "short",
    ["e.g.", "i.e.", "cf.", "vs.", "Dr.", "Prof.", "Mr.", "St.", "Fig.", "approx.", "Inc.", "et al.", "resp.", "INCL."],
)
def test_an_abbreviation_ends_no_sentence(short):
    assert said(f"We bake {short} Rolls here. You eat.") == [f"We bake {short} Rolls here.", "You eat."]


def test_only_the_whole_word_is_an_abbreviation():
    assert said("We fed the dogs. They ran to the west. We wed.") == [
        "We fed the dogs.",
        "They ran to the west.",
        "We wed.",
    ]


def test_initials_end_no_sentence():
    assert said("J. R. Ovenby bakes. \u00c9. Roux eats.") == ["J. R. Ovenby bakes.", "\u00c9. Roux eats."]


def test_numbers_within_a_sentence_do_not_end_it():
    assert said("It costs 3.50 in version 2.1 of the oven. Cheap.") == [
        "It costs 3.50 in version 2.1 of the oven.",
        "Cheap.",
    ]


def test_a_number_at_the_end_of_a_sentence_ends_it():
    assert said("The oven is from 1927. We have 12. Come.") == ["The oven is from 1927.", "We have 12.", "Come."]


@pytest.mark.parametrize("bullet", ["-", "*", "\u2022", "\u2013"])
def test_list_items_are_sentences_of_their_own(bullet):
    text = f"Bring:\n{bullet} flour\n  {bullet} salt"
    assert said(text) == ["Bring:", f"{bullet} flour", f"{bullet} salt"]


@pytest.mark.parametrize("closing", [".", ")"])
def test_the_number_of_a_list_item_stays_with_it(closing):
    text = f"1{closing} Knead it\n2{closing} Rest it\n10{closing} Bake it"
    assert said(text) == text.split("\n")


def test_a_hyphen_within_a_line_or_a_word_begins_no_item():
    assert said("well\n-baked bread - and maps") == ["well\n-baked bread - and maps"]


@pytest.mark.parametrize("gap", ["\n\n", "\n \t\n", "\r\n\r\n", "\n\n\n\n"])
def test_a_paragraph_ends_a_sentence_even_after_an_abbreviation(gap):
    assert said(f"Bread and maps{gap}Rolls, buns etc.{gap}Castles") == ["Bread and maps", "Rolls, buns etc.", "Castles"]


def test_one_line_end_is_white_space_like_any_other():
    assert said("We bake bread\nin the castle. You\neat.") == ["We bake bread\nin the castle.", "You\neat."]


def test_chinese_and_japanese_sentences_need_no_white_space_behind_their_ends():
    assert said("\u9762\u5305\u597d\u3002\u57ce\u5821\u5462\uff1f\u662f\uff01\u5730\u56fe") == [
        "\u9762\u5305\u597d\u3002",
        "\u57ce\u5821\u5462\uff1f",
        "\u662f\uff01",
        "\u5730\u56fe",
    ]


@pytest.mark.parametrize("closing", ["\u300d", "\u300f", "\u201d", "\uff09", "\u3002\u300d"])
def test_a_closing_bracket_stays_with_its_chinese_sentence(closing):
    assert said(f"\u9762\u5305\u3002{closing}\u57ce\u5821") == [f"\u9762\u5305\u3002{closing}", "\u57ce\u5821"]


@pytest.mark.parametrize("closing", ['"', "'", "\u201d", "\u2019", "\u00bb", ")", "]", '")'])
def test_a_closing_quote_or_bracket_stays_with_its_sentence(closing):
    assert said(f"We ate (bread.{closing} Then maps.") == [f"We ate (bread.{closing}", "Then maps."]


def check(text):
    spans = sentences(text)
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    for place, letter in enumerate(text):
        if letter.isalnum():
            assert sum(start <= place < end for start, end in spans) == 1
    assert all(any(letter.isalnum() for letter in text[start:end]) for start, end in spans)


@given(st.text(max_size=80))
def test_every_letter_of_any_text_lies_in_exactly_one_span(text):
    check(text)


@given(prose)
def test_every_letter_of_prose_lies_in_exactly_one_span(text):
    check(text)


def test_a_whole_sentence_is_found_in_the_first_window_that_holds_it():
    windows = ["Title. We bake.", "We bake. You eat.", "You eat."]
    assert places(["We bake.", "You eat."], windows) == [(0, 7, 15), (1, 9, 17)]


def test_a_window_with_the_whole_sentence_goes_before_one_with_its_beginning():
    assert places(["We bake bread."], ["T. We bake", "T. We bake bread. You"]) == [(1, 3, 17)]


def test_a_sentence_that_no_window_holds_whole_stands_from_its_first_half_to_the_windows_end():
    sentence = "abcdefghijkl mnopqrs"
    assert places([sentence], ["nothing", "T. abcdefghijk"]) == [(1, 3, 14)]


def test_a_quarter_of_a_sentence_is_enough_and_less_is_not():
    sentence = "abcdefgh ijklmnop qr"
    assert places([sentence], ["nothing", "T. abcdefg"]) == [(1, 3, 10)]
    assert places([sentence], ["nothing", "T. abcd"]) == [(0, 0, 7)]


@pytest.mark.parametrize("sentence", ["We bake.", "x", "xyz"])
def test_a_sentence_that_is_nowhere_stands_for_all_of_the_first_window(sentence):
    assert places([sentence], ["maps", "castles"]) == [(0, 0, 4)]


def test_no_sentences_have_no_places():
    assert places([], ["maps"]) == []


@given(st.lists(st.sampled_from(["bread", "bread and maps", "a nurse bakes bread", "x", "and"])), windows_of_words)
def test_places_lie_within_their_windows_and_whole_sentences_are_themselves(sentences_said, windows):
    found = places(sentences_said, windows)
    assert len(found) == len(sentences_said)
    for sentence, (number, start, end) in zip(sentences_said, found, strict=True):
        assert 0 <= number < len(windows)
        assert 0 <= start <= end <= len(windows[number])
        if any(sentence in window for window in windows):
            assert windows[number][start:end] == sentence


@given(prose, st.text(max_size=10))
def test_the_sentences_of_a_text_are_found_in_a_window_that_holds_all_of_it(text, title):
    whole = [text[start:end] for start, end in sentences(text)]
    window = f"{title}. {text}"
    assert [window[start:end] for _, start, end in places(whole, [window])] == whole
