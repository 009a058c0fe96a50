"""The command ``evaluate``: measure judged sets and programmes, print a table or JSON."""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from session_finder.evaluation.golden import JudgedQuery, check_answers, read_golden, read_unanswerable
from session_finder.evaluation.judged_sets import is_judged_set, read_judged_set, titles_for_abstracts

if TYPE_CHECKING:
    from session_finder.bootstrap.model_loading import Model
    from session_finder.domain.sessions import Programme
    from session_finder.evaluation.evaluation import MethodComparison
    from session_finder.models.encoder import Progress

ReadProgramme = Callable[[Path], "Programme"]
UNANSWERABLE = "unanswerable.jsonl"
NOT_JUDGED = "no golden.jsonl: its titles were asked for, and their abstracts are the answers"


def a_set(path: Path, read_programme: ReadProgramme) -> tuple[str, Programme, tuple[JudgedQuery, ...], str]:
    """The name, programme and interests of a path, and a note about them.

    Raises GoldenError and StoreError.
    """
    name = path.resolve().name
    if is_judged_set(path):
        programme, judged = read_judged_set(path)
        return name, programme, judged, ""
    folder = path if path.is_dir() else path.parent
    programme = read_programme(path)
    if (folder / "golden.jsonl").is_file():
        judged = read_golden(folder / "golden.jsonl")
        check_answers(judged, programme)
        return name, programme, judged, ""
    programme, judged = titles_for_abstracts(programme)
    return name, programme, judged, NOT_JUDGED


def compared(
    model: Model, programme: Programme, judged: tuple[JudgedQuery, ...], progress: Progress | None
) -> MethodComparison:
    """Measure one set with one model."""
    from session_finder.evaluation.baselines import Baselines
    from session_finder.evaluation.evaluation import compare

    finder = model.finder(programme, progress)
    return compare(finder, Baselines.build(finder, model.worker, model.cache, progress), judged)


def not_close(model: Model, path: Path, programme: Programme, judged: tuple[JudgedQuery, ...]) -> str:
    """How many answers are marked not close, for interests that the programme answers and for others.

    "" without an unanswerable.jsonl beside the programme.
    """
    file = (path if path.is_dir() else path.parent) / UNANSWERABLE
    if not file.is_file():
        return ""
    finder = model.finder(programme)
    strangers = read_unanswerable(file)
    refused = sum(not finder.find(text).close for text in strangers)
    lost = sum(not finder.find(interest.text).close for interest in judged)
    return (
        f"  called not close: {refused} of {len(strangers)} unanswerable interests, {lost} of {len(judged)} judged ones"
    )


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


def as_json(results: dict[str, dict[str, MethodComparison]]) -> str:
    """``{SET: {way: {measure: value}}}``; with several models, the same under each model's name."""
    plain = {model: {name: found.measures for name, found in of_model.items()} for model, of_model in results.items()}
    return json.dumps(plain if len(plain) > 1 else next(iter(plain.values())), indent=2)
