"""Split a cell into names or tags, but never inside brackets."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

from session_finder.domain.institutions import INSTITUTION, are_degrees
from session_finder.intake.cleaning.email_masking import MASK, mask_addresses

_STRONG = re.compile(r"[;|\n]|\s/\s")
_MOST_IN_ORDER: Final = 2  # words of a family name, and of the given names behind it: "van Dam, Ada Maria"
_UNCLEAR: Final = 4  # the share of signs, one in four, from which commas are unclear
_SAMPLE: Final = 2_000  # cells with commas
_INSIDE = re.compile(r"\([^()\[\]]*\)|\[[^()\[\]]*\]")
_NESTED: Final = 3  # brackets in brackets
_AND = re.compile(r"(?<!\s)\s++(and|&|und|et|y|e)\s++")
_AMPERSAND = re.compile(r"(?<!\s)\s++&\s++")
_NAME_WORD = re.compile(r"(?<!\S)[^\W\d_a-z]\S*")  # a word with a capital: "van Dam" has one
_LINK = re.compile(r"https?://[^\s()<>\[\]]+")
_WEB_LINK = re.compile(r"\[([^\[\]]*)\]\(https?://[^\s()]*\)")  # of Markdown
_NUMBERED = re.compile(r"(?<=\S)\s?\(\d{1,2}(?:\s?[,;]\s?\d{1,2})*\)")  # numbers of affiliations
_HOLLOW = re.compile(r"[(\[<{]\s*[)\]>}]")


def names_in(text: str, *, affiliated: bool = False) -> tuple[str, ...]:
    """Split names at ; | or line ends if there are any, else at commas; "A, B and C" are three.

    Affiliations are put in brackets: "Ann Lee, Quay University" is one person, "Ann Lee (Quay University)".
    ``affiliated``: an affiliation follows each comma, as ``affiliations_follow`` found.
    """
    text = html.unescape(text) if "&" in text else text
    text = _NUMBERED.sub("", text)
    pair = _pair(text.split(",")) if affiliated and "(" not in text and not _STRONG.search(text) else None
    if pair:
        return (f"{pair[0]} ({pair[1]})",)
    parts = [name for part in _split(text) for name in _AMPERSAND.split(part)]
    if _STRONG.search(_blank_brackets(text)) or (len(parts) > 1 and "," not in text):
        return _distinct([_in_usual_order(part) for part in parts])
    if len(parts) == 1 and (two := _two_people(text)):
        return two
    if len(parts) == 2 and (whole := _in_usual_order(text)) != text:
        return (whole,)
    if len(parts) > 1:
        parts = _with_employers(_with_degrees([*parts[:-1], *_last_two(parts[-1])]))
    return _distinct(parts)


def affiliations_follow(cells: Iterable[str]) -> bool | None:
    """Whether the commas in a column of speakers stand before affiliations: "Ann Lee, Navy; Bob Ray, Tidewater".

    Told by cells that have another separator between persons, or else by what follows a whole name: one word, or words
    that follow several persons and begin no cell. None where some of it speaks for affiliations, but not most.
    """
    apart = 0  # cells with another separator: those with affiliations less those without
    pairs: list[tuple[str, str] | None] = []  # ("Ann Lee", "Navy"); None for cells with several commas
    for shape in map(_blank_brackets, islice((cell for cell in cells if "," in cell), _SAMPLE)):
        persons = _split(shape) if _STRONG.search(shape) else [shape]
        behind = [_pair(person.split(",")) for person in persons]
        if len(persons) > 1:
            apart += 1 if 2 * sum(map(bool, behind)) > len(behind) else -1
        elif behind[0] or shape.count(",") > 1:
            pairs += behind
    if apart:
        return apart > 0
    known = [pair for pair in pairs if pair]
    firsts, times = {first for first, _ in known}, Counter(second for _, second in set(known))
    signs = sum(
        " " not in second or INSTITUTION.search(second) is not None or (times[second] > 1 and second not in firsts)
        for _, second in known
    )
    if 2 * signs > len(pairs):
        return True
    return None if signs > 1 and _UNCLEAR * signs > len(pairs) else False


def _pair(parts: Sequence[str]) -> tuple[str, str] | None:
    """A whole name and what one comma behind it separates, which is no degree; None for other parts."""
    one, two = (parts[0].strip(), parts[1].strip()) if len(parts) == 2 else ("", "")
    whole = len(_NAME_WORD.findall(one)) > 1 and INSTITUTION.search(one) is None
    return (one, two) if whole and two and not are_degrees(two) else None


def tags_in(text: str) -> tuple[str, ...]:
    """Split tags like names, but keep "research and development" as one."""
    parts = _split(text)
    return _distinct([*parts[:-1], parts[-1].strip().removeprefix("and ")])


def without_addresses(name: str) -> str:
    """Remove e-mail and web addresses from a name."""
    name = _WEB_LINK.sub(r"\1", name)
    if "@" in name:
        words = name.replace("<", " <").split()
        name = " ".join(word for word in words if not _is_mail(word)) if any(map(_is_mail, words)) else name
    hidden = mask_addresses(_LINK.sub(MASK, name) if "://" in name else name)
    if MASK not in hidden:
        return name
    return " ".join(_HOLLOW.sub(" ", hidden.replace(MASK, " ")).split()).strip(" ,;:-")


def _split(text: str) -> list[str]:
    """Split at the strongest separator in the text, outside brackets."""
    shape = _blank_brackets(text)
    marks = _STRONG if _STRONG.search(shape) else re.compile(",")
    between = [found.span() for found in marks.finditer(shape)]
    starts, ends = [0, *(end for _, end in between)], [*(start for start, _ in between), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def _blank_brackets(text: str) -> str:
    """Replace every character inside brackets with a blank."""
    for _ in range(_NESTED):
        shorter = _INSIDE.sub(lambda found: " " * len(found[0]), text)
        if shorter == text:
            break
        text = shorter
    return text


def _two_people(text: str) -> tuple[str, ...]:
    """The names of "Ann Lee and Bob Ray"; () unless both sides are whole names: "Ray and Sons" is one."""
    sides = _last_two(text)
    whole = [side for side in sides if len(_NAME_WORD.findall(side)) > 1 and INSTITUTION.search(side) is None]
    return _distinct(sides) if len(whole) == len(sides) == 2 else ()


def _in_usual_order(name: str) -> str:
    """ "Anna Lee" for "Lee, Anna"; any other text as it is.

    Behind a whole name there is another person or an institution.
    """
    last, comma, first = name.partition(",")
    last, first = last.strip(), first.strip()
    if not comma or not last or not first or "," in first:
        return name
    short = len(last.split()) <= _MOST_IN_ORDER and len(first.split()) <= _MOST_IN_ORDER
    alone = len(_NAME_WORD.findall(last)) == 1
    if not short or not alone or are_degrees(first) or INSTITUTION.search(first) is not None or "(" in name:
        return name
    return f"{first} {last}"


def _last_two(part: str) -> list[str]:
    """Split the last two names at "and"."""
    part = part.strip().removeprefix("and ").removeprefix("& ")
    found = _AND.search(_blank_brackets(part))
    return [part[: found.start(1)], part[found.end() :]] if found else [part]  # brackets are blanks in the shape


def _with_degrees(parts: list[str]) -> list[str]:
    """Rejoin degrees with the name before them: "Ann Lee, MD, PhD" is one."""
    whole: list[str] = []
    for part in parts:
        if whole and are_degrees(part):
            whole[-1] += f", {part.strip()}"
        else:
            whole.append(part)
    return whole


def _with_employers(parts: list[str]) -> list[str]:
    """Attach affiliations: "Ann Lee, Quay University, Bob Ray" becomes "Ann Lee (Quay University)" and "Bob Ray"."""
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
            whole.append(part)  # only institutions are listed: they are the speakers
    return whole


def _distinct(parts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for part in parts if (name := part.strip())))


def _is_mail(word: str) -> bool:
    before, at, domain = word.partition("@")
    return bool(before.strip("<([{\"'") and at and "." in domain)
