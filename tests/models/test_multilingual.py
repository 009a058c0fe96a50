"""A model of many languages, on small random weights in the published layout: all but how well it reads."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

import pytest
from small_models import in_torch, small_model, weights_of

from session_finder.models.cards import card_named
from session_finder.models.folder_card import card_from_folder
from session_finder.models.tokens import Tokens
from session_finder.models.weights import Weights
from session_finder.models.worker import EncoderWorker
from session_finder.search.loaded_conference import LoadedConference
from session_finder.search.request import understand
from session_finder.storage.vectors.sqlite_cache import VectorCache

pytestmark = pytest.mark.slow

NOW = datetime(2027, 5, 1, tzinfo=UTC)
CARD = card_named("paraphrase-multilingual-MiniLM-L12-v2")


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Weights:
    folder = tmp_path_factory.mktemp("multilingual") / CARD.short_name
    small_model(folder, "multilingual", unit_length=False, max_tokens=128, positions=512)
    return weights_of(folder, dataclasses.replace(CARD, dimensions=32, sha256=None))


def test_a_folder_in_the_published_layout_says_what_the_card_says(small):
    read = card_from_folder(small.folder)
    assert (read.pooling, read.unit_length, read.score, read.max_tokens, read.lowercase) == (
        CARD.pooling, CARD.unit_length, CARD.score, CARD.max_tokens, CARD.lowercase
    )  # fmt: skip
    assert (small.folder / "tokenizer.json").is_file()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("health data", [(0, 6), (7, 11)]),
        ("a  map", [(0, 1), (0, 1), (3, 6)]),
        ("Gesundheit", [(0, 6), (6, 10)]),
        ("健康 data", [(0, 2), (3, 7)]),
    ],
)
def test_a_token_is_the_characters_of_its_word_without_the_space_before(small, text, words):
    assert Tokens(small).spans(text) == words


def test_a_words_vector_is_made_of_its_own_tokens(small):
    encoder = in_torch(small, "cpu", "float32")
    (found,) = encoder.encode_parts(["health data"], [[(0, 6), (7, 11)]])
    assert found.shape == (3, 32)
    assert not (found[1] == found[0]).all()
    assert not (found[1] == found[2]).all()


@pytest.fixture(scope="module")
def multilingual(small, sample, tmp_path_factory):
    """The sample in the small model."""
    worker = EncoderWorker(in_torch(small, "cpu", "float32"))
    yield LoadedConference.build(sample, worker, VectorCache(tmp_path_factory.mktemp("vectors"), "multilingual", 32))
    worker.close()


@pytest.mark.parametrize(
    ("text", "page", "language"),
    [
        ("Gesundheit", "de", "German"),
        ("Wie können Krankenhäuser ihre Patientendaten besser schützen?", "en", "German"),
        ("健康データ", "ja", "Japanese"),
    ],
)
def test_no_query_is_in_a_foreign_language_for_it(multilingual, loaded, text, page, language):
    def asked(of):
        return of.finder.find(understand(text, of.lexicon, NOW, page_language=page))

    assert asked(loaded).language == language
    assert asked(multilingual).language == ""
    assert len(asked(multilingual).matches) == 3


class ReadsGerman(EncoderWorker):
    """The bundled model with a German word: its vectors are those of the English one, as a good translation's are."""

    card = dataclasses.replace(card_named("all-MiniLM-L6-v2"), languages=CARD.languages)

    def ask(self, text):
        return super().ask({"Gesundheit": "health"}.get(text, text))


def test_a_query_that_the_model_understands_is_not_refused_for_words_that_the_programme_lacks(
    weights, warm_cache, loaded_once, sample, cache, finder
):
    worker = ReadsGerman(loaded_once(weights, warm_cache, "auto", "cpu", "float32"))
    answer = LoadedConference.build(sample, worker, cache).finder.find("Gesundheit")
    worker.close()
    assert (answer.close, answer.language) == (True, "")
    assert not finder.find("Gesundheit").close
