"""How convincing the evidence of answers is: whether it holds a word of the query, and enough words to be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from session_finder.retrieval.evidence import near_spans
from session_finder.search.finder import SessionFinder
from session_finder.text.analyzer import term_spans

SHOWN = 3  # answers of a query that count
LEAST_WORDS = 8  # of evidence from the abstract; less is a fragment


@dataclass(frozen=True, slots=True)
class EvidenceCounts:
    """Of the strong or good ``answers``, how many show no marked word, only near ones, and how many few words.

    ``beside``: those whose evidence is not in the abstract.
    """

    answers: int
    unmarked: int
    near_only: int
    short: int
    beside: int


def evidence_counts(finder: SessionFinder, queries: Iterable[str]) -> EvidenceCounts:
    """Count over the first SHOWN answers of each query, searched literally."""
    answers = unmarked = near_only = short = beside = 0
    for query in queries:
        answer = finder.find(query, SHOWN)
        for match in answer.matches:
            if match.closeness not in ("strong", "good"):
                continue
            evidence = match.evidence
            text, near = (evidence.text, evidence.near) if evidence else ("", frozenset())
            exact, alike = term_spans(text, answer.terms), near_spans(text, answer.terms, near)
            answers += 1
            unmarked += not (exact or alike)
            near_only += bool(alike and not exact)
            short += evidence is not None and evidence.source == "abstract" and len(text.split()) < LEAST_WORDS
            beside += evidence is not None and evidence.source != "abstract"
    return EvidenceCounts(answers, unmarked, near_only, short, beside)
