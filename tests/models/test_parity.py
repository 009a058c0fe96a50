"""Our vectors are sentence-transformers': the library is the oracle, and is imported nowhere but in tests."""

import dataclasses
import random

import numpy as np
import pytest
from small_models import LARGE_VOCABULARY, WORDS, as_older_versions_wrote, in_torch, oracle, small_model, weights_of

from session_finder.models.cards import CARDS, card_named
from session_finder.models.folder_card import card_from_folder
from session_finder.models.tokens import load_tokenizer
from session_finder.retrieval.index import comparable_form

pytestmark = pytest.mark.slow

KINDS = {
    "multi-qa-MiniLM-L6-cos-v1": "bert",
    "multi-qa-mpnet-base-cos-v1": "mpnet",
    "msmarco-distilbert-dot-v5": "distilbert",
    "msmarco-bert-base-dot-v4": "bert",
    "dense_encoder-msmarco-distilbert-word2vec256k-MLM_210k": "distilbert",
    "all-MiniLM-L6-v2": "bert",
    "all-mpnet-base-v2": "mpnet",
    "paraphrase-multilingual-MiniLM-L12-v2": "multilingual",
}
ODD_TEXTS = [
    "",
    " \n\t ",
    "?",
    "🦜",
    "family 👩‍👩‍👧 of emoji 🇮🇱",
    "שלום עולם, בריאות דיגיטלית",
    "مرحبا بالعالم",
    "日本の健康データ",
    "Café naïve Cafe\u0301 STRASSE straße ΟΔΟΣ İSTANBUL ıI",
    "[CLS] health [SEP] <s> data </s> [PAD] <pad> [MASK] <mask>",
    "zero\u200bwidth a\u200db soft\u00adhyphen nul\x00 bell\x07 bad\ufffd",
    "x" * 300,
    "a-b_c/d@e.f#g&h",
    "HEALTH Analytics?",
]


def prose(words: int) -> str:
    chosen = random.Random(words)
    return " ".join(chosen.choice([*WORDS, "Health", "word250000", "unseen", "mapping"]) for _ in range(words)) + "."


def texts_of_many_lengths(longest: int) -> list[str]:
    """Short and long in odd order, so that no batch of ours is a batch of the oracle's."""
    lengths = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, longest - 3, longest - 2, longest - 1, longest, 2 * longest]
    texts = ODD_TEXTS + [prose(length) for length in lengths]
    random.Random(5).shuffle(texts)
    return texts


def assert_parity(folder, card, texts):
    encoder = in_torch(weights_of(folder, card), "cpu", "float32")
    library = oracle(folder)
    expected = library.encode(texts, batch_size=7)
    found = encoder.encode(texts)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-5)
    comparable = comparable_form(found, encoder)
    scores = library.similarity(expected, expected).numpy()
    np.testing.assert_allclose(comparable @ comparable.T, scores, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.short_name)
def test_every_cards_settings_give_the_librarys_vectors_and_scores(card, tmp_path):
    folder = small_model(
        tmp_path / "small",
        KINDS[card.short_name],
        pooling=card.pooling,
        unit_length=card.unit_length,
        score=card.score,
        max_tokens=card.max_tokens,
        positions=512,
        vocabulary_size=LARGE_VOCABULARY if "256k" in card.name else None,
    )
    own = card_from_folder(folder)
    small = dataclasses.replace(card, dimensions=own.dimensions, sha256=None, revision=None)
    assert (own.pooling, own.unit_length, own.score, own.max_tokens, own.lowercase) == (
        small.pooling, small.unit_length, small.score, small.max_tokens, small.lowercase
    )  # fmt: skip
    assert_parity(folder, small, texts_of_many_lengths(card.max_tokens))


def test_the_bundled_weights_give_the_librarys_vectors_and_scores(weights):
    assert_parity(weights.folder, card_named("all-MiniLM-L6-v2"), texts_of_many_lengths(256))


def test_mpnets_published_weights_give_the_librarys_vectors_and_scores(mpnet):
    assert_parity(mpnet.folder, card_named("all-mpnet-base-v2"), [*ODD_TEXTS, prose(20), prose(500)])


@pytest.mark.parametrize("kind", ["bert", "distilbert", "mpnet", "multilingual"])
@pytest.mark.parametrize("pooling", ["cls", "max"])
@pytest.mark.parametrize("unit_length", [True, False], ids=["unit", "raw"])
def test_cls_and_max_pooling_folders_give_the_librarys_vectors_and_scores(kind, pooling, unit_length, tmp_path):
    folder = small_model(tmp_path / "small", kind, pooling=pooling, unit_length=unit_length)
    assert_parity(folder, card_from_folder(folder), texts_of_many_lengths(40))


@pytest.mark.parametrize("kind", ["bert", "distilbert", "mpnet", "multilingual"])
def test_folders_as_older_versions_wrote_them_give_the_librarys_vectors(kind, tmp_path):
    folder = small_model(tmp_path / "small", kind, unit_length=False)
    as_older_versions_wrote(folder, max_tokens=33)
    assert card_from_folder(folder).max_tokens == 33
    assert_parity(folder, card_from_folder(folder), texts_of_many_lengths(33))


@pytest.mark.parametrize("kind", ["bert", "mpnet"])
@pytest.mark.parametrize("lowercase", [True, False], ids=["lower", "as typed"])
def test_a_cased_tokenizer_is_given_small_letters_only_where_the_folder_says_so(kind, lowercase, tmp_path):
    folder = small_model(tmp_path / "small", kind, cased=True)
    as_older_versions_wrote(folder, max_tokens=40, lowercase=lowercase)
    card = card_from_folder(folder)
    assert_parity(folder, card, texts_of_many_lengths(40))
    large, small = in_torch(weights_of(folder), "cpu", "float32").encode(["HEALTH Data", "health data"])
    assert np.allclose(large, small, atol=1e-6) == lowercase


def test_lower_casing_that_the_installed_version_wrote_into_the_tokenizer_is_kept(tmp_path):
    folder = small_model(tmp_path / "small", cased=True, lowercase=True)
    large, small = in_torch(weights_of(folder), "cpu", "float32").encode(["HEALTH Data", "health data"])
    np.testing.assert_allclose(large, small, rtol=0, atol=1e-6)


def test_a_folder_with_the_vocabulary_alone_gives_the_vectors_of_the_whole_folder(tmp_path):
    folder = small_model(tmp_path / "small", "distilbert")
    texts = texts_of_many_lengths(40)
    whole = in_torch(weights_of(folder), "cpu", "float32")
    ids = load_tokenizer(weights_of(folder)).get_vocab()
    (folder / "vocab.txt").write_text("\n".join(sorted(ids, key=ids.get)) + "\n")
    (folder / "tokenizer.json").unlink()
    assert_parity(folder, card_from_folder(folder), texts)
    np.testing.assert_array_equal(in_torch(weights_of(folder), "cpu", "float32").encode(texts), whole.encode(texts))


def test_a_text_longer_than_an_mpnet_has_positions_for_is_cut(tmp_path):
    """The library itself fails here: it takes the 66 rows of the table for 66 positions, where two are padding's."""
    folder = small_model(tmp_path / "small", "mpnet", max_tokens=None, positions=64)
    encoder = in_torch(weights_of(folder), "cpu", "float32")
    assert encoder.card.max_tokens == 64
    np.testing.assert_allclose(encoder.encode([prose(500)]), encoder.encode([prose(500) + " more"]), rtol=0, atol=1e-6)
