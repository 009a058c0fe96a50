"""The words of a query with their positions, and what kind of word each is: content, session, asking or joint."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any, Final, Generic, Literal, TypeVar

from session_finder.text.analyzer import STOP_WORDS
from session_finder.text.folding import UNSPACED, fold, fold_in_place
from session_finder.text.vocabulary import load, words

_ROOM: Final = "session_finder.query"
_UNSPACED: Final = UNSPACED.pattern.removeprefix("[").removesuffix("]")
_TOKEN: Final = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_SEPARATOR: Final = re.compile(r"[,;:、。，；：()（）|\[\]?!？！\n]|\s[-–—]+\s|[–—]|\.(?=\s)")
MASK: Final = "|"  # stands in place of what was read already
Value = TypeVar("Value")
Sort = Literal["content", "session", "asking", "joint"]


@dataclass(frozen=True, slots=True)
class Token:
    """A folded word, and its position in the text: start and end, in characters. Each kana and kanji is a word."""

    start: int
    end: int
    word: str


def tokens(text: str) -> list[Token]:
    """The words of a text, in order."""
    return [Token(*found.span(), fold(found.group())) for found in _TOKEN.finditer(text)]


def token_words(text: str) -> tuple[str, ...]:
    """The folded words of a text, split as ``tokens`` does."""
    return tuple(token.word for token in tokens(text))


class PhraseTable(Generic[Value]):
    """Values by phrases of words. Looking up costs the same however many phrases there are (a trie by first words)."""

    def __init__(self, entries: Iterable[tuple[str, Value]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        self._by_last: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        for phrase, value in entries:
            said = token_words(phrase)
            if said:
                self._by_first.setdefault(said[0], []).append((said, value))
                self._by_last.setdefault(said[-1], []).append((said, value))
        for table in (self._by_first, self._by_last):
            for found in table.values():
                found.sort(key=lambda pair: -len(pair[0]))

    def at(self, said: Sequence[str], place: int) -> Iterator[tuple[int, Value]]:
        """The length in words and the value of each phrase that begins at ``place``, the longest first."""
        for phrase, value in self._by_first.get(said[place], ()) if place < len(said) else ():
            if tuple(said[place : place + len(phrase)]) == phrase:
                yield len(phrase), value

    def before(self, said: Sequence[str], place: int) -> Iterator[tuple[int, Value]]:
        """The length and value of each phrase that ends just before ``place``, the longest first."""
        for phrase, value in self._by_last.get(said[place - 1], ()) if place else ():
            if place >= len(phrase) and tuple(said[place - len(phrase) : place]) == phrase:
                yield len(phrase), value


def vocabulary(name: str, *keys: str) -> tuple[str, ...]:
    """The phrases of a table or list in one of this room's vocabularies."""
    content: Any = load(_ROOM, name)
    for key in keys:
        content = content[key]
    return words(content)


_SORTS: Final[PhraseTable[Sort]] = PhraseTable(
    [
        *((phrase, "session") for phrase in vocabulary("general", "session")),
        *((phrase, "joint") for phrase in vocabulary("general", "joints")),
        *((phrase, "asking") for phrase in vocabulary("general", "asking")),
        *((word, "asking") for word in sorted(STOP_WORDS - {"of", "no", "not"})),
    ]
)


KINDS: Final[PhraseTable[str]] = PhraseTable(
    (phrase, kind) for kind in load(_ROOM, "kinds") for phrase in vocabulary("kinds", kind)
)


