"""The command ``evaluate``: measure judged sets, programmes and how queries are read; print a table or JSON."""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from session_finder.cli.terminal import harmless
from session_finder.evaluation.golden import JudgedQuery, check_answers, read_golden, read_unanswerable
from session_finder.evaluation.judged_sets import is_judged_set, read_judged_set, titles_for_abstracts
from session_finder.evaluation.questions import AskedQuestion, check_questions, read_questions

if TYPE_CHECKING:
    from session_finder.bootstrap.model_loading import Model
    from session_finder.domain.sessions import Programme
    from session_finder.evaluation.evaluation import MethodComparison
    from session_finder.evaluation.level_shares import JudgedAnswer
    from session_finder.evaluation.readings import QuestionReading, Readings
    from session_finder.models.encoder import Progress
    from session_finder.search.finder import SessionFinder
    from session_finder.search.loaded_conference import LoadedConference

ReadProgramme = Callable[[Path], "Programme"]
GOLDEN = "golden.jsonl"
QUESTIONS = "questions.jsonl"
UNANSWERABLE = "unanswerable.jsonl"
NOT_JUDGED = "no golden.jsonl: its titles were asked for, and their abstracts are the answers"


@dataclass(frozen=True, slots=True)
class EvaluationSet:
    """What is measured at a path: the ``judged`` queries and the ``programme`` that answers them, with a ``note``.

    ``strangers`` are queries that the programme does not answer. ``questions`` are read with the ``published``
    programme, which still has the titles that ``programme`` lacks when they are the queries.
    """

    name: str
    programme: Programme
    judged: tuple[JudgedQuery, ...]
    note: str = ""
    strangers: tuple[str, ...] = ()
    published: Programme | None = None
    questions: tuple[AskedQuestion, ...] = ()


def a_set(path: Path, read_programme: ReadProgramme) -> EvaluationSet:
    """What a path holds: a judged set, or a programme with the files beside it. Raises GoldenError and StoreError."""
    name = path.resolve().name
    if is_judged_set(path):
        return EvaluationSet(name, *read_judged_set(path))
    folder = path if path.is_dir() else path.parent
    published = programme = read_programme(path)
    note = ""
    if (folder / GOLDEN).is_file():
        judged = read_golden(folder / GOLDEN)
        check_answers(judged, programme)
    else:
        note = NOT_JUDGED
        programme, judged = titles_for_abstracts(published)
    strangers = read_unanswerable(folder / UNANSWERABLE) if (folder / UNANSWERABLE).is_file() else ()
    questions = read_questions(folder / QUESTIONS) if (folder / QUESTIONS).is_file() else ()
    check_questions(questions, published)
    return EvaluationSet(name, programme, judged, note, strangers, published, questions)


def compared(
    model: Model, finder: SessionFinder, measured: EvaluationSet, progress: Progress | None
) -> MethodComparison:
    """Measure the rankings of one set with one model."""
    from session_finder.evaluation.baselines import Baselines
    from session_finder.evaluation.evaluation import compare

    return compare(finder, Baselines.build(finder, model.worker, model.cache, progress), measured.judged)


def readings(model: Model, loaded: LoadedConference, measured: EvaluationSet) -> Readings | None:
    """How the questions about one set are read; None without questions."""
    from session_finder.evaluation.readings import readings_of

    if measured.published is None or not measured.questions:
        return None
    same = measured.published is measured.programme
    return readings_of(loaded if same else model.load(measured.published), measured.questions)


def not_close(finder: SessionFinder, measured: EvaluationSet) -> str:
    """How many answers are marked not close, for interests that the programme answers and for others.

    "" when no others are known.
    """
    strangers, judged = measured.strangers, measured.judged
    if not strangers:
        return ""
    refused = sum(not finder.find(text).close for text in strangers)
    lost = sum(not finder.find(interest.text).close for interest in judged)
    return (
        f"  called not close: {refused} of {len(strangers)} unanswerable interests, {lost} of {len(judged)} judged ones"
    )


def evidence(finder: SessionFinder, measured: EvaluationSet) -> str:
    """How convincing the evidence of the judged queries' answers is."""
    from session_finder.evaluation.evidence_counts import LEAST_WORDS, evidence_counts

    found = evidence_counts(finder, (query.text for query in measured.judged))
    answers = found.answers or 1
    return (
        f"  evidence: {found.answers} strong or good answers, {found.unmarked} without a marked word "
        f"({_percent(found.unmarked / answers)}), {found.near_only} with near ones only, {found.beside} beside the "
        f"abstract, {found.short} of fewer than {LEAST_WORDS} words"
    )


def judged_answers(finder: SessionFinder, judged: tuple[JudgedQuery, ...]) -> tuple[JudgedAnswer, ...]:
    """The first answers of judged queries."""
    from session_finder.evaluation import level_shares

    return level_shares.judged_answers(finder, judged)


