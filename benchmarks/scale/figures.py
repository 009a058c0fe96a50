"""The measured figures as numbers, beside the tables: what ``scale.paper`` reckons with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

# The cases of scale.size that scale.paper reckons with.
ONE, ALL_HELD = "1 of 500", "400 of 500, all in memory"
COLD = "the same, one that made room asked for"

PLACE = Path(__file__).with_name("figures.json")


def keep(part: str, found: dict[str, Any]) -> None:
    """Put a part's figures in place of those of its last run."""
    known = _all() | {part: found}
    PLACE.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def of(part: str) -> dict[str, Any]:
    """A part's figures of its last run; empty when it never ran."""
    found = _all().get(part, {})
    return found if isinstance(found, dict) else {}


def _all() -> dict[str, Any]:
    return json.loads(PLACE.read_text(encoding="utf-8")) if PLACE.is_file() else {}
