import shutil
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_models import in_torch, small_model, weights_of, write_json

from session_finder.engine.encoder import digest_of
from session_finder.engine.models import ModelError
from session_finder.engine.tokens import TOKEN_BUDGET, batches, load_tokenizer

HELLO_WORLD = [-0.034478, 0.03102, 0.00673, 0.02611, -0.039362]
TEXTS = ["health data", "", "nurse", "graph network of the patient " * 20, "a map", "café"]
SHORT = [
    "hello world",
    "Health Analytics?",
    "",
    "!",
    "...",
    "o",
    "🦜",
    "data nurses can trust",
    "x" * 300,
    "AI in radiology",
]


@pytest.fixture(scope="module")
def torch():
    import torch

    return torch


@pytest.fixture(scope="module")
def devices():
    """The module that chooses devices and number formats."""
    from session_finder.engine import torch_encoder

    return torch_encoder


@pytest.fixture
def cuda(torch):
    if not torch.cuda.is_available():
        pytest.skip("no CUDA device here")
    return torch.device("cuda")


@pytest.fixture
def mps(torch):
    if not torch.backends.mps.is_available():
        pytest.skip("no MPS device here")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return small_model(tmp_path_factory.mktemp("small") / "bert")


@pytest.fixture(scope="module")
def small(folder):
    return in_torch(weights_of(folder), "cpu", "float32")


def cosines(found, expected):
    lengths = np.linalg.norm(found, axis=1) * np.linalg.norm(expected, axis=1)
    return (found * expected).sum(axis=1) / lengths


# ---- vectors ----------------------------------------------------------------------------------------------------


def test_hello_world_through_the_bundled_model_is_the_published_vector(encoder):
    (vector,) = encoder.encode(["hello world"])
    assert vector[:5] == pytest.approx(HELLO_WORLD, abs=1e-3)
    assert vector.shape == (384,)
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-6)


def test_no_texts_make_no_vectors(small):
    assert small.encode([]).shape == (0, 32)
    assert small.encode([]).dtype == np.float32


def test_each_vector_stands_in_the_row_of_its_text_whatever_its_batch(small):
    together = small.encode(TEXTS * 40)
    alone = np.concatenate([small.encode([text]) for text in TEXTS])
    np.testing.assert_allclose(together, np.tile(alone, (40, 1)), rtol=0, atol=1e-6)


def test_progress_counts_every_text_and_ends_with_all(small):
    heard = []
    texts = ["graph " * 60] * 300
    small.encode(texts, progress=lambda done, of: heard.append((done, of)))
    a_batch = TOKEN_BUDGET // 40
    assert heard == [(a_batch, 300), (2 * a_batch, 300), (300, 300)]


def test_what_lies_beyond_the_models_length_does_not_change_the_vector(small):
    kept = "nurse " * 38
    np.testing.assert_allclose(small.encode([kept]), small.encode([kept + "castle"]), rtol=0, atol=1e-6)
    assert np.abs(small.encode([kept]) - small.encode(["castle " + kept])).max() > 1e-3


@pytest.mark.parametrize("text", ["\ud83d", "cut \udc00 off", "\udfff" * 500])
def test_half_a_character_is_read_as_the_sign_for_an_unknown_one(small, text):
    known = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    np.testing.assert_array_equal(small.encode([text]), small.encode([known]))
    assert small.token_spans(text) == small.token_spans(known)


def test_token_spans_are_places_in_the_text_as_it_was_given(small):
    assert small.token_spans("Health  data?") == [(0, 6), (8, 12), (12, 13)]
    assert small.token_spans("") == []


def test_token_spans_of_a_lower_casing_folder_stay_true_where_small_letters_are_longer(folder):
    weights = weights_of(folder)
    lower = in_torch(replace(weights, card=replace(weights.card, lowercase=True)), "cpu", "float32")
    text = "İİİ data"
    assert len(text.lower()) == len(text) + 3
    start, end = lower.token_spans(text)[-1]
    assert text[start:end] == "data"


def test_token_spans_are_never_cut(small):
    assert len(small.token_spans("nurse " * 5000)) == 5000


