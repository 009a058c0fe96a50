"""Rules and error messages for versions, shared by all stores."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from session_finder.domain.conference_day import MIDNIGHT
from session_finder.domain.errors import Conflict, Invalid, NoSuchVersion, NothingPublished
from session_finder.domain.library import Action, AuditLine, Conference, Draft, Version
from session_finder.domain.sessions import Programme

MOST = 50  # versions kept for each conference, drafts included
MAX_WHO = 200  # characters of a person's name
_MAX_TEXT = 300  # characters of a file's name or a format's


def now() -> datetime:
    """The current time in UTC."""
    return datetime.now(UTC)


def audit_line(what: Action, slug: str, who: str, version: int | None = None) -> AuditLine:
    """An audit line with the current time."""
    return AuditLine(now(), who[:MAX_WHO], what, slug, version)


def action_of(number: int, current: int | None) -> Action:
    """Whether publishing ``number`` after ``current`` is a publish or a rollback."""
    return "roll back" if current is not None and number < current else "publish"


def is_repeated(number: int, who: str, current: int | None, last: AuditLine | None) -> bool:
    """Whether the last publish was of the same version by the same person: a double click is no conflict."""
    return last is not None and current == number and last.who == who[:MAX_WHO]


def version_of_draft(number: int, digest: str, draft: Draft, summary: str, sessions: int) -> Version:
    """The Version of a new draft."""
    who, source = draft.who[:MAX_WHO], draft.source[:_MAX_TEXT]
    return Version(number, digest, who, now(), source, draft.format[:_MAX_TEXT], summary, sessions, False, False)


def beyond_the_most(numbers: list[int], keep: frozenset[int]) -> list[int]:
    """The versions to prune from ``numbers`` (lowest first): the oldest beyond MOST, but none of ``keep``."""
    return [number for number in numbers if number not in keep][: max(len(numbers) - MOST, 0)]


def fallback_order(current: int, published: Iterable[int]) -> list[int]:
    """The versions to try, in order: the current one, then older ones, newest first.

    Later versions, which were rolled back, come last. ``published``: all numbers that were ever published.
    """
    others = sorted({*published} - {current}, reverse=True)
    before = [number for number in others if number < current]
    return [current, *before, *(number for number in others if number > current)]


def fallback_notice(number: int) -> str:
    """The sentence that names the fallback of a damaged version."""
    return f"Attendees see version {number} in its place."


def as_seen(programme: Programme, conference: Conference) -> Programme:
    """A version's programme as attendees see it: its ``version`` depends on what the organizer set, the name too."""
    return with_settings(replace(programme, version=_further(programme, conference.name)), conference)


def with_settings(programme: Programme, conference: Conference) -> Programme:
    """The programme with the organizer's aliases and start of the day, which change its answers and its ``version``."""
    aliases, day_starts = conference.aliases, conference.day_starts
    if aliases:
        programme = replace(programme, aliases=aliases, version=_further(programme, aliases))
    if day_starts != MIDNIGHT:
        sessions = tuple(replace(session, day_starts=day_starts) for session in programme.sessions)
        version = _further(programme, day_starts.isoformat())
        programme = replace(programme, sessions=sessions, day_starts=day_starts, version=version)
    return programme


def _further(programme: Programme, setting: object) -> str:
    """A digest of the programme's ``version`` and a setting."""
    return hashlib.sha256(repr((programme.version, setting)).encode()).hexdigest()[:16]


def nothing_published(slug: str) -> NothingPublished:
    """The error for a conference of which nothing is published."""
    return NothingPublished(f"Nothing of {slug} is published yet. Upload its programme and publish it.")


def no_version(number: int, slug: str) -> NoSuchVersion:
    """The error for an unknown version number."""
    return NoSuchVersion(f"There is no version {number} of {slug}. Look at its versions again.")


def was_published(number: int, slug: str) -> Invalid:
    """The error for discarding a version that was published."""
    return Invalid(f"Version {number} of {slug} was published and is kept. Only drafts are discarded.")


def conflict(number: int, current: int | None, last: AuditLine | None) -> Conflict:
    """The error for a publish that is based on an outdated version; ``last`` is the audit line of the current one."""
    if last is None or current is None:
        there = "programme.csv in its folder is what attendees see" if current == 0 else "nothing is published"
        return Conflict(f"Version {number} was not published: by now {there}. Look at the versions again.")
    deed = "went back to" if last.what == "roll back" else "published"
    return Conflict(
        f"{last.who or 'Somebody'} {deed} version {current} on {last.when:%d %B %Y at %H:%M} UTC, after you "
        f"began. Version {number} is still a draft: compare it with what is published now, then publish it."
    )
