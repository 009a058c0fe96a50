"""Read speakers from the ends of titles, in files that name them nowhere else: "Knots (Ada Moss, Bela Kern)"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from session_finder.domain.institutions import INSTITUTION
from session_finder.intake.cleaning.cell_lists import names_in
from session_finder.intake.model.columns import plain_name
from session_finder.intake.model.header_words import words_of
from session_finder.intake.model.problems import Problem
from session_finder.intake.model.records import Extract, Record
from session_finder.intake.shared.persons import is_name

_LONGEST: Final = 500  # characters of a title that are examined
_SURE: Final = 0.8  # the share of titles that must end so
_FEWEST: Final = 2  # different persons; one may be a place or a subject
_PLACES: Final = words_of("room")


def with_speakers_of_titles(extract: Extract, mapping: Mapping[str, str]) -> Extract:
    """Move the names in brackets at the ends of titles to the speakers, with a note.

    It is done where no record has speakers, the organizer's ``mapping`` says nothing of them, and nearly all titles but
    those of breaks end so.
    """
    talks = [record for record in extract.records if record.accepted and not record.service]
    if "speakers" in mapping or not talks or any("speakers" in record.values for record in extract.records):
        return extract
    if sum(_split(record) is not None for record in talks) < _SURE * len(talks):
        return extract
    named = [_named(record) for record in extract.records]
    persons = [name for record in named for name in record.values.get("speakers", ())]
    if len(set(persons)) < _FEWEST or 2 * len(set(persons)) < len(persons):
        return extract
    advice = "The titles end with names in brackets, and nothing else names speakers; these were taken. Check them."
    column = extract.columns.get("title", "title")
    note = Problem("note", "speakers-in-titles", advice, column=column)
    return replace(extract, records=named, problems=(*extract.problems, note))


def _named(record: Record) -> Record:
    parts = None if record.service else _split(record)
    if parts is None:
        return record
    title, names = parts
    return replace(record, values={**record.values, "title": title, "speakers": names})


def _split(record: Record) -> tuple[str, tuple[str, ...]] | None:
    """The title and the names behind it; None unless all in the brackets are whole names of persons."""
    before, bracket, inside = str(record.values.get("title", ""))[:_LONGEST].rstrip().rpartition("(")
    if not before.strip() or not bracket or not inside.endswith(")") or INSTITUTION.search(inside):
        return None
    names = names_in(inside[:-1])
    return (before.strip(), names) if names and all(map(_is_person, names)) else None


def _is_person(name: str) -> bool:
    """Whether a name has a given name too, and is none of a room."""
    return is_name(name) and len(name.split()) > 1 and _PLACES.isdisjoint(plain_name(name).split())
