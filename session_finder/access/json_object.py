"""Read JSON that may be anything, from a browser or from a file that others can write."""

from __future__ import annotations

import json


def read_json_object(content: bytes | bytearray) -> dict[str, object]:
    """The members of a JSON object; {} for anything else, malformed or too deeply nested JSON included."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
