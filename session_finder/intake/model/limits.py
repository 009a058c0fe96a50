"""What an organizer's file may be at most; every refusal names the bound that it met."""

from __future__ import annotations

from typing import Final

MAX_BYTES: Final = 20_000_000  # of the file as it is sent
MAX_UNPACKED: Final = 25_000_000  # of what an archive holds; tables of that size stay under 500 MB in memory
MAX_ROWS: Final = 100_000  # of a table, or entries of a list
MAX_COLUMNS: Final = 200
MAX_CELL: Final = 50_000  # characters; what is longer is cut, with a warning
