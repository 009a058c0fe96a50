"""Positions of words: the same for a text that is kept and for one that is too long to be."""

from __future__ import annotations

from session_finder.text.analyzer import spans, term_spans

SAID = "The Mapping of maps, données et _cartes_ für ½ Häfen. "


def test_a_long_text_is_read_like_each_of_its_sentences():
    asked = frozenset({"map", "hafen", "cart"})
    times = 20
    starts = range(0, times * len(SAID), len(SAID))
    assert [term for *_, term in term_spans(SAID, asked)] == ["map", "map", "cart", "hafen"]
    for read in (spans, lambda text: term_spans(text, asked)):
        expected = [(start + by, end + by, word) for by in starts for start, end, word in read(SAID)]
        assert read(SAID * times) == expected
