"""What the levels and the odds mean: for the first and the later answers, on judged sets and the sample.

Two things may be asked of the odds: whether the programme answers the interest at all, which they were fitted for, and
whether an answer is right. For the first, each set is asked the interests of sets from other fields, too. Writes
docs/reliability.svg. Takes the model and the cache of the settings (SESSION_FINDER_CACHE).
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from benchmarks import report
from benchmarks.reliability import fits, picture
from session_finder.cli.terminal import load_model
from session_finder.domain.sessions import Programme
from session_finder.evaluation.golden import JudgedQuery, read_golden, read_unanswerable
from session_finder.evaluation.judged_sets import read_judged_set
from session_finder.evaluation.level_shares import (
    JudgedAnswer,
    Share,
    at_places,
    judged_answers,
    reliability,
    shares_by_level,
)
from session_finder.paths import RESOURCES
from session_finder.retrieval.calibration import CLOSE, GOOD, ODDS_PER_SPREAD, STRONG, closeness_of
from session_finder.storage.files.library import FileLibrary

SAMPLE = RESOURCES / "data" / "harbour-2027"
JUDGED = RESOURCES.parent / "shared" / "data" / "judged"
PICTURE = RESOURCES / "docs" / "reliability.svg"
# The fields of each set: strangers are interests of sets that share none.
FIELDS: Mapping[str, frozenset[str]] = {
    "cisi": frozenset({"libraries"}),
    "epsa2022_panels": frozenset({"politics"}),
    "fosdem2025_tracks": frozenset({"computing"}),
    "ijcai2023_topics": frozenset({"computing"}),
    "ismir2023_subjects": frozenset({"computing", "music"}),
    "lisa": frozenset({"libraries"}),
    "med": frozenset({"medicine"}),
    "nfcorpus_dev": frozenset({"medicine"}),
    "rmedicine2025_keywords": frozenset({"computing", "medicine"}),
}
READ = ("cisi", "harbour-2027", "lisa", "med")  # judged by reading; labels and keywords elsewhere leave answers out
STEPS = ((0.25, 0.0), (0.5, 0.0), (1.0, 0.0), (2.0, 0.0), (4.0, 0.0), (0.5, 1.0))  # for a spread, for a place


@dataclass(frozen=True)
class JudgedSet:
    """The answers of a set's own interests, and those of ``strangers``, which it does not answer."""

    name: str
    answers: tuple[JudgedAnswer, ...]
    strangers: tuple[JudgedAnswer, ...]


def run() -> None:
    """Measure and report."""
    sets = [*_sets()]
    fitted = "`Correction`: a + b × odds, fitted on the other sets, each with the same weight; `constant`: their share."
    body = "\n\n".join(
        [
            "Right answers by level: of the first ones; of the second and third.",
            _levels(sets),
            "Interests that the programme answers (its own, among as many from other fields; for the sample those of "
            "unanswerable.jsonl) by the level of their first answer.",
            _answered(sets),
            "Ranges of the log odds: mean predicted probability, measured share, 95 % interval (Wilson), number.",
            _ranges(sets),
            f"Whether the first answer is right, log loss on the set left out. {fitted}",
            _left_out({one.name: _first(one, own=True) for one in sets}),
            "Whether the programme answers the interest (its own against strangers), the same.",
            _left_out({one.name: _as_answered(one) for one in sets}),
            f"What an answer loses for each spread of score below the first (ODDS_PER_SPREAD, {ODDS_PER_SPREAD} now) "
            "and for each place: right answers by level, of the first and of the second and third.",
            _spreads(sets),
            "Fitted within sets on the other sets: log odds for each spread and for each place further down, in units "
            "of the first answer's log odds; area under the curve of the first three answers of the set left out.",
            _slopes(sets),
        ]
    )
    PICTURE.write_text(_picture(sets), encoding="utf-8")
    report.write("reliability", "python -m benchmarks reliability", body)


