"""Print what ``import`` found in a file: its format, its problems, what it would change."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Final, Literal

from session_finder.cli.terminal import harmless
from session_finder.domain.library import Version
from session_finder.intake import Problem, Reading
from session_finder.publishing.diff import Difference
from session_finder.publishing.upload import Upload

SHOWN: Final = 20  # problems, where not all are asked for
_TITLES: Final = 5  # of each kind of change
_RENAMED: Final = "The file gives sessions other ids than attendees know them by: stars and links to them are lost."
_WAY_OUT: Final = " With --map id= the file's ids are left out, and they keep theirs."
_LEVELS: Final = ("error", "warning", "note")


Done = Literal["checked", "refused", "unchanged", "staged", "published", "conflict"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of an upload, also as a sentence; ``version``: the draft or the published version, None for neither.

    ``difference``: what the upload would change. It is None, and ``slug`` "", when no conference was named. "checked":
    it was only checked; "refused": it has errors; "unchanged": the published version is the same; "conflict": it is a
    draft, and somebody else published meanwhile.
    """

    slug: str
    upload: Upload
    done: Done
    said: str
    version: Version | None = None
    difference: Difference | None = None


def as_text(upload: Upload, difference: Difference | None, every: bool) -> str:
    """A file's format, problems and changes as text; ``every`` problem or the first ones."""
    reading = upload.reading
    compared = difference if reading.programme else None
    changes = () if compared is None else _changes(compared, bool(reading.headers))
    return "\n".join([_what_it_is(upload.source, reading), *_columns(reading), *_problems(reading, every), *changes])


def _what_it_is(filename: str, reading: Reading) -> str:
    if not reading.format:
        return f"{harmless(filename)} cannot be read."
    account = reading.account
    counts = [f"{account.entries:,} rows", f"{_sessions(reading):,} sessions"]
    further = (
        (account.breaks, "of them breaks"),
        (account.parts, "part of another row's session"),
        (sum(account.left_out.values()), "left out"),
        (account.not_used, "NOT USED" if account.much_not_used else "not used"),
    )
    counts += [f"{count:,} {what}" for count, what in further if count]
    return f"{harmless(filename)}: {', '.join([reading.format, *counts])}"


def as_json(outcome: Outcome) -> str:
    """The report as JSON."""
    reading, difference, version = outcome.upload.reading, outcome.difference, outcome.version
    return json.dumps(
        {
            "programme": outcome.slug or None,
            "file": outcome.upload.source,
            "format": reading.format,
            "rows": reading.rows,
            "sessions": _sessions(reading),
            "left_out": reading.left_out,
            "account": asdict(reading.account),
            "timezone": reading.timezone,
            "columns": dict(reading.columns),
            "dropped_columns": list(reading.dropped_columns),
            "helping_columns": list(reading.helping_columns),
            "problems": [_as_tree(problem) for problem in reading.problems],
            "difference": None if difference is None else _difference(difference),
            "done": outcome.done,
            "said": outcome.said,
            "version": version.number if version else None,
        },
        ensure_ascii=False,
        indent=2,
    )


def _difference(difference: Difference) -> dict[str, object]:
    return {
        "added": [session.id for session in difference.added],
        "changed": [{"id": change.after.id, "fields": list(change.fields)} for change in difference.changed],
        "removed": [session.id for session in difference.removed],
        "renamed": dict(difference.renamed),
    }


def _sessions(reading: Reading) -> int:
    return len(reading.programme.sessions) if reading.programme else 0


def _changes(difference: Difference, columns: bool) -> Iterator[str]:
    yield f"compared with what is published: {difference.summary()}"
    if difference.renamed:
        yield _RENAMED + (_WAY_OUT if columns else "")
    changed = [f"{change.after.title} ({', '.join(change.fields)})" for change in difference.changed]
    titles = {
        "+": [session.title for session in difference.added],
        "~": changed,
        "-": [session.title for session in difference.removed],
    }
    for sign, found in titles.items():
        yield from (f"  {sign} {harmless(title)}" for title in found[:_TITLES])
        if len(found) > _TITLES:
            yield f"  {sign} … and {len(found) - _TITLES:,} more"


def _columns(reading: Reading) -> Iterator[str]:
    if reading.columns:
        used = (f"{field}: {header}" if field != header else field for field, header in reading.columns.items())
        yield f"columns: {harmless('; '.join(used))}"
    if reading.dropped_columns:
        yield f"columns left out, stored nowhere: {harmless('; '.join(reading.dropped_columns))}"
    if reading.helping_columns:
        yield f"columns read, shown nowhere: {harmless('; '.join(reading.helping_columns))}"


def _problems(reading: Reading, every: bool) -> Iterator[str]:
    ordered = sorted(reading.problems, key=lambda problem: _LEVELS.index(problem.level))
    shown = ordered if every else ordered[:SHOWN]
    for problem in shown:
        value = f" [{problem.value}]" if problem.value else ""
        yield harmless(f"{problem}{value}")
    rest = Counter(problem.level for problem in ordered[len(shown) :])
    if rest:
        counts = ", ".join(
            f"{rest[level]:,} {level}{'s' if rest[level] > 1 else ''}" for level in _LEVELS if rest[level]
        )
        yield f"… and {counts} more; --all-problems shows them"


def _as_tree(problem: Problem) -> dict[str, object]:
    names = ("level", "code", "line", "column", "value", "advice", *(("file", "file_line") if problem.file else ()))
    return {name: getattr(problem, name) for name in names}
