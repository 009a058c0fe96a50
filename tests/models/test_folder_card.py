import pytest
from small_models import as_older_versions_wrote, oracle, small_model, write_json

from session_finder.models.cards import ModelError
from session_finder.models.folder_card import card_from_folder

TRANSFORMER, POOLING, NORMALIZE = (
    {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
    {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
    {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
)


@pytest.fixture
def folder(tmp_path):
    """The settings of a published folder, without its weights."""
    (tmp_path / "1_Pooling").mkdir()
    write_json(tmp_path / "modules.json", [TRANSFORMER, POOLING, NORMALIZE])
    write_json(tmp_path / "config.json", {"model_type": "bert", "hidden_size": 48, "max_position_embeddings": 512})
    write_json(tmp_path / "1_Pooling" / "config.json", {"pooling_mode_mean_tokens": True})
    write_json(tmp_path / "sentence_bert_config.json", {"max_seq_length": 128, "do_lower_case": False})
    return tmp_path


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A folder that the installed sentence-transformers wrote."""
    return small_model(tmp_path_factory.mktemp("written") / "harbour-encoder", max_tokens=48, score="dot")


def test_the_bundled_folders_own_files_say_what_its_card_says(weights):
    read = card_from_folder(weights.folder)
    assert (read.dimensions, read.pooling, read.unit_length, read.score, read.max_tokens, read.lowercase) == (
        384, "mean", True, "cosine", 256, False
    )  # fmt: skip


def test_a_folder_that_the_installed_version_wrote_is_read(written):
    read = card_from_folder(written)
    assert (read.name, read.dimensions, read.pooling, read.unit_length, read.score, read.max_tokens) == (
        "harbour-encoder", 32, "mean", True, "dot", 48
    )  # fmt: skip


def test_a_folder_as_older_versions_wrote_it_is_read(tmp_path):
    folder = small_model(tmp_path / "older", "distilbert", pooling="cls", unit_length=False, cased=True)
    as_older_versions_wrote(folder, max_tokens=24, lowercase=True)
    read = card_from_folder(folder)
    assert (read.dimensions, read.pooling, read.unit_length, read.score, read.max_tokens, read.lowercase) == (
        32, "cls", False, "cosine", 24, True
    )  # fmt: skip


def test_a_folder_with_a_dense_layer_is_refused(written, tmp_path):
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Dense

    whole = SentenceTransformer(modules=[*oracle(written), Dense(32, 8)], device="cpu")
    whole.save(str(tmp_path), create_model_card=False)
    with pytest.raises(ModelError) as refused:
        card_from_folder(tmp_path)
    assert str(refused.value) == (
        f"{tmp_path / 'modules.json'} lists Transformer, Pooling, Normalize, Dense; "
        "only Transformer, Pooling and Normalize, in this order, are understood. Choose another model."
    )


@pytest.mark.parametrize(
    ("modules", "named"),
    [
        ([], "nothing"),
        ([TRANSFORMER], "Transformer"),
        ([POOLING, TRANSFORMER], "Pooling, Transformer"),
        ([TRANSFORMER, POOLING, NORMALIZE, TRANSFORMER], "Transformer, Pooling, Normalize, Transformer"),
        ([TRANSFORMER, {**POOLING, "type": "their_code.Pooling"}], "Transformer, their_code.Pooling"),
        (["Transformer", "Pooling"], "nothing"),
    ],
)
def test_other_parts_or_another_order_are_refused(folder, modules, named):
    write_json(folder / "modules.json", modules)
    with pytest.raises(ModelError, match=f"lists {named}; only Transformer"):
        card_from_folder(folder)


def test_a_transformer_in_a_folder_of_its_own_is_refused_with_the_way_out(folder):
    write_json(folder / "modules.json", [{**TRANSFORMER, "path": "0_Transformer"}, POOLING])
    with pytest.raises(ModelError, match=r"0_Transformer, as very old folders do\. Load the model once"):
        card_from_folder(folder)


@pytest.mark.parametrize(
    ("settings", "pooling"),
    [
        ({"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False}, "cls"),
        ({"pooling_mode_max_tokens": True}, "max"),
        ({"pooling_mode": "mean", "include_prompt": True}, "mean"),
        ({"pooling_mode": ["max"]}, "max"),
    ],
)
def test_pooling_is_read_as_flags_or_as_a_name(folder, settings, pooling):
    write_json(folder / "1_Pooling" / "config.json", settings)
    assert card_from_folder(folder).pooling == pooling


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": True}, "cls and mean"),
        ({"pooling_mode": ["cls", "mean"]}, "cls and mean"),
        ({"pooling_mode": "weightedmean"}, "weightedmean"),
        ({"pooling_mode_mean_sqrt_len_tokens": True}, "mean_sqrt_len"),
        ({"pooling_mode_lasttoken": True}, "lasttoken"),
        ({}, "nothing"),
    ],
)
def test_other_pooling_is_refused_by_name(folder, settings, named):
    write_json(folder / "1_Pooling" / "config.json", settings)
    with pytest.raises(ModelError, match=f"pooling by {named}; exactly one of mean, cls, max is understood"):
        card_from_folder(folder)


@pytest.mark.parametrize(
    ("own", "tokenizer", "config", "tokens"),
    [
        ({"max_seq_length": 128}, {"model_max_length": 300}, {"max_position_embeddings": 512}, 128),
        ({"max_seq_length": None}, {"model_max_length": 300}, {"max_position_embeddings": 512}, 300),
        ({}, {"model_max_length": int(1e30)}, {"max_position_embeddings": 512}, 512),
        ({"max_seq_length": 600}, {}, {"max_position_embeddings": 512}, 512),
        ({}, {}, {"max_position_embeddings": 514, "model_type": "mpnet", "pad_token_id": 1}, 512),
        ({}, {"model_max_length": 300}, {}, 300),
    ],
)
def test_the_length_is_what_the_folder_says_and_the_model_has_positions_for(folder, own, tokenizer, config, tokens):
    write_json(folder / "sentence_bert_config.json", own)
    write_json(folder / "tokenizer_config.json", tokenizer)
    write_json(folder / "config.json", {"hidden_size": 48, "model_type": "bert", **config})
    assert card_from_folder(folder).max_tokens == tokens


def test_a_folder_that_says_no_length_is_refused(folder):
    (folder / "sentence_bert_config.json").unlink()
    write_json(folder / "config.json", {"hidden_size": 48})
    with pytest.raises(ModelError, match="does not say how long a text may be"):
        card_from_folder(folder)


def test_an_architectures_name_in_the_settings_file_is_read(folder):
    (folder / "sentence_bert_config.json").rename(folder / "sentence_distilbert_config.json")
    assert card_from_folder(folder).max_tokens == 128


@pytest.mark.parametrize("name", ["euclidean", "manhattan"])
def test_distances_are_refused_as_scores(folder, name):
    write_json(folder / "config_sentence_transformers.json", {"similarity_fn_name": name})
    with pytest.raises(ModelError, match=f"scores by '{name}'; only 'cosine' and 'dot' are understood"):
        card_from_folder(folder)


@pytest.mark.parametrize(
    "about",
    [
        {"prompts": {"query": "query: ", "document": ""}},
        {"prompts": {"passage": "", "search": "query: "}, "default_prompt_name": "search"},
    ],
)
def test_a_model_that_wants_a_prompt_is_refused(folder, about):
    write_json(folder / "config_sentence_transformers.json", about)
    with pytest.raises(ModelError, match="wants 'query: ' before a text; such prompts are not supported"):
        card_from_folder(folder)


def test_a_prompt_that_is_only_offered_does_no_harm(folder):
    about = {"prompts": {"clustering": "cluster: ", "query": "", "document": ""}, "default_prompt_name": None}
    write_json(folder / "config_sentence_transformers.json", about)
    assert card_from_folder(folder).max_tokens == 128


def test_a_model_without_a_width_is_no_text_encoder(folder):
    write_json(folder / "config.json", {"model_type": "resnet"})
    with pytest.raises(ModelError, match="names no hidden_size; the folder is not a text encoder"):
        card_from_folder(folder)


@pytest.mark.parametrize("name", ["modules.json", "config.json", "1_Pooling/config.json"])
def test_a_missing_settings_file_is_named(folder, name):
    (folder / name).unlink()
    with pytest.raises(ModelError, match=r"is missing: it must .* Is this a sentence-transformers folder") as refused:
        card_from_folder(folder)
    assert str(folder / name) in str(refused.value)


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe\x00", b'"text"', b"null"])
@pytest.mark.parametrize("name", ["modules.json", "config.json", "1_Pooling/config.json", "sentence_bert_config.json"])
def test_a_damaged_settings_file_is_named(folder, name, content):
    (folder / name).write_bytes(content)
    with pytest.raises(ModelError, match=r"cannot be read|is not as sentence-transformers writes it") as refused:
        card_from_folder(folder)
    assert str(folder / name) in str(refused.value)
