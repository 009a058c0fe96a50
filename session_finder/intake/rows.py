"""Turn records into sessions: clean texts, split lists, parse times. What cannot be used becomes a Problem."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from session_finder.domain.sessions import Session
from session_finder.intake.cleaning.cell_lists import affiliations_follow, names_in, tags_in, without_addresses
from session_finder.intake.cleaning.email_masking import mask_addresses
from session_finder.intake.cleaning.markup import LINE_END, plain_line, plain_text
from session_finder.intake.cleaning.placeholders import is_empty_value, is_placeholder
from session_finder.intake.cleaning.session_codes import clean_code
from session_finder.intake.dates.date_order import detect_date_format
from session_finder.intake.dates.session_times import SessionTimes
from session_finder.intake.file_notes import SHOWN, Counted, left_out_note, unclear_commas
from session_finder.intake.ids import assign_ids, public_id
from session_finder.intake.level_scale import unify_levels
from session_finder.intake.model.limits import MAX_CELL
from session_finder.intake.model.problems import Problem
from session_finder.intake.model.records import Extract, Record
from session_finder.intake.problem_summary import told_once
from session_finder.intake.shared.persons import merge_by_key
from session_finder.intake.shared.states import without_cancellation

_TIMES: Final = ("day", "start", "end", "duration")


@dataclass(frozen=True, slots=True)
class Rows:
    """The sessions of a file. ``lines``: where each begins in the file; ``left_out``: how many are not accepted.

    ``made_ids``: ids that we generated because the file has none. ``parts``: how many records were merged into others.
    ``without_text``: how many have neither title nor abstract.
    """

    sessions: tuple[Session, ...]
    problems: tuple[Problem, ...]
    lines: tuple[int, ...] = ()
    left_out: int = 0
    made_ids: frozenset[str] = frozenset()
    parts: int = 0
    without_text: int = 0


def sessions_of(extract: Extract, zone: ZoneInfo | None, named: str = "") -> Rows:
    """Build a session with a unique id from each accepted record that has a title or an abstract, in file order.

    ``named``: the conference's name, whose year is that of dates without a year.
    """
    whole = merge_by_key(extract.records, _merge_key)
    records = [record for record in whole if record.is_shown]
    date_format, problems = detect_date_format(whole, extract.columns, zone.key if zone else "", named)
    follows = affiliations_follow(text for record in whole if isinstance(text := record.values.get("speakers"), str))
    file = _File(extract, SessionTimes(date_format, zone), list(problems), affiliated=bool(follows))
    read = [(record.line, session) for record in records if (session := file.session(record)) is not None]
    identified = assign_ids(read, extract.columns.get("id", "id"))
    sessions, of_levels = unify_levels(identified.sessions, extract.columns.get("level", "level"))
    left_out = len(whole) - len(records)
    return Rows(
        tuple(sessions),
        (
            *told_once(file.problems, len(read)),
            *identified.problems,
            *of_levels,
            *file.counted.notes(extract.columns),
            *left_out_note(left_out),
            *(unclear_commas(extract.columns) if follows is None else ()),
        ),
        tuple(line for line, _ in read),
        left_out,
        identified.made,
        parts=len(extract.records) - len(whole),
        without_text=len(records) - len(read),
    )


def _merge_key(record: Record) -> Hashable | None:
    return record.values.get("id") if record.merges else None


@dataclass(frozen=True, slots=True)
class _File:
    """State shared by all records of one file: how to read them, and the problems found so far."""

    extract: Extract
    times: SessionTimes
    problems: list[Problem]
    affiliated: bool = False  # whether an affiliation follows the commas of the speakers
    counted: Counted = field(default_factory=Counted)

    def session(self, record: Record) -> Session | None:
        """Build the session of a record, with the file's id. Returns None if it has neither title nor abstract."""
        cells = _Cells(record, self)
        title, abstract = cells.line("title"), cells.abstract()
        if not title and not abstract:
            advice = "The row has neither title nor abstract; it was left out."
            cells.report(Problem("warning", "row-without-text", advice))
            return None
        if not title:
            cells.report(Problem("note", "no-title", "No title; the abstract's start is shown.", column="title"))
            title = _start_of(abstract)
        rest = without_cancellation(title)
        if rest is not None:
            self.counted.cancelled_in_titles.append((record.line, title))
        elif record.cancelled:
            self.counted.cancelled.append((record.line, title))
        start, end = cells.span()
        return Session(
            id=public_id(cells.text("id")),
            title=rest or title,
            abstract=abstract,
            speakers=cells.speakers(),
            track=cells.named("track"),
            level=cells.named("level"),
            format=cells.named("format"),
            room=cells.named("room"),
            start=start,
            end=end,
            language=cells.languages(),
            tags=cells.tags(),
            url=cells.address(),
            service=record.service,
            code=cells.code(),
            cancelled=record.cancelled or rest is not None,
        )


