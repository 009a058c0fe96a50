"""The operators' commands for stores: set up a database, copy one store into another."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import click

from session_finder.bootstrap.settings import PREFIX, Settings
from session_finder.cli.terminal import counted, harmless, plain_errors, settings_with
from session_finder.domain.errors import SettingsError

if TYPE_CHECKING:
    from session_finder.storage.transfer.shelf import LivingShelf

STORE: Final = "files, database (the one that the settings name) or an address postgresql://…"


@click.group()
def database() -> None:
    """Look after the database that several servers share."""


@database.command()
@click.option("--role", default="", metavar="NAME", help="The user that servers sign in with, who may alter nothing.")
@click.option("--url", default="", help="The database, as its owner; the settings' when left out.")
def init(role: str, url: str) -> None:
    """Make or upgrade the tables; run it as the owner, before the servers of a new version start."""
    with plain_errors():
        address = url or settings_with(None).database_url
        if not address:
            raise SettingsError(f"Name the database: --url postgresql://…, or set {PREFIX}DATABASE_URL.")
        from session_finder.bootstrap.stores import database as connected

        connected(address)  # says in a sentence what is wrong with an address
        from session_finder.storage.postgres.schema import migrate

        done = migrate(address, role, lambda said: click.echo(said, err=True))
        click.echo(f"{done} steps applied." if done else "The tables are up to date.")


@click.command("migrate-store")
@click.option("--from", "source", required=True, metavar="STORE", help=f"Where everything is: {STORE}.")
@click.option("--to", "target", required=True, metavar="STORE", help="Where it is to be, written in the same way.")
def migrate_store(source: str, target: str) -> None:
    """Copy conferences, versions, audit, aliases, mappings and vectors from one store into another.

    What is there already is not copied again, so that a copy that was cut off goes on. Exit code 1: something had to
    be left. Passwords of organizers stay in the file where they are.
    """
    with plain_errors():
        from session_finder.storage.transfer.move import move

        settings = settings_with(None)
        if source == target:
            raise SettingsError("--from and --to are the same store.")
        moved = move(
            shelf(source, settings), shelf(target, settings), lambda said: click.echo(harmless(said), err=True)
        )
        click.echo(
            f"{counted(moved.conferences, 'conference')}, {counted(moved.versions, 'version')}, "
            f"{counted(moved.lines, 'line')} of the audit and {counted(moved.vectors, 'vector')} are new there; "
            "everything was compared and is the same."
        )
        for left in moved.left:
            click.echo(harmless(f"left: {left}"), err=True)
        if moved.left:
            sys.exit(1)


def shelf(store: str, settings: Settings) -> LivingShelf:
    """The store of "files", "database" or an address. Raises SettingsError."""
    from session_finder.storage.transfer.file_shelf import FileShelf

    if store == "files":
        return FileShelf(settings.data, settings.cache)
    address = settings.database_url if store == "database" else store
    if not address.startswith(("postgresql://", "postgres://")):
        raise SettingsError(f"A store is {STORE}.")
    from session_finder.bootstrap.stores import database as connected

    shared = connected(address)
    from session_finder.storage.transfer.postgres_shelf import PostgresShelf

    return PostgresShelf(shared)


COMMANDS: Final = (database, migrate_store)
