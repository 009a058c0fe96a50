"""The organizers' commands: import, publish, roll back, look, export, set the password."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final, Unpack

import click

from session_finder.bootstrap.service import Wiring
from session_finder.cli import import_report
from session_finder.cli.import_file import Desk, How, outcome, shown_now
from session_finder.cli.look import LookOptions, look_lines, look_options, set_look
from session_finder.cli.terminal import (
    harmless,
    json_option,
    model_option,
    plain_errors,
    settings_with,
    timezone_option,
)
from session_finder.domain.errors import NotWritable
from session_finder.domain.library import AuditLine, Version
from session_finder.intake.model.records import FIELDS

_TIME: Final = "%Y-%m-%d %H:%M UTC"
_LONGEST: Final = 10_000  # bytes of a line that is read as a password


def _mapping(_: click.Context, __: click.Parameter, pairs: tuple[str, ...]) -> dict[str, str]:
    mapping = {}
    for pair in pairs:
        field, equals, header = pair.partition("=")
        if not equals or field not in FIELDS:
            raise click.BadParameter(f"{pair!r} is not FIELD=COLUMN. Fields are: {', '.join(sorted(FIELDS))}.")
        mapping[field] = " ".join(header.split())
    return mapping


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--programme",
    "slug",
    default="",
    metavar="SLUG",
    help="The conference's short name, old or new; --dry-run may go without and compares with nothing then.",
)
@click.option("--name", default="", help="The name of a new conference; the file's when left out.")
@timezone_option
@click.option("--map", "mapping", multiple=True, callback=_mapping, metavar="FIELD=COLUMN", help="FIELD= for none.")
@click.option("--sheet", default="", help="The sheet of a workbook; the first with sessions when left out.")
@click.option("--dry-run", is_flag=True, help="Only look: nothing is written.")
@click.option("--publish", "at_once", is_flag=True, help="Let attendees see it at once.")
@click.option("--all-problems", "every", is_flag=True, help="Print every problem.")
@json_option
@model_option
def import_file(
    files: tuple[Path, ...],
    slug: str,
    name: str,
    timezone: str,
    mapping: dict[str, str],
    sheet: str,
    dry_run: bool,
    at_once: bool,
    every: bool,
    as_json: bool,
    model: str | None,
) -> None:
    """Read the programme in FILE and keep it as a draft, or publish it; further files are joined to it.

    Exit code 1: the file has errors, or somebody else published meanwhile. 2: it cannot be read.
    """
    with plain_errors():
        if not slug and not dry_run:
            raise click.UsageError("Name the conference, old or new: --programme SLUG. --dry-run needs none.")
        desk = Desk(slug, model)
        upload = desk.read(files, timezone, name, mapping, sheet)
        difference = desk.difference(upload)
        if not as_json:
            click.echo(import_report.as_text(upload, difference, every))
        how: How = "look" if dry_run else "publish" if at_once else "stage"
        found = outcome(desk, upload, difference, how, lambda said: None if as_json else click.echo(said))
        click.echo(import_report.as_json(found) if as_json else harmless(found.said))
        if found.done in ("refused", "conflict"):
            sys.exit(1 if upload.reading.format else 2)


@click.command()
@click.argument("slug")
@click.argument("number", type=int)
@model_option
def publish(slug: str, number: int, model: str | None) -> None:
    """Let attendees see the draft NUMBER of SLUG."""
    with plain_errors():
        click.echo(shown_now(Desk(slug, model).publish(number)))


@click.command("roll-back")
@click.argument("slug")
@click.argument("number", type=int)
@model_option
def roll_back(slug: str, number: int, model: str | None) -> None:
    """Let attendees see the version NUMBER of SLUG again."""
    with plain_errors():
        click.echo(shown_now(Desk(slug, model).publish(number, back=True)))


@click.command()
@click.argument("slug")
@click.argument("number", type=int)
def discard(slug: str, number: int) -> None:
    """Take the draft NUMBER of SLUG away."""
    with plain_errors():
        desk = Desk(slug)
        desk.publisher.discard(slug, number, desk.organizer)
        click.echo(f"Draft {number} is gone.")


@click.command()
@click.argument("slug")
def versions(slug: str) -> None:
    """List the versions and drafts of SLUG, the newest first."""
    with plain_errors():
        for version in Wiring().library.versions(slug):
            click.echo(_version_line(version))


@click.command()
@click.argument("slug", required=False)
def audit(slug: str | None) -> None:
    """List who did what when, the oldest first; of SLUG or of all conferences."""
    with plain_errors():
        for line in Wiring().library.audit(slug):
            click.echo(_audit_line(line))


@click.command()
@click.argument("slug")
@click.option("--version", "number", type=int, default=None, help="Another version than attendees see.")
@click.option("--output", type=click.Path(path_type=Path), default=None, help="A file to write; else it is printed.")
def export(slug: str, number: int | None, output: Path | None) -> None:
    """Write what is published of SLUG as CSV, for spreadsheets and to be imported again."""
    with plain_errors():
        from session_finder.export.csv_export import as_csv

        content = as_csv(Wiring().library.load(slug, number))
        if output is None:
            click.echo(content, nl=False)
            return
        try:
            output.write_bytes(content)
        except OSError as error:
            raise NotWritable(f"{output} cannot be written: {error.strerror or error}.") from error


@click.command()
@click.argument("slug")
@click.option("--name", default=None, help="What attendees read; the short name in addresses stays.")
@click.option("--timezone", default=None, metavar="ZONE", help="The IANA zone of files that name none: Europe/Lisbon.")
@click.option("--day-starts", default=None, metavar="HH:MM", help="What begins before belongs to the day before.")
@look_options
def conference(
    slug: str, name: str | None, timezone: str | None, day_starts: str | None, **look: Unpack[LookOptions]
) -> None:
    """Print what describes SLUG, after changing what an option names; "" takes a part of the look away."""
    with plain_errors():
        desk = Desk(slug)
        publisher, organizer = desk.publisher, desk.organizer
        if name is not None:
            publisher.rename(slug, name, organizer)
        if timezone is not None:
            publisher.set_timezone(slug, timezone, organizer)
        if day_starts is not None:
            publisher.set_day_starts(slug, day_starts, organizer)
        for sentence in set_look(desk, **look):
            click.echo(harmless(sentence))
        known = desk.library.conference(slug)
        click.echo(harmless(f"name: {known.name}"))
        click.echo(f"time zone: {known.timezone or 'unknown'}")
        click.echo(f"a day starts at: {known.day_starts:%H:%M}")
        for line in look_lines(known.identity):
            click.echo(harmless(line))


@click.command()
@click.option("--stdin", "piped", is_flag=True, help="Read it from the first line of the input, for scripts.")
def password(piped: bool) -> None:
    """Set the password with which organizers sign in."""
    with plain_errors():
        from session_finder.access.passwords import PasswordError, set_password

        text = "" if piped else click.prompt("New password", hide_input=True, confirmation_prompt="The same again")
        try:
            text = text or sys.stdin.buffer.readline(_LONGEST).rstrip(b"\r\n").decode("utf-8")
        except UnicodeDecodeError as error:
            raise PasswordError("The input is no text in UTF-8. Nothing was changed.") from error
        set_password(settings_with(None).data, text)
        click.echo("The password is set. Whoever signed in with another must sign in again.")


def _version_line(version: Version) -> str:
    state = "current" if version.current else "published" if version.published else "draft"
    said = (version.who, version.source, version.format, f"{version.sessions:,} sessions", version.summary)
    return harmless(f"{version.number} {state}, {version.when.strftime(_TIME)}: {', '.join(filter(None, said))}")


def _audit_line(line: AuditLine) -> str:
    version = "" if line.version is None else f" version {line.version}"
    return harmless(f"{line.when.strftime(_TIME)}: {line.who or 'somebody'}: {line.what} {line.slug}{version}")


COMMANDS: Final = (import_file, publish, roll_back, discard, versions, audit, export, conference, password)