def _sets() -> Sequence[JudgedSet]:
    model = load_model(None)
    sample = FileLibrary(RESOURCES / "data").load(SAMPLE.name)
    read: dict[str, tuple[Programme, tuple[JudgedQuery, ...]]] = {
        path.name: read_judged_set(path) for path in sorted(JUDGED.iterdir()) if path.name in FIELDS
    }
    found = []
    for name, (programme, judged) in {SAMPLE.name: (sample, read_golden(SAMPLE / "golden.jsonl")), **read}.items():
        finder = model.load(programme).finder
        others = [
            query.text
            for other, (_, queries) in read.items()
            if name in FIELDS and not FIELDS[other] & FIELDS[name]
            for query in queries
        ]
        texts = random.Random(name).sample(others, len(judged)) if others else []
        texts = texts or [*read_unanswerable(SAMPLE / "unanswerable.jsonl")]
        strangers = [JudgedQuery(str(number), text, {}) for number, text in enumerate(texts)]
        found.append(JudgedSet(name, judged_answers(finder, judged), judged_answers(finder, strangers)))
        print(f"  {name}: {len(judged)} interests, {len(strangers)} strangers", flush=True)
    return found


def _first(one: JudgedSet, *, own: bool) -> tuple[JudgedAnswer, ...]:
    """The first answers of a set's own interests as they are judged, or of strangers."""
    return at_places(one.answers if own else one.strangers, 1)


def _as_answered(one: JudgedSet) -> tuple[JudgedAnswer, ...]:
    """First answers, right where the interest is the set's own: whether the programme answers it."""
    return (*(replace(answer, right=True) for answer in _first(one, own=True)), *_first(one, own=False))


def _groups(sets: Sequence[JudgedSet]) -> dict[str, list[JudgedSet]]:
    return {"all": [*sets], "judged by reading": [one for one in sets if one.name in READ]}


def _cell(share: Share) -> str:
    if not share.count:
        return ""
    low, high = share.interval
    return f"{share.right} of {share.count}: {share.value:.2f} [{low:.2f}, {high:.2f}]"


def _levels(sets: Sequence[JudgedSet]) -> str:
    rows = []
    for name, group in {**{one.name: [one] for one in sets}, **_groups(sets)}.items():
        answers = [answer for one in group for answer in one.answers]
        first, later = shares_by_level(at_places(answers, 1)), shares_by_level(at_places(answers, 2, 3))
        rows.append((name, *(f"{_cell(first[level])}; {_cell(later[level])}".strip("; ") for level in first)))
    return report.table(("set", "strong", "good", "weak", "far"), rows)


def _answered(sets: Sequence[JudgedSet]) -> str:
    rows = []
    for name, group in {**{one.name: [one] for one in sets}, "all": [*sets]}.items():
        shares = shares_by_level(answer for one in group for answer in _as_answered(one))
        rows.append((name, *map(_cell, shares.values())))
    return report.table(("set", "strong", "good", "weak", "far"), rows)


def _ranges(sets: Sequence[JudgedSet]) -> str:
    columns = []
    for group in _groups(sets).values():
        columns.append([answer for one in group for answer in _first(one, own=True)])
        columns.append([answer for one in group for answer in at_places(one.answers, 2, 3)])
    columns.append([answer for one in sets for answer in _as_answered(one)])
    found = [{(one.low, one.high): one for one in reliability(column)} for column in columns]
    rows = []
    for low, high in sorted({edges for column in found for edges in column}):
        every = [column.get((low, high)) for column in found]
        cells = [f"{one.predicted:.2f}: {_cell(one.share)}" if one else "" for one in every]
        rows.append((f"{low:g} to {high:g}", *cells))
    header = ("log odds", "first, all", "later, all", "first, read", "later, read", "answered by the programme, all")
    return report.table(header, rows)


