"""pretalx JSON: pages of the REST API, the schedule of its widget, and the organizers' export."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from session_finder.intake.dates.zones import zone_name
from session_finder.intake.formats import pretalx_table
from session_finder.intake.model.limits import MAX_ROWS
from session_finder.intake.model.problems import Problem
from session_finder.intake.model.records import Extract, Record, Value
from session_finder.intake.model.sources import Row, Source, Table
from session_finder.intake.shared.breaks import is_break, is_service
from session_finder.intake.shared.joining import join_texts
from session_finder.intake.shared.json_access import (
    Entry,
    distinct,
    filled,
    helping_keys,
    keys_of,
    lookup,
    members,
    name,
    named,
    objects,
    person,
    text,
    too_many,
    unused_keys,
)
from session_finder.intake.shared.states import accepted, is_cancelled, unknown_state

NAME: Final = "pretalx API"

_SIGNS: Final = (frozenset({"code", "submission_type"}), frozenset({"code", "state"}), frozenset({"code", "slots"}))
_WIDGET: Final = frozenset({"talks", "rooms", "tracks"})
_COLUMNS: Final = {
    "id": "code",
    "title": "title",
    "abstract": "abstract",
    "speakers": "speakers",
    "track": "track",
    "format": "submission_type",
    "room": "slots",
    "start": "slots",
    "end": "slots",
    "duration": "duration",
    "language": "content_locale",
    "tags": "tags",
}
_KNOWN: Final = frozenset(_COLUMNS.values()) | {"description", "state", "slot", "room", "start", "end", "id", "guid"}
_PEOPLE: Final = frozenset({"code", "name", "id"})
_CODE: Final = re.compile(r"[A-Z0-9]{6}|\d+")  # a speaker's code or number in place of the name
_EXPAND: Final = "speakers,track,submission_type,tags,slots.room"


def read(source: Source) -> Extract | None:
    """Read the accepted and confirmed sessions of one page or of a list of pages. Returns None for other files."""
    tree = source.tree
    page = tree if isinstance(tree, dict) else {}
    talks = objects(page["talks"]) if page.keys() >= _WIDGET else []
    if any("code" in talk for talk in talks):
        return _read(talks, page, is_widget=True)
    entries = objects(page.get("results")) if page else _of_pages(objects(tree))
    if not any(signs <= entry.keys() for entry in entries[:20] for signs in _SIGNS):
        return _export(entries, source.filename)
    return _read(entries, page, is_widget=False)


def _export(entries: Sequence[Entry], filename: str) -> Extract | None:
    """Read the organizers' JSON export, which has the columns and languages of the CSV export."""
    header = keys_of(entries[:20])
    if not header or len(entries) > MAX_ROWS:
        return None
    return _as_table(header, entries[:1], filename) and _as_table(
        header, entries, filename
    )  # try one row first, since most files are another format


def _as_table(header: Sequence[str], entries: Sequence[Entry], filename: str) -> Extract | None:
    rows = (
        Row(number, tuple("\n".join(map(text, members(entry.get(key)))) or text(entry.get(key)) for key in header))
        for number, entry in enumerate(entries, 1)
    )
    return pretalx_table.read(Source(filename, tables=[Table(filename, (Row(0, tuple(header)), *rows))]))


def _of_pages(entries: Sequence[Entry]) -> list[Entry]:
    """Flatten a list of pages to submissions; a list of submissions is returned unchanged."""
    if any("results" in entry for entry in entries):
        return [one for page in entries for one in objects(page.get("results"))]
    return list(entries)


def _read(entries: Sequence[Entry], page: Entry, *, is_widget: bool) -> Extract:
    refusal = too_many(NAME, len(entries))
    if refusal:
        return refusal
    file = _File(lookup(page.get("speakers")), lookup(page.get("tracks")), lookup(page.get("rooms")), is_widget)
    records = [file.record(number, entry) for number, entry in enumerate(entries, 1)]
    speakers = (one for entry in entries for one in objects(entry.get("speakers")))
    dropped = (*unused_keys(entries, _KNOWN), *unused_keys(speakers, _PEOPLE, "speakers."))
    problems = (*_paging(page, len(entries)), *file.problems())
    return Extract(
        NAME,
        records,
        len(entries),
        _COLUMNS,
        dropped,
        problems,
        timezone=zone_name(text(page.get("timezone"))),
        helping=helping_keys(entries, _KNOWN, {*_COLUMNS.values()}),
    )


