"""A document to be found: its title and its body, and the texts of it that are embedded.

Text beyond what the model reads is cut into overlapping windows at word borders, so that nothing is lost; every
window carries the title, which keeps a page in the middle of a long abstract from floating free.
"""

from __future__ import annotations

from dataclasses import dataclass

from session_finder.engine.encoder import Encoder

OVERLAP = 0.25  # of a window, shared with the one before: a sentence is whole in one of the two
MAX_TITLE_SHARE = 0.5  # of a window; a longer title is cut, so that the body always moves on
SETTINGS = f"title+windows/overlap{OVERLAP}/title{MAX_TITLE_SHARE}"


@dataclass(frozen=True, slots=True)
class Document:
    """What is searched: a title and a body, either of which may be empty."""

    title: str
    body: str


def passages(document: Document, encoder: Encoder) -> list[str]:
    """The texts to embed: the title alone first (the body's start when there is none), then one or more windows."""
    title = document.title.strip()
    body = document.body.strip()
    if not title or not body:
        windows = cut(title or body, encoder, encoder.card.window_tokens)
        return [windows[0], *windows]
    joined = f"{title}. {body}" if title[-1].isalnum() else f"{title} {body}"
    room = encoder.card.window_tokens - 2  # [CLS] and [SEP]
    if len(encoder.token_spans(joined)) <= room:
        return [title, joined]
    head = joined[: len(joined) - len(body)]
    spent = len(encoder.token_spans(head))
    if spent > room * MAX_TITLE_SHARE:
        head = cut(head, encoder, int(room * MAX_TITLE_SHARE) + 2)[0] + " "
        spent = len(encoder.token_spans(head))
    return [title, *(head + window for window in cut(body, encoder, encoder.card.window_tokens - spent))]


def cut(text: str, encoder: Encoder, window_tokens: int) -> list[str]:
    """Cut ``text`` into windows of at most ``window_tokens`` tokens, special tokens included, that overlap.

    Borders fall between words where the text has any; joined without the overlap the windows give the text again.
    """
    spans = encoder.token_spans(text)
    room = window_tokens - 2
    if len(spans) <= room:
        return [text]
    windows = []
    first = 0
    while True:
        last = min(first + room, len(spans))
        if last < len(spans):
            last = _word_border(text, spans, first + 1, last)
        windows.append(text[spans[first][0] : spans[last - 1][1]])
        if last == len(spans):
            return windows
        step = max(1, int((last - first) * (1 - OVERLAP)))
        first = _word_border(text, spans, first + 1, first + step)


def _word_border(text: str, spans: list[tuple[int, int]], lowest: int, wanted: int) -> int:
    """The last token index from ``wanted`` down to ``lowest`` that begins a word; ``wanted`` when none does."""
    for token in range(wanted, lowest - 1, -1):
        start = spans[token][0]
        if start == 0 or not (text[start - 1].isalnum() and text[start].isalnum()):
            return token
    return wanted
