"""Records to sessions: texts are cleaned, lists split, times read; what cannot be used is a Problem, not a loss."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from session_finder.domain.sessions import Session
from session_finder.intake.cleaning.cell_lists import names_in, tags_in, without_mail
from session_finder.intake.cleaning.email_masking import masked
from session_finder.intake.cleaning.markup import LINE_END, plain_line, plain_text
from session_finder.intake.cleaning.placeholders import is_placeholder, says_nothing
from session_finder.intake.dates.date_order import writing_of
from session_finder.intake.dates.session_times import Spans
from session_finder.intake.ids import public_id, with_ids
from session_finder.intake.level_scale import on_one_scale
from session_finder.intake.model.limits import MAX_CELL
from session_finder.intake.model.problems import Problem
from session_finder.intake.model.records import Extract, Record
from session_finder.intake.shared.persons import gathered

SHOWN: Final = 80  # characters of a cell that a Problem repeats
_TIMES: Final = ("day", "start", "end", "duration")


@dataclass(frozen=True, slots=True)
class Rows:
    """What the records came to. ``lines``: where each session begins in the file; ``left_out``: not accepted.

    ``made_ids``: those that the file does not give.
    """

    sessions: tuple[Session, ...]
    problems: tuple[Problem, ...]
    lines: tuple[int, ...] = ()
    left_out: int = 0
    made_ids: frozenset[str] = frozenset()


def sessions_of(extract: Extract, zone: ZoneInfo | None) -> Rows:
    """Every accepted record with a title or an abstract becomes a session, in file order, with an id of its own."""
    whole = gathered(extract.records, _merging)
    records = [record for record in whole if record.accepted]
    writing, problems = writing_of(records, extract.columns, zone.key if zone else "")
    file = _File(extract, Spans(writing, zone), list(problems))
    read = [(record.line, session) for record in records if (session := file.session(record)) is not None]
    named = with_ids(read, extract.columns.get("id", "id"))
    sessions, of_levels = on_one_scale(named.sessions, extract.columns.get("level", "level"))
    left_out = len(whole) - len(records)
    return Rows(
        tuple(sessions),
        (*file.problems, *named.problems, *of_levels, *file.hidden(), *_left_out(left_out)),
        tuple(line for line, _ in read),
        left_out,
        named.made,
    )


def _merging(record: Record) -> Hashable | None:
    return record.values.get("id") if record.merges else None


def _left_out(count: int) -> tuple[Problem, ...]:
    if not count:
        return ()
    several = f"{count:,} sessions are declined, cancelled or drafts; they were left out."
    advice = several if count > 1 else "1 session is declined, cancelled or a draft; it was left out."
    return (Problem("note", "sessions-left-out", advice),)


@dataclass(frozen=True, slots=True)
class _File:
    """The records of one file, and what is wrong with them."""

    extract: Extract
    spans: Spans
    problems: list[Problem]
    addressed: list[int] = field(default_factory=list)  # lines whose speakers had e-mail addresses beside them
    masked: list[int] = field(default_factory=list)  # lines with e-mail addresses in other texts
    placeholders: list[int] = field(default_factory=list)  # lines whose abstract is still to come

    def session(self, record: Record) -> Session | None:
        """The session that a record describes, with the file's id; None without title and abstract."""
        cells = _Cells(record, self)
        title, abstract = cells.line("title"), cells.abstract()
        if not title and not abstract:
            advice = "The row has neither title nor abstract; it was left out."
            cells.report(Problem("warning", "row-without-text", advice))
            return None
        if not title:
            cells.report(Problem("note", "no-title", "No title; the abstract's start is shown.", column="title"))
            title = _start_of(abstract)
        start, end = cells.span()
        return Session(
            id=public_id(cells.text("id")),
            title=title,
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
        )

    def hidden(self) -> tuple[Problem, ...]:
        """A note for the file, wherever addresses or placeholders were in it."""
        found = []
        if self.addressed:
            column = self.extract.columns.get("speakers", "speakers")
            count = "1 cell" if len(self.addressed) == 1 else f"{len(self.addressed):,} cells, the first on this line"
            advice = f"E-mail addresses were left out of {count}; attendees never see them."
            found.append(Problem("note", "addresses-left-out", advice, self.addressed[0], column))
        if self.masked:
            count = "1 text" if len(self.masked) == 1 else f"{len(self.masked):,} texts, the first on this line"
            advice = f"E-mail addresses were made unreadable in {count}; attendees see …@… there."
            found.append(Problem("note", "addresses-masked", advice, self.masked[0]))
        if self.placeholders:
            only = "1 abstract holds" if len(self.placeholders) == 1 else f"{len(self.placeholders):,} abstracts hold"
            first = "" if len(self.placeholders) == 1 else ", the first on this line"
            advice = f"{only} the place of a text that is to come{first}; attendees do not see it, nor is it searched."
            column = self.extract.columns.get("abstract", "abstract")
            found.append(Problem("note", "placeholder-abstracts", advice, self.placeholders[0], column))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class _Cells:
    """One record's values by field, as attendees may see them."""

    record: Record
    file: _File

    def text(self, name: str) -> str:
        """The value as text, no longer than a cell may be."""
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
        """The value on one line, without markup and addresses."""
        text = self.text(name)
        return self._masked(_clean_line(text)) if text else ""

    def named(self, name: str) -> str:
        """The value on one line, "" where it only says that there is none ("No track")."""
        found = self.line(name)
        return "" if says_nothing(found) else found

    def languages(self) -> str:
        """The language; of several that stand on a line each a list on one."""
        lines = (self._masked(_clean_line(line)) for line in self.text("language").splitlines())
        return "; ".join(line for line in lines if line and not says_nothing(line))

    def abstract(self) -> str:
        """The cleaned text, "" where it only holds the place of one; how many these are is said once for the file."""
        found = self._masked(plain_text(self.text("abstract")))
        if found and is_placeholder(found):
            self.file.placeholders.append(self.record.line)
            return ""
        return found

    def span(self) -> tuple[datetime | None, datetime | None]:
        return self.file.spans.read({name: text for name in _TIMES if (text := self.text(name))}, self.report)

    def speakers(self) -> tuple[str, ...]:
        """The names, one by one, of whom no e-mail address is shown."""
        if not self.record.values.get("speakers"):
            return ()
        names = self._parts("speakers") or names_in(self.text("speakers"))
        kept = [without_mail(name) for name in names]
        if any(name != whole for name, whole in zip(kept, names, strict=True)):
            self.file.addressed.append(self.record.line)
        cleaned = (without_mail(_clean_line(name)) for name in kept)
        return tuple(dict.fromkeys(name for name in cleaned if name and not says_nothing(name, name=True)))

    def tags(self) -> tuple[str, ...]:
        if not self.record.values.get("tags"):
            return ()
        names = self._parts("tags") or tags_in(self.text("tags"))
        tags = (self._masked(_clean_line(name)) for name in names)
        return tuple(dict.fromkeys(tag for tag in tags if tag and not says_nothing(tag, tag=True)))

    def address(self) -> str:
        """A web address, or "" for anything else: javascript: and the like never reach a page."""
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
        elif "@" in parts.netloc or masked(text) != text:
            advice = "This address holds a password or an e-mail address; it was left out."
            self.report(Problem("warning", "private-web-address", advice, column="url"))
        else:
            return text
        return ""

    def report(self, problem: Problem) -> None:
        """Add a problem of this record, whose ``column`` is still the name of a field."""
        column = self.file.extract.columns.get(problem.column, problem.column)
        value = masked(problem.value[:SHOWN])
        self.file.problems.append(replace(problem, line=self.record.line, column=column, value=value))

    def _parts(self, name: str) -> tuple[str, ...]:
        """The parts of a list that the file itself tells apart."""
        value = self.record.values.get(name, "")
        if isinstance(value, str):
            return ()
        return tuple(part.replace("\0", "").strip()[:MAX_CELL] for part in value)

    def _masked(self, text: str) -> str:
        hidden = masked(text)
        if hidden != text:
            self.file.masked.append(self.record.line)
        return hidden


@lru_cache(maxsize=8192)  # rooms, tracks, formats and names come again and again
def _clean_line(text: str) -> str:
    return plain_line(text)


def _start_of(abstract: str) -> str:
    words = abstract.split()
    start = " ".join(words[:12]) + ("…" if len(words) > 12 else "")
    return _clean_line(start) or start  # lines that were none may be markup on one line: "#" above "0" is a heading
