"""Interests in other languages than English: which are refused by the English noise, and which by their own.

For each language a small programme that was invented for this, with an interest for each session and interests that
none answers, lies beside this file. The same is asked of the sample programme, which is in English, and of the German
part of a real one. English interests about programmes as small are the measure of what may be expected.
"""

from __future__ import annotations

import random
import statistics
import time
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import report
from benchmarks.contender import CACHE, _weights
from session_finder.bootstrap.model_loading import make_encoder
from session_finder.domain.sessions import Programme, Session
from session_finder.evaluation.golden import read_golden, read_unanswerable
from session_finder.models.encoder import Vectors, unit, vectors_name
from session_finder.models.worker import EncoderWorker
from session_finder.paths import RESOURCES
from session_finder.retrieval.calibration import EVERYDAY
from session_finder.search.finder import SessionFinder
from session_finder.search.loaded_conference import LoadedConference
from session_finder.search.request import Request
from session_finder.search.results import Answer
from session_finder.storage.files.library import FileLibrary, programme_at
from session_finder.storage.vectors.sqlite_cache import VectorCache

FOLDER = Path(__file__).parent
SAMPLE = RESOURCES / "data" / "harbour-2027"
CONGRESS = RESOURCES.parent / "shared" / "data" / "programmes" / "ccc_36c3_debconf23" / "36c3_merged.xml"
DRAWS, SMALL, CUT = 5, 20, 170  # of the sample: programmes, sessions in each, characters of an abstract
HEADER = ("interests", "programme", "noise", "right among three", "right ones refused", "answerable refused",
          "unanswerable refused", "area")  # fmt: skip
Answers = Mapping[str, object]


@dataclass(frozen=True)
class Asked:
    """``interests`` with the ids of their answers (None where these are not known), and ``strangers``."""

    interests: Sequence[tuple[str, Answers | None]]
    strangers: Sequence[str]


@dataclass(frozen=True, slots=True)
class Counts:
    """Of ``asked`` interests: those with a ``right`` session among three, those of them refused, and all refused.

    ``area``: the area under the curve of the odds, between the interests and the strangers, times ``draws``.
    """

    asked: int
    right: int
    right_refused: int
    refused: int
    strangers: int
    strangers_refused: int
    area: float = 0.0
    draws: int = 1

    def __add__(self, other: Counts) -> Counts:
        names = self.__dataclass_fields__
        return Counts(*(getattr(self, name) + getattr(other, name) for name in names))

    def cells(self, known: bool) -> tuple[str, ...]:
        """The counts as a row of the table."""
        right = (f"{self.right} of {self.asked}", f"{self.right_refused} of {self.right}") if known else ("", "")
        return (*right, f"{self.refused} of {self.asked}", f"{self.strangers_refused} of {self.strangers}",
                f"{self.area / self.draws:.2f}")  # fmt: skip


def counted(finder: SessionFinder, asked: Asked, page: str) -> Counts:
    """Ask everything on a page in the language ``page``."""

    def find(text: str) -> Answer:
        return finder.find(replace(Request.plain(text), page_language=page))

    found = [(find(text), answers) for text, answers in asked.interests]
    right = [
        one.close for one, answers in found if answers and {match.session.id for match in one.matches} & {*answers}
    ]
    strangers = [find(text) for text in asked.strangers]
    pairs = [(one.matches[0].odds, other.matches[0].odds) for one, _ in found for other in strangers]
    return Counts(
        len(found),
        len(right),
        right.count(False),
        sum(not one.close for one, _ in found),
        len(strangers),
        sum(not one.close for one in strangers),
        statistics.fmean((own > other) + (own == other) / 2 for own, other in pairs),
    )


COSTS = ("language", "programme", "ms", "everyday queries alike")