@dataclass(frozen=True, slots=True)
class _File:
    """Names that the sessions refer to, and counters for the problems found so far."""

    speakers: dict[str, str]
    tracks: dict[str, str]
    rooms: dict[str, str]
    is_widget: bool  # in the widget, entries without a code are breaks
    numbers: dict[str, int] = field(default_factory=dict)  # field → sessions that give a number instead of a name
    unknown_states: dict[str, int] = field(default_factory=dict)
    repeated: dict[str, int] = field(default_factory=dict)

    def record(self, number: int, entry: Entry) -> Record:
        slot = self._slot(entry)
        values: dict[str, Value] = {
            "id": text(entry.get("code")) or text(entry.get("guid")) or text(entry.get("id")),
            "title": named(entry.get("title")),
            "abstract": join_texts(named(entry.get("abstract")), named(entry.get("description"))),
            "speakers": self._people(entry),
            "track": self._name("track", entry.get("track"), self.tracks),
            "format": self._name("submission_type", entry.get("submission_type"), {}),
            "room": self._name("room", slot.get("room"), self.rooms),
            "start": text(slot.get("start")),
            "end": text(slot.get("end")),
            "duration": text(entry.get("duration")),
            "language": text(entry.get("content_locale")),
            "tags": self._tags(entry.get("tags")),
        }
        state = named(entry.get("state"))
        stays = accepted(state)
        if stays is None:
            self.unknown_states.setdefault(state[:40], number)
        service = is_break(str(values["title"]), str(values["format"])) or is_service(values)
        service = service or (self.is_widget and "code" not in entry)
        return Record(
            number, filled(values), service=service, accepted=stays is not False, cancelled=is_cancelled(state)
        )

    def _slot(self, entry: Entry) -> Entry:
        """The first slot with a start, or the entry itself if it has no slots."""
        one = entry.get("slot")
        slots = [one] if isinstance(one, dict) else objects(entry.get("slots"))
        timed = [slot for slot in slots if text(slot.get("start"))]
        if len(timed) > 1:
            self._count(self.repeated, "slots")
        if not slots and isinstance(entry.get("slots"), list) and entry["slots"]:
            self._count(self.numbers, "slots")
        return timed[0] if timed else slots[0] if slots else entry

    def _name(self, key: str, value: object, known: dict[str, str]) -> str:
        """A name. Numbers are looked up, and counted and left out if unknown."""
        found = known.get(text(value)) or name(value)
        if not found.isdigit():
            return found
        self._count(self.numbers, key)
        return ""

    def _people(self, entry: Entry) -> tuple[str, ...]:
        value = entry.get("speakers")
        found = [self.speakers.get(text(one), one) for one in (members(value) or [value])]
        if any(_CODE.fullmatch(text(one)) for one in found):
            self._count(self.numbers, "speakers")
        return distinct("" if _CODE.fullmatch(text(one)) else person(one) for one in found)

    def _tags(self, value: object) -> tuple[str, ...]:
        found = distinct(map(name, members(value)))
        if any(tag.isdigit() for tag in found):
            self._count(self.numbers, "tags")
        return tuple(tag for tag in found if not tag.isdigit())

    def _count(self, where: dict[str, int], key: str) -> None:
        where[key] = where.get(key, 0) + 1

    def problems(self) -> Iterator[Problem]:
        for state, line in list(self.unknown_states.items())[:10]:
            yield unknown_state(state, line, "state")
        if self.numbers:
            advice = (
                f"{', '.join(self.numbers)}: the file has only the numbers or codes of these, which were left out. "
                f"For the names ask for the page with ?expand={_EXPAND}, or use schedule/export/schedule.json."
            )
            yield Problem("note", "numbers-without-names", advice)
        if self.repeated:
            advice = f"Sessions with several slots: {self.repeated['slots']}; each was kept once, with its first slot."
            yield Problem("note", "several-slots", advice, column="slots")


def _paging(page: Entry, here: int) -> Iterator[Problem]:
    if text(page.get("next")):
        whole = text(page.get("count"))
        of = f" of {whole}" if whole.isdigit() else ""
        advice = (
            f"This is one page of several: {here}{of} sessions. Ask for ?page_size=50 and put all pages together. "
            "schedule/export/schedule.json has them all at once."
        )
        yield Problem("warning", "one-page-of-several", advice, column="next")
    elif text(page.get("previous")):
        advice = "This is the last page of several; sessions are missing before it."
        yield Problem("warning", "last-page-of-several", advice, column="previous")
