"""A loaded conference: its parts belong to one programme and are made once."""

from datetime import UTC, datetime

from session_finder.query.parser import parse
from session_finder.search.word_search import PhraseQuery

NOW = datetime(2027, 5, 1, tzinfo=UTC)


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


def test_a_query_is_read_with_the_programmes_own_lexicon(loaded):
    text = "workshops on Wednesday about health"
    assert loaded.understand(text, NOW).query == parse(text, loaded.lexicon, NOW)
