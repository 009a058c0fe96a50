"""Split cells that hold a whole session: a title in bold or as a heading, then authors, abstract and keywords."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from session_finder.intake.model.header_words import field_named

_TAGS: Final = r"(?:<(?!/?(?:b|strong|h[1-6])\b)[^<>]{1,300}>\s*){0,8}"
_HEADING = re.compile(
    rf"\s*{_TAGS}(?:\*\*(?P<stars>[^*\n]{{1,400}})\*\*"
    r"|<(?P<tag>b|strong|h[1-6])\b[^<>]{0,300}>(?P<inner>[^<>]{1,400})</(?P=tag)\s*>"
    r"|#{1,6}[ \t]+(?P<hashes>[^\n<>]{1,400}?)(?=\n|<|$))",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<br\s*/?>|</p>|\n", re.IGNORECASE)
_CAPTION = re.compile(r"<summary\b[^<>]{0,300}>[^<>]{0,300}</summary>", re.IGNORECASE)
_LABEL = re.compile(r"\s*(?:\*\*|<(?:b|strong)>)?(?P<label>[^*:<>\n]{2,60}):(?:\*\*|</(?:b|strong)>)?\s*(?P<value>.*)")
_AUTHORS = re.compile(r"\s*(?:\*(?P<stars>[^*]{2,2000})\*|<(?P<tag>i|em)>(?P<inner>[^<>]{2,2000})</(?P=tag)>)\s*")
_LOOSE = re.compile(r"</?(?:span|div)\b[^<>]{0,300}>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MarkedCell:
    """The parts of a cell, "" for missing ones. The abstract keeps its markup."""

    title: str
    abstract: str
    speakers: str = ""
    tags: str = ""


def begins_marked(cell: str) -> bool:
    """Whether a cell begins with a title in bold or as a heading, followed by more text."""
    found = _HEADING.match(cell)
    return found is not None and len(cell) > found.end() + 40


def parts_of(cell: str) -> MarkedCell:
    """Split a cell at its markup. Without a title in bold the whole cell is the abstract."""
    found = _HEADING.match(cell)
    if found is None:
        return MarkedCell("", cell)
    title = " ".join((found["stars"] or found["inner"] or found["hashes"] or "").split())
    kept: list[str] = []
    named: dict[str, str] = {}
    begun = False
    for part in _BREAK.split(_CAPTION.sub("", cell[found.end() :])):
        authors = None if begun else _AUTHORS.fullmatch(part)
        if authors is not None:
            named.setdefault("speakers", (authors["stars"] or authors["inner"]).strip())
        elif not _is_labelled(part, named):
            kept.append(part)
            begun = begun or _says_something(part)
    abstract = _LOOSE.sub("", "\n".join(kept)).strip()
    return MarkedCell(title, abstract, named.get("speakers", ""), named.get("tags", ""))


def _says_something(part: str) -> bool:
    return any(map(str.isalpha, re.sub(r"<[^<>]{0,300}>", "", part)))


def _is_labelled(part: str, named: dict[str, str]) -> bool:
    """Whether a part is labelled ("Keywords: a, b") or a tick behind a label. Stores the value of a known field."""
    found = _LABEL.match(part)
    if found is None:
        return False
    value = re.sub(r"<[^<>]{0,300}>", "", found["value"]).strip()
    field = field_named(found["label"].strip())
    if field in {"", "abstract", "title"}:
        return len(value) <= 3 and not any(map(str.isalnum, value))
    named.setdefault(field, value)
    return True
