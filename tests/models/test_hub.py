"""Where the weights come from when a hub is asked: each test is a process of its own against a stand-in hub."""

from __future__ import annotations

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from hub_stand_in import COMMIT, WEIGHTS, HubStandIn, command, full_hub, resolved, silent_hub
from small_models import vocabulary
from waiting import HELD

from session_finder.bootstrap.model_loading import PINS
from session_finder.models.cards import BUNDLED, DEFAULT, card_named

pytestmark = pytest.mark.slow

MSMARCO = "sentence-transformers/msmarco-distilbert-dot-v5"  # a card without a known digest
SHORT = "msmarco-distilbert-dot-v5"
FETCH_DEFAULT = "python -m session_finder models fetch multi-qa-MiniLM-L6-cos-v1"
CONTENT = b"not really weights " * 1000
FILES = {"config.json": b"{}", "tokenizer.json": b"{}", "modules.json": b"[]", WEIGHTS: CONTENT}
NOBODY = "http://127.0.0.1:9"  # the discard port: nothing listens
BUNDLED_ANSWERS = (
    "Answered by all-MiniLM-L6-v2, which comes with the installation: the default, multi-qa-MiniLM-L6-cos-v1, "
)


def snapshot(home, repo=MSMARCO, commit=COMMIT):
    return home / "hub" / "hub" / f"models--{repo.replace('/', '--')}" / "snapshots" / commit


def wide_model(folder):
    """Random weights of one layer, as wide as the card of MSMARCO says; the folder's files by name."""
    from transformers import BertTokenizer, DistilBertConfig, DistilBertModel

    tokens = vocabulary(("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"))
    shape = {"dim": 768, "n_layers": 1, "n_heads": 12, "hidden_dim": 64, "max_position_embeddings": 512}
    DistilBertModel(DistilBertConfig(vocab_size=len(tokens), **shape)).save_pretrained(folder)
    BertTokenizer(vocab={token: number for number, token in enumerate(tokens)}).save_pretrained(folder)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def half_files(home):
    return [path.name for path in home.rglob("*.incomplete")]


def test_a_name_is_fetched_from_the_hub_once_and_then_comes_from_the_cache(tmp_path):
    with HubStandIn({MSMARCO: FILES}) as hub:
        first, _ = resolved(tmp_path, hub.url, SHORT)
        assert not [request for request in hub.requests if "pytorch_model.bin" in request]
    again, _ = resolved(tmp_path, NOBODY, MSMARCO.upper())
    assert (first["source"], first["notice"]) == ("hub", "")
    assert (again["model"], again["source"], again["said"]) == (MSMARCO, "cache", [])
    assert first["folder"] == again["folder"] == str(snapshot(tmp_path))
    assert {path.name: path.read_bytes() for path in snapshot(tmp_path).iterdir()} == FILES
    assert json.loads((tmp_path / PINS).read_text()) == {MSMARCO: hashlib.sha256(CONTENT).hexdigest()}


def test_without_a_wish_the_default_is_downloaded_when_the_hub_answers_and_taken_from_the_cache_next_time(tmp_path):
    with HubStandIn({MSMARCO: FILES}) as hub:
        first, _ = resolved(tmp_path, hub.url, None, default=MSMARCO)
    again, _ = resolved(tmp_path, NOBODY, None, default=MSMARCO)
    assert (first["model"], first["source"], first["notice"]) == (MSMARCO, "hub", "")
    assert (again["model"], again["source"], again["notice"]) == (MSMARCO, "cache", "")
    assert first["said"] == [f"Asking the hub for {SHORT}", f"Downloading {SHORT}, the better model, for 60 s at most"]


def test_offline_makes_no_connection_at_all(tmp_path):
    with HubStandIn({MSMARCO: FILES, DEFAULT: FILES}) as hub:
        none, named, bundled, _ = resolved(tmp_path, hub.url, None, SHORT, BUNDLED, HF_HUB_OFFLINE="1")
        assert hub.connections == 0
    assert none["model"] == BUNDLED
    assert (
        none["notice"]
        == f"{BUNDLED_ANSWERS}is not on this machine and HF_HUB_OFFLINE is set. To get it: {FETCH_DEFAULT}"
    )
    assert named["refused"] == (
        f"{SHORT} is not on this machine and HF_HUB_OFFLINE is set. Unset it and run: "
        f"python -m session_finder models fetch {SHORT}"
    )
    assert (bundled["model"], bundled["source"], bundled["notice"]) == (BUNDLED, "bundled", "")


