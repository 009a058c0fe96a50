"""Remember the digests of models that publish none: the first file that is loaded is the one that is trusted."""

from __future__ import annotations

import json
import logging
import os
from contextlib import suppress
from pathlib import Path

from session_finder.models.cards import ModelCard

log = logging.getLogger(__name__)


def pinned_digest(pins: Path, card: ModelCard, found: str) -> str:
    """The pinned digest of ``card``; pins ``found`` if there is none yet."""
    known = _read_pins(pins)
    if isinstance(known.get(card.name), str):
        return str(known[card.name])
    kept = {**known, card.name: found}
    draft = pins.with_name(f"{pins.name}.{os.getpid()}.new")
    try:
        pins.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(kept, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        draft.replace(pins)
    except OSError as error:  # in a read-only folder nothing is pinned, but the model works
        log.warning("%s cannot be written (%s), so the weights of %s are not remembered.", pins, error, card.name)
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    return found


def _read_pins(pins: Path) -> dict[str, object]:
    try:
        known = json.loads(pins.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        log.warning("%s cannot be read (%s); the weights that are loaded now are remembered anew.", pins, error)
        return {}
    if not isinstance(known, dict):
        log.warning("%s holds no names and digests; the weights that are loaded now are remembered anew.", pins)
        return {}
    return known
