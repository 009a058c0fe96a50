"""The filter options of ``search``, named as in the API, and the message when they leave nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, time
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from session_finder.cli.terminal import harmless
from session_finder.filters.filters import CONDITIONS, FACETS, MAX_EXCLUDED, MAX_MINUTES, MAX_PHRASE, Filters

if TYPE_CHECKING:
    from session_finder.filters.facets import Facets

_NAMED: Final = 12  # values of the programme that are named beside one that it does not have
_CLOCK: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")  # the API's
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_OPTIONS: Final = {"begin": "from", "end": "to", "unsaid": "exclude"}
_F = TypeVar("_F", bound=Callable[..., Any])


def filter_options(command: _F) -> _F:
    """Add an option for each filter to a command; ``asked(...)`` takes their values."""
    minutes = click.IntRange(1, MAX_MINUTES)
    added = [
        click.option("--day", multiple=True, callback=_days, metavar="DATE", help="Only on this day: 2027-05-11."),
        *(
            click.option(
                f"--{name}", multiple=True, metavar="TEXT", help=f"Only with this {name}; case does not matter."
            )
            for name in FACETS
            if name != "day"
        ),
        click.option("--from", "begin", callback=_clock, metavar="TIME", help="Only what starts then or later: 14:00."),
        click.option("--to", "end", callback=_clock, metavar="TIME", help="Only what ends then or earlier: 17:00."),
        click.option("--at", callback=_clock, metavar="TIME", help="Only what runs at this time: 14:00."),
        click.option("--longer", type=minutes, metavar="MINUTES", help="Only what lasts so long or longer: 60."),
        click.option("--shorter", type=minutes, metavar="MINUTES", help="Only what lasts so long or shorter: 30."),
        click.option(
            "--exclude",
            multiple=True,
            callback=_phrases,
            metavar="TEXT",
            help="Only what does not mention this, in any form.",
        ),
    ]
    for option in reversed(added):
        command = option(command)
    return command


def asked(options: Mapping[str, Any]) -> Filters:
    """The Filters of the options' values."""
    facets: dict[str, Any] = {name: tuple(value for value in options[name] if value) for name in FACETS}
    single: dict[str, Any] = {name: options[name] for name in CONDITIONS}
    return Filters(**facets, **single, unsaid=options["exclude"] or None)


def dead_end(filters: Filters, chosen: Filters, facets: Facets) -> Iterator[str]:
    """Why nothing is left, a sentence for each reason, and without which filter there would be something.

    Filters that are not ``chosen`` by an option were read in the interest.
    """
    yield f"Of {len(facets):,} sessions these filters leave none."
    for name in FACETS:
        for value in getattr(filters, name):
            alone: dict[str, Any] = {name: (value,)}
            if not facets.left(Filters(**alone)):
                known = facets.values(name)
                there = "; ".join(known[:_NAMED]) + ("; …" if len(known) > _NAMED else "")
                yield harmless(f"No session has the {name} {value!r}. There are: {there or 'none'}.")
    for way in facets.loosenings(filters):
        option = f"Without --{_OPTIONS.get(way.name, way.name)}" if getattr(chosen, way.name) else "With --as-typed"
        yield f"{option} they leave {way.count:,}."


def _days(_: click.Context, __: click.Parameter, said: tuple[str, ...]) -> tuple[str, ...]:
    for value in filter(None, said):
        try:
            fits = bool(_DAY.fullmatch(value)) and bool(date.fromisoformat(value))
        except ValueError:
            fits = False
        if not fits:
            raise click.BadParameter(f"{value!r} is no date. Write 2027-05-11.")
    return said


def _clock(_: click.Context, __: click.Parameter, said: str | None) -> time | None:
    if not said:
        return None
    if not _CLOCK.fullmatch(said):
        raise click.BadParameter(f"{said!r} is no time of day. Write 14:00.")
    return time.fromisoformat(said)


def _phrases(_: click.Context, __: click.Parameter, said: tuple[str, ...]) -> tuple[str, ...]:
    phrases = tuple(" ".join(phrase.split()) for phrase in said if phrase.strip())
    if len(phrases) > MAX_EXCLUDED:
        raise click.BadParameter(f"{len(phrases)} phrases are too many. Exclude {MAX_EXCLUDED} at most.")
    for phrase in phrases:
        if len(phrase) > MAX_PHRASE:
            raise click.BadParameter(f"{phrase!r} is too long. Exclude phrases of {MAX_PHRASE} characters at most.")
    return phrases