# ---- batches ----------------------------------------------------------------------------------------------------


@settings(max_examples=200)
@given(st.lists(st.integers(1, 600), max_size=80), st.integers(1, 5000))
def test_batches_hold_every_row_once_longest_first_within_the_budget(lengths, budget):
    order = sorted(range(len(lengths)), key=lambda row: -lengths[row])
    cut = batches(order, lengths, budget)
    assert [row for batch in cut for row in batch] == order
    for batch in cut:
        assert len(batch) == 1 or len(batch) * max(lengths[row] for row in batch) <= budget
    for batch, following in pairwise(cut):
        assert (len(batch) + 1) * lengths[batch[0]] > budget, "the next text would have fitted"
        assert lengths[batch[-1]] >= lengths[following[0]]


# ---- devices and number formats ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["", "gpu", "CPU", "cpu:x", "cuda:99", "meta", "hpu", "privateuseone", "vulkan", "xla", "mtia", "a\nb", "cpu "],
)
def test_an_unusable_device_is_refused_in_a_sentence(devices, name):
    with pytest.raises(ModelError) as refused:
        devices.pick_device(name)
    message = str(refused.value)
    assert message.startswith(f"The device {name!r} cannot be used (")
    assert message.endswith("). Choose auto, cpu, cuda or mps.")
    assert "\n" not in message


def test_the_encoder_refuses_an_unusable_device(folder):
    with pytest.raises(ModelError, match="The device 'abacus' cannot be used"):
        in_torch(weights_of(folder), "abacus")


def test_without_a_graphics_processor_auto_is_the_cpu(devices, torch, monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    assert devices.pick_device("auto") == torch.device("cpu")


@pytest.mark.parametrize(
    ("abilities", "expected"),
    [
        ({"avx512_f": True, "avx512_bf16": False, "amx_bf16": False}, "float32"),
        ({"avx512_bf16": True}, "bfloat16"),
        ({"amx_bf16": True}, "bfloat16"),
        ({"neon": True, "bf16": True}, "bfloat16"),
        ({"neon": True}, "float32"),
    ],
)
def test_bfloat16_is_taken_where_the_processor_computes_in_it(devices, torch, monkeypatch, abilities, expected):
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: abilities)
    assert devices.pick_dtype("auto", torch.device("cpu")) == getattr(torch, expected)


def test_mps_computes_in_float32(devices, torch):
    assert devices.pick_dtype("auto", torch.device("mps")) == torch.float32


@pytest.mark.parametrize("precision", ["bfloat16", "float16"])
def test_shorter_numbers_stay_within_0_9998_of_float32(encoder, weights, precision):
    shorter = in_torch(weights, "cpu", precision)
    assert shorter.description == f"cpu, {precision}"
    found = shorter.encode(SHORT)
    assert found.dtype == np.float32
    assert cosines(found, encoder.encode(SHORT)).min() >= 0.9999  # more than is asked: deeper models lose more


def test_pooling_and_layer_norms_are_float32_whatever_the_products_are(folder, torch):
    shorter = in_torch(weights_of(folder), "cpu", "bfloat16")
    kinds = {type(module): {p.dtype for p in module.parameters()} for module in shorter._model.modules()}
    assert kinds[torch.nn.Linear] == {torch.bfloat16}
    assert kinds[torch.nn.LayerNorm] == {torch.float32}
    (vector,) = shorter.encode(["health data of the nurse"])
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-6), "bfloat16 would be off by a thousandth"


@pytest.mark.usefixtures("cuda")
def test_cuda_in_float32_gives_the_cpus_vectors(encoder, weights):
    there = in_torch(weights, "cuda", "float32")
    assert there.description == "cuda, float32"
    np.testing.assert_allclose(there.encode(SHORT), encoder.encode(SHORT), rtol=0, atol=1e-5)


@pytest.mark.usefixtures("cuda")
@pytest.mark.parametrize("precision", ["auto", "bfloat16", "float16"])
def test_cuda_in_shorter_numbers_stays_within_0_9998_of_float32(encoder, weights, precision):
    found = in_torch(weights, "cuda", precision).encode(SHORT)
    assert cosines(found, encoder.encode(SHORT)).min() >= 0.9998


