"""The command line: search, embed, evaluate, models, serve, and what organizers do. Errors are one sentence."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from session_finder import __version__
from session_finder.bootstrap.model_loading import Model, model_is_here
from session_finder.cli import backup, doctor, models, organize, serve, stores
from session_finder.cli.embed import embed_everything
from session_finder.cli.filter_options import asked, filter_options
from session_finder.cli.search import print_offers, print_reading, request_of, search_everywhere, tell
from session_finder.cli.terminal import (
    bar,
    json_option,
    load_model,
    model_option,
    plain_errors,
    settings_with,
    timezone_option,
)
from session_finder.domain.errors import Invalid
from session_finder.models.cards import CARDS

if TYPE_CHECKING:
    from session_finder.domain.sessions import Programme
    from session_finder.evaluation.evaluation import MethodComparison
    from session_finder.evaluation.level_shares import JudgedAnswer
    from session_finder.evaluation.readings import Readings
    from session_finder.search.finder import SessionFinder
    from session_finder.search.loaded_conference import LoadedConference
    from session_finder.search.request import Request
    from session_finder.search.results import Answer

programme_option = click.option(
    "--programme",
    "path",
    type=click.Path(path_type=Path),
    default=None,
    help="A CSV file, a folder with programme.csv, or a conference's short name; the sample when left out.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="session-finder")
def main() -> None:
    """Type an interest, get the conference sessions that fit."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)


@main.command()
@click.argument("interest")
@programme_option
@click.option("--count", type=click.IntRange(1, 100), default=3, show_default=True, help="How many sessions.")
@click.option("--everywhere", is_flag=True, help="In all that is published here, instead of one programme.")
@click.option("--as-typed", is_flag=True, help="Search for all words, those for times and for what is not wanted too.")
@json_option
@filter_options
@model_option
@timezone_option
def search(
    interest: str,
    path: Path | None,
    count: int,
    everywhere: bool,
    as_typed: bool,
    as_json: bool,
    model: str | None,
    timezone: str,
    **options: object,
) -> None:
    """Print the sessions that fit INTEREST best; of several values of one filter any will do."""
    chosen = asked(options)
    with plain_errors():
        if everywhere and (path is not None or timezone):
            raise click.UsageError("--everywhere searches what is published; --programme and --timezone name a file.")
        if everywhere and not chosen.empty:
            raise click.UsageError("--everywhere searches all that is published; filters are for one programme.")
        if everywhere:
            search_everywhere(interest, count, as_typed, as_json, model)
            return
        programme = _programme(path, timezone)
        engine, loaded = _load(programme, model)
        request = request_of(interest, loaded, chosen, as_typed)
        answer = loaded.finder.find(request, count)
        if as_json:
            click.echo(_as_json(answer, engine, loaded.finder, request))
            return
        print_reading(request, loaded.facets)
        tell(answer, request.filters, chosen, loaded.facets)
        if answer.matches and not as_typed:
            print_offers(request.query)
        _say_what_answered(engine, loaded.finder)