def levels_text(answers: Sequence[JudgedAnswer]) -> str:
    """How many answers of each level are right: of the first ones, and in brackets of the first three."""
    from session_finder.evaluation.level_shares import at_places, shares_by_level

    first, every = shares_by_level(at_places(answers, 1)), shares_by_level(answers)
    shares = (
        f"{level} {first[level].right} of {first[level].count} ({share.right} of {share.count})"
        for level, share in every.items()
    )
    return f"  levels, right of the first answers (of the first three): {', '.join(shares)}"


def reliability_table(answers: Sequence[JudgedAnswer]) -> str:
    """How many answers are right in each range of the log odds, for the first answers and for those after them."""
    from session_finder.evaluation.level_shares import SHOWN, at_places, reliability

    lines = []
    for name, places in (("first answers", (1,)), ("later answers", tuple(range(2, SHOWN + 1)))):
        lines.append(f"{name}: log odds, predicted and measured share of right ones, 95 %")
        for one in reliability(at_places(answers, *places)):
            low, high = one.share.interval
            lines.append(
                f"  {one.low:5.2f} to {one.high:5.2f}  {one.predicted:.2f}  {one.share.value:.2f} "
                f"[{low:.2f}, {high:.2f}]  {one.share.right} of {one.share.count}"
            )
    return "\n".join(lines)


def readings_text(found: Readings, *, wrong: bool) -> str:
    """How questions were read, on one line; with ``wrong``, each that differs as well."""
    figures = [
        f"  readings: {found.exact} of {found.questions} exact ({_percent(found.exact / found.questions)})"
        f", {found.false} false ({_percent(found.false / found.questions)})"
    ]
    if found.lists:
        figures.append(f"{found.exact_lists} of {found.lists} lists exact")
    if found.proposals:
        figures.append(f"{found.exact_proposals} of {found.proposals} proposals offered")
    return "\n".join(["; ".join(figures), *(_wrong_text(one) for one in found.wrong if wrong)])


def _wrong_text(one: QuestionReading) -> str:
    """A question that was read wrongly: only what differs is shown."""
    asked = one.question
    lines = [f"    {asked.id} {asked.text!r}{', false' if one.false else ''}"]
    for what, right, expected, read in (
        ("reading", one.exact, asked.read, one.read),
        ("list", one.list_exact, asked.sessions, one.listed),
        ("proposal", one.offer_exact, asked.proposed, one.offered),
    ):
        if not right:
            lines += [f"      {what} expected: {_as_written(expected)}", f"      {what} found: {_as_written(read)}"]
    return "\n".join(lines)


def _as_written(value: object) -> str:
    return harmless(json.dumps(value, ensure_ascii=False))


def _percent(share: float) -> str:
    return f"{share * 100:.1f} %"


def as_table(name: str, found: MethodComparison, note: str) -> str:
    """One set's results as a table."""
    from session_finder.evaluation.evaluation import MEASURES, METHODS

    lines = [f"{name}: {found.interests} interests{f' ({note})' if note else ''}"]
    header = "  ".join(f"{measure:>9}" for measure in MEASURES)
    lines.append(f"  {'':5}  {header}  {'ms':>6}  ours less this, nDCG@3, 95 %")
    for way in METHODS:
        values = "  ".join(f"{value:9.3f}" for value in found.measures[way].values())
        gain = found.gains.get(way)
        interval = f"{gain.mean:+.3f} [{gain.low:+.3f}, {gain.high:+.3f}]" if gain else ""
        lines.append(f"  {way:5}  {values}  {found.milliseconds[way]:6.1f}  {interval}".rstrip())
    return "\n".join(lines)


def mean_table(results: dict[str, MethodComparison]) -> str:
    """The means over the sets, and our gain over each other way."""
    from session_finder.evaluation.evaluation import MEASURES, METHODS

    means = {
        way: {m: statistics.fmean(found.measures[way][m] for found in results.values()) for m in MEASURES}
        for way in METHODS
    }
    lines = [f"mean of {len(results)} sets"]
    for way in METHODS:
        values = "  ".join(f"{value:9.3f}" for value in means[way].values())
        base = means[way]["nDCG@3"]
        gain = f"{means['ours']['nDCG@3'] / base - 1:+.1%}" if way != "ours" and base else ""
        lines.append(f"  {way:5}  {values}  {'':6}  {gain}".rstrip())
    return "\n".join(lines)


def as_json(results: dict[str, dict[str, MethodComparison]], read: dict[str, dict[str, Readings]]) -> str:
    """``{SET: {way: {measure: value}, "readings": {…}}}``; with several models, the same under each model's name."""
    plain = {
        model: {name: {**found.measures, **_readings_json(read[model].get(name))} for name, found in of_model.items()}
        for model, of_model in results.items()
    }
    return json.dumps(plain if len(plain) > 1 else next(iter(plain.values())), indent=2)


def _readings_json(found: Readings | None) -> dict[str, dict[str, int]]:
    """The counts under "readings"; {} for a set without questions."""
    counts = ("questions", "exact", "false", "lists", "exact_lists", "proposals", "exact_proposals")
    return {"readings": {count: getattr(found, count) for count in counts}} if found else {}
