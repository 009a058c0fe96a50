"""The output of ``search``: how an interest was read and what fits it, in one programme or in all."""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import TYPE_CHECKING, Final

import click

from session_finder.bootstrap.service import everywhere_of, now_of, serving_of
from session_finder.cli.filter_options import dead_end
from session_finder.cli.terminal import bar, harmless, load_model, settings_with
from session_finder.domain.errors import Invalid
from session_finder.filters.filters import FACETS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from session_finder.domain.sessions import Session
    from session_finder.federated.exact import AnswerFromAll, FoundThere
    from session_finder.filters.facets import Facets
    from session_finder.filters.filters import Filters
    from session_finder.query.query import Query
    from session_finder.retrieval.evidence import Evidence
    from session_finder.search.loaded_conference import LoadedConference
    from session_finder.search.request import Request
    from session_finder.search.results import Answer


# How each filter is said: "Only format workshop; from 14:00".
_READ: Final = {
    "day": "", "from": "from", "to": "to", "at": "at", "longer": "minutes at least", "shorter": "minutes at most",
    **{name: name for name in FACETS if name != "day"},
}  # fmt: skip


def request_of(interest: str, loaded: LoadedConference, chosen: Filters, as_typed: bool) -> Request:
    """The parsed interest; ``as_typed``: all of it is its subject. Raises Invalid for an empty one."""
    from session_finder.search.request import understand

    request = understand(interest, loaded.lexicon, now_of(settings_with(None)), chosen, as_typed=as_typed)
    if not request.query.text:
        raise Invalid("The interest is empty. Type what you would like to hear about.")
    return request


def print_reading(request: Request, facets: Facets) -> None:
    """Print how the interest was read, and how many sessions it leaves when it has no subject."""
    if not request.as_typed:
        _print_query(request.query)
    if not request.subject:
        left = facets.left(request.filters)
        click.echo(f"There is nothing else to search for; {left} of {len(facets)} sessions are left.")


def _print_query(query: Query) -> None:
    """Print the filters that were read in a query, and those that may be meant."""
    from session_finder.timetable.time_format import PLAIN, day

    read = query.filters.without(["unsaid"])
    only = []
    for name, values in query.as_json().items():
        if name in _READ and values not in (None, []):
            said = [day(date.fromisoformat(one), PLAIN) for one in values] if name == "day" else values
            only.append(f"{_READ[name]} {', '.join(said) if isinstance(said, list) else said}".strip())
    if not read.empty:
        said = _listed(query.said_except("exclude"))
        click.echo(f"Only {'; '.join(only)}, as {said} says; --as-typed searches for these words.")
    if query.filters.unsaid:
        _print_left_out(query.filters.unsaid)


def print_offers(query: Query) -> None:
    """Print which parts of the subject may be meant as filters, and the options that make them filters."""
    for part in query.offered:
        (name,) = part.filters.active
        option = "exclude" if name == "unsaid" else name
        said = " ".join(f"--{option} “{value}”" for value in getattr(part.filters, name))
        click.echo(f"Should {_listed([part.of(query.text)])} be a filter? Add {harmless(said)}.")


def _print_left_out(phrases: tuple[str, ...]) -> None:
    click.echo(f"Left out: sessions that say {_listed(phrases)} in any form; --as-typed brings them back.")


def _listed(said: Iterable[str]) -> str:
    return ", ".join(f"“{one}”" for one in said)


def search_everywhere(interest: str, count: int, as_typed: bool, as_json: bool, model: str | None) -> None:
    """Print the best sessions, each with its conference; ``as_typed``: all of the interest is its subject."""
    from session_finder.export.answer_json import answer_from_all_as_json
    from session_finder.query.query import one_line

    if not one_line(interest):
        raise Invalid("The interest is empty. Type what you would like to hear about.")
    loaded = load_model(model)
    serving = serving_of(settings_with(model), loaded)
    with bar(sys.stderr.isatty()) as progress:
        serving.fill(lambda _, done, total: progress(done, total) if total else None)
    everywhere = everywhere_of(serving.now, loaded, lambda: now_of(settings_with(None)))
    answer = everywhere.find(interest, count, as_typed=as_typed)
    if as_json:
        found = {"model": loaded.weights.card.name, **answer_from_all_as_json(answer)}
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    _print_answer(answer)
    click.echo(f"model {loaded.weights.card.short_name}", err=True)
    if loaded.weights.notice:
        click.echo(loaded.weights.notice, err=True)


def tell(answer: Answer, filters: Filters, chosen: Filters, facets: Facets) -> None:
    """Print the answer, or which filters leave nothing. ``chosen``: the filters set by options."""
    if not facets.left(filters) and not answer.matches:
        for line in dead_end(filters, chosen, facets):
            click.echo(line)
        return
    if answer.matches and not answer.close:
        filtered = "" if filters.empty else " that the filters leave"
        click.echo(f"Nothing in this programme{filtered} is close to {answer.interest!r}; the nearest:")
    if answer.missing:
        click.echo(f"Nothing in this programme is close to {_listed(answer.missing)}.")
    _print_language(answer.language)
    for place, match in enumerate(answer.matches, start=1):
        session = match.session
        about = f", “{match.subject}”" if match.subject else ""
        how = "" if answer.listed is not None else f"  [{match.closeness}, {match.score:.3f}{about}]"
        click.echo(f"{place}. {session.title}{how}")
        also = "; ".join(filter(None, map(_when_and_where, match.also)))
        for line in (
            _when_and_where(session),
            ", ".join(session.speakers),
            f"also {also}" if also else "",
            _evidence(match.evidence),
        ):
            if line:
                click.echo(f"   {line}")


def _evidence(evidence: Evidence | None) -> str:
    if evidence is None:
        return ""
    said = " ".join(evidence.text.split())
    return f"“{said}”" if evidence.source == "abstract" else f"{evidence.source}: {said}"


def _print_language(language: str) -> None:
    if language:
        click.echo(
            f"This looks like {language}. The model reads English only, so what is found rests on words, names above "
            "all, that stand in the programme as you typed them."
        )


def _when_and_where(session: Session) -> str:
    from session_finder.timetable.time_format import when

    return ", ".join(part for part in (when(session), session.room, session.track) if part)


def _print_answer(answer: AnswerFromAll) -> None:
    if answer.query:
        _print_query(answer.query)
    if not answer.close and answer.matches:
        click.echo(f"Nothing in any conference here is close to {answer.interest!r}; the nearest:")
    _print_language(answer.language)
    for place, found in enumerate(answer.matches, start=1):
        click.echo(f"{place}. {found.match.session.title}  [{found.match.closeness}]")
        also = "; ".join(_where(other) for other in found.also)
        for line in (
            _where(found),
            ", ".join(found.match.session.speakers),
            f"also {also}" if also else "",
            _evidence(found.match.evidence),
        ):
            if line:
                click.echo(f"   {line}")
    if answer.query:
        print_offers(answer.query)
    how = "by an approximate index: a session may be missed" if answer.approximate else "every session of them"
    click.echo(f"Conferences searched: {answer.conferences}, {how}.")


def _where(found: FoundThere) -> str:
    session = found.match.session
    year = str(session.start.year) if session.start else ""
    named = found.conference.name + (f" ({year})" if year and year not in found.conference.name else "")
    return ", ".join(part for part in (named, _when_and_where(session)) if part)
