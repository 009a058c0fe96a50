"""The commands ``backup`` and ``restore``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from session_finder.bootstrap.settings import Settings
from session_finder.cli.stores import STORE, shelf
from session_finder.cli.terminal import counted, harmless, json_option, operator, plain_errors, settings_with

if TYPE_CHECKING:
    from session_finder.storage.transfer.move import Moved


def _print_progress(said: str) -> None:
    click.echo(harmless(said), err=True)


def _default_store(settings: Settings) -> str:
    return "database" if settings.database_url else "files"


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--from", "source", default="", metavar="STORE", help=f"What to save, if not the servers' own: {STORE}.")
@json_option
def backup(file: Path, source: str, as_json: bool) -> None:
    """Save all conferences, their versions, the audit and the organizers' password in FILE.

    It is the store at one moment, while servers run and organizers publish; with files a publish waits until the
    backup is written. Only the owner may read FILE: it holds the hash of the password, never the password. Vectors
    are left out and computed again. So are the trash, what else lies in the folders, and .streamlit/secrets.toml.
    Exit code 1: the backup is whole but for what is damaged or a link, which is named. 2: there is no backup.
    """
    with plain_errors():
        from session_finder.storage.transfer.backup import backup as save

        settings = settings_with(None)
        moved = save(shelf(source or _default_store(settings), settings), settings.data, file, _print_progress)
        _print_result(moved, as_json, {"file": str(file)}, f"{file} holds {_counted(moved)}.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--to", "target", default="", metavar="STORE", help=f"Where to, if not the servers' own store: {STORE}.")
@click.option("--into-existing", is_flag=True, help="Replace conferences that are there; the old go to the trash.")
@json_option
def restore(file: Path, target: str, into_existing: bool, as_json: bool) -> None:
    """Bring the backup in FILE back, all of it or nothing.

    The store is empty, or --into-existing says that conferences of the same short name make room; others stay. The
    organizers' password comes back where none is set. Everything is compared by digest before attendees see it.
    """
    with plain_errors():
        from session_finder.storage.transfer.backup import restore as bring_back

        settings = settings_with(None)
        there = shelf(target or _default_store(settings), settings)
        done = bring_back(file, there, settings.data, into_existing, operator().name, _print_progress)
        said = " The organizers' password is back too." if done.password else ""
        more: dict[str, object] = {"file": str(file), "password": done.password}
        _print_result(done.moved, as_json, more, f"{_counted(done.moved)} are back from {file}.{said}")


def _counted(moved: Moved) -> str:
    conferences, versions = counted(moved.conferences, "conference"), counted(moved.versions, "version")
    return f"{conferences}, {versions} and {counted(moved.lines, 'line')} of the audit"


def _print_result(moved: Moved, as_json: bool, more: dict[str, object], said: str) -> None:
    if as_json:
        counts = {name: getattr(moved, name) for name in ("conferences", "versions", "lines", "left")}
        click.echo(json.dumps(more | counts, ensure_ascii=False, indent=2))
    else:
        click.echo(harmless(said))
        for left in moved.left:
            click.echo(harmless(f"left out: {left}"), err=True)
    if moved.left:
        sys.exit(1)


COMMANDS: Final = (backup, restore)
