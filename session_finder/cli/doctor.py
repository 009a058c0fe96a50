"""The command ``doctor``: find damage and mend it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import Final

import click

from session_finder.access.passwords import PasswordError, stamp
from session_finder.bootstrap.model_loading import model_is_here
from session_finder.bootstrap.settings import Settings
from session_finder.cli.terminal import counted, harmless, json_option, operator, plain_errors
from session_finder.domain.errors import SettingsError, StoreError
from session_finder.domain.library import Library
from session_finder.paths import COMMAND
from session_finder.storage.files.checkup import Checkup, Finding


@click.command()
@click.option("--mend", is_flag=True, help="Mend what can be mended; without it nothing is changed.")
@json_option
def doctor(mend: bool, as_json: bool) -> None:
    """Look for damage in programmes, cache and settings, and mend it with --mend.

    Nothing is deleted: what is taken out of its place lies in .library/damaged in the folder of programmes, and
    damaged caches beside the new ones. Exit code 0: all is whole, or was mended; 1: something is damaged still.
    """
    with plain_errors():
        found = list(_findings(mend))
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in found], ensure_ascii=False, indent=2))
    else:
        for finding in found:
            state = "mended" if finding.mended else "by hand" if finding.by_hand else "with --mend"
            click.echo(harmless(f"{finding.wrong} [{state}] {finding.remedy}"))
        click.echo(_summary(found))
    sys.exit(int(any(not finding.mended for finding in found)))


def _summary(found: list[Finding]) -> str:
    if not found:
        return "All is whole."
    left = sum(not finding.mended for finding in found)
    things = counted(len(found), "thing")
    if left == len(found):
        return f"{things} {'is' if left == 1 else 'are'} damaged."
    were, are = ("was", "is") if len(found) == 1 else ("were", "are")
    return f"{things} {were} damaged" + (
        f", {left} {'is' if left == 1 else 'are'} still." if left else f" and {are} mended."
    )


def _findings(mend: bool) -> Iterator[Finding]:
    try:
        settings = Settings.from_environment()
    except SettingsError as error:
        yield Finding(str(error), "Correct the setting; nothing else was looked at.", by_hand=True)
        return
    yield from _settings(settings)
    if settings.database_url:
        from session_finder.bootstrap.service import library_of

        yield from _database(library_of(settings))
    else:
        yield from Checkup(settings.data, mend, f"doctor, {operator().name}").findings()
    from session_finder.storage.vectors.sqlite_salvage import damages

    for wrong, remedy in damages(settings.cache, mend):
        yield Finding(wrong, remedy, mended=mend)


def _settings(settings: Settings) -> Iterator[Finding]:
    if settings.model and not os.path.isdir(settings.model) and model_is_here(settings.model, settings.cache) is None:  # noqa: PTH112
        wrong = f"The model {settings.model} is not on this machine."
        yield Finding(wrong, f"Run: {COMMAND} models fetch NAME", by_hand=True)
    for folder in (settings.data, settings.cache):
        if folder.is_dir() and not os.access(folder, os.W_OK | os.X_OK):
            yield Finding(
                f"{folder} cannot be written.", "Let the user that runs this program write there.", by_hand=True
            )
    try:
        stamp(settings.data)
    except PasswordError as error:
        yield Finding(str(error), "Then organizers sign in again.", by_hand=True)


def _database(library: Library) -> Iterator[Finding]:
    remedy = "Publish another version, or restore a backup."
    try:
        slugs = [conference.slug for conference in library.all_conferences()]
    except StoreError as error:
        yield Finding(str(error), "The rest of the database was not looked at.", by_hand=True)
        return
    for slug in slugs:
        for version in library.versions(slug):
            try:
                library.load(slug, version.number)
            except StoreError as error:
                yield Finding(str(error), remedy, by_hand=True)
    for state in library.states():
        if state.damage:
            yield Finding(state.damage, remedy, by_hand=True)


COMMANDS: Final = (doctor,)
