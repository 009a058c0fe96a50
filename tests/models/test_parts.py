from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from small_models import in_torch, small_model, weights_of

from session_finder.models.cards import ModelCard
from session_finder.models.transformer import pool
from session_finder.models.worker import DOCUMENT_BATCH, EncoderWorker
from session_finder.retrieval.index import SentenceVectors

TEXTS = ["health data of the nurse", "", "a map. the castle", "graph network " * 30, "caf\u00e9"]
PARTS = [[(0, 11), (12, 24)], [(0, 0)], [], [(0, 13), (14, 27), (0, 27), (400, 420)], [(0, 4)]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return small_model(tmp_path_factory.mktemp("parts") / "bert")


@pytest.fixture(scope="module")
def small(folder):
    return in_torch(weights_of(folder), "cpu", "float32")


@pytest.fixture(scope="module")
def raw(folder):
    weights = weights_of(folder)
    return in_torch(replace(weights, card=replace(weights.card, unit_length=False)), "cpu", "float32")


@pytest.fixture(scope="module")
def cls(folder):
    weights = weights_of(folder)
    return in_torch(replace(weights, card=replace(weights.card, pooling="cls")), "cpu", "float32")


@pytest.fixture(scope="module")
def longest(folder):
    weights = weights_of(folder)
    return in_torch(replace(weights, card=replace(weights.card, pooling="max")), "cpu", "float32")


def hidden(encoder, text):
    """The token vectors of a text, special tokens included, as the model itself gives them."""
    import torch

    ids = torch.tensor([encoder._tokens._truncating.encode(text).ids])
    with torch.inference_mode():
        return encoder.module(ids, torch.ones_like(ids))[0].numpy()


def same(found, expected):
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-6)


# ---- the text's own vector ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoder", ["small", "raw", "cls", "longest"])
def test_the_first_row_is_the_vector_of_the_text(encoder, request):
    encoder = request.getfixturevalue(encoder)
    found = encoder.encode_parts(TEXTS, PARTS)
    same(np.stack([vectors[0] for vectors in found]), encoder.encode(TEXTS))


def test_each_text_has_a_row_for_itself_and_one_for_each_of_its_parts(small):
    found = small.encode_parts(TEXTS, PARTS)
    assert [vectors.shape for vectors in found] == [(1 + len(spans), 32) for spans in PARTS]
    assert {vectors.dtype for vectors in found} == {np.dtype(np.float32)}


def test_parts_of_different_counts_in_one_call_are_those_of_each_text_alone(small):
    together = small.encode_parts(TEXTS * 20, PARTS * 20)
    alone = [small.encode_parts([text], [spans])[0] for text, spans in zip(TEXTS, PARTS, strict=True)]
    for found, expected in zip(together, alone * 20, strict=True):
        same(found, expected)


def test_progress_counts_texts_and_not_their_parts(small):
    heard = []
    small.encode_parts(TEXTS, PARTS, progress=lambda done, of: heard.append((done, of)))
    assert heard == [(5, 5)]


# ---- parts --------------------------------------------------------------------------------------------------------


def test_a_part_that_is_the_whole_text_is_the_mean_of_its_content_tokens(raw):
    text = "health data of the nurse"
    ((whole, part),) = raw.encode_parts([text], [[(0, len(text))]])
    tokens = hidden(raw, text)
    assert len(tokens) == 7
    same(part, tokens[1:-1].mean(axis=0))
    same(whole, tokens.mean(axis=0))


def test_a_part_is_the_mean_of_its_tokens_as_they_were_read_in_their_text(raw):
    text = "health data of the nurse"
    ((_, data, nurse),) = raw.encode_parts([text], [[(7, 11), (15, 24)]])
    tokens = hidden(raw, text)
    same(data, tokens[2])
    same(nurse, tokens[4:6].mean(axis=0))
    assert np.abs(data - hidden(raw, "data")[1]).max() > 1e-3, "alone it is read otherwise"


def test_parts_have_length_one_where_the_model_asks_for_it(small, raw):
    text = "health data of the nurse"
    ((_, part),) = small.encode_parts([text], [[(7, 18)]])
    ((_, longer),) = raw.encode_parts([text], [[(7, 18)]])
    same(part, longer / np.linalg.norm(longer))


def test_parts_of_a_model_pooled_by_its_first_token_are_means_all_the_same(cls, small):
    text = "health data of the nurse"
    ((whole, part),) = cls.encode_parts([text], [[(7, 18)]])
    tokens = hidden(cls, text)
    same(whole, tokens[0] / np.linalg.norm(tokens[0]))
    same(part, small.encode_parts([text], [[(7, 18)]])[0][1])


@pytest.mark.parametrize("span", [(400, 420), (5, 5), (6, 7), (0, 3), (2, 9)])
@pytest.mark.parametrize("encoder", ["small", "raw", "cls"])
def test_a_part_without_a_whole_token_that_is_read_has_the_texts_vector(encoder, span, request):
    ((whole, part),) = request.getfixturevalue(encoder).encode_parts(["health data " * 40], [[span]])
    same(part, whole)


def test_of_a_part_that_is_cut_what_is_read_counts(raw):
    text = "nurse " * 60
    ((_, part),) = raw.encode_parts([text], [[(6 * 36, len(text))]])
    tokens = hidden(raw, text)
    assert len(tokens) == 40
    same(part, tokens[37:39].mean(axis=0))


def test_an_empty_text_has_parts_like_any_other(small):
    ((whole, part),) = small.encode_parts([""], [[(0, 0)]])
    same(part, whole)


