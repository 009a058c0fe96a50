import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from session_finder.intake.cleaning.markup import plain_text
from session_finder.intake.cleaning.unflatten import with_lines
from session_finder.text.sentences import sentences


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        (
            "Goals: 1. Tie a knot.    2. Open it (twice).    3. Know why",
            "Goals:\n1. Tie a knot.\n2. Open it (twice).\n3. Know why",
        ),
        ("<p>**Goals:** 1) Tie it; 2) Open it.</p>End", "Goals:\n1) Tie it;\n2) Open it.\n\nEnd"),
        ("We learn: • how to tie • how to open • why", "We learn:\n• how to tie\n• how to open\n• why"),
        ("<p>Learn    - to tie    - to open</p>", "Learn\n• to tie\n• to open"),
        ("Goals: * to tie    * to open<br>Who: all", "Goals:\n• to tie\n• to open\nWho: all"),
        (
            "Ropes hold at sea.|Nets fail there. |“Knots” open.",
            "Ropes hold at sea.\n\nNets fail there.\n\n“Knots” open.",
        ),
        ("1. Tie. 2. Open. 1. Sail. 2. Land.", "1. Tie.\n2. Open.\n1. Sail.\n2. Land."),
    ],
)
def test_what_a_form_wrote_into_one_line_has_its_lines_again(text, clean):
    assert plain_text(text) == clean


@pytest.mark.parametrize(
    "text",
    [
        *("We ask (1) why ropes hold and (2) why nets fail.", "In version 1. Ropes, in version 3. Nets", "a | b | c"),
        *("| Ropes hold. | Nets fail. |\n| Both. | None. |", "p(x.|Y)", "ls a.b|Sort", "Ropes - nets - knots"),
        *("Room 1. Bring 2. Ropes", "a • b", "• one\n• two", "1. one\n2. two", "Either 1) it or 2) that", "10 - 2 - 3"),
    ],
)
def test_enumerations_tables_and_bars_within_a_sentence_stay(text):
    assert plain_text(text) == text


def test_the_items_are_the_sentences_that_evidence_is_cut_from():
    text = plain_text("<p>We learn: • how to tie a bowline • how to open it again • why it holds</p>")
    assert [text[start:end] for start, end in sentences(text)] == [
        "We learn:",
        "• how to tie a bowline",
        "• how to open it again",
        "• why it holds",
    ]


pieces = st.lists(
    st.sampled_from(
        [
            *"ab.|:•*-123 \n",
            "  ",
            " 1. A",
            " 2. B",
            " 1) ",
            " • ",
            "   - ",
            ".|",
            "|Ab ",
            "<p>",
            "</p>",
            "<br>",
            "Ropes hold.",
        ]
    ),
    max_size=25,
).map("".join)


@settings(deadline=None)
@given(pieces)
def test_no_word_is_lost_and_a_second_time_changes_nothing(text):
    once = plain_text(text)
    assert plain_text(once) == once
    assert [sign for sign in with_lines(text).replace("<br>", "") if sign.isalnum()] == [
        sign for sign in text.replace("<br>", "") if sign.isalnum()
    ]