class View:
    """A text as the recognizers see it: what was read before is masked. Positions are those of the text.

    ``kinds`` are the masked places that named sessions ("workshops"), beside which a day or a level is a condition.
    """

    def __init__(self, text: str, kinds: frozenset[int] = frozenset()) -> None:
        self.text = text
        self.bare = fold_in_place(text)
        self.tokens = tokens(text)
        self.said = [token.word for token in self.tokens]
        self._kinds = kinds

    def masked(self, spans: Iterable[tuple[int, int, bool]]) -> View:
        """The same text with these spans (start, end, whether it named sessions) masked."""
        letters, kinds = list(self.text), set(self._kinds)
        for start, end, kind in spans:
            letters[start:end] = MASK * (end - start)
            kinds |= {start, end - 1} if kind else set()
        return View("".join(letters), frozenset(kinds))

    @cached_property
    def sorts(self) -> list[Sort]:
        """The sort of each word."""
        found: list[Sort] = []
        while len(found) < len(self.said):
            length, sort = next(_SORTS.at(self.said, len(found)), (1, "content"))
            found += [sort] * length
        return found

    @cached_property
    def _contents(self) -> list[int]:
        """How many words of a subject stand before each place, and in the whole text."""
        return [0, *accumulate(sort == "content" for sort in self.sorts)]

    @cached_property
    def sessions(self) -> list[bool]:
        """Whether each word names sessions: "talks", or a kind of session that the programme need not have."""
        found = [sort == "session" for sort in self.sorts]
        for place in range(len(found)):
            for length, _ in KINDS.at(self.said, place):
                found[place : place + length] = [True] * length
        return found

    def index_at(self, position: int) -> int:
        """The number of words that begin before a position of the text."""
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.tokens[middle].start < position else (low, middle)
        return low

    @cached_property
    def _gaps(self) -> list[str]:
        """What stands before each word, and behind the last."""
        ends = [0, *(token.end for token in self.tokens)]
        starts = [*(token.start for token in self.tokens), len(self.text)]
        return [self.text[end:start] for end, start in zip(ends, starts, strict=True)]

    @cached_property
    def _parted(self) -> list[bool]:
        last = len(self.tokens)
        return [place in (0, last) or self._separated(place) for place in range(last + 1)]

    def _separated(self, place: int) -> bool:
        """Whether a separator stands before a word; in scripts without spaces a space is one."""
        gap = self._gaps[place]
        if gap == " ":
            return all(UNSPACED.match(word) for word in self.said[place - 1 : place + 1])
        return bool(gap) and _SEPARATOR.search(gap) is not None

    def gap(self, place: int) -> str:
        """What stands between the word before ``place`` and the word at it."""
        return self._gaps[place]

    def parted(self, place: int) -> bool:
        """Whether a border, a separator or something masked stands before the word at ``place``."""
        return self._parted[place]

    def kind_between(self, place: int) -> bool:
        """Whether something that named sessions stands before the word at ``place``, since the word before it."""
        start = self.tokens[place - 1].end if place else 0
        end = self.tokens[place].start if place < len(self.tokens) else len(self.text)
        return bool(self._kinds) and any(place in self._kinds for place in range(start, end))

    @property
    def names_sessions(self) -> bool:
        """Whether the text names sessions: "talks", or something masked that did."""
        return bool(self._kinds) or any(self.sessions)

    def free_left(self, first: int) -> bool:
        """Whether no word of a subject stands directly before the word ``first``."""
        return self.parted(first) or (self.sorts[first - 1] != "content" and not self.hyphen(first))

    def free_right(self, behind: int) -> bool:
        """Whether no word of a subject stands directly behind the word before ``behind``."""
        return self.parted(behind) or (self.sorts[behind] != "content" and not self.hyphen(behind))

    def hyphen(self, place: int) -> bool:
        """Whether a sign without spaces joins the word at ``place`` to the one before: "hydro-social"."""
        gap = self.gap(place)
        return bool(gap) and not any(sign.isspace() for sign in gap) and not self.parted(place)

    def ends_at(self, behind: int) -> bool:
        """Whether the text ends before the word ``behind``, or something masked stands there."""
        return behind == len(self.said) or MASK in self.gap(behind)

    def leads(self, first: int) -> bool:
        """Whether no word of a subject stands anywhere before the word ``first``."""
        return self._contents[first] == 0

    def ends(self, behind: int) -> bool:
        """Whether no word of a subject stands anywhere from the word ``behind`` on."""
        return self._contents[behind] == self._contents[-1]

    def beside_sessions(self, first: int, behind: int) -> bool:
        """Whether words for sessions stand directly beside a phrase, or behind one joint: "…のセッション"."""
        if self.kind_between(first) or self.kind_between(behind):
            return True
        if first and self.sessions[first - 1] and not self.parted(first):
            return True
        for place in range(behind, min(behind + 2, len(self.said))):
            if self.parted(place) and not self.kind_between(place):
                return False
            if self.sessions[place] or self.kind_between(place):
                return True
            if self.sorts[place] != "joint":
                return False
        return self.kind_between(min(behind + 1, len(self.said)))

    def with_signs(self, start: int, end: int) -> tuple[int, int]:
        """A span with the signs that belong to its words: "C++", ".NET", "#rust"."""
        while start and self.text[start - 1] in ".#@" and (start == 1 or not self.text[start - 2].isalnum()):
            start -= 1
        while end < len(self.text) and self.text[end] in "+#":
            end += 1
        return start, end

    def span(self, first: int, behind: int) -> tuple[int, int]:
        """The characters of the words from ``first`` to before ``behind``."""
        return self.tokens[first].start, self.tokens[behind - 1].end
