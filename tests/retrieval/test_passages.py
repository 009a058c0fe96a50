import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toys import ToyEncoder

from session_finder.retrieval import index
from session_finder.retrieval.calibration import Calibration
from session_finder.retrieval.keywords import KeywordIndex
from session_finder.retrieval.maxsim import Projection
from session_finder.retrieval.passages import Document, cut, passages
from session_finder.retrieval.scoring import HybridIndex
from session_finder.storage.vectors.sqlite_cache import VectorCache

PIECES = [
    "nurse",
    "internationalization",
    "x" * 60,
    "x" * 130,
    "don't",
    "e\u0301",
    "naïve",
    "🦜",
    "👩‍👩‍👧",
    "किताब",
    "한국어",
    "日本語",
    "שלום",
    "zero\u200bwidth",
    "soft\u00adhyphen",
    "\x00",
    "...",
    "—",
    "[SEP]",
    "<s>",
    "İ",
    "3.14",
]
SEPARATORS = ["", " ", "\n\n", "\t", "\u00a0", "; "]
texts = st.lists(
    st.tuples(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), st.sampled_from(SEPARATORS)), max_size=60
).map(lambda parts: "".join(piece + separator for piece, separator in parts))
titles = st.one_of(st.sampled_from(["Bread", "Bread?", "", "A castle, a map", "🦜"]), st.text(max_size=30))


class SmallWindows:
    """The real tokenizer of the bundled model, with windows so small that hypothesis can fill many."""

    def __init__(self, encoder, tokens):
        self.card = dataclasses.replace(encoder.card, max_tokens=tokens, trained_tokens=tokens)
        self.token_spans = encoder.token_spans


def uncovered(text, windows):
    """What of ``text`` no window holds, when each is laid as far on as it can without leaving a character out."""
    end = 0
    for window in windows:
        next_character = end + len(text[end:]) - len(text[end:].lstrip())
        start = text.rfind(window, 0, next_character + len(window))
        assert start >= 0, f"{window!r} is not in the text from {end} on"
        end = max(end, start + len(window))
    return text[end:].strip()


def tokens(encoder, text):
    return len(encoder.token_spans(text)) + 2


# ---- short documents --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("Bread", "Flour.", ["Bread", "Bread. Flour."]),
        ("Bread?", "Flour.", ["Bread?", "Bread? Flour."]),
        (" Bread ", "\n Flour. ", ["Bread", "Bread. Flour."]),
        ("Bread", "", ["Bread", "Bread"]),
        ("", "Flour.", ["Flour.", "Flour."]),
        ("", " \n", ["", ""]),
    ],
)
def test_a_short_document_is_its_title_and_its_whole(title, body, expected):
    assert passages(Document(title, body), ToyEncoder()) == expected


def test_a_text_that_just_fits_is_one_window_and_one_more_word_makes_two():
    assert cut("a b c d", ToyEncoder(), 6) == ["a b c d"]
    assert cut("a b c d e", ToyEncoder(), 6) == ["a b c d", "d e"]


def test_windows_overlap_by_a_quarter():
    words = [str(number) for number in range(20)]
    windows = [window.split() for window in cut(" ".join(words), ToyEncoder(), 10)]
    assert windows == [words[0:8], words[6:14], words[12:20]]


def test_the_title_leads_every_window_of_a_long_body():
    body = "one two three four five six seven eight nine ten eleven"
    assert passages(Document("Bread", body), ToyEncoder(max_tokens=8)) == [
        "Bread",
        "Bread. one two three four",
        "Bread. four five six seven",
        "Bread. seven eight nine ten",
        "Bread. ten eleven",
    ]


def test_a_title_longer_than_half_a_window_leads_in_part_and_is_read_as_a_whole():
    title = "one two three four five six seven"
    parts = passages(Document(title, "health and data"), ToyEncoder(max_tokens=10))
    assert parts == [
        title,
        "one two three four one two three four",
        "one two three four four five six seven",
        "one two three four seven. health and",
        "one two three four and data",
    ]


def test_a_long_body_without_a_title_stands_first_in_place_of_it():
    body = "one two three four five six seven"
    assert passages(Document("", body), ToyEncoder(max_tokens=6)) == [
        "one two three four",
        "one two three four",
        "four five six seven",
    ]


def test_windows_end_between_words_where_there_are_any(encoder):
    body = "internationalization of misclassification " * 30
    for window in cut(body, encoder, 24):
        assert set(window.split()) == {"internationalization", "misclassification", "of"}


def test_a_window_that_ends_in_a_decomposed_letter_keeps_its_accent(encoder):
    windows = cut("cafe\u0301 " * 60, encoder, 24)
    assert len(windows) > 2
    assert all(set(window.split()) == {"cafe\u0301"} for window in windows)


def test_windows_move_on_even_where_a_window_takes_one_token():
    assert cut("a b c", ToyEncoder(), 3) == ["a", "b", "c"]
    assert cut("a b c", ToyEncoder(), 0) == ["a", "b", "c"]


# ---- nothing is lost --------------------------------------------------------------------------------------------


@settings(max_examples=150)
@given(titles, texts, st.integers(8, 40))
def test_windows_of_whole_words_lose_nothing_and_keep_their_length(title, body, window_tokens):
    check_passages(Document(title, body), ToyEncoder(max_tokens=window_tokens))


