import pytest

from session_finder.models.cards import (
    BUNDLED,
    CARDS,
    DEFAULT,
    card_named,
    card_with_digest,
    choice_named,
)

MINILM, MPNET, DISTILBERT, BERT, LARGE_VOCABULARY, ALL_MINILM, ALL_MPNET, MULTILINGUAL = (
    "sentence-transformers/multi-qa-MiniLM-L6-cos-v1",
    "sentence-transformers/multi-qa-mpnet-base-cos-v1",
    "sentence-transformers/msmarco-distilbert-dot-v5",
    "sentence-transformers/msmarco-bert-base-dot-v4",
    "vocab-transformers/dense_encoder-msmarco-distilbert-word2vec256k-MLM_210k",
    "sentence-transformers/all-MiniLM-L6-v2",
    "sentence-transformers/all-mpnet-base-v2",
    "sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2",
)
TABLE = [
    (MINILM, 384, "mean", True, "dot", 512, 250),
    (MPNET, 768, "mean", True, "dot", 512, 250),
    (DISTILBERT, 768, "mean", False, "dot", 512, 512),
    (BERT, 768, "mean", False, "dot", 512, 512),
    (LARGE_VOCABULARY, 768, "mean", False, "dot", 250, 250),
    (ALL_MINILM, 384, "mean", True, "cosine", 256, 256),
    (ALL_MPNET, 768, "mean", True, "cosine", 384, 384),
    (MULTILINGUAL, 384, "mean", False, "cosine", 128, 128),
]
DIGESTS = {
    MINILM: "7bec4fd9eba43073d5c5dcf1b79b0a3397608fa063e6f626d6f8fd70a81f2d8c",
    MPNET: "7b42b8f6259f5a9b83c5d0acd7cfde8f6fa9833a2edd3f8da4a94da7a03fa037",
    DISTILBERT: None,
    BERT: None,
    LARGE_VOCABULARY: None,
    ALL_MINILM: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    ALL_MPNET: "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",
    MULTILINGUAL: None,
}


def test_the_cards_are_the_table():
    assert [
        (c.name, c.dimensions, c.pooling, c.unit_length, c.score, c.max_tokens, c.trained_tokens) for c in CARDS
    ] == TABLE


def test_published_digests_are_known_and_no_others():
    assert {card.name: card.sha256 for card in CARDS} == DIGESTS


def test_the_default_is_the_conference_helper_at_its_known_revision():
    assert DEFAULT == MINILM
    assert card_named(DEFAULT).revision == "b207367332321f8e44f96e224ef15bc607f4dbf0"


def test_the_bundled_model_is_all_minilm():
    assert BUNDLED == ALL_MINILM


@pytest.mark.parametrize(
    ("name", "tokens"),
    [
        (MINILM, 250),
        (MPNET, 250),
        (DISTILBERT, 512),
        (BERT, 512),
        (LARGE_VOCABULARY, 250),
        (ALL_MINILM, 256),
        (ALL_MPNET, 384),
        (MULTILINGUAL, 128),
    ],
)
def test_windows_are_no_longer_than_the_model_takes_or_was_trained_on(name, tokens):
    assert card_named(name).window_tokens == tokens


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.short_name)
def test_a_card_is_found_by_its_full_or_short_name_in_any_case(card):
    assert card_named(card.name) is card
    assert card_named(card.short_name.upper()) is card


@pytest.mark.parametrize("name", ["", "MiniLM", "sentence-transformers", "other/all-MiniLM-L6-v2"])
def test_part_of_a_name_is_no_name(name):
    assert card_named(name) is None


def test_a_card_is_found_by_the_digest_of_its_weights():
    assert card_with_digest(DIGESTS[MPNET]).name == MPNET
    assert card_with_digest("0" * 64) is None


def test_the_short_name_leaves_the_publisher_out():
    assert card_named(LARGE_VOCABULARY).short_name == "dense_encoder-msmarco-distilbert-word2vec256k-MLM_210k"


def test_fast_and_better_stand_for_models_the_preferred_one_first():
    assert [card.name for card in choice_named("fast")] == [MINILM, ALL_MINILM]
    assert [card.name for card in choice_named("Better")] == [ALL_MPNET, MPNET]
    assert choice_named("best") == ()


def test_one_card_reads_fifty_languages_and_the_others_english():
    assert {card.name: len(card.languages) for card in CARDS if card.languages != ("en",)} == {MULTILINGUAL: 50}
    assert {"de", "en", "es", "fr", "ja"} < set(card_named(MULTILINGUAL).languages)