@dataclass(frozen=True, slots=True)
class _Cells:
    """One record's values, cleaned for attendees."""

    record: Record
    file: _File

    def text(self, name: str) -> str:
        """The value as text, cut to MAX_CELL characters with a warning."""
        value = self.record.values.get(name)
        if not value:
            return ""
        text = value if isinstance(value, str) else ", ".join(value)
        if not text.isprintable():  # nothing that ends a line is
            text = LINE_END.sub("\n", text.replace("\0", ""))
        text = text.strip()
        if len(text) > MAX_CELL:
            advice = f"The cell has {len(text):,} characters; the first {MAX_CELL:,} were kept."
            self.report(Problem("warning", "cell-too-long", advice, column=name, value=text))
            text = text[:MAX_CELL]
        return text

    def line(self, name: str) -> str:
        """The value on one line, without markup and e-mail addresses."""
        text = self.text(name)
        return self._masked(_clean_line(text)) if text else ""

    def named(self, name: str) -> str:
        """The value on one line, "" if it is a placeholder ("No track")."""
        found = self.line(name)
        return "" if is_empty_value(found) else found

    def languages(self) -> str:
        """The language. Several languages, one on each line, are joined with semicolons."""
        lines = (self._masked(_clean_line(line)) for line in self.text("language").splitlines())
        return "; ".join(line for line in lines if line and not is_empty_value(line))

    def abstract(self) -> str:
        """The cleaned text, "" if it is a placeholder. Placeholders are counted in one note for the file."""
        found = self._masked(plain_text(self.text("abstract")))
        if found and is_placeholder(found):
            self.file.counted.placeholders.append(self.record.line)
            return ""
        return found

    def span(self) -> tuple[datetime | None, datetime | None]:
        return self.file.times.read({name: text for name in _TIMES if (text := self.text(name))}, self.report)

    def speakers(self) -> tuple[str, ...]:
        """The speakers' names without e-mail addresses."""
        if not self.record.values.get("speakers"):
            return ()
        names = self._parts("speakers") or names_in(self.text("speakers"), affiliated=self.file.affiliated)
        kept = [without_addresses(name) for name in names]
        if any(name != whole for name, whole in zip(kept, names, strict=True)):
            self.file.counted.addressed.append(self.record.line)
        cleaned = (without_addresses(_clean_line(name)) for name in kept)
        return tuple(dict.fromkeys(name for name in cleaned if name and not is_empty_value(name, name=True)))

    def tags(self) -> tuple[str, ...]:
        if not self.record.values.get("tags"):
            return ()
        names = self._parts("tags") or tags_in(self.text("tags"))
        tags = (self._masked(_clean_line(name)) for name in names)
        return tuple(dict.fromkeys(tag for tag in tags if tag and not is_empty_value(tag, tag=True)))

    def code(self) -> str:
        """The printed number or code, "" if it is the id."""
        text = self.text("code")
        if not text or text == self.text("id"):
            return ""
        try:
            return clean_code(text)
        except ValueError as reason:
            advice = f"The code {reason}; it was left out."
            self.report(Problem("warning", "unusable-code", advice, column="code"))
            return ""

    def address(self) -> str:
        """An http or https address, "" for anything else, so that no javascript: link reaches a page."""
        text = self.text("url")
        if not text:
            return ""
        try:
            parts = urlsplit(text)
            usable = parts.scheme in ("http", "https") and bool(parts.netloc) and " " not in text
        except ValueError:
            usable = False
        if not usable or not text.isprintable():
            advice = "This is no address that begins with https:// or http://; it was left out."
            self.report(Problem("warning", "not-a-web-address", advice, column="url", value=text))
        elif "@" in parts.netloc or mask_addresses(text) != text:
            advice = "This address holds a password or an e-mail address; it was left out."
            self.report(Problem("warning", "private-web-address", advice, column="url"))
        else:
            return text
        return ""

    def report(self, problem: Problem) -> None:
        """Add a problem of this record. Its ``column`` is a field's name; the file's header replaces it."""
        column = self.file.extract.columns.get(problem.column, problem.column)
        value = mask_addresses(problem.value[:SHOWN])
        self.file.problems.append(replace(problem, line=self.record.line, column=column, value=value))

    def _parts(self, name: str) -> tuple[str, ...]:
        """The parts of a value that the file gives as a list, () for a text."""
        value = self.record.values.get(name, "")
        if isinstance(value, str):
            return ()
        return tuple(part.replace("\0", "").strip()[:MAX_CELL] for part in value)

    def _masked(self, text: str) -> str:
        hidden = mask_addresses(text)
        if hidden != text:
            self.file.counted.masked.append(self.record.line)
        return hidden


@lru_cache(maxsize=8192)  # rooms, tracks, formats and names come again and again
def _clean_line(text: str) -> str:
    return plain_line(text)


def _start_of(abstract: str) -> str:
    words = abstract.split()
    start = " ".join(words[:12]) + ("…" if len(words) > 12 else "")
    return _clean_line(start) or start  # joined lines may look like markup: "#" above "0" is a heading