def test_offline_the_cache_still_answers(tmp_path):
    with HubStandIn({MSMARCO: FILES}) as hub:
        resolved(tmp_path, hub.url, SHORT)
        before = hub.connections
        again, _ = resolved(tmp_path, hub.url, SHORT, HF_HUB_OFFLINE="1")
        assert hub.connections == before
    assert again["source"] == "cache"


@pytest.mark.parametrize("kind", ["silent", "full", "unknown name"])
def test_a_network_that_swallows_everything_does_not_hold_a_start(tmp_path, kind):
    def ask(endpoint):
        return resolved(tmp_path, endpoint, None)

    if kind == "unknown name":
        answer, alone = ask("http://hub.invalid")
    else:
        with {"silent": silent_hub, "full": full_hub}[kind]() as endpoint:
            answer, alone = ask(endpoint)
    assert answer["model"] == BUNDLED
    assert (
        answer["notice"]
        == f"{BUNDLED_ANSWERS}is not on this machine and the hub does not answer. To get it: {FETCH_DEFAULT}"
    )
    assert answer["seconds"] - alone["seconds"] < HELD


@pytest.mark.parametrize(
    ("status", "phrase"), [(404, "Not Found"), (401, "Unauthorized"), (500, "Internal Server Error")]
)
def test_a_hub_that_refuses_costs_the_better_model_only_and_a_wish_is_answered_in_a_sentence(tmp_path, status, phrase):
    with HubStandIn({MSMARCO: FILES, DEFAULT: FILES}) as hub:
        hub.statuses[""] = status
        none, named, _ = resolved(tmp_path, hub.url, None, SHORT)
    assert none["model"] == BUNDLED
    assert f"is not on this machine and the hub answered {status} {phrase}. To get it: " in none["notice"]
    assert named["refused"] == (
        f"{SHORT} is not on this machine and the hub answered {status} {phrase}. To try again: "
        f"python -m session_finder models fetch {SHORT}"
    )


def test_the_log_in_page_of_a_hotel_is_not_taken_for_the_hub(tmp_path):
    with HubStandIn() as hub:
        hub.portal = True
        none, named, _ = resolved(tmp_path, hub.url, None, SHORT)
    assert "is not on this machine and what answers in the hub's place is no hub. To get it:" in none["notice"]
    assert "what answers in the hub's place is no hub" in named["refused"]


def test_a_hub_that_breaks_off_in_the_middle_of_the_weights_leaves_the_bundled_model_or_a_sentence(tmp_path):
    with HubStandIn({MSMARCO: FILES}) as hub, ThreadPoolExecutor() as both:
        hub.break_off_after = 100
        unasked = both.submit(resolved, tmp_path / "unasked", hub.url, None, default=MSMARCO)
        asked = both.submit(resolved, tmp_path / "asked", hub.url, SHORT)
        (none, _), (named, _) = unasked.result(), asked.result()
    assert none["model"] == BUNDLED
    assert f"the default, {SHORT}, cannot be used: {SHORT} could not be fetched: " in none["notice"]
    assert none["notice"].endswith(f"To get it: python -m session_finder models fetch {SHORT}")
    assert named["refused"].startswith(f"{SHORT} could not be fetched: ")
    assert half_files(tmp_path) == []


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        ({"STALL_LIMIT": 2, "DOWNLOAD_LIMIT": 60}, "nothing arrived for 2 s"),
        ({"STALL_LIMIT": 60, "DOWNLOAD_LIMIT": 2}, "it did not arrive within 2 s"),
    ],
)
def test_a_hub_that_trickles_keeps_nobody_waiting_who_set_no_wish(tmp_path, limits, reason):
    with HubStandIn({MSMARCO: FILES}) as hub:
        hub.trickle = True
        answer, _ = resolved(tmp_path, hub.url, None, default=MSMARCO, limits=limits)
        assert any(WEIGHTS in request for request in hub.requests)
    assert answer["model"] == BUNDLED
    assert f"cannot be used: {SHORT} could not be fetched: {reason}. To get it: " in answer["notice"]
    assert half_files(tmp_path) == []


def test_weights_that_are_not_the_cards_are_refused_by_name_and_never_answer(tmp_path):
    card = card_named(DEFAULT)
    found = hashlib.sha256(CONTENT).hexdigest()
    path = snapshot(tmp_path, DEFAULT, card.revision) / WEIGHTS
    unavailable_reason = (
        f"{path} is not the multi-qa-MiniLM-L6-cos-v1 that the model's card names: its sha256 is {found}, "
        f"expected {card.sha256}. To download it again: {FETCH_DEFAULT}"
    )
    with HubStandIn({DEFAULT: FILES}) as hub:
        downloaded, _ = resolved(tmp_path, hub.url, None)
    named, none, _ = resolved(tmp_path, NOBODY, DEFAULT, None)
    assert named["refused"] == unavailable_reason
    for answer in (downloaded, none):
        assert answer["model"] == BUNDLED
        assert answer["notice"] == f"{BUNDLED_ANSWERS}cannot be used: {unavailable_reason}."


