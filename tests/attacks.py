"""Texts that make a regular expression slow if anything does, made from its own parts; and how its time grows on them.

For each repetition of a pattern: what leads to it, then what it repeats, very often, then something that fits nowhere.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from re import _constants as code
from re import _parser as parser

_POOL = " \n\ta1Z-.,;:_'\"<>()[]{}*&/é日\u0301"
_MOST = 8  # samples of a class or of the branches of a group
_LONG = 12  # a repetition that may go on for longer is attacked
_ENDS = ("", "\0")
_MOST_PAIRS = 24  # of those that a pattern repeats, and of single signs; of more, some from all over
_STEP, _TELLING, _VERY_LONG = 4, 4_096, 32_768  # characters
_A_WHILE = 0.05  # seconds
_AT_ONCE = 0.25e-6  # seconds for each character
_REPEATS = {code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT}
_CATEGORIES = {
    code.CATEGORY_DIGIT: str.isdecimal,
    code.CATEGORY_NOT_DIGIT: lambda sign: not sign.isdecimal(),
    code.CATEGORY_SPACE: str.isspace,
    code.CATEGORY_NOT_SPACE: lambda sign: not sign.isspace(),
    code.CATEGORY_WORD: lambda sign: sign.isalnum() or sign == "_",
    code.CATEGORY_NOT_WORD: lambda sign: not (sign.isalnum() or sign == "_"),
}

Attack = Callable[[int], str]


def attacks(pattern: str, flags: int = 0) -> list[Attack]:
    """Texts of any length, each a function of the length."""
    tree = parser.parse(pattern, flags)
    pool = _pool(tree)
    pairs: set[tuple[str, str]] = set()
    for before, bodies in _repeats(tree, "", pool):
        pairs |= {(before, body) for body in bodies if body}
        pairs |= {("", before + body) for body in bodies if before + body}
    pairs |= {("", whole) for whole in _samples(tree, pool)[:_MOST] if whole}
    spread = [*_spread(pairs), *_spread({("", sign) for sign in pool} - pairs)]
    return [
        lambda length, before=before, body=body, end=end: before + body * (length // len(body)) + end
        for before, body in spread
        for end in _ENDS
    ]


def _spread(pairs: set[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(pairs)[:: -(-len(pairs) // _MOST_PAIRS) or 1]


def _pool(tree: object) -> str:
    """The signs of a pattern's own and some more."""
    own: dict[str, None] = {}
    for kind, argument in _parts(tree):
        if kind in (code.LITERAL, code.NOT_LITERAL):
            own[chr(argument)] = None
        elif kind is code.RANGE:
            own[chr(argument[0])] = None
    return "".join(dict.fromkeys([*list(own)[:40], *_POOL]))


def _parts(tree: object) -> Iterator[tuple[object, object]]:
    for kind, argument in tree:
        yield kind, argument
        for inner in _inner(kind, argument):
            yield from _parts(inner)


def _inner(kind: object, argument: object) -> Sequence[object]:
    """The sequences inside a part."""
    if kind is code.IN:
        return [argument]
    if kind is code.BRANCH:
        return argument[1]
    if kind is code.SUBPATTERN:
        return [argument[3]]
    if kind in _REPEATS:
        return [argument[2]]
    if kind in (code.ASSERT, code.ASSERT_NOT):
        return [argument[1]]
    return [argument] if kind is code.ATOMIC_GROUP else []


def _repeats(tree: object, before: str, pool: str) -> Iterator[tuple[str, list[str]]]:
    """Each long repetition: what leads to it, and what it may repeat."""
    for kind, argument in tree:
        if kind in _REPEATS and argument[1] >= _LONG:
            yield before, _samples(argument[2], pool)
        if kind is not code.IN:
            for inner in _inner(kind, argument):
                yield from _repeats(inner, before, pool)
        before += _samples([(kind, argument)], pool)[0]


