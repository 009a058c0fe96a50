"""The command line: search, embed, evaluate, models, serve. Errors are one sentence and exit code 2."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from session_finder import __version__
from session_finder.application.golden import GoldenError
from session_finder.application.library import LibraryError
from session_finder.application.settings import ROOT, Settings, SettingsError
from session_finder.engine.models import CARDS, ModelError, card_named
from session_finder.wiring import PINS, Model, Wiring, model_is_here

if TYPE_CHECKING:
    from session_finder.application.evaluation import Compared
    from session_finder.application.finder import SessionFinder
    from session_finder.application.matches import Answer
    from session_finder.engine.encoder import Progress
    from session_finder.sessions import Programme

SAMPLE = "harbour-2027"

programme_option = click.option(
    "--programme",
    "path",
    type=click.Path(path_type=Path),
    default=None,
    help="A CSV file, or a folder with programme.csv; the sample programme when left out.",
)
model_option = click.option("--model", default=None, help="A model's name or folder; see the command models.")
timezone_option = click.option("--timezone", default="", help="The IANA zone of the file's times: Europe/Lisbon.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="session_finder")
def main() -> None:
    """Type an interest, get the conference sessions that fit."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)


@main.command()
@click.argument("interest")
@programme_option
@click.option("--count", type=click.IntRange(1, 100), default=3, show_default=True, help="How many sessions.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
@model_option
@timezone_option
def search(interest: str, path: Path | None, count: int, as_json: bool, model: str | None, timezone: str) -> None:
    """Print the sessions that fit INTEREST best."""
    with plain_errors():
        programme = _programme(path, timezone)
        loaded, finder = _finder(programme, model)
        answer = finder.find(interest, count)
        if not answer.interest:
            raise LibraryError("The interest is empty. Type what you would like to hear about.")
        if as_json:
            click.echo(_as_json(answer, loaded, finder))
            return
        if not answer.close:
            click.echo(f"Nothing in this programme is close to {answer.interest!r}; the nearest:")
        for place, match in enumerate(answer.matches, start=1):
            session = match.session
            click.echo(f"{place}. {session.title}  [{match.closeness}, {match.score:.3f}]")
            also = "; ".join(filter(None, (_when_and_where(programme, other.id) for other in match.also)))
            for line in (
                _when_and_where(programme, session.id),
                ", ".join(session.speakers),
                f"also {also}" if also else "",
                f"“{match.evidence}”" if match.evidence else "",
            ):
                if line:
                    click.echo(f"   {line}")
        _say_what_answered(loaded, finder)


@main.command()
@click.argument("path", type=click.Path(path_type=Path))
@model_option
def embed(path: Path, model: str | None) -> None:
    """Fill the cache with the vectors of the programme at PATH."""
    with plain_errors():
        programme = _programme(path, "")
        loaded, finder = _finder(programme, model, always=True)
        click.echo(
            f"{len(programme.searchable)} sessions, {finder.encoded} texts encoded by "
            f"{loaded.weights.card.short_name}, kept in {loaded.cache.path}"
        )


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
@click.option("--models", "every", is_flag=True, help="Compare all models that are on this machine.")
@model_option
@timezone_option
def evaluate(paths: tuple[Path, ...], as_json: bool, every: bool, model: str | None, timezone: str) -> None:
    """Measure the answers for each of PATHS, beside one vector for each session, BM25 and both fused.

    A path is a judged set (docs.jsonl, queries.jsonl, qrels.tsv) or a programme. A programme is measured with the
    golden.jsonl beside it; without one, its titles are the interests and their abstracts the answers.
    """
    with plain_errors():
        from session_finder import evaluating

        sets = [evaluating.a_set(path, lambda path: _programme(path, timezone)) for path in paths]
        names = [card.name for card in CARDS if model_is_here(card.name)] if every else [model]
        results: dict[str, dict[str, Compared]] = {}
        for name in names:
            loaded = _model(name)
            found = results.setdefault(loaded.weights.card.name, {})
            for path, (set_name, programme, judged, note) in zip(paths, sets, strict=True):
                with _bar(sys.stderr.isatty()) as progress:
                    found[set_name] = evaluating.compared(loaded, programme, judged, progress)
                if not as_json:
                    click.echo(evaluating.as_table(set_name, found[set_name], note))
                    said = evaluating.not_close(loaded, path, programme, judged)
                    if said:
                        click.echo(said)
            if not as_json and len(found) > 1:
                click.echo(evaluating.mean_table(found))
            _say_what_answered(loaded, None)
            if not as_json:
                click.echo(f"model {loaded.weights.card.short_name}, {loaded.description}\n")
        if as_json:
            click.echo(evaluating.as_json(results))


@main.group(invoke_without_command=True)
@click.pass_context
def models(context: click.Context) -> None:
    """List the models, and which are on this machine."""
    if context.invoked_subcommand is not None:
        return
    with plain_errors():
        for card in CARDS:
            place = model_is_here(card.name)
            here = f"on this machine: {place}" if place else f"get it: models fetch {card.short_name}"
            click.echo(f"{card.name}\n   {card.dimensions} dimensions, {card.about}; {here}")


@models.command()
@click.argument("name")
def fetch(name: str) -> None:
    """Download the model NAME from the hub and check its digest."""
    with plain_errors():
        from session_finder.engine import weights

        card = card_named(name)
        if card is None:
            raise ModelError(f"No model is called {name!r}. Known: {', '.join(card.short_name for card in CARDS)}.")
        if weights.offline():
            raise ModelError("HF_HUB_OFFLINE is set, so nothing is fetched. Unset it and run this again.")
        found = weights.fetch(card, _settings(None).cache / PINS, lambda doing: click.echo(doing, err=True))
        click.echo(f"{card.name} is in {found.folder}")


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True)
@click.option("--address", default="127.0.0.1", show_default=True, help="0.0.0.0 to serve other machines.")
def serve(port: int, address: str) -> None:
    """Serve the pages and the API."""
    with plain_errors():
        _settings(None)  # a setting that cannot be is said here, in a sentence
    os.chdir(ROOT)
    command = ["streamlit", "run", "app.py", "--server.port", str(port), "--server.address", address]
    os.execv(sys.executable, [sys.executable, "-m", *command])  # noqa: S606  our own command line


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn the errors that a person can mend into one sentence and exit code 2."""
    try:
        yield
    except (ModelError, LibraryError, SettingsError, GoldenError) as error:
        click.echo(f"session_finder: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def _settings(model: str | None) -> Settings:
    settings = Wiring().settings
    return replace(settings, model=model) if model else settings


def _programme(path: Path | None, timezone: str) -> Programme:
    from session_finder.storage.files import programme_at

    programme, reading = programme_at(path or _settings(None).data / SAMPLE, timezone)
    if reading is not None:
        shown = [problem for problem in reading.problems if problem.level != "note"]
        for problem in shown[:5]:
            click.echo(str(problem), err=True)
        if len(shown) > 5:
            click.echo(f"… and {len(shown) - 5} more", err=True)
    if not programme.searchable:
        raise LibraryError(f"{path} holds no session to search.")
    return programme


def _finder(programme: Programme, model: str | None, always: bool = False) -> tuple[Model, SessionFinder]:
    loaded = _model(model)
    with _bar(always or sys.stderr.isatty()) as progress:
        return loaded, loaded.finder(programme, progress)


def _model(name: str | None) -> Model:
    quiet = not sys.stderr.isatty()
    return Model(_settings(name), lambda doing: None if quiet else click.echo(doing, err=True))


@contextmanager
def _bar(shown: bool) -> Iterator[Progress]:
    """A progress bar of texts encoded: done of total, rate, time left; it appears with the first text."""
    from tqdm import tqdm

    bar: tqdm[None] | None = None

    def progress(done: int, total: int) -> None:
        nonlocal bar
        if bar is None:
            bar = tqdm(total=total, unit="text", desc="Encoding", disable=not shown, file=sys.stderr)
        bar.update(done - bar.n)

    try:
        yield progress
    finally:
        if bar is not None:
            bar.close()


def _as_json(answer: Answer, loaded: Model, finder: SessionFinder) -> str:
    from session_finder.application.answers import answer_as_json

    found = {"model": loaded.weights.card.name, "encoded": finder.encoded, **answer_as_json(answer)}
    return json.dumps(found, ensure_ascii=False, indent=2)


def _when_and_where(programme: Programme, session_id: str) -> str:
    from session_finder.application.times import when

    session = programme.by_id[session_id]
    return ", ".join(part for part in (when(session), session.room, session.track) if part)


def _say_what_answered(loaded: Model, finder: SessionFinder | None) -> None:
    if finder is not None:
        click.echo(f"{finder.encoded} texts encoded; model {loaded.weights.card.short_name}", err=True)
    if loaded.weights.notice:
        click.echo(loaded.weights.notice, err=True)


if __name__ == "__main__":
    main()
