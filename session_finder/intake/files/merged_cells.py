"""Give merged cells of a sheet their value in each row that they reach down to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

Range = tuple[tuple[int, int], tuple[int, int]]  # (row, column) of the first cell and of the last, from 0 on


def filled_down(rows: Iterable[Sequence[object]], merged: Iterable[Range]) -> Iterator[Sequence[object]]:
    """Yield the rows with the value of each merged cell in its first column, down to its last row.

    Rows without a value of their own stay empty: there a merged cell is only high.
    """
    begins: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (top, left), (bottom, _) in merged:
        if bottom > top:
            begins[top].append((left, bottom))
    reaching: dict[int, tuple[int, object]] = {}  # column → the last row, and the value
    for number, row in enumerate(rows):
        reaching = {column: pair for column, pair in reaching.items() if pair[0] >= number}
        if reaching and any(value is not None and value != "" for value in row):
            cells = [*row, *[None] * (max(reaching) + 1 - len(row))]
            for column, (_, value) in reaching.items():
                cells[column] = value if cells[column] is None or cells[column] == "" else cells[column]
            yield cells
        else:
            yield row
        reaching |= {left: (bottom, row[left]) for left, bottom in begins.get(number, ()) if left < len(row)}
