"""Restore line breaks of lists and paragraphs that a form has joined into one line.

Some programme tools remove the line ends of a list ("Goals: 1. Tie a knot.    2. Open it.") or join texts with a bar
("… at work.|Learn about …"). Line breaks matter because sentences, and so the evidence of a match, end at them.
"""

from __future__ import annotations

import re
from typing import Final

_ENDS: Final = re.compile(r"(\n|<br\s?/?>|</?(?:p|div|li|td|ul|ol)\b[^<>\n]{0,200}>)", re.IGNORECASE)
_IN_A_BLOCK: Final = re.compile(r"</?(?:p|div|li|td)\b", re.IGNORECASE)  # inside these HTML treats line ends as blanks
# A list number: after a colon, a sentence end or a gap, before a capital. "(1)" is part of a sentence.
_NUMBER: Final = re.compile(
    r"(?:(?<=[.:;?!)\]”\"*])[ \t]+|(?<=\S)[ \t]{2,}|^[ \t]*)(?P<n>\d{1,2})(?P<mark>[.)])[ \t]+"
    r"(?=[^\W\d_a-z]|[\"“'`*_¿¡(])"
)
_POINT: Final = re.compile(r"(?:(?<=[:;.])[ \t]+|(?<=\S)[ \t]{2,})(?P<mark>[*•·–-])[ \t]+(?=\S)")
_BULLET: Final = re.compile(r"(?<=\S)[ \t]+•[ \t]+(?=\S)")
_BAR: Final = re.compile(r"(?<=[^\W_][.!?…])(?P<close>[\"”’»)]?)[ \t]?\|[ \t]?(?=[\"“'‘«(¿¡]?[^\W\d_a-z][\w’' ])")
_SIGNS: Final = ("1. ", "1) ", "1.\t", "1)\t", " •", "\t•", "|", "  *", "  -", "  –", "  ·", "\t*", "\t-", "\t–", "\t·")


def may_be_flattened(text: str) -> bool:
    """A quick test whether ``with_lines`` may change the text; nearly all texts fail it."""
    return any(sign in text for sign in _SIGNS)


def with_lines(text: str) -> str:
    """Put each item of a list in one line on its own line, and each of several joined texts in its own paragraph.

    Text that already has line breaks is kept, and so are enumerations within a sentence.
    """
    if not may_be_flattened(text):
        return text
    end = "<br>" if _IN_A_BLOCK.search(text) else "\n"
    return "".join(piece if place % 2 else _split_line(piece, end) for place, piece in enumerate(_ENDS.split(text)))


def _split_line(line: str, end: str) -> str:
    """Split one line into its original lines."""
    if not line.lstrip().startswith("|"):  # else a row of a Markdown table
        line = _BAR.sub(lambda found: f"{found['close']}{end}{end}", line)
    line = _cut(line, _numbers(line), end)
    bullets = list(_BULLET.finditer(line))
    if len(bullets) > 1 or (bullets and line.lstrip().startswith("•")):
        return _cut(line, [found.start() for found in bullets], end)
    points = list(_POINT.finditer(line))
    same = [found for found in points if found["mark"] == points[0]["mark"]]
    return _cut(line, [found.start() for found in same], end) if len(same) > 1 else line


def _numbers(line: str) -> list[int]:
    """The positions of list numbers 1, 2, 3 …, if a list has at least two."""
    places: list[int] = []
    run: list[int] = []
    mark = ""
    for found in _NUMBER.finditer(line):
        number = int(found["n"])
        if number == len(run) + 1 and (not run or found["mark"] == mark):
            run.append(found.start())
            mark = found["mark"]
        elif number == 1:
            places += run if len(run) > 1 else []
            run, mark = [found.start()], found["mark"]
    return places + (run if len(run) > 1 else [])


def _cut(line: str, places: list[int], end: str) -> str:
    """Split the line at these positions and strip the pieces."""
    starts = [0, *places]
    pieces = [line[start:stop] for start, stop in zip(starts, [*places, len(line)], strict=True)]
    first, *rest = pieces
    kept = [first.rstrip(), *(piece.strip() for piece in rest)] if rest else [line]
    return end.join(piece for piece in kept if piece)