@settings(max_examples=150)
@given(titles, texts, st.integers(32, 80))
def test_windows_of_the_real_tokenizer_lose_nothing_and_keep_their_length(encoder, title, body, window_tokens):
    check_passages(Document(title, body), SmallWindows(encoder, window_tokens))


@settings(max_examples=15)
@given(titles, texts.filter(str.strip), st.integers(10, 40))
def test_windows_as_the_bundled_model_takes_them_lose_nothing(encoder, title, body, times):
    check_passages(Document(title, body * times), encoder)


@settings(max_examples=50)
@given(texts, texts)
def test_a_title_of_any_length_loses_nothing_either(encoder, title, body):
    check_passages(Document(title, body), SmallWindows(encoder, 40))


def check_passages(document, encoder):
    title, body = document.title.strip(), document.body.strip()
    whole = title and body and (f"{title}. {body}" if title[-1].isalnum() else f"{title} {body}")
    first, *windows = passages(document, encoder)
    assert first == (title if title and body else windows[0])
    assert all(tokens(encoder, window) <= encoder.card.window_tokens for window in windows)
    if not whole:
        assert uncovered(title or body, windows) == ""
    elif len(windows) == 1:
        assert windows == [whole]
    else:
        assert uncovered_body(whole, title, body, windows) == ""


def uncovered_body(whole, title, body, windows):
    """What no window holds after the title, or after as much of it as leads them all."""
    head = whole[: len(whole) - len(body)]
    if all(window.startswith(head) for window in windows):
        return uncovered(body, [window[len(head) :] for window in windows])
    length = len(head)
    while not all(window.startswith(head[:length].rstrip() + " ") for window in windows):
        length -= 1
        assert length > 0, "no part of the title leads the windows"
    lead = head[:length].rstrip() + " "
    return uncovered(whole, [window[len(lead) :] for window in windows])


@settings(max_examples=100)
@given(texts, st.integers(24, 60))
def test_each_window_begins_after_the_one_before_and_leaves_no_gap(encoder, text, window_tokens):
    windows = cut(text, encoder, window_tokens)
    assert uncovered(text, windows) == ""
    if len(windows) > 1:
        assert all(tokens(encoder, window) <= window_tokens for window in windows)
        assert len(windows) <= len(encoder.token_spans(text))


# ---- a sentence at the end of a long abstract -------------------------------------------------------------------

LAST = [
    "Finally, beekeepers weigh their hives on bathroom scales to foretell the honey harvest.",
    "We close with a demonstration of a violin that tunes itself while it is being played.",
    "At the end you will learn how dentists price gold crowns when the market moves.",
]


def long_abstract(sample, start, characters):
    abstracts = [session.abstract for session in sample.sessions if session.abstract]
    text = ""
    while len(text) < characters:
        text += abstracts[start % len(abstracts)] + " "
        start += 1
    return text[:characters].rsplit(" ", 1)[0]


AXES = Projection(np.eye(384, 8, dtype=np.float32))


@pytest.fixture(scope="module")
def among_long_sessions(encoder, sample, cache):
    """An index of 31 long sessions, of which number 15 has 8,000 characters and ends with the sentence given."""
    titles = [session.title for session in sample.sessions]
    others = [Document(titles[number], long_abstract(sample, 4 * number, 2500)) for number in range(30)]

    def build(last):
        body = f"{long_abstract(sample, 33, 8000 - len(last))} {last}".strip()
        return index.build([*others[:15], Document(titles[40], body), *others[15:]], encoder, cache, AXES)

    return build


def place_of_15(scores):
    return int((scores > scores[15]).sum()) + 1


@pytest.mark.slow
@pytest.mark.parametrize("last", LAST)
def test_a_sentence_at_the_end_of_8000_characters_makes_its_window_the_best_of_all(encoder, among_long_sessions, last):
    query = encoder.encode([last])[0]
    best = [
        np.maximum.reduceat(built.windows @ query, built.firsts[:-1])
        for built in (among_long_sessions(last), among_long_sessions(""))
    ]
    assert place_of_15(best[0]) == 1
    assert place_of_15(best[1]) > 1


@pytest.mark.slow
@pytest.mark.parametrize("last", LAST)
def test_a_sentence_at_the_end_of_8000_characters_puts_its_session_among_the_three(encoder, among_long_sessions, last):
    wordless = KeywordIndex([Document("", "")] * 31)  # by meaning alone: the words would find it easily
    index = HybridIndex(among_long_sessions(last), wordless, 0.0, Calibration())
    found = index.search(encoder.encode([last])[0], wordless.search(last))
    assert place_of_15(found.scores) <= 3


def test_no_window_of_a_long_abstract_is_cut_by_the_model(encoder, sample, tmp_path):
    document = Document(sample.sessions[0].title, long_abstract(sample, 0, 8000))
    parts = passages(document, encoder)
    assert len(parts) > 6
    assert max(tokens(encoder, part) for part in parts) <= encoder.card.max_tokens
    entries = index.build([document], encoder, VectorCache(tmp_path, encoder.digest, 384), AXES)
    assert len(entries.windows) == len(parts) - 1
