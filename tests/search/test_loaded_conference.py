"""A loaded conference: its parts belong to one programme and are made once."""

from session_finder.search.word_search import PhraseQuery


def test_every_part_is_about_the_same_programme(loaded, sample):
    assert loaded.programme is sample
    assert loaded.finder.programme is sample
    assert loaded.lexicon.programme is sample
    assert len(loaded.facets) == len(sample.searchable)
    assert [one.id for one in loaded.words.find(PhraseQuery.of("HC-17"))] == ["HC-17"]


def test_parts_are_made_once(loaded):
    loaded.warm()
    assert loaded.lexicon is loaded.lexicon
    assert loaded.words is loaded.words