def test_the_command_that_a_refusal_names_mends_a_damaged_download(tmp_path):
    with HubStandIn({MSMARCO: FILES}) as hub:
        resolved(tmp_path, hub.url, SHORT)
        path = snapshot(tmp_path) / WEIGHTS
        path.write_bytes(b"N" + CONTENT[1:])
        named, _ = resolved(tmp_path, hub.url, SHORT)
        code, out, _ = command(tmp_path, hub.url, "models", "fetch", SHORT)
    assert f"To download it again: python -m session_finder models fetch {SHORT}" in named["refused"]
    assert (code, out) == (0, f"{MSMARCO} is in {path.parent}\n")
    assert path.read_bytes() == CONTENT


def test_a_model_that_exists_as_a_pickle_only_is_refused_with_the_way_out(tmp_path):
    only_bin = {name: content for name, content in FILES.items() if name != WEIGHTS} | {"pytorch_model.bin": b"\x80"}
    with HubStandIn({MSMARCO: only_bin}) as hub:
        named, _ = resolved(tmp_path, hub.url, SHORT)
        assert not [request for request in hub.requests if "pytorch_model" in request]
    assert named["refused"] == (
        f"The hub has no model.safetensors for {MSMARCO}. Convert the model once with transformers "
        "(AutoModel.from_pretrained(NAME).save_pretrained(FOLDER)) and name the folder instead."
    )


def test_a_file_that_the_hub_will_not_hand_out_is_not_taken_for_one_that_it_does_not_have(tmp_path):
    with HubStandIn({MSMARCO: FILES}) as hub:
        hub.statuses["tokenizer.json"] = 403
        named, _ = resolved(tmp_path, hub.url, SHORT)
        hub.statuses.clear()
        again, _ = resolved(tmp_path, hub.url, SHORT)
    assert named["refused"].startswith(f"{SHORT} could not be fetched: ")
    assert "403" in named["refused"]
    assert again["source"] == "hub"
    assert (snapshot(tmp_path) / "tokenizer.json").exists()


def test_a_cache_that_another_program_filled_without_a_tokenizer_is_completed(tmp_path):
    with HubStandIn({MSMARCO: FILES}) as hub:
        resolved(tmp_path, hub.url, SHORT)
        (snapshot(tmp_path) / "tokenizer.json").unlink()
        again, _ = resolved(tmp_path, hub.url, SHORT)
    assert again["source"] == "hub"
    assert (snapshot(tmp_path) / "tokenizer.json").exists()


def test_the_command_line_fetches_a_model_lists_it_and_searches_with_it_when_the_hub_is_gone(tmp_path):
    programme = tmp_path / "programme.csv"
    programme.write_text("id,title,abstract\nA,Bread,The bread of the castle\nB,Graphs,A graph of a network\n")
    with HubStandIn({MSMARCO: wide_model(tmp_path / "model")}) as hub:
        fetched, out, err = command(tmp_path, hub.url, "models", "fetch", SHORT)
    _, listed, _ = command(tmp_path, NOBODY, "models")
    searched, found, _ = command(
        tmp_path, NOBODY, "search", "graph", "--model", SHORT, "--programme", str(programme), "--json"
    )
    assert (fetched, out) == (0, f"{MSMARCO} is in {snapshot(tmp_path)}\n")
    assert f"Fetching {SHORT}: {WEIGHTS}" in err
    assert f"{MSMARCO}\n   768 dimensions, trained on web questions; on this machine: {snapshot(tmp_path)}\n" in listed
    assert "get it: models fetch multi-qa-mpnet-base-cos-v1\n" in listed
    assert searched == 0
    assert json.loads(found)["model"] == MSMARCO
    assert {session["id"] for session in json.loads(found)["sessions"]} == {"A", "B"}


def test_the_command_line_says_in_a_sentence_that_a_model_cannot_be_fetched(tmp_path):
    code, out, err = command(tmp_path, NOBODY, "models", "fetch", SHORT)
    assert (code, out) == (2, "")
    assert err.splitlines() == [
        f"Asking the hub for {SHORT}",
        f"session-finder: {SHORT} is not on this machine and the hub does not answer. To try again: "
        f"python -m session_finder models fetch {SHORT}",
    ]
