"""Shared by the commands: errors as one sentence, settings, model, progress bar, safe text."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from session_finder.access.organizers import Organizer
from session_finder.bootstrap.model_loading import Model
from session_finder.bootstrap.service import Wiring
from session_finder.bootstrap.settings import Settings
from session_finder.domain.errors import Conflict, UserError

if TYPE_CHECKING:
    from session_finder.models.encoder import Progress

model_option = click.option("--model", default=None, help="A model's name or folder; see the command models.")
timezone_option = click.option("--timezone", default="", help="The IANA zone of the file's times: Europe/Lisbon.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")


@contextmanager
def plain_errors() -> Iterator[None]:
    """Print a UserError as one sentence and exit with code 2, or 1 for a Conflict."""
    try:
        yield
    except Conflict as error:
        click.echo(f"session-finder: {error}", err=True)
        sys.exit(1)
    except UserError as error:
        click.echo(f"session-finder: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def counted(count: int, what: str) -> str:
    """A count with its noun: "1 thing", "1,200 things"."""
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def settings_with(model: str | None) -> Settings:
    """The settings from the environment, with the model that the command names. Raises SettingsError."""
    settings = Wiring().settings
    return settings.model_copy(update={"model": model}) if model else settings


def load_model(name: str | None) -> Model:
    """The model that the command names, or the settings'. Raises ModelError."""
    quiet = not sys.stderr.isatty()
    return Model(settings_with(name), lambda doing: None if quiet else click.echo(doing, err=True))


@contextmanager
def bar(shown: bool) -> Iterator[Progress]:
    """A progress bar of encoded texts, which appears with the first text."""
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


def operator() -> Organizer:
    """The person at the terminal, who may change every conference. The audit shows that it was done there."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError, ImportError):  # a container's user may have no name
        name = "somebody"
    return Organizer(f"{name} (command line)")


def harmless(text: str) -> str:
    """Text from a file on one line, without control characters for the terminal."""
    return " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())
