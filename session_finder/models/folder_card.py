"""Read a sentence-transformers folder that no card describes: its own settings become its card."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypeVar

from session_finder.models.cards import ModelCard, ModelError, Pooling

_Json = TypeVar("_Json", dict[str, Any], list[Any])
_POSITIONS_AFTER_PADDING = {"mpnet", "roberta", "xlm-roberta", "camembert"}  # position 0 is pad_token_id + 1


def card_from_folder(folder: Path) -> ModelCard:
    """Read the settings of a sentence-transformers folder without a known card.

    ``modules.json`` must list Transformer, Pooling and optionally Normalize, as ``SentenceTransformer.save`` writes
    them. Raises ModelError for anything else.
    """
    unit_length, pooling_folder = _modules(folder / "modules.json")
    config = _json(folder / "config.json", "it must describe the transformer", {})
    hidden = _whole_number(config.get("hidden_size") or config.get("dim"))
    if hidden < 1:
        raise ModelError(f"{folder / 'config.json'} names no hidden_size; the folder is not a text encoder.")
    about = _optional_json(folder / "config_sentence_transformers.json")
    similarity = about.get("similarity_fn_name") or "cosine"
    if similarity not in ("cosine", "dot"):
        raise ModelError(f"{folder.name} scores by {similarity!r}; only 'cosine' and 'dot' are understood.")
    _refuse_prompts(folder, about)
    own = _transformer_settings(folder)
    length = _length(folder, config, own)
    return ModelCard(
        name=folder.resolve().name,
        dimensions=hidden,
        pooling=_pooling(folder / pooling_folder / "config.json"),
        unit_length=unit_length,
        score="dot" if similarity == "dot" else "cosine",
        max_tokens=length,
        trained_tokens=length,
        lowercase=bool(own.get("do_lower_case", False)),
        about="a folder of its own",
        languages=(),
    )


def _modules(path: Path) -> tuple[bool, str]:
    """Whether the model normalizes its vectors, and the folder of its Pooling."""
    listed = _json(path, "it must list the model's parts (Transformer, Pooling, Normalize)", [])
    modules = [module for module in listed if isinstance(module, dict)]
    types = [str(module.get("type", "")) for module in modules]
    ours = "sentence_transformers."
    kinds = [type_.rsplit(".", 1)[-1] if type_.startswith(ours) else type_ for type_ in types]
    if kinds not in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]):
        raise ModelError(
            f"{path} lists {', '.join(kinds) or 'nothing'}; "
            "only Transformer, Pooling and Normalize, in this order, are understood. Choose another model."
        )
    if modules[0].get("path"):
        raise ModelError(
            f"{path} keeps the transformer in {modules[0]['path']}, as very old folders do. Load the model once with "
            "sentence-transformers and save it again."
        )
    return "Normalize" in kinds, str(modules[1].get("path") or "1_Pooling")


def _pooling(path: Path) -> Pooling:
    settings = _json(path, "it must say how token vectors are pooled", {})
    named = settings.get("pooling_mode")  # newer folders have a name or names, older ones a flag for each
    if named:
        chosen = [named] if isinstance(named, str) else list(named)
    else:
        chosen = [
            mode.removeprefix("pooling_mode_").removesuffix("_tokens").removesuffix("_token")
            for mode, on in settings.items()
            if mode.startswith("pooling_mode_") and on
        ]
    match chosen:
        case ["mean"]:
            return "mean"
        case ["cls"]:
            return "cls"
        case ["max"]:
            return "max"
    raise ModelError(
        f"{path} asks for pooling by {' and '.join(map(str, chosen)) or 'nothing'}; "
        "exactly one of mean, cls, max is understood."
    )


def _refuse_prompts(folder: Path, about: dict[str, Any]) -> None:
    """Raise ModelError for models that need a prompt before each text ("query: "): without it, vectors are poor."""
    prompts = about.get("prompts")
    used = ("query", "document", about.get("default_prompt_name"))
    wanted = [prompts[name] for name in used if name and prompts.get(name)] if isinstance(prompts, dict) else []
    if wanted:
        raise ModelError(
            f"{folder.name} wants {wanted[0]!r} before a text; such prompts are not supported. Choose another model."
        )


def _transformer_settings(folder: Path) -> dict[str, Any]:
    """The settings of the transformer; older folders name the file after the architecture."""
    for architecture in ("bert", "roberta", "distilbert", "camembert", "albert", "xlm-roberta"):
        settings = _optional_json(folder / f"sentence_{architecture}_config.json")
        if settings:
            return settings
    return {}


def _length(folder: Path, config: dict[str, Any], own: dict[str, Any]) -> int:
    """The maximum input in tokens: the limit of sentence-transformers, at most the model's number of positions."""
    positions = _whole_number(config.get("max_position_embeddings"))
    if config.get("model_type") in _POSITIONS_AFTER_PADDING:
        positions -= _whole_number(config.get("pad_token_id", 1)) + 1
    tokenizer = _optional_json(folder / "tokenizer_config.json")
    wanted = _whole_number(own.get("max_seq_length")) or _whole_number(tokenizer.get("model_max_length"))
    known = [limit for limit in (wanted, positions) if limit > 0]
    if not known:
        raise ModelError(f"{folder} does not say how long a text may be; set max_seq_length in it.")
    return min(known)


def _whole_number(value: object) -> int:
    return int(value) if isinstance(value, int | float) else 0


def _json(path: Path, purpose: str, empty: _Json) -> _Json:
    """The JSON in ``path``, which must have the type of ``empty``."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ModelError(f"{path} is missing: {purpose}. Is this a sentence-transformers folder?") from None
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} cannot be read ({error}): {purpose}.") from error
    if not isinstance(found, type(empty)):
        raise ModelError(f"{path} is not as sentence-transformers writes it: {purpose}.")
    return found


def _optional_json(path: Path) -> dict[str, Any]:
    return _json(path, "it must be a JSON object", {}) if path.is_file() else {}
