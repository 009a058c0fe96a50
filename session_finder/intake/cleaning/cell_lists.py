"""Lists in one cell: names and tags, split where organizers split them and never inside brackets."""

from __future__ import annotations

import html
import re
from typing import Final

from session_finder.domain.institutions import INSTITUTION, are_degrees
from session_finder.intake.cleaning.email_masking import MASK, masked

_STRONG = re.compile(r"[;|\n]")
_INSIDE = re.compile(r"\([^()\[\]]*\)|\[[^()\[\]]*\]")
_NESTED: Final = 3  # brackets in brackets
_AND = re.compile(r"(?<!\s)\s++(?:and|&|und|et|y|e)\s++")
_HOLLOW = re.compile(r"[(\[<{]\s*[)\]>}]")


def names_in(text: str) -> tuple[str, ...]:
    """People: split at ; | or line ends where there are any, else at commas; "A, B and C" are three.

    Whom they work for stands in brackets behind them: "Ann Lee, Quay University" is one person.
    """
    parts = _split(html.unescape(text) if "&" in text else text)
    if len(parts) > 1 and not _STRONG.search(_outside(text)):
        parts = _with_employers(_with_degrees([*parts[:-1], *_last_two(parts[-1])]))
    return _distinct(parts)


def tags_in(text: str) -> tuple[str, ...]:
    """Tags: split like people, but "research and development" is one."""
    parts = _split(text)
    return _distinct([*parts[:-1], parts[-1].strip().removeprefix("and ")])


def without_mail(name: str) -> str:
    """A name without the e-mail addresses beside it."""
    if "@" in name:
        words = name.replace("<", " <").split()
        name = " ".join(word for word in words if not _is_mail(word)) if any(map(_is_mail, words)) else name
    hidden = masked(name)
    if MASK not in hidden:
        return name
    return " ".join(_HOLLOW.sub(" ", hidden.replace(MASK, " ")).split()).strip(" ,;:-")


def _split(text: str) -> list[str]:
    """The parts at the strongest separator that is there, brackets whole."""
    shape = _outside(text)
    marks = _STRONG if _STRONG.search(shape) else re.compile(",")
    ends = [found.start() for found in marks.finditer(shape)]
    return [text[start:end] for start, end in zip([0, *(end + 1 for end in ends)], [*ends, len(text)], strict=True)]


def _outside(text: str) -> str:
    """The text with a blank for each character that stands in brackets."""
    for _ in range(_NESTED):
        shorter = _INSIDE.sub(lambda found: " " * len(found[0]), text)
        if shorter == text:
            break
        text = shorter
    return text


def _last_two(part: str) -> list[str]:
    """The last two names, where "and" parts them."""
    part = part.strip().removeprefix("and ").removeprefix("& ")
    found = _AND.search(_outside(part))
    return [part[: found.start()], part[found.end() :]] if found else [part]


def _with_degrees(parts: list[str]) -> list[str]:
    """ "Ann Lee, MD, PhD" is one."""
    whole: list[str] = []
    for part in parts:
        if whole and are_degrees(part):
            whole[-1] += f", {part.strip()}"
        else:
            whole.append(part)
    return whole


def _with_employers(parts: list[str]) -> list[str]:
    """ "Ann Lee, Quay University, Bob Ray" are two, of whom the first is "Ann Lee (Quay University)"."""
    whole: list[str] = []
    for part in map(str.strip, parts):
        above = whole[-1] if whole else ""
        if not above or "(" in part or INSTITUTION.search(part) is None:
            whole.append(part)
        elif INSTITUTION.search(above) is None:
            whole[-1] = f"{above} ({part})"
        elif above.endswith(")"):
            whole[-1] = f"{above[:-1]}, {part})"
        else:
            whole.append(part)  # institutions alone are the speakers
    return whole


def _distinct(parts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for part in parts if (name := part.strip())))


def _is_mail(word: str) -> bool:
    before, at, domain = word.partition("@")
    return bool(before.strip("<([{\"'") and at and "." in domain)
