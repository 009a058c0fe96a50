"""The Encoder protocol, and its torch form: tokenize, batch by length, mean-pool in float32, normalize.

The recipe is sentence-transformers' (Reimers and Gurevych 2019, arXiv:1908.10084); the tests hold it to that
library's vectors. What differs is the order of work: texts are sorted by length and batched by a token budget, so
that little is padded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal, Protocol, cast

import numpy as np
import numpy.typing as npt

from session_finder.engine.models import ModelCard, ModelError

if TYPE_CHECKING:
    import torch
    from tokenizers import Tokenizer

    from session_finder.engine.weights import Weights

Vectors = npt.NDArray[np.float32]
Progress = Callable[[int, int], None]
Precision = Literal["auto", "float32", "bfloat16", "float16"]

_SURROGATES = re.compile("[\ud800-\udfff]")  # halves of characters: a cut-off emoji in somebody's JSON
TOKEN_BUDGET = 4096  # padded tokens a batch; measured flat from 2,048 to 16,384 on CPUs


class Encoder(Protocol):
    """Texts to vectors, by one model. Every vector of one ``digest`` may be compared with every other."""

    @property
    def card(self) -> ModelCard:
        """What the model is and how its vectors are compared."""
        ...

    @property
    def digest(self) -> str:
        """Names weights, tokenizer, pooling and length: equal digests make equal vectors."""
        ...

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Vectors of shape (len(texts), dimensions), float32, in the order of ``texts``; cut to ``max_tokens``."""
        ...

    def token_spans(self, text: str) -> list[tuple[int, int]]:
        """Where each token of ``text`` starts and ends, in characters, special tokens left out, never cut."""
        ...


