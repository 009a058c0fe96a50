"""The evidence of a match as escaped HTML, with the query's words marked."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from session_finder.retrieval.evidence import Evidence, near_spans
from session_finder.text.analyzer import spans, term_spans
from session_finder.web.i18n.texts import find_messages

LONGEST_EVIDENCE = 360  # characters, because a "sentence" can be a page long
_BEFORE = 90  # of these, the characters before the first marked word
_Terms = frozenset[str]
_Span = tuple[int, int]


def evidence_html(evidence: Evidence, terms: _Terms, language: str = "") -> str:
    """A paragraph with the evidence, and where it stands if not in the abstract. ``language``: a ``lang`` attribute.

    Words that are near in meaning are marked in another style, with words for screen readers.
    """
    said = _marked(shortened(evidence.text, terms | evidence.near), terms, evidence.near)
    where = find_messages.EVIDENCE_IN.get(evidence.source)
    if where is None:
        return f'<p class="sf-why" dir="auto"{language}>{said}</p>'
    label = f'<span class="sf-label">{escape(where)}</span>'
    return (
        f'<p class="sf-why">{find_messages.FILTER_VALUE.format(name=label, value=f"<bdi{language}>{said}</bdi>")}</p>'
    )


def marked(text: str, terms: _Terms) -> str:
    """Escaped text with the words of ``terms`` in <mark>."""
    return mark_spans(text, ((start, end) for start, end, _ in term_spans(text, terms)))


def mark_spans(text: str, found: Iterable[_Span]) -> str:
    """Escaped text with these spans of characters, in order, in <mark>."""
    return _wrap(text, ((start, end, "<mark>", "</mark>") for start, end in found))


def shortened(sentence: str, terms: _Terms) -> str:
    """An excerpt of a long text around the first of ``terms`` (stems or words), with "…" for what is left out."""
    if len(sentence) <= LONGEST_EVIDENCE:
        return sentence
    exact = next((start for start, *_ in term_spans(sentence, terms)), len(sentence))
    near = next((start for start, _, word in spans(sentence) if word in terms), len(sentence))
    first = min(exact, near) % len(sentence)  # the beginning where there is none
    begin = 0 if first <= _BEFORE else sentence.rfind(" ", 0, first - _BEFORE + 1) + 1
    end = begin + LONGEST_EVIDENCE
    if end < len(sentence):
        end = max(sentence.rfind(" ", begin + LONGEST_EVIDENCE // 2, end), begin + LONGEST_EVIDENCE // 2)
    return f"{'… ' if begin else ''}{sentence[begin:end].strip()}{' …' if end < len(sentence) else ''}"


def _marked(text: str, terms: _Terms, near: _Terms) -> str:
    note = f'<span class="sf-said"> ({escape(find_messages.NEAR)})</span>'
    exact = [(start, end, "<mark>", "</mark>") for start, end, _ in term_spans(text, terms)]
    alike = [(*span, '<mark class="sf-near">', f"{note}</mark>") for span in near_spans(text, terms, near)]
    return _wrap(text, sorted(exact + alike))


def _wrap(text: str, found: Iterable[tuple[int, int, str, str]]) -> str:
    parts = []
    done = 0
    for start, end, before, after in found:
        parts += [escape(text[done:start]), before, escape(text[start:end]), after]
        done = end
    return "".join([*parts, escape(text[done:])])