def _left_out(answers: Mapping[str, Sequence[JudgedAnswer]]) -> str:
    """The log loss of each set by the odds as they are, by a constant and by a correction fitted on the others."""
    names = np.array([name for name, own in answers.items() for _ in own])
    odds = np.array([answer.odds for own in answers.values() for answer in own])
    right = np.array([float(answer.right) for own in answers.values() for answer in own])
    rows, losses = [], []
    for name in answers:
        here = names == name
        share = float((fits.equal_weights(names[~here]) * right[~here]).mean())
        a, b = fits.correction(odds[~here], right[~here], names[~here])
        constant = np.full(int(here.sum()), np.log(share / (1 - share)))
        losses.append([fits.log_loss(one, right[here]) for one in (odds[here], constant, a + b * odds[here])])
        shown = (int(here.sum()), float(right[here].mean()), fits.area(odds[here], right[here]))
        rows.append((name, *shown, *losses[-1], f"{a:.2f} + {b:.2f} × odds"))
    rows.append(("mean", "", "", "", *(float(loss) for loss in np.mean(losses, axis=0)), ""))
    header = ("set", "answers", "share", "area", "odds as they are", "constant", "correction", "which was")
    return report.table(header, rows)


def _below(answers: Sequence[JudgedAnswer]) -> list[tuple[float, float, JudgedAnswer]]:
    """Each answer with the first one's odds and how many spreads of score it lies below it."""
    found, first = [], 0.0
    for answer in answers:
        first = answer.odds if answer.place == 1 else first
        found.append((first, max(0.0, first - answer.odds) / ODDS_PER_SPREAD, answer))
    return found


def _spreads(sets: Sequence[JudgedSet]) -> str:
    rows = []
    every = [entry for one in sets for entry in _below(one.answers)]
    for spread, place in STEPS:
        moved = [
            replace(answer, closeness=closeness_of(first - spread * below - place * (answer.place - 1)))
            for first, below, answer in every
        ]
        first, later = shares_by_level(at_places(moved, 1)), shares_by_level(at_places(moved, 2, 3))
        rows.append((spread, place, *(f"{first[level].value:.2f}; {_cell(later[level])}" for level in first)))
    return report.table(("a spread", "a place", "strong", "good", "weak", "far"), rows)


def _slopes(sets: Sequence[JudgedSet]) -> str:
    entries = [(one.name, *entry) for one in sets for entry in _below(one.answers)]
    names = np.array([name for name, *_ in entries])
    features = np.array([(first, -below, 1.0 - answer.place) for _, first, below, answer in entries])
    right = np.array([float(answer.right) for *_, answer in entries])
    rows = []
    for name in (one.name for one in sets):
        here = names == name
        odds, spread, place = fits.slopes(features[~here], right[~here], names[~here])
        now = features[here] @ np.array([1.0, ODDS_PER_SPREAD, 0.0])
        fitted = features[here] @ np.array([1.0, spread / odds, place / odds])
        areas = [fits.area(one, right[here]) for one in (now, fitted)]
        rows.append((name, float(spread / odds), float(place / odds), *areas))
    rows.append(("mean", *(float(mean) for mean in np.mean([row[1:] for row in rows], axis=0))))
    return report.table(("set left out", "a spread", "a place", "area now", "area, fitted"), rows)


def _picture(sets: Sequence[JudgedSet]) -> str:
    groups = _groups(sets)
    drawn = {
        "the programme answers\nthe interest": reliability([one for each in sets for one in _as_answered(each)]),
        "the first answer is right,\nsets judged by reading": reliability(
            [one for each in groups["judged by reading"] for one in _first(each, own=True)]
        ),
        "the first answer is right,\nall sets, labels incomplete": reliability(
            [one for each in sets for one in _first(each, own=True)]
        ),
    }
    borders = {"weak": CLOSE, "good": GOOD, "strong": STRONG}
    return picture.diagram("What the odds mean", drawn, borders, "probability by the odds", "measured share")
