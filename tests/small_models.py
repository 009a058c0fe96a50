"""Small random-weight models in the official folder layout, written by sentence-transformers itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from session_finder.models.cards import ModelCard
from session_finder.models.folder_card import card_from_folder
from session_finder.models.weights import Weights, weights_digest

if TYPE_CHECKING:
    from session_finder.models.torch_encoder import TorchEncoder

WORDS = (
    "the",
    "of",
    "health",
    "data",
    "patient",
    "graph",
    "network",
    "bread",
    "castle",
    "map",
    "nurse",
    "café",
    "naïve",
)
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789éïıßαβοδσςשלוםаб日本"
LARGE_VOCABULARY = 256_000


def vocabulary(special: tuple[str, ...], size: int | None = None) -> list[str]:
    """Special tokens, marks, letters in either case, pieces and words; filled up with made words to ``size``."""
    letters = dict.fromkeys(LETTERS + LETTERS.upper())
    pieces = [*letters, *(f"##{letter}" for letter in letters), *WORDS, "##ing", "##tion", "H", "Health", "🦜"]
    tokens = list(dict.fromkeys([*special, *".,;:!?-'()/&@#", *pieces]))
    return tokens + [f"word{number}" for number in range((size or len(tokens)) - len(tokens))]


def small_model(
    folder: Path,
    kind: str = "bert",
    *,
    pooling: str = "mean",
    unit_length: bool = True,
    score: str = "cosine",
    max_tokens: int | None = 40,
    positions: int = 64,
    vocabulary_size: int | None = None,
    cased: bool = False,
    lowercase: bool = False,
) -> Path:
    """Write a model of two layers and random weights to ``folder``.

    ``cased``: the tokenizer keeps capitals. ``lowercase``: sentence-transformers' own ``do_lower_case``, before it.
    """
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer

    quietly()
    raw = folder.with_name(f"{folder.name}-raw")
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(7)
        model, tokenizer = _PARTS[kind](vocabulary_size, positions, cased)
    model.save_pretrained(raw)
    tokenizer.save_pretrained(raw)
    transformer = Transformer(str(raw), max_seq_length=max_tokens, do_lower_case=lowercase)
    parts = [transformer, Pooling(transformer.get_embedding_dimension(), pooling_mode=pooling)]
    whole = SentenceTransformer(
        modules=[*parts, Normalize()] if unit_length else parts, device="cpu", similarity_fn_name=score
    )
    whole.save(str(folder), create_model_card=False)
    return folder


def quietly() -> None:
    """Silence the progress bars and notes of the library that writes these folders."""
    from transformers.utils import logging

    logging.set_verbosity_error()
    logging.disable_progress_bar()


def _bert_of(tokens: int, positions: int):
    from transformers import BertConfig, BertModel

    config = BertConfig(
        vocab_size=tokens,
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=48,
        max_position_embeddings=positions,
        initializer_range=0.3,
    )
    return BertModel(config)


def _bert(size: int | None, positions: int, cased: bool):
    from transformers import BertTokenizer

    tokens = vocabulary(("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"), size)
    return _bert_of(len(tokens), positions), BertTokenizer(vocab=_numbered(tokens), do_lower_case=not cased)


def _distilbert(size: int | None, positions: int, cased: bool):
    from transformers import BertTokenizer, DistilBertConfig, DistilBertModel

    tokens = vocabulary(("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"), size)
    config = DistilBertConfig(
        vocab_size=len(tokens),
        dim=32 if size is None else 8,
        n_layers=2,
        n_heads=4,
        hidden_dim=48,
        max_position_embeddings=positions,
        initializer_range=0.3,
    )
    return DistilBertModel(config), BertTokenizer(vocab=_numbered(tokens), do_lower_case=not cased)


def _mpnet(size: int | None, positions: int, cased: bool):
    from transformers import MPNetConfig, MPNetModel, MPNetTokenizer

    tokens = vocabulary(("<s>", "<pad>", "</s>", "[UNK]", "<mask>"), size)
    config = MPNetConfig(
        vocab_size=len(tokens),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=48,
        max_position_embeddings=positions + 2,
        initializer_range=0.3,
    )
    return MPNetModel(config), MPNetTokenizer(vocab=_numbered(tokens), do_lower_case=not cased)


def _multilingual(size: int | None, positions: int, cased: bool):
    """A BERT with the tokenizer of XLM-RoBERTa, which splits by likelihood and begins a word with "▁"."""
    from transformers import XLMRobertaTokenizer

    words = dict.fromkeys([*WORDS, "Health", "Gesund", "salud", "健康"])
    letters = dict.fromkeys([*".,;:!?-'()/&@#", *LETTERS, *LETTERS.upper(), *"äöüÄÖÜñの健康"])
    pieces = [*((f"▁{word}", -6.0) for word in words), ("heit", -7.0), ("ing", -7.0), ("tion", -7.0), ("▁", -9.0)]
    special = [(token, 0.0) for token in ("<s>", "<pad>", "</s>", "<unk>")]
    vocabulary = [*special, *pieces, *((letter, -11.0) for letter in letters), ("<mask>", 0.0)]
    return _bert_of(len(vocabulary), positions), XLMRobertaTokenizer(vocab=vocabulary)


_PARTS = {"bert": _bert, "distilbert": _distilbert, "mpnet": _mpnet, "multilingual": _multilingual}


def _numbered(tokens: list[str]) -> dict[str, int]:
    return {token: number for number, token in enumerate(tokens)}


def as_older_versions_wrote(folder: Path, max_tokens: int, lowercase: bool = False) -> None:
    """Rewrite the settings as sentence-transformers 2 did, and as the published folders still are."""
    modules = json.loads((folder / "modules.json").read_text())
    for module in modules:
        module["type"] = f"sentence_transformers.models.{module['type'].rsplit('.', 1)[-1]}"
    pooling = json.loads((folder / "1_Pooling" / "config.json").read_text())
    flags = {"cls": "cls_token", "mean": "mean_tokens", "max": "max_tokens", "sqrt": "mean_sqrt_len_tokens"}
    older = {f"pooling_mode_{flag}": mode == pooling["pooling_mode"] for mode, flag in flags.items()}
    write_json(folder / "modules.json", modules)
    write_json(
        folder / "1_Pooling" / "config.json", {"word_embedding_dimension": pooling["embedding_dimension"], **older}
    )
    write_json(folder / "sentence_bert_config.json", {"max_seq_length": max_tokens, "do_lower_case": lowercase})
    (folder / "config_sentence_transformers.json").unlink()


def write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content))


def weights_of(folder: Path, card: ModelCard | None = None) -> Weights:
    """The folder's files under ``card``, or under the card that its own settings make."""
    return Weights(folder, card or card_from_folder(folder), "folder", weights_digest(folder))


def oracle(folder: Path):
    """The folder as sentence-transformers reads it: what our vectors are held to."""
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(folder), device="cpu", local_files_only=True)


def in_torch(weights: Weights, *settings: str) -> TorchEncoder:
    """The encoder in torch. Every process of a parallel run imports every test module, and few need torch."""
    from session_finder.models.torch_encoder import TorchEncoder

    return TorchEncoder(weights, *settings)