def _samples(tree: object, pool: str) -> list[str]:
    """Some short texts that a sequence may match; what looks around is left out."""
    found = [""]
    for kind, argument in tree:
        found = [text + more for more in _choices(kind, argument, pool) for text in found][: 2 * _MOST]
    return found


def _choices(kind: object, argument: object, pool: str) -> list[str]:
    if kind is code.LITERAL:
        return [chr(argument)]
    if kind is code.NOT_LITERAL:
        return [sign for sign in pool if sign != chr(argument)][:_MOST]
    if kind is code.ANY:
        return list(pool[:_MOST])
    if kind is code.IN:
        return [sign for sign in pool if _is_in(sign, argument)][: 2 * _MOST] or [chr(_first(argument))]
    if kind is code.BRANCH:
        branches = argument[1][:: max(1, len(argument[1]) // _MOST)]
        return [text for branch in branches for text in _samples(branch, pool)[:2]]
    if kind in _REPEATS:
        return [text * argument[0] for text in _samples(argument[2], pool)] if argument[0] else [""]
    if kind is code.SUBPATTERN or kind is code.ATOMIC_GROUP:
        return _samples(_inner(kind, argument)[0], pool)
    if kind is code.ASSERT and argument[0] < 0:
        return _samples(argument[1], pool)[:2]
    return [""]


def _is_in(sign: str, members: Sequence[tuple[object, object]]) -> bool:
    inside = any(
        (kind is code.LITERAL and sign == chr(argument))
        or (kind is code.RANGE and argument[0] <= ord(sign) <= argument[1])
        or (kind is code.CATEGORY and _CATEGORIES[argument](sign))
        for kind, argument in members
    )
    return inside != (members[0][0] is code.NEGATE)


def _first(members: Sequence[tuple[object, object]]) -> int:
    kind, argument = members[0]
    return argument if kind is code.LITERAL else argument[0] if kind is code.RANGE else ord("\u2603")


def grows(work: Callable[[str], object], attack: Attack, begin: int = 8) -> str:
    """How the time of ``work`` grows with an attack, "" when it grows no faster than the attack's length.

    Attacks are made longer, by a quarter each time because exponential time never ends, until one takes a while or is
    very long; then its time is compared with that of one a quarter as long, each the best of several. Four times as
    much is linear, sixteen quadratic, and nine too much.
    """
    took: list[tuple[int, float]] = []
    length = begin
    while True:
        took.append((length, _seconds(work, attack(length), 1)))
        if length >= _TELLING and took[-1][1] < max(length * _AT_ONCE, 6 * _of_a_quarter(took)):
            return ""  # faster than an engine that looks at each sign again for each sign, or plainly linear
        if took[-1][1] >= _A_WHILE or length >= _VERY_LONG:
            break
        length += max(_STEP, length // 4)
    for tries in (1, 3):  # once more, before it is said
        long, short = (_seconds(work, attack(part), tries) for part in (length, length // 4))
        if long <= 9 * short:
            return ""
        if long > 100 * short:
            break  # exponential, which needs no second look
    return (
        f"{short * 1000:.1f} ms for {length // 4:,} characters and {long * 1000:.1f} ms for {length:,}: {attack(40)!r}"
    )


def _of_a_quarter(took: list[tuple[int, float]]) -> float:
    """The seconds of the longest text of a quarter of the last one's length, or less."""
    return next((seconds for length, seconds in reversed(took) if 4 * length <= took[-1][0]), 0.0)


def _seconds(work: Callable[[str], object], text: str, tries: int) -> float:
    """The processor time of this thread, so that others on the machine do not count; the best of so many tries."""

    def once() -> float:
        began = time.thread_time()
        work(text)
        return time.thread_time() - began

    return min(once() for _ in range(tries))


def search(pattern: re.Pattern[str]) -> Callable[[str], object]:
    """All matches, as search, sub, split and findall look for them."""
    return lambda text: sum(1 for _ in pattern.finditer(text))
