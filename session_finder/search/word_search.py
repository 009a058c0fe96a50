"""Search by letters: every word must occur; accents and case do not matter.

For attendees who know what they look for: a name, a room, half a title. The finder searches by meaning.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from session_finder.domain.sessions import Programme, Session
from session_finder.text.letters import search_form, search_form_with_offsets

LONGEST: Final = 200  # characters of a typed text that are used
_BORDER: Final = " | "  # between two fields; no phrase contains it, since normalized phrases have no "|"


@dataclass(frozen=True, slots=True)
class PhraseQuery:
    """A typed text as normalized phrases, each of which must occur."""

    phrases: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> PhraseQuery:
        """Parse a typed text. What has no space in it is one phrase: "gpt-4" is "gpt" followed by "4"."""
        pieces = (search_form(piece) for piece in text[:LONGEST].split())
        return cls(tuple(dict.fromkeys(piece for piece in pieces if piece)))

    def __bool__(self) -> bool:
        return bool(self.phrases)

    def in_any(self, *texts: str) -> bool:
        """Whether one of the phrases occurs in one of the texts."""
        return any(self.spans(text) for text in texts)

    def excerpt(self, text: str, around: int = 70) -> str:
        """The text ``around`` (characters on either side) the first phrase, cut at words; "" if none occurs."""
        found = self.spans(text)
        if not found:
            return ""
        first, last = found[0][0] - around, found[0][1] + around
        begin = 0 if first <= 0 else text.find(" ", first, found[0][0]) + 1 or first
        end = len(text) if last >= len(text) else max(text.rfind(" ", found[0][1], last), found[0][1])
        said = " ".join(text[begin:end].split())
        return f"{'… ' if begin else ''}{said}{' …' if end < len(text) else ''}"

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """The spans of the phrases in a text: (start, end) in characters, in order, merged where they touch."""
        return _spans(self.phrases, text) if self.phrases else ()


NO_PHRASES: Final = PhraseQuery(())


class WordSearch:
    """The normalized texts of one programme. Immutable, so any thread may use it."""

    def __init__(self, programme: Programme) -> None:
        self._texts = [(_text(session), search_form(session.id), session) for session in programme.sessions]

    def find(self, typed: PhraseQuery) -> tuple[Session, ...]:
        """The sessions in which every phrase occurs, its last word as a prefix, in file order; all for no phrase.

        An id counts when nothing else is typed, and only as a whole: the ids that we make are letters without meaning.
        """
        needles = [f" {phrase}" for phrase in typed.phrases]
        whole = " ".join(typed.phrases)
        return tuple(
            session
            for text, own_id, session in self._texts
            if all(needle in text for needle in needles) or (whole and whole == own_id)
        )


def _text(session: Session) -> str:
    fields = (
        session.title,
        *session.speakers,
        session.code,
        session.track,
        session.room,
        *session.tags,
        session.abstract,
    )
    return " " + _BORDER.join(search_form(field) for field in fields)


@lru_cache(maxsize=8192)
def _spans(phrases: tuple[str, ...], text: str) -> tuple[tuple[int, int], ...]:
    folded, origins = search_form_with_offsets(text)
    found = sorted(
        (origins[start + 1], origins[start + len(phrase)] + 1)
        for phrase in phrases
        for start in _places(f" {phrase}", folded)
    )
    apart: list[tuple[int, int]] = []
    for start, end in found:
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return tuple(apart)


def _places(needle: str, text: str) -> Iterator[int]:
    place = text.find(needle)
    while place >= 0:
        yield place
        place = text.find(needle, place + 1)
