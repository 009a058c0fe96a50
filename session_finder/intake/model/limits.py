"""Limits of an organizer's file. Every refusal names the limit that was exceeded."""

from __future__ import annotations

from typing import Final

MAX_BYTES: Final = 20_000_000  # of the uploaded file
MAX_UNPACKED: Final = 25_000_000  # after unpacking; tables of that size need less than 500 MB of memory
MAX_ROWS: Final = 100_000  # of a table, or entries of a list
MAX_COLUMNS: Final = 200
MAX_CELL: Final = 50_000  # characters; longer cells are cut, with a warning