class TorchEncoder:
    """The reference encoder, on CPU, CUDA or MPS.

    ``device`` is "auto" or a torch device name. ``precision`` "auto" takes bfloat16 where the processor computes
    in it natively, else float32. Shorter formats are used for matrix products alone: embeddings, layer norms, the
    sums between layers and pooling stay float32, which halves the error (cosine to float32 at least 0.99993 where
    it was 0.99985 with six layers). Raises ModelError when files or device are unusable.
    """

    def __init__(self, weights: Weights, device: str = "auto", precision: Precision = "auto") -> None:
        import torch

        self._card = weights.card
        self._tokenizer = load_tokenizer(weights)
        self._cutting_tokenizer = load_tokenizer(weights)
        self._cutting_tokenizer.enable_truncation(weights.card.max_tokens)
        self._pad_id = _pad_id(self._tokenizer)
        self._device = pick_device(device)
        self._dtype = pick_dtype(precision, self._device)
        self._model: Any = _load_model(weights, self._device, self._dtype)
        self._digest = digest_of(weights)
        self._torch = torch

    @property
    def card(self) -> ModelCard:
        """What the model is and how its vectors are compared."""
        return self._card

    @property
    def digest(self) -> str:
        """Names weights, tokenizer, pooling and length."""
        return self._digest

    @property
    def description(self) -> str:
        """Device and number format, for people: "cpu, float32"."""
        return f"{self._device.type}, {str(self._dtype).removeprefix('torch.')}"

    def token_spans(self, text: str) -> list[tuple[int, int]]:
        """Character spans of the tokens of ``text``, without special tokens."""
        return list(self._tokenizer.encode(_whole_characters(text), add_special_tokens=False).offsets)

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Vectors of shape (len(texts), dimensions), float32. The empty text has one too (its special tokens')."""
        vectors = np.empty((len(texts), self._card.dimensions), dtype=np.float32)
        if not texts:
            return vectors
        ids = self._tokenize(texts)
        order = sorted(range(len(ids)), key=lambda row: -len(ids[row]))
        done = 0
        for batch in batches(order, [len(tokens) for tokens in ids], TOKEN_BUDGET):
            vectors[batch] = self._forward([ids[row] for row in batch])
            done += len(batch)
            if progress:
                progress(done, len(texts))
        return vectors

    def _tokenize(self, texts: Sequence[str]) -> list[list[int]]:
        given = [_whole_characters(text) for text in texts]
        return [encoding.ids for encoding in self._cutting_tokenizer.encode_batch(given)]

    def _forward(self, ids: list[list[int]]) -> Vectors:
        torch = self._torch
        width = max(len(tokens) for tokens in ids)
        padded = np.full((len(ids), width), self._pad_id, dtype=np.int64)
        mask = np.zeros((len(ids), width), dtype=np.int64)
        for row, tokens in enumerate(ids):
            padded[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = 1
        shorter = self._dtype != torch.float32
        with torch.inference_mode(), torch.autocast(self._device.type, dtype=self._dtype, enabled=shorter):
            attention = torch.from_numpy(mask).to(self._device)
            hidden = self._model(
                input_ids=torch.from_numpy(padded).to(self._device), attention_mask=attention
            ).last_hidden_state
        with torch.inference_mode():
            pooled = _pool(hidden.float(), attention, self._card)
            return np.asarray(pooled.cpu().numpy(), dtype=np.float32)


def _load_model(weights: Weights, device: torch.device, dtype: torch.dtype) -> torch.nn.Module:
    """The transformer on its device, its matrix products in ``dtype`` and the rest in float32."""
    import torch
    from transformers import AutoModel
    from transformers.utils import logging as transformers_logging

    transformers_logging.set_verbosity_error()
    transformers_logging.disable_progress_bar()
    try:
        model, about = AutoModel.from_pretrained(
            str(weights.folder),
            local_files_only=True,
            use_safetensors=True,
            dtype=torch.float32,
            output_loading_info=True,
        )
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        raise ModelError(f"{weights.folder} could not be loaded as a model: {error}") from error
    missing = sorted(name for name in about["missing_keys"] if not name.startswith("pooler."))  # BERT's; not used here
    if missing:
        raise ModelError(
            f"{weights.folder} lacks {len(missing)} of its model's weights ({missing[0]} is the first): config.json "
            "and model.safetensors do not belong together. Fetch the model again."
        )
    found = int(getattr(model.config, "hidden_size", None) or model.config.dim)
    if found != weights.card.dimensions:
        raise ModelError(
            f"{weights.folder} makes vectors of {found} dimensions, {weights.card.short_name} has "
            f"{weights.card.dimensions}: these are not its files."
        )
    for module in model.modules():
        if isinstance(module, torch.nn.Linear):
            module.to(dtype)
    try:
        return cast("torch.nn.Module", model.eval().to(device))
    except RuntimeError as error:  # no room on it
        raise ModelError(f"{weights.card.short_name} does not fit on the device {device}: {error}") from error


def _pool(hidden: torch.Tensor, mask: torch.Tensor, card: ModelCard) -> torch.Tensor:
    """(batch, tokens, dim) float32 and its mask to (batch, dim), as sentence-transformers' Pooling does."""
    import torch

    weight = mask.unsqueeze(-1).to(hidden.dtype)
    if card.pooling == "mean":
        pooled = (hidden * weight).sum(1) / weight.sum(1).clamp(min=1e-9)
    elif card.pooling == "cls":
        pooled = hidden[:, 0]
    else:
        pooled = hidden.masked_fill(weight == 0, float("-inf")).max(1).values
    return torch.nn.functional.normalize(pooled, p=2, dim=1) if card.unit_length else pooled


def batches(order: Sequence[int], lengths: Sequence[int], budget: int) -> list[list[int]]:
    """Cut ``order`` (longest first) into runs whose padded size stays within ``budget`` tokens, one text at least."""
    runs: list[list[int]] = []
    width = 0
    for row in order:
        if not runs or width * (len(runs[-1]) + 1) > budget:
            runs.append([])
            width = lengths[row]
        runs[-1].append(row)
    return runs


def load_tokenizer(weights: Weights) -> Tokenizer:
    """The folder's tokenizer without padding or truncation. Reads ``tokenizer.json``; older folders are converted."""
    from tokenizers import Tokenizer, normalizers

    path = weights.folder / "tokenizer.json"
    try:
        if path.is_file():
            tokenizer = Tokenizer.from_file(str(path))
        else:
            from transformers import AutoTokenizer

            fast = AutoTokenizer.from_pretrained(str(weights.folder), local_files_only=True)
            tokenizer = Tokenizer.from_str(fast.backend_tokenizer.to_str())
    except Exception as error:  # tokenizers raises bare Exception
        raise ModelError(f"{weights.folder} has no readable tokenizer ({error}). Fetch the model again.") from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    if weights.card.lowercase:  # here rather than by str.lower(): offsets stay those of the text as it was given
        own = [tokenizer.normalizer] if tokenizer.normalizer else []
        tokenizer.normalizer = normalizers.Sequence([normalizers.Lowercase(), *own])
    return tokenizer


def _whole_characters(text: str) -> str:
    """The text with lone surrogates replaced, one for one: tokenizers refuse what cannot be written as UTF-8."""
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)


def _pad_id(tokenizer: Tokenizer) -> int:
    for token in ("[PAD]", "<pad>"):
        found = tokenizer.token_to_id(token)
        if found is not None:
            return int(found)
    return 0


def digest_of(weights: Weights) -> str:
    """What a vector depends on besides its text: weights, tokenizer, pooling, length of input and of output."""
    card = weights.card
    return (
        f"{weights.digest}:{card.pooling}:{'unit' if card.unit_length else 'raw'}:{card.max_tokens}"
        f"{':lower' if card.lowercase else ''}"
    )


def pick_device(wanted: str) -> torch.device:
    """ "auto" takes CUDA, then MPS, then the CPU. Raises ModelError for a device that is not here."""
    import torch

    if wanted == "auto":
        if torch.cuda.is_available():
            return torch.device("cuda")
        if torch.backends.mps.is_available():
            return torch.device("mps")
        return torch.device("cpu")
    try:
        device = torch.device(wanted)
        torch.zeros(1, device=device).cpu()  # there and back: "meta" takes, and gives nothing
    except (RuntimeError, AssertionError, ImportError) as error:
        first = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise ModelError(f"The device {wanted!r} cannot be used ({first}). Choose auto, cpu, cuda or mps.") from error
    return device


def pick_dtype(precision: Precision, device: torch.device) -> torch.dtype:
    """The number format of the forward pass; "auto" is bfloat16 only where the processor computes in it natively."""
    import torch

    if precision != "auto":
        return {"float32": torch.float32, "bfloat16": torch.bfloat16, "float16": torch.float16}[precision]
    return torch.bfloat16 if native_bfloat16(device) else torch.float32


def native_bfloat16(device: torch.device) -> bool:
    """Whether bfloat16 is a processor's own format here, not an emulation slower than float32."""
    import torch

    if device.type == "cuda":
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    if device.type != "cpu":
        return False
    abilities = torch.cpu.get_capabilities()
    return bool(abilities.get("avx512_bf16") or abilities.get("amx_bf16") or abilities.get("bf16"))
