"""Passages: the texts of a document that are embedded.

Text beyond the model's limit is cut into overlapping windows at word boundaries. Every window begins with the title, so
that the middle of a long abstract keeps its context.
"""

from __future__ import annotations

from dataclasses import dataclass

from session_finder.models.encoder import Encoder
from session_finder.text.sentences import SENTENCES

OVERLAP = 0.25  # share of a window that repeats the one before, so that a sentence is whole in one of them
SPECIAL_TOKENS = 2  # in every text: [CLS] and [SEP] or their equivalents
MAX_TITLE_SHARE = 0.5  # share of a window; of a longer title a part is the head, and all of it is read with the body
POINT_TOKENS = 64  # tokens of a long text in one window: few enough that one sentence matters
SETTINGS = f"title+windows+sentences/overlap{OVERLAP}/title{MAX_TITLE_SHARE}/point{POINT_TOKENS}/{SENTENCES}"


@dataclass(frozen=True, slots=True)
class Document:
    """A searchable document: a title, a body, and what else is known (tags, track, names); each may be empty.

    ``labels``, such as room codes, are searched by keyword only. So are speakers' ``employers``, and of these only the
    words that do not name subjects of the programme.
    """

    title: str
    body: str
    about: str = ""
    labels: str = ""
    employers: str = ""

    @property
    def text(self) -> str:
        """Body and ``about``."""
        return "\n".join(part for part in (self.body, self.about) if part)


def passages(document: Document, encoder: Encoder) -> list[str]:
    """The texts to embed: the title first (the first window when there is no title), then one or more windows."""
    title = document.title.strip()
    body = document.text.strip()
    if not title or not body:
        windows = _windows(title or body, encoder)
        return [windows[0], *windows]
    joined = f"{title}. {body}" if title[-1].isalnum() else f"{title} {body}"
    room = encoder.card.window_tokens - SPECIAL_TOKENS
    if len(encoder.token_spans(joined)) <= room:
        return [title, joined]
    head = joined[: len(joined) - len(body)]
    longest_head = int(room * MAX_TITLE_SHARE)
    if len(encoder.token_spans(head)) > longest_head:
        head, body = cut(head, encoder, longest_head + SPECIAL_TOKENS)[0] + " ", joined
    return [title, *_windows(body, encoder, head)]


def _windows(text: str, encoder: Encoder, head: str = "") -> list[str]:
    """``head`` and the text if the model can read them at once, else windows of POINT_TOKENS after ``head``."""
    whole = encoder.card.window_tokens
    taken = len(encoder.token_spans(head)) + SPECIAL_TOKENS
    if len(encoder.token_spans(text)) + taken <= whole:
        return [head + text]
    return cut(text, encoder, min(whole, taken + POINT_TOKENS), head)


def cut(text: str, encoder: Encoder, window_tokens: int, head: str = "") -> list[str]:
    """Cut ``text`` into windows of at most ``window_tokens`` tokens, ``head`` and special tokens included.

    Each begins with ``head``, overlaps the one before, and ends between words where possible. Without head and overlap
    they add up to the text, but for white space at the boundaries.
    """
    room = max(1, window_tokens - SPECIAL_TOKENS)
    spans = encoder.token_spans(text)
    if len(spans) + len(encoder.token_spans(head)) <= room:
        return [head + text]
    windows = []
    first = 0
    while True:
        last, window = _window(text, spans, first, room, head, encoder)
        windows.append(window)
        if last == len(spans):
            return windows
        step = max(1, int((last - first) * (1 - OVERLAP)))
        first = _word_border(text, spans, first + 1, first + step)


def _window(
    text: str, spans: list[tuple[int, int]], first: int, room: int, head: str, encoder: Encoder
) -> tuple[int, str]:
    """The window that begins with token ``first``, and the index of the token after it.

    Its tokens are counted again in context, since part of a word can take more tokens than it took in the word.
    """
    start = spans[first][0] if first else 0
    last = min(first + room, len(spans))
    while True:
        last = _word_border(text, spans, first + 1, last) if last < len(spans) else last
        end = spans[last][0] if last < len(spans) else len(text)
        window = head + text[start:end].strip()
        excess = len(encoder.token_spans(window)) - room
        if excess <= 0 or last == first + 1:
            return last, window
        last = max(first + 1, last - excess)


def _word_border(text: str, spans: list[tuple[int, int]], lowest: int, wanted: int) -> int:
    """The last token index from ``wanted`` down to ``lowest`` that begins a word; ``wanted`` when none does."""
    for token in range(wanted, lowest - 1, -1):
        start = spans[token][0]
        if start == 0 or not (text[start - 1].isalnum() and text[start].isalnum()):
            return token
    return wanted
