"""The encoder in torch, for GPUs and as the reference: mean pooling in float32, normalized if the model asks for it.

Follows sentence-transformers (Reimers and Gurevych 2019, arXiv:1908.10084); tests compare the vectors with that
library's. The difference is batching: texts are sorted by length and batched by a token budget, which saves padding.
Importing this module imports torch, which takes seconds, so import it only where a model is loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np
import torch

from session_finder.models.cards import ModelCard, ModelError, first_line
from session_finder.models.encoder import Precision, Vectors
from session_finder.models.tokens import Ids
from session_finder.models.transformer import TransformerEncoder

if TYPE_CHECKING:
    from session_finder.models.weights import Weights


class TorchEncoder(TransformerEncoder):
    """The reference encoder, on CPU, CUDA or MPS.

    ``device`` is "auto" or a torch device name. ``precision`` "auto" is bfloat16 where the processor supports it
    natively, else float32. Shorter formats are used for matrix products only: embeddings, layer norms, residual sums
    and pooling stay float32, which halves the error (cosine to float32 at least 0.99993, where it was 0.99985 with six
    layers). Raises ModelError when files or device cannot be used.
    """

    def __init__(self, weights: Weights, device: str = "auto", precision: Precision = "auto") -> None:
        chosen = pick_device(device)
        self._dtype = pick_dtype(precision, chosen)
        super().__init__(weights, str(self._dtype).removeprefix("torch."))
        self._device = chosen
        self._model: Any = _load_model(weights, chosen, self._dtype)

    @property
    def description(self) -> str:
        """Device and number format, for messages: "cpu, float32"."""
        return f"{self._device.type}, {self.precision}"

    @property
    def module(self) -> torch.nn.Module:
        """The transformer for converters: ids and mask (batch, tokens) in, token vectors out."""
        return _Tokens(self._model)

    def _forward(self, ids: Ids, mask: Ids, weights: Vectors) -> Vectors:
        shorter = self._dtype != torch.float32
        attention = torch.from_numpy(mask).to(self._device)
        with torch.inference_mode(), torch.autocast(self._device.type, dtype=self._dtype, enabled=shorter):
            hidden = self._model(
                input_ids=torch.from_numpy(ids).to(self._device), attention_mask=attention
            ).last_hidden_state
        with torch.inference_mode():
            pooled = _pool(hidden.float(), attention, torch.from_numpy(weights).to(self._device), self._card)
            return np.asarray(pooled.cpu().numpy(), dtype=np.float32)


class _Tokens(torch.nn.Module):
    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        hidden: torch.Tensor = self.model(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        return hidden


def _load_model(weights: Weights, device: torch.device, dtype: torch.dtype) -> torch.nn.Module:
    """The transformer on its device, with matrix products in ``dtype`` and the rest in float32."""
    import torch
    from safetensors import SafetensorError
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
    except (OSError, ValueError, RuntimeError, KeyError, SafetensorError) as error:
        raise ModelError(f"{weights.folder} could not be loaded as a model: {error}") from error
    missing = sorted(
        name for name in about["missing_keys"] if not name.startswith("pooler.")
    )  # BERT's pooler is not used here
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
    except RuntimeError as error:  # out of memory
        raise ModelError(f"{weights.card.short_name} does not fit on the device {device}: {error}") from error


def _pool(hidden: torch.Tensor, mask: torch.Tensor, weights: torch.Tensor, card: ModelCard) -> torch.Tensor:
    """``transformer.pool`` in torch, on the model's device."""
    pooled = torch.bmm(weights, hidden)
    if card.pooling == "max":
        text = hidden.masked_fill(mask.unsqueeze(-1) == 0, float("-inf")).max(1, keepdim=True).values
        stands_for_text = (weights == weights[:, :1]).all(-1, keepdim=True)
        pooled = torch.where(stands_for_text, text, pooled)
    return torch.nn.functional.normalize(pooled, p=2, dim=-1) if card.unit_length else pooled


def pick_device(wanted: str) -> torch.device:
    """ "auto" is CUDA if available, then MPS, then the CPU. Raises ModelError for an unavailable device."""
    if wanted == "auto":
        if torch.cuda.is_available():
            return torch.device("cuda")
        if torch.backends.mps.is_available():
            return torch.device("mps")
        return torch.device("cpu")
    try:
        device = torch.device(wanted)
        torch.zeros(1, device=device).cpu()  # "meta" accepts tensors but returns none
    except (RuntimeError, AssertionError, ImportError) as error:
        raise ModelError(
            f"The device {wanted!r} cannot be used ({first_line(error)}). Choose auto, cpu, cuda or mps."
        ) from error
    return device


def pick_dtype(precision: Precision, device: torch.device) -> torch.dtype:
    """The number format of the forward pass; "auto" is bfloat16 only where the processor supports it natively.

    Raises ModelError for 8 bits.
    """
    if precision == "int8":
        raise ModelError("8 bits are computed by OpenVINO on CPUs only. Set the device to cpu, or another precision.")
    if precision != "auto":
        return {"float32": torch.float32, "bfloat16": torch.bfloat16, "float16": torch.float16}[precision]
    return torch.bfloat16 if native_bfloat16(device) else torch.float32


def native_bfloat16(device: torch.device) -> bool:
    """Whether the processor supports bfloat16 natively; emulation is slower than float32."""
    if device.type == "cuda":
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    if device.type != "cpu":
        return False
    abilities = torch.cpu.get_capabilities()
    return bool(abilities.get("avx512_bf16") or abilities.get("amx_bf16") or abilities.get("bf16"))
