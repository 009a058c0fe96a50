"""The command ``serve``: print which folders are used, and become Streamlit's server."""

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


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True)
@click.option("--address", default="127.0.0.1", show_default=True, help="0.0.0.0 to serve other machines.")
def serve(port: int, address: str) -> None:
    """Serve the pages and the API."""
    with plain_errors():  # a setting that cannot be is said here, in a sentence
        settings = settings_with(None)
        library_of(settings)
    click.echo(_folders(settings))
    sys.stdout.flush()
    # Streamlit reads .streamlit/config.toml beside the script, wherever it is started. -P: a module in the folder where
    # somebody stands is not taken for a library.
    command = ["-P", "-m", "streamlit", "run", str(paths.APP)]
    options = ["--server.port", str(port), "--server.address", address]
    os.execv(sys.executable, [sys.executable, *command, *options])  # noqa: S606  our own command line


def _folders(settings: Settings) -> str:
    if settings.database_url:
        kept = f"Programmes and vectors are in the database of {PREFIX}DATABASE_URL"
        return f"{kept}, the organizers' password in {settings.data}, converted models in {settings.cache}."
    return f"Programmes are in {settings.data}, vectors in {settings.cache}."


COMMANDS: Final = (serve,)
