from hypothesis import given, settings
from hypothesis import strategies as st

from session_finder.intake.shared.joining import join_texts

ROPES = "Ropes hold a ship in its harbour through every storm of the year."
KNOTS = "A knot that is tied well can be opened again with two fingers."
NETS = "Nets fail where nobody mends them, and that is most of the time."


def test_two_texts_are_joined_unless_one_says_what_the_other_does():
    assert join_texts("Short.", "Long.") == "Short.\n\nLong."
    assert join_texts("Short.", "<p>short.</p> And more.") == "<p>short.</p> And more."
    assert join_texts("Short. And more.", "Short.") == "Short. And more."
    assert join_texts("", "Long.") == "Long."
    assert join_texts("Short.", "") == "Short."


def test_a_description_that_begins_as_the_abstract_does_goes_on_where_it_leaves_it():
    assert join_texts(f"{ROPES} {KNOTS}", f"{ROPES} {NETS}") == f"{ROPES} {KNOTS}\n\n{NETS}"


def test_paragraphs_that_come_again_are_left_out():
    assert join_texts(f"{ROPES}\n\n{KNOTS}", f"{ROPES}\r\n\r\n{NETS}\r\n\r\nAnd {KNOTS}") == (
        f"{ROPES}\n\n{KNOTS}\n\n{NETS}\r\n\r\nAnd {KNOTS}"
    )
    assert join_texts(f"<p>{ROPES}</p><p>{KNOTS}</p>", f"<p>{KNOTS}</p><p>{NETS}</p>") == (
        f"<p>{ROPES}</p><p>{KNOTS}</p>\n\n<p>{NETS}</p>"
    )


def test_short_lines_may_come_twice_and_a_sentence_later_on_stays_in_its_context():
    assert join_texts(f"Outline\n\n{ROPES}", f"Outline\n\n{NETS}").count("Outline") == 2
    assert join_texts(ROPES, f"{NETS} {ROPES}") == f"{NETS} {ROPES}"
    assert join_texts(f"{ROPES} {KNOTS}", f"{NETS} {ROPES}") == f"{ROPES} {KNOTS}\n\n{NETS} {ROPES}"


sentences = st.lists(st.integers(0, 999), unique=True, max_size=6).map(
    lambda numbers: [f"The sentence of number {number} says something that no other one says." for number in numbers]
)


@settings(deadline=None)
@given(sentences, sentences, sentences, st.sampled_from([" ", "\n\n", "\r\n\r\n"]))
def test_whatever_both_begin_with_is_said_once_and_nothing_is_lost(shared, first, second, space):
    first = [one for one in first if one not in shared]
    second = [one for one in second if one not in shared + first]
    text = join_texts(space.join(shared + first), space.join(shared + second))
    assert all(text.count(one) == 1 for one in shared + first + second)