@settings(max_examples=30)
@given(st.data())
def test_any_part_is_the_mean_of_the_tokens_within_it(raw, data):
    text = data.draw(st.lists(st.sampled_from(["nurse", "map", "caf\u00e9", "!", "bread"]), max_size=12).map(" ".join))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    ((whole, part),) = raw.encode_parts([text], [[(start, end)]])
    spans = raw.token_spans(text)
    inside = [row for row, (first, last) in enumerate(spans, start=1) if start <= first and last <= end]
    same(part, hidden(raw, text)[inside].mean(axis=0) if inside else whole)


def test_through_the_worker_parts_are_the_same(small):
    worker = EncoderWorker(small)
    found = worker.encode_parts(TEXTS * 10, PARTS * 10)
    worker.close()
    assert len(TEXTS * 10) > 2 * DOCUMENT_BATCH
    for ours, expected in zip(found, small.encode_parts(TEXTS, PARTS) * 10, strict=True):
        same(ours, expected)


def test_through_the_worker_no_texts_have_no_parts(small):
    worker = EncoderWorker(small)
    assert worker.encode_parts([], []) == []
    worker.close()


# ---- pooling ------------------------------------------------------------------------------------------------------

HIDDEN = np.array([[[3, 4], [1, 8], [9, 9]], [[-2, 0], [-4, -3], [-6, -8]]], dtype=np.float32)
MASK = np.array([[1, 1, 0], [1, 1, 1]], dtype=np.int64)


def card(pooling, unit_length=False):
    return ModelCard("hand", 2, pooling, unit_length, "dot", 8, 8)


def test_weights_make_segments_of_token_vectors():
    weights = np.array([[[1, 0, 0], [0.5, 0.5, 0]], [[1, 0, 0], [0, 0.5, 0.5]]], dtype=np.float32)
    assert pool(HIDDEN, MASK, weights, card("cls")).tolist() == [[[3, 4], [2, 6]], [[-2, 0], [-5, -5.5]]]


def test_max_takes_each_dimensions_highest_of_the_tokens_that_are_no_padding():
    weights = np.array([[[0.5, 0.5, 0], [0, 1, 0]], [[1 / 3] * 3, [0, 0.5, 0.5]]], dtype=np.float32)
    assert pool(HIDDEN, MASK, weights, card("max")).tolist() == [[[3, 8], [1, 8]], [[-2, 0], [-5, -5.5]]]


@pytest.mark.parametrize(("pooling", "expected"), [("cls", [0.6, 0.8]), ("max", [3 / 73**0.5, 8 / 73**0.5])])
def test_every_segment_has_length_one_where_the_card_asks_for_it(pooling, expected):
    weights = np.array([[[1, 0, 0], [2, 0, 0]]], dtype=np.float32)
    found = pool(HIDDEN[:1], MASK[:1], weights, card(pooling, unit_length=True))
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, [[expected, [0.6, 0.8]]], rtol=1e-6)


def test_a_segment_of_nothing_stays_nothing_instead_of_no_number():
    nothing = np.zeros((2, 1, 3), dtype=np.float32)
    assert pool(HIDDEN, MASK, nothing, card("mean", unit_length=True)).tolist() == [[[0, 0]], [[0, 0]]]


# ---- sentences in 8 bits ------------------------------------------------------------------------------------------


def test_scores_in_8_bits_are_within_a_hundredth_of_exact_ones():
    numbers = np.random.default_rng(7)
    entries = [numbers.standard_normal((count, 384)).astype(np.float32) for count in (4, 0, 30, 1)]
    entries = [entry / np.maximum(np.linalg.norm(entry, axis=1, keepdims=True), 1e-12) for entry in entries]
    query = entries[2][7] + entries[0][1] / 2
    query /= np.linalg.norm(query)
    kept = SentenceVectors.of(entries, 384)
    for row, entry in enumerate(entries):
        found = kept.scores(row, query)
        assert found.dtype == np.float32
        np.testing.assert_allclose(found, entry @ query, rtol=0, atol=0.01)
    assert kept.scores(2, query).argmax() == 7
    assert kept.scores(2, query)[7] == pytest.approx(float(entries[2][7] @ query), rel=0.01)


def test_eight_bits_hold_whole_numbers_of_a_vectors_longest_side():
    kept = SentenceVectors.of([np.array([[254, -127, 3], [0, 0, 0]], dtype=np.float32)], 3)
    assert kept.numbers.tolist() == [[127, -64, 2], [0, 0, 0]]
    assert kept.steps[0] == 2
    assert kept.scores(0, np.array([1, 1, 0], dtype=np.float32)).tolist() == [126, 0]


@pytest.mark.parametrize("counts", [[], [0], [0, 0, 0], [0, 2, 0, 1, 0]])
def test_documents_without_sentences_have_no_scores(counts):
    kept = SentenceVectors.of([np.ones((count, 3), dtype=np.float32) for count in counts], 3)
    assert (kept.numbers.shape, kept.numbers.dtype) == ((sum(counts), 3), np.int8)
    assert kept.firsts.tolist() == np.cumsum([0, *counts]).tolist()
    query = np.array([1, 0, 0], dtype=np.float32)
    assert [len(kept.scores(row, query)) for row in range(len(counts))] == counts


@given(
    arrays(np.float32, st.tuples(st.integers(1, 4), st.just(6)), elements=st.floats(-100, 100, width=32)),
    arrays(np.float32, 6, elements=st.floats(-1, 1, width=32)),
)
def test_no_score_is_further_off_than_half_a_step_in_every_dimension(vectors, query):
    kept = SentenceVectors.of([vectors], 6)
    off = np.abs(kept.scores(0, query) - vectors @ query)
    longest = np.abs(vectors).max(axis=1)
    assert (off <= (longest / 127 / 2 + longest * 1e-5) * np.abs(query).sum() + 1e-6).all()