def test_auto_takes_cuda_and_its_native_number_format(devices, torch, cuda):
    assert devices.pick_device("auto").type == "cuda"
    native = devices.native_bfloat16(cuda)
    assert devices.pick_dtype("auto", cuda) == (torch.bfloat16 if native else torch.float32)


@pytest.mark.usefixtures("mps")
def test_mps_gives_the_cpus_vectors(encoder, weights):
    there = in_torch(weights, "mps", "auto")
    assert there.description == "mps, float32"
    assert cosines(there.encode(SHORT), encoder.encode(SHORT)).min() >= 0.99999


# ---- files that do not fit --------------------------------------------------------------------------------------


@pytest.fixture
def own_copy(folder, tmp_path):
    return shutil.copytree(folder, tmp_path / "copy")


def test_a_card_of_another_width_is_refused_with_both_numbers(folder):
    weights = weights_of(folder)
    with pytest.raises(ModelError, match="makes vectors of 32 dimensions, bert has 384: these are not its files"):
        in_torch(replace(weights, card=replace(weights.card, dimensions=384)), "cpu")


def test_weights_that_lack_a_layer_are_refused_instead_of_filled_with_noise(own_copy):
    from safetensors.torch import load_file, save_file

    path = own_copy / "model.safetensors"
    tensors = load_file(path)
    save_file({name: tensor for name, tensor in tensors.items() if "layer.1." not in name}, path, {"format": "pt"})
    with pytest.raises(ModelError, match=r"lacks 16 of its model's weights \(encoder\.layer\.1\."):
        in_torch(weights_of(own_copy), "cpu")


def test_weights_without_the_pooler_that_is_not_used_are_enough(own_copy, small):
    from safetensors.torch import load_file, save_file

    path = own_copy / "model.safetensors"
    tensors = load_file(path)
    save_file({name: tensor for name, tensor in tensors.items() if "pooler" not in name}, path, {"format": "pt"})
    found = in_torch(weights_of(own_copy), "cpu", "float32").encode(TEXTS)
    np.testing.assert_array_equal(found, small.encode(TEXTS))


@pytest.mark.parametrize("content", [b"", b"not safetensors at all", b"\x08" + b"\0" * 7 + b"{}      "])
def test_damaged_weights_are_refused_by_folder(own_copy, content):
    (own_copy / "model.safetensors").write_bytes(content)
    with pytest.raises(ModelError) as refused:
        in_torch(weights_of(own_copy), "cpu")
    assert str(own_copy) in str(refused.value)


def test_an_architecture_that_transformers_does_not_know_is_refused(own_copy):
    weights = weights_of(own_copy)
    write_json(own_copy / "config.json", {"model_type": "clockwork", "hidden_size": 32})
    with pytest.raises(ModelError, match="could not be loaded as a model"):
        in_torch(weights, "cpu")


def test_a_damaged_tokenizer_is_refused_with_the_way_out(own_copy):
    weights = weights_of(own_copy)
    (own_copy / "tokenizer.json").write_text("{}")
    with pytest.raises(ModelError, match=r"has no readable tokenizer \(.*\)\. Fetch the model again\."):
        load_tokenizer(weights)


# ---- the digest -------------------------------------------------------------------------------------------------


def test_the_digest_names_all_that_a_vector_depends_on(folder, small):
    weights = weights_of(folder)
    assert digest_of(weights) == small.digest
    others = [
        replace(weights, digest="0" * 64),
        *(
            replace(weights, card=replace(weights.card, **change))
            for change in ({"pooling": "cls"}, {"unit_length": False}, {"max_tokens": 39}, {"lowercase": True})
        ),
    ]
    assert len({digest_of(weights), *map(digest_of, others)}) == 6


def test_the_digest_is_the_same_for_the_same_files_under_another_name(folder, small):
    weights = weights_of(folder)
    assert digest_of(replace(weights, card=replace(weights.card, name="renamed"))) == small.digest
