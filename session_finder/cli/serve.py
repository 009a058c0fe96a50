"""The command ``serve``: print which folders are used, and become Streamlit's server, or start several of them."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

import click

from session_finder import paths
from session_finder.bootstrap.service import library_of
from session_finder.bootstrap.settings import PREFIX
from session_finder.cli.terminal import plain_errors, settings_with

if TYPE_CHECKING:
    from session_finder.bootstrap.settings import Settings

_MOST: Final = 64  # processes


def _count(_: click.Context, __: click.Parameter, said: str) -> int | None:
    """The number of processes, None for "auto"."""
    if said == "auto":
        return None
    if said.isascii() and said.isdecimal() and 1 <= int(said) <= _MOST:
        return int(said)
    raise click.BadParameter(f"{said!r} is neither a number from 1 to {_MOST} nor auto.")


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True)
@click.option("--address", default="127.0.0.1", show_default=True, help="0.0.0.0 to serve other machines.")
@click.option(
    "--workers",
    default="1",
    metavar="N|auto",
    callback=_count,
    show_default=True,
    help="Processes that share the work behind the port; with more than one, nginx is before them. One of them keeps "
    "about one core busy. auto: as many as there are cores, and at most what fits into memory.",
)
def serve(port: int, address: str, workers: int | None) -> None:
    """Serve the pages and the API."""
    with plain_errors():  # a setting that cannot be is said here, in a sentence
        settings = settings_with(None)
        library_of(settings)
        click.echo(_folders(settings))
        count = workers or _fitting()
        if count > 1:
            from session_finder.workers.start import Plan, serve_with

            sys.exit(serve_with(Plan(count, address, port, by_address=settings.rate > 0), click.echo))
    sys.stdout.flush()
    # Streamlit reads .streamlit/config.toml beside the script, wherever it is started. -P: a module in the folder where
    # somebody stands is not taken for a library.
    command = ["-P", "-m", "streamlit", "run", str(paths.APP)]
    options = ["--server.port", str(port), "--server.address", address]
    os.execv(sys.executable, [sys.executable, *command, *options])  # noqa: S606  our own command line


def _fitting() -> int:
    """How many processes fit on this machine, which is said; one when there is no nginx."""
    from session_finder.workers.count import room
    from session_finder.workers.nginx import MISSING, find

    here = room()
    if here.workers > 1 and find() is None:
        click.echo(f"One process answers. {MISSING}")
        return 1
    processes = "1 process answers" if here.workers == 1 else f"{here.workers} processes answer"
    click.echo(f"{processes}: this machine has {here}.")
    return here.workers


def _folders(settings: Settings) -> str:
    if settings.database_url:
        kept = f"Programmes and vectors are in the database of {PREFIX}DATABASE_URL"
        return f"{kept}, the organizers' password in {settings.data}, converted models in {settings.cache}."
    return f"Programmes are in {settings.data}, vectors in {settings.cache}."


COMMANDS: Final = (serve,)