def run() -> None:
    """Measure and report."""
    worker = EncoderWorker(make_encoder(_weights(), CACHE, "auto", "auto", "auto"))
    cache = VectorCache(CACHE, vectors_name(worker), worker.card.dimensions)
    sample = FileLibrary(RESOURCES / "data").load(SAMPLE.name)
    golden = read_golden(SAMPLE / "golden.jsonl")
    answers = {one.id: one.answers for one in golden}
    rows, costs = [], []

    def load(programme: Programme) -> SessionFinder:
        return LoadedConference.build(programme, worker, cache).finder

    english = load(sample)
    for language in EVERYDAY:
        if language == "en":
            continue
        content = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
        cases = [
            ("own, 20 sessions", load(_programme(language, content)), _own(content)),
            (f"sample, {len(sample.searchable)}", english, _of_sample(content, answers)),
        ]
        if "congress" in content and CONGRESS.is_file():
            whole, _ = programme_at(CONGRESS, "")
            part = replace(whole, sessions=tuple(one for one in whole.sessions if one.language == language))
            asked = Asked([(text, None) for text in content["congress"]], content["strangers"])
            cases.append((f"36C3, {len(part.searchable):,}", load(part), asked))
        for name, finder, asked in cases:
            known = asked.interests[0][1] is not None
            noise = finder._ranker._noise
            noise._indexes = dict.fromkeys(EVERYDAY, finder.index)  # as it was when there was one list
            before = counted(finder, asked, language)
            worker._recent.clear()
            begin = time.perf_counter()
            read = [worker.encode_query(text) for text in EVERYDAY[language]]
            noise._indexes[language] = finder.index.calibrated(EVERYDAY[language], read)  # also where it is not used
            costs.append((language, name, (time.perf_counter() - begin) * 1000, _alike(read)))
            rows.append((language, name, "English", *before.cells(known)))
            rows.append((language, name, "own", *counted(finder, asked, language).cells(known)))
    asked = Asked([(one.text, one.answers) for one in golden], read_unanswerable(SAMPLE / "unanswerable.jsonl"))
    rows.append(("en", f"sample, {len(sample.searchable)}", "English", *counted(english, asked, "en").cells(True)))
    rows.append(("en", f"{SMALL} sessions of it, cut", "English", *_small(sample, asked, load).cells(True)))
    body = (
        report.table(HEADER, rows)
        + f"\n\nThe last line: {DRAWS} draws of {SMALL} sessions, abstracts cut to {CUT} characters, with the short "
        "interests that they answer well. Area: under the curve of the odds of answerable and unanswerable "
        "ones."
        "\n\nThe first search in a language, milliseconds:\n\n" + report.table(COSTS, costs)
    )
    report.write("languages", "python -m benchmarks languages", body)


def _alike(read: Sequence[Vectors]) -> float:
    """The mean cosine of different queries, by which LanguageNoise decides whether the model reads their language."""
    wholes = unit(np.stack([vectors[0] for vectors in read]))
    return float((wholes @ wholes.T)[~np.eye(len(wholes), dtype=bool)].mean())


def _programme(language: str, content: Mapping[str, Any]) -> Programme:
    sessions = [Session(str(row), one["title"], one["text"]) for row, one in enumerate(content["sessions"])]
    return Programme(language, language, tuple(sessions))


def _own(content: Mapping[str, Any]) -> Asked:
    return Asked([(one["asked"], {str(row): 1}) for row, one in enumerate(content["sessions"])], content["strangers"])


def _of_sample(content: Mapping[str, Any], answers: Mapping[str, Answers]) -> Asked:
    return Asked([(text, answers[name]) for name, text in content["sample"].items()], content["strangers"])


def _small(sample: Programme, asked: Asked, load: Any) -> Counts:
    """English interests about programmes as small as the invented ones, all draws together."""
    total = Counts(0, 0, 0, 0, 0, 0, draws=0)
    for seed in range(DRAWS):
        drawn = random.Random(seed).sample(sample.searchable, SMALL)
        sessions = {one.id: replace(one, abstract=one.abstract[:CUT]) for one in drawn}
        answered = [
            (text, {name: 1 for name, grade in (answers or {}).items() if name in sessions and int(str(grade)) > 1})
            for text, answers in asked.interests
            if len(text) < 120
        ]
        finder = load(replace(sample, sessions=tuple(sessions.values())))
        total += counted(finder, Asked([one for one in answered if one[1]], asked.strangers), "en")
    return total