@main.command()
@click.argument("path", type=click.Path(path_type=Path), required=False)
@click.option("--all", "everything", is_flag=True, help="All that is published here, instead of PATH.")
@click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes, with --all.")
@click.option("--ray", "address", default="", help="With --all: the address of a Ray cluster that does the work.")
@model_option
def embed(path: Path | None, everything: bool, workers: int, address: str, model: str | None) -> None:
    """Fill the cache with the vectors of the programme at PATH, or of all that is published."""
    with plain_errors():
        if everything == (path is not None) or (not everything and (workers > 1 or address)):
            raise click.UsageError("Name a PATH, or say --all; --workers and --ray go with --all.")
        if path is None:
            embed_everything(settings_with(model), workers, address)
            return
        programme = _programme(path, "")
        engine, loaded = _load(programme, model, always=True)
        click.echo(
            f"{len(programme.searchable)} sessions, {loaded.finder.encoded} texts encoded by "
            f"{engine.weights.card.short_name}, kept in {engine.cache.place}"
        )


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@json_option
@click.option("--models", "every", is_flag=True, help="Compare all models that are on this machine.")
@click.option("--wrong", is_flag=True, help="Print each question that is not read as questions.jsonl expects.")
@click.option("--reliability", is_flag=True, help="Print how many answers are right in each range of the odds.")
@model_option
@timezone_option
def evaluate(
    paths: tuple[Path, ...],
    as_json: bool,
    every: bool,
    wrong: bool,
    reliability: bool,
    model: str | None,
    timezone: str,
) -> None:
    """Measure the answers for each of PATHS, beside one vector for each session, BM25 and both fused.

    A path is a judged set (docs.jsonl, queries.jsonl, qrels.tsv) or a programme. A programme is measured with the
    golden.jsonl beside it; without one, its titles are the interests and their abstracts the answers. With a
    questions.jsonl beside it, the command also says how many of these questions are read as expected.

    The line "levels" says how many answers of each level are right. Where not every answer is labelled, more are.
    """
    with plain_errors():
        from session_finder.cli import evaluate as evaluating

        sets = [evaluating.a_set(path, lambda path: _programme(path, timezone)) for path in paths]
        cache = settings_with(None).cache
        names = [card.name for card in CARDS if model_is_here(card.name, cache)] if every else [model]
        results: dict[str, dict[str, MethodComparison]] = {}
        readings: dict[str, dict[str, Readings]] = {}
        for name in names:
            engine = load_model(name)
            found = results.setdefault(engine.weights.card.name, {})
            answers: list[JudgedAnswer] = []
            read = readings.setdefault(engine.weights.card.name, {})
            for one in sets:
                with bar(sys.stderr.isatty()) as progress:
                    loaded = engine.load(one.programme, progress)
                    found[one.name] = evaluating.compared(engine, loaded.finder, one, progress)
                as_read = evaluating.readings(engine, loaded, one)
                if as_read:
                    read[one.name] = as_read
                if not as_json:
                    click.echo(evaluating.as_table(one.name, found[one.name], one.note))
                    of_set = evaluating.judged_answers(loaded.finder, one.judged)
                    answers += of_set
                    lines = (
                        evaluating.not_close(loaded.finder, one),
                        evaluating.levels_text(of_set),
                        evaluating.evidence(loaded.finder, one),
                        evaluating.readings_text(as_read, wrong=wrong) if as_read else "",
                    )
                    click.echo("".join(f"{line}\n" for line in lines if line), nl=False)
            if not as_json and len(found) > 1:
                click.echo(evaluating.mean_table(found))
                click.echo(evaluating.levels_text(answers))
            if reliability and not as_json:
                click.echo(evaluating.reliability_table(answers))
            _say_what_answered(engine, None)
            if not as_json:
                click.echo(f"model {engine.weights.card.short_name}, {engine.description}\n")
        if as_json:
            click.echo(evaluating.as_json(results, readings))


def _programme(path: Path | None, timezone: str) -> Programme:
    from session_finder.storage.files.library import programme_at
    from session_finder.storage.files.sample import sample_in

    data = settings_with(None).data
    if path is not None and len(path.parts) == 1 and not path.exists() and (data / path).is_dir():
        path = data / path  # the short name that the organizers' commands take
    programme, reading = programme_at(path or sample_in(data), timezone)
    if reading is not None:
        shown = [problem for problem in reading.problems if problem.level != "note"]
        for problem in shown[:5]:
            click.echo(str(problem), err=True)
        if len(shown) > 5:
            click.echo(f"… and {len(shown) - 5} more", err=True)
    if not programme.searchable:
        raise Invalid(f"{path} holds no session to search.")
    return programme


def _load(programme: Programme, model: str | None, always: bool = False) -> tuple[Model, LoadedConference]:
    engine = load_model(model)
    with bar(always or sys.stderr.isatty()) as progress:
        return engine, engine.load(programme, progress)


def _as_json(answer: Answer, engine: Model, finder: SessionFinder, asked: Request) -> str:
    from session_finder.export.answer_json import answer_as_json

    found = {"model": engine.weights.card.name, "encoded": finder.encoded, **answer_as_json(answer)}
    found |= {"interest": asked.query.text, "read": asked.as_json()}
    return json.dumps(found, ensure_ascii=False, indent=2)


def _say_what_answered(engine: Model, finder: SessionFinder | None) -> None:
    if finder is not None:
        click.echo(f"{finder.encoded} texts encoded; model {engine.weights.card.short_name}", err=True)
    if engine.weights.notice:
        click.echo(engine.weights.notice, err=True)


for room in (organize, stores, backup, doctor, serve, models):
    for command in room.COMMANDS:
        main.add_command(command)

if __name__ == "__main__":
    main()
